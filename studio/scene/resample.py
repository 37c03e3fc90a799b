"""Moving a cut-out picture to its exact place on the canvas, at any scale, to a fraction of a pixel.

A picture is premultiplied once and given an empty margin. Reducing first averages whole blocks of pixels (exact and
fast), then one cubic or linear resize does the rest. A resize can only map whole source pixels to whole canvas pixels;
the margin lets us choose a cut of the source whose edges fall on canvas pixels, so that no second resampling is needed
for the sub-pixel shift. Rotations, and the rare scale for which no such cut exists, take an affine step more.
"""

import math
from dataclasses import dataclass, replace

import cv2
import numpy as np

from studio.model.picture import Bytes, Picture
from studio.scene.placed import Place, Placed, clipped, edges_mended, turning

MARGIN = 48  # empty source pixels around a sprite
REMAPPED = 32_000  # pixels a side that OpenCV can sample freely from
LINEAR_BELOW = 0.7  # from here to one half a cubic would alias, and linear averages two pixels, nearly the area
CLOSE_ENOUGH = 0.06  # of a canvas pixel
STRIP = 64  # rows premultiplied at a time: stays in the processor's cache


@dataclass(frozen=True, eq=False)
class Sprite:
    """A premultiplied picture, (height, width, 4) uint8, cropped to what is not empty, with an empty margin.

    Pixel (x, y) of the original lies at (x - left, y - top) here.
    """

    rgba: Bytes
    left: int
    top: int


def sprite_of(picture: Picture) -> Sprite:
    """Premultiply a picture and crop it to its visible part; an entirely empty one becomes a single empty pixel."""
    alpha = picture.alpha
    x, y, width, height = (0, 0, picture.width, picture.height) if alpha is None else cv2.boundingRect(alpha)
    width, height = max(width, 1), max(height, 1)
    rgba = np.zeros((height + 2 * MARGIN, width + 2 * MARGIN, 4), np.uint8)
    for start in range(0, height, STRIP):
        rows = slice(y + start, y + min(start + STRIP, height))
        strip = cv2.cvtColor(picture.rgb[rows, x : x + width], cv2.COLOR_RGB2RGBA)
        if alpha is not None:
            cv2.insertChannel(alpha[rows, x : x + width], strip, 3)
            strip = cv2.cvtColor(strip, cv2.COLOR_RGBA2mRGBA)
        rgba[MARGIN + start : MARGIN + start + len(strip), MARGIN : MARGIN + width] = strip
    return Sprite(rgba, x - MARGIN, y - MARGIN)


def place(sprite: Sprite, where: Place, width: int, height: int) -> Placed:
    """Return the sprite at its place on a canvas of `width` × `height` pixels."""
    factor = min(max(1, math.floor(1 / where.scale + 1e-9)), MARGIN)
    factor = max(factor, -(-max(sprite.rgba.shape) // REMAPPED))
    reduced = _reduced(sprite.rgba, factor)
    centre = (where.from_x - sprite.left) / factor, (where.from_y - sprite.top) / factor
    inner = replace(where, scale=where.scale * factor, from_x=centre[0], from_y=centre[1])
    moved, x, y = _shifted(reduced, inner, MARGIN // factor) or _turned(reduced, inner, width, height)
    placed = clipped(moved, x, y, width, height)
    return placed if inner.scale < LINEAR_BELOW else edges_mended(placed, reduced, inner)


def _shifted(rgba: Bytes, where: Place, margin: int) -> tuple[Bytes, int, int] | None:
    """Return pixels resized in one step, and their place; None where that cannot be had to a fraction of a pixel."""
    height, width = rgba.shape[:2]
    across = whole_cut((0, margin), (width - margin + 1, width), where.scale, where.from_x, where.to_x)
    down = whole_cut((0, margin), (height - margin + 1, height), where.scale, where.from_y, where.to_y)
    if where.turn or max(across.error, down.error) > CLOSE_ENOUGH:
        return None
    part = rgba[down.start : down.stop, across.start : across.stop]
    size = (across.to_stop - across.to_start, down.to_stop - down.to_start)
    moved = cv2.resize(part, size, interpolation=_interpolation(where.scale))
    return np.asarray(moved, np.uint8), across.to_start, down.to_start


@dataclass(frozen=True)
class Cut:
    """Source pixels start…stop, which go to canvas pixels to_start…to_stop; `error` in canvas pixels."""

    start: int
    stop: int
    to_start: int
    to_stop: int
    error: float


def whole_cut(
    starts: tuple[int, int], stops: tuple[int, int], scale: float, centre: float, to_centre: float = 0
) -> Cut:
    """Return the cut whose ends, chosen from two ranges (both ends included), fall most nearly on canvas pixels."""

    def best(low: int, high: int) -> tuple[int, int, float]:
        ends = np.arange(low, high + 1)
        exact = to_centre + (ends - centre) * scale
        errors = np.abs(exact - np.round(exact))
        index = int(np.argmin(errors))
        return int(ends[index]), round(float(exact[index])), float(errors[index])

    start, to_start, error = best(*starts)
    stop, to_stop, other = best(*stops)
    return Cut(start, stop, to_start, max(to_stop, to_start + 1), max(error, other))


def _interpolation(scale: float) -> int:
    return cv2.INTER_LINEAR if scale < LINEAR_BELOW else cv2.INTER_CUBIC


def _reduced(rgba: Bytes, factor: int) -> Bytes:
    if factor == 1:
        return rgba
    height, width = rgba.shape[0] // factor, rgba.shape[1] // factor
    whole = rgba[: height * factor, : width * factor]  # what is cut off is margin, and empty
    return np.asarray(cv2.resize(whole, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def _turned(rgba: Bytes, where: Place, width: int, height: int) -> tuple[Bytes, int, int]:
    """Resize to half as large again as needed, then turn and shift with linear interpolation: sharp, and quick.

    Where the pixels are that fine already, nothing is resized.
    """
    finer, larger = (rgba.shape[1], rgba.shape[0]), rgba
    if where.scale >= LINEAR_BELOW:
        finer = (max(1, round(finer[0] * where.scale * 1.5)), max(1, round(finer[1] * where.scale * 1.5)))
        larger = np.asarray(cv2.resize(rgba, finer, interpolation=cv2.INTER_CUBIC), np.uint8)
    ratio = np.array([finer[0] / rgba.shape[1], finer[1] / rgba.shape[0]])
    across = turning(where.turn) * where.scale / ratio
    shift = np.array([where.to_x, where.to_y]) - across @ (ratio * (where.from_x, where.from_y))
    corners = across @ np.array([[0, finer[0], 0, finer[0]], [0, 0, finer[1], finer[1]]]) + shift[:, None]
    low = np.clip(np.floor(corners.min(1)), 0, (width - 1, height - 1)).astype(int)
    high = np.clip(np.ceil(corners.max(1)), low + 1, (width, height)).astype(int)
    moved = shift - low + across @ np.array([0.5, 0.5]) - 0.5  # a pixel's centre lies half a pixel inside it
    size = (int(high[0] - low[0]), int(high[1] - low[1]))
    turned = cv2.warpAffine(larger, np.column_stack([across, moved]), size, flags=cv2.INTER_LINEAR)
    return np.asarray(turned, np.uint8), int(low[0]), int(low[1])

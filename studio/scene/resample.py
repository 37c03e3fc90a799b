"""Moving a cut-out picture to its exact place on the canvas, at any scale, to a fraction of a pixel.

A picture is premultiplied once and given an empty margin. Reducing first averages whole blocks of pixels (exact and
fast), then one cubic or linear resize does the rest. A resize can only map whole source pixels to whole canvas pixels;
the margin lets us choose a cut of the source whose edges fall on canvas pixels, so that no second resampling is needed
for the sub-pixel shift. Rotations, and the rare scale for which no such cut exists, take an affine step more.
"""

import math
from dataclasses import dataclass

import cv2
import numpy as np

from studio.model.picture import Bytes, Picture
from studio.scene.drawing import Band, band_of

MARGIN = 48  # empty source pixels around a sprite
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


@dataclass(frozen=True)
class Place:
    """Original point (from_x, from_y), in pixels, goes to canvas (to_x, to_y), scaled, turned clockwise by `turn`°."""

    scale: float
    turn: float
    from_x: float
    from_y: float
    to_x: float
    to_y: float


@dataclass(frozen=True, eq=False)
class Placed:
    """Straight `rgb` and `alpha` at (x, y) of the canvas, clipped to it; `band`: where it covers a pixel partly."""

    x: int
    y: int
    rgb: Bytes
    alpha: Bytes
    band: Band


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
    factor = max(1, math.floor(1 / where.scale + 1e-9))
    reduced = _reduced(sprite.rgba, factor)
    scale = where.scale * factor
    centre = ((where.from_x - sprite.left) / factor, (where.from_y - sprite.top) / factor)
    margin = MARGIN // factor
    cut_x, cut_y = (
        whole_cut((0, margin), (length - margin, length), scale, middle, target)
        for length, middle, target in zip(reduced.shape[1::-1], centre, (where.to_x, where.to_y), strict=True)
    )
    if where.turn == 0 and max(cut_x.error, cut_y.error) < CLOSE_ENOUGH:
        part = reduced[cut_y.start : cut_y.stop, cut_x.start : cut_x.stop]
        size = (cut_x.to_stop - cut_x.to_start, cut_y.to_stop - cut_y.to_start)
        moved = np.asarray(cv2.resize(part, size, interpolation=_interpolation(scale)), np.uint8)
        return clipped(moved, cut_x.to_start, cut_y.to_start, width, height)
    return _turned(reduced, where, scale, centre, (width, height))


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
    # Between half and 0.7 a cubic's negative lobes would alias; linear then averages two pixels, nearly the area.
    return cv2.INTER_LINEAR if scale < 0.7 else cv2.INTER_CUBIC


def _reduced(rgba: Bytes, factor: int) -> Bytes:
    if factor == 1:
        return rgba
    height, width = rgba.shape[0] // factor, rgba.shape[1] // factor
    whole = rgba[: height * factor, : width * factor]  # what is cut off is margin, and empty
    return np.asarray(cv2.resize(whole, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def _turned(rgba: Bytes, where: Place, scale: float, centre: tuple[float, float], size: tuple[int, int]) -> Placed:
    """Resize to half as large again as needed, then turn and shift with linear interpolation: sharp, and quick."""
    width, height = size
    finer = (max(1, round(rgba.shape[1] * scale * 1.5)), max(1, round(rgba.shape[0] * scale * 1.5)))
    larger = cv2.resize(rgba, finer, interpolation=_interpolation(scale * 1.5))
    ratio_x, ratio_y = finer[0] / rgba.shape[1], finer[1] / rgba.shape[0]
    cosine, sine = math.cos(math.radians(where.turn)), math.sin(math.radians(where.turn))
    across = np.array(
        [[cosine * scale / ratio_x, -sine * scale / ratio_y], [sine * scale / ratio_x, cosine * scale / ratio_y]]
    )
    shift = np.array([where.to_x, where.to_y]) - across @ np.array([centre[0] * ratio_x, centre[1] * ratio_y])
    corners = across @ np.array([[0, finer[0], 0, finer[0]], [0, 0, finer[1], finer[1]]]) + shift[:, None]
    low = np.maximum(np.floor(corners.min(1)), 0).astype(int)
    high = np.minimum(np.ceil(corners.max(1)), (width, height)).astype(int)
    if (high <= low).any():
        return clipped(np.zeros((1, 1, 4), np.uint8), width, height, width, height)
    # A pixel's centre lies half a pixel inside it, on both sides.
    moved = shift - low + across @ np.array([0.5, 0.5]) - 0.5
    matrix = np.column_stack([across, moved])
    turned = cv2.warpAffine(larger, matrix, tuple(int(n) for n in high - low), flags=cv2.INTER_LINEAR)
    return clipped(np.asarray(turned, np.uint8), int(low[0]), int(low[1]), width, height)


def clipped(rgba: Bytes, x: int, y: int, width: int, height: int) -> Placed:
    """Return premultiplied pixels at (x, y) as straight ones, cut to a canvas of `width` × `height`."""
    left, top = max(0, -x), max(0, -y)
    part = rgba[top : max(top, height - y), left : max(left, width - x)]
    if 0 in part.shape:
        empty = np.zeros((1, 1, 4), np.uint8)
        return Placed(0, 0, empty[..., :3].copy(), empty[..., 3].copy(), band_of(empty[..., 3].copy()))
    alpha = np.asarray(cv2.extractChannel(part, 3), np.uint8)
    rgb = np.asarray(cv2.cvtColor(part, cv2.COLOR_RGBA2RGB), np.uint8)
    rows, columns = band_of(alpha)
    share = alpha[rows, columns].astype(np.float32)[:, None]
    rgb[rows, columns] = np.minimum(rgb[rows, columns] * (255 / share) + 0.5, 255).astype(np.uint8)
    return Placed(x + left, y + top, rgb, alpha, (rows, columns))

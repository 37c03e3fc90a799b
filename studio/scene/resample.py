"""Moving a sprite to its exact place on the canvas, at any scale, to a fraction of a pixel.

Halving first averages pixels (exact and fast), then one linear or cubic resize does the rest. A resize can only begin
at a whole source pixel on a whole canvas pixel; the empty pixels around the product let us choose one that falls nearly
there, and where none does, a small shift follows. Rotations and strong enlargements are one affine step.
"""

import math
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.picture import Bytes
from studio.scene.drawing import Stage, band_of
from studio.scene.placed import Place, Placed, clipped, edges_mended, turning
from studio.scene.sprite import MARGIN, Sprite, bordered, halved, premultiplied

KERNEL = 3  # empty pixels that a resize needs around a product; among the rest of its margin a start is looked for
REMAPPED = 32_000  # pixels a side that OpenCV can sample freely from
LINEAR_BELOW = 0.7  # from here to one half a cubic would alias, and linear averages two pixels, nearly the area
CLOSE_ENOUGH = 0.12  # of a canvas pixel
COLOURS_CLOSE = 0.2  # inside the product, where no edge is: there a shift shows far less


def placed_of(sprite: Sprite, where: Place, stage: Stage, fixed: bool = False) -> Placed:
    """Return the sprite at its place, exactly; `fixed`: only what of it lies on the canvas."""
    source, inner = reduced(sprite, where, stage)
    if where.turn or fixed:
        return _turned(source, inner, stage, bounded=fixed)
    return _as_it_is(source, inner) or _shifted(source, inner, stage)


def reduced(sprite: Sprite, where: Place, stage: Stage) -> tuple[Sprite, Place]:
    """Return the sprite halved until it is less than twice as large as it is shown, and its place as seen from that."""
    level, scale = 0, where.scale
    while (scale <= 0.5 or max(sprite.size) >> level > REMAPPED) and max(sprite.size) >> level > 1:
        level, scale = level + 1, scale * 2
    centre = (where.from_x - sprite.left) / (1 << level), (where.from_y - sprite.top) / (1 << level)
    return _level(sprite, level, stage), replace(where, scale=scale, from_x=centre[0], from_y=centre[1])


def _level(sprite: Sprite, level: int, stage: Stage) -> Sprite:
    """Return the sprite halved so many times."""
    if level == 0:
        return sprite
    finer = _level(sprite, level - 1, stage)
    return stage.step("halved", level, held=(sprite,), make=lambda: halved(finer))


def _as_it_is(sprite: Sprite, where: Place) -> Placed | None:
    """Return the sprite unchanged where its pixels are the canvas's, as those of an export's largest channel are."""
    x, y = where.to_x - where.from_x * where.scale, where.to_y - where.from_y * where.scale
    off = max(abs(x - round(x)), abs(y - round(y)), abs(where.scale - 1) * max(sprite.size))
    if off > CLOSE_ENOUGH:
        return None
    return Placed(round(x), round(y), sprite.rgb, sprite.alpha, band_of(sprite.alpha))


def _shifted(sprite: Sprite, where: Place, stage: Stage) -> Placed:
    """Return the sprite resized in one step, and moved by the fraction of a pixel that is left."""
    source, (left, top), (x, y, width, height) = stage.step("room", held=(sprite,), make=lambda: with_room(sprite))
    where = replace(where, from_x=where.from_x + left, from_y=where.from_y + top)
    start_x, to_x, right = start_of(x - KERNEL, where.scale, where.from_x, where.to_x)
    start_y, to_y, down = start_of(y - KERNEL, where.scale, where.from_y, where.to_y)
    how = cv2.INTER_LINEAR if where.scale < LINEAR_BELOW else cv2.INTER_CUBIC
    if how == cv2.INTER_CUBIC and max(abs(right), abs(down)) > CLOSE_ENOUGH:
        return _turned(source, where, stage)
    part = slice(start_y, y + height + KERNEL), slice(start_x, x + width + KERNEL)
    rgb, alpha = (
        _nudged(cv2.resize(plane[part], None, fx=where.scale, fy=where.scale, interpolation=how), right, down, close)
        for plane, close in ((source.rgb, COLOURS_CLOSE), (source.alpha, CLOSE_ENOUGH))
    )
    reach = 0 if how == cv2.INTER_LINEAR else math.ceil(2 * max(1.0, where.scale))
    return edges_mended(Placed(to_x, to_y, rgb, alpha, band_of(alpha)), source, where, reach)


def with_room(sprite: Sprite) -> tuple[Sprite, tuple[int, int], tuple[int, int, int, int]]:
    """Return the sprite with MARGIN empty pixels on every side, what it gained left and above, and its visible box."""
    x, y, width, height = (int(side) for side in cv2.boundingRect(sprite.alpha))
    left, top = max(MARGIN - x, 0), max(MARGIN - y, 0)
    box = (x + left, y + top, width, height)
    whole = left + max(sprite.size[0], x + width + KERNEL), top + max(sprite.size[1], y + height + KERNEL)
    wider = sprite if whole == sprite.size else bordered(sprite, left, top, *whole)
    return wider, (left, top), box


def start_of(last: int, scale: float, centre: float, to_centre: float) -> tuple[int, int, float]:
    """Return the source pixel to begin at, its canvas pixel, and how far to the right of that it should be."""
    starts = np.arange(last + KERNEL - MARGIN, last + 1)
    exact = to_centre + (starts - centre) * scale
    errors = np.round(np.abs(exact - np.round(exact)), 6)  # of equally good ones always the same
    index = len(starts) - 1 - int(np.argmin(errors[::-1]))
    return int(starts[index]), round(float(exact[index])), float(exact[index]) - round(float(exact[index]))


def _nudged(plane: np.ndarray, right: float, down: float, close: float) -> Bytes:
    """Return the plane moved by less than half a pixel, by linear interpolation, where it is not `close` enough."""
    for across, along in ((True, right), (False, down)):
        if abs(along) > close:
            plane = _mixed_with_next(plane, along, across)
    return np.asarray(plane, np.uint8)


def _mixed_with_next(plane: np.ndarray, along: float, across: bool) -> np.ndarray:
    """Return the plane moved along its rows (`across`) or columns; the pixel at its end, an empty one, becomes 0."""
    first = (slice(None), slice(None, -1)) if across else (slice(None, -1), slice(None))
    second = (slice(None), slice(1, None)) if across else (slice(1, None), slice(None))
    target, other = (second, first) if along > 0 else (first, second)
    result = np.zeros_like(plane)
    result[target] = cv2.addWeighted(plane[target], 1 - abs(along), plane[other], abs(along), 0)
    return result


def _turned(source: Sprite, where: Place, stage: Stage, *, bounded: bool = False) -> Placed:
    """Resize to about half as large again as needed, then turn and shift with linear interpolation: sharp, and quick.

    Where the pixels are that fine already, nothing is resized, nor where they are much too coarse. The sizes come in
    steps, so that one serves for a whole drag. `bounded`: only what lies on the canvas is made.
    """
    sharp = not bounded and where.scale >= LINEAR_BELOW
    finer = _finer(source.size, where.scale) if sharp else source.size
    larger = stage.last("larger", None, finer, held=(source,), make=lambda: _larger(source, finer))
    ratio = np.array([finer[0] / source.size[0], finer[1] / source.size[1]])
    across = turning(where.turn) * where.scale / ratio
    shift = np.array([where.to_x, where.to_y]) - across @ (ratio * (where.from_x, where.from_y))
    hull = stage.step("hull", held=(source,), make=lambda: hull_of(source.alpha))
    corners = across @ (hull * ratio).T + shift[:, None]
    rim = math.ceil(where.scale)  # beyond the outermost centres, where a pixel fades into nothing
    low, high = np.floor(corners.min(1)) - rim, np.ceil(corners.max(1)) + rim
    if bounded:
        canvas = np.array([stage.width, stage.height])
        low = np.clip(low, 0, canvas - 1)
        high = np.clip(high, low + 1, canvas)
    moved = shift - low + across @ np.array([0.5, 0.5]) - 0.5  # a pixel's centre lies half a pixel inside it
    wide, tall = (int(side) for side in high - low)
    turned = cv2.warpAffine(larger, np.column_stack([across, moved]), (wide, tall), flags=cv2.INTER_LINEAR)
    placed = replace(clipped(np.asarray(turned, np.uint8), 0, 0, wide, tall), x=int(low[0]), y=int(low[1]))
    return edges_mended(placed, source, where, 0) if sharp else placed


def hull_of(alpha: Bytes) -> NDArray[np.float64]:
    """Return points (n, 2) between which lies all that is covered, a pixel's neighbours with it."""
    outlines, _ = cv2.findContours(cv2.inRange(alpha, 1, 255), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not outlines:
        return np.zeros((1, 2))
    around = cv2.convexHull(np.concatenate(outlines))[:, 0]
    beside = np.array([[-1, -1], [-1, 2], [2, -1], [2, 2]])  # a pixel is one wide, and fades into the next
    return np.asarray((around[:, None] + beside[None]).reshape(-1, 2), np.float64)


def _finer(size: tuple[int, int], scale: float) -> tuple[int, int]:
    factor = 2 ** (math.ceil(4 * math.log2(1.35 * scale)) / 4)
    return max(1, round(size[0] * factor)), max(1, round(size[1] * factor))


def _larger(source: Sprite, size: tuple[int, int]) -> Bytes:
    """Return a sprite at a size (width, height), premultiplied (height, width, 4)."""
    if size == source.size:
        return premultiplied(source)
    rgb, alpha = (
        np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_CUBIC), np.uint8)
        for plane in (source.rgb, source.alpha)
    )
    factor = size[0] / source.size[0]
    where = Place(factor, 0, 0, 0, 0, 0)
    clean = edges_mended(Placed(0, 0, rgb, alpha, band_of(alpha)), source, where, math.ceil(2 * max(1.0, factor)))
    return premultiplied(Sprite(clean.rgb, clean.alpha, 0, 0))

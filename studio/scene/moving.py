"""A product while the hand moves it: as finely as the eye follows, the exact one is drawn when it rests."""

from dataclasses import replace

import cv2
import numpy as np

from studio.scene.drawing import Stage, band_of
from studio.scene.placed import Place, Placed, clipped, turning
from studio.scene.resample import KERNEL, hull_of, reduced, start_of, with_room
from studio.scene.sprite import Sprite, premultiplied

_STEEP = np.clip(2 * np.arange(256) - 127, 0, 255).astype(np.uint8)  # an edge that is enlarged, half as soft
FINE_TURNED = 600_000  # pixels on the canvas up to which what is turned by a moving hand is drawn at half its size


def quickly(sprite: Sprite, where: Place, stage: Stage) -> tuple[Placed, Place]:
    """Return the sprite placed as finely as the eye follows a moving thing, in whole pixels, and where that is.

    What is turned is drawn at a half or third of the size and enlarged; what is sized is sampled linearly.
    """
    local = replace(where, to_x=0.0, to_y=0.0)
    if not where.turn:
        make = lambda: _linear(*reduced(sprite, local, stage), stage)  # noqa: E731
        return stage.last("placed quickly", sprite, local, held=(sprite,), make=make), local
    times = 2 if sprite.size[0] * sprite.size[1] * where.scale**2 < FINE_TURNED else 3
    small, inner = reduced(sprite, replace(local, scale=local.scale / times), stage)
    make = lambda: _enlarged(_warped(small, inner, stage), times)  # noqa: E731
    return stage.last("placed quickly", sprite, local, held=(sprite,), make=make), local


def _linear(sprite: Sprite, where: Place, stage: Stage) -> Placed:
    """Return the sprite resized linearly, from the whole pixel that lies nearest to one of the canvas."""
    source, (left, top), (x, y, width, height) = stage.step("room", held=(sprite,), make=lambda: with_room(sprite))
    where = replace(where, from_x=where.from_x + left, from_y=where.from_y + top)
    start_x, to_x, _ = start_of(x - KERNEL, where.scale, where.from_x, where.to_x)
    start_y, to_y, _ = start_of(y - KERNEL, where.scale, where.from_y, where.to_y)
    part = slice(start_y, y + height + KERNEL), slice(start_x, x + width + KERNEL)
    light = stage.last("light", None, held=(source,), make=lambda: premultiplied(source))
    sized = np.asarray(cv2.resize(light[part], None, fx=where.scale, fy=where.scale), np.uint8)
    return replace(clipped(sized, 0, 0, sized.shape[1], sized.shape[0]), x=to_x, y=to_y)


def _warped(source: Sprite, where: Place, stage: Stage) -> Placed:
    """Return the sprite sampled linearly; beyond its edge lie two pixels of its colour."""
    across = turning(where.turn) * where.scale
    hull = stage.step("hull", held=(source,), make=lambda: hull_of(source.alpha))
    corners = across @ (hull - (where.from_x, where.from_y)).T + np.array([[where.to_x], [where.to_y]])
    low, high = np.floor(corners.min(1)) - 2, np.ceil(corners.max(1)) + 2
    shift = np.array([where.to_x, where.to_y]) - across @ (where.from_x, where.from_y)
    moved = shift - low + across @ np.array([0.5, 0.5]) - 0.5
    light = stage.last("light", None, held=(source,), make=lambda: premultiplied(source))
    wide, tall = (int(side) for side in high - low)
    turned = cv2.warpAffine(light, np.column_stack([across, moved]), (wide, tall), flags=cv2.INTER_LINEAR)
    found = clipped(np.asarray(turned, np.uint8), 0, 0, wide, tall)
    spread = cv2.dilate(found.rgb, np.ones((3, 3), np.uint8))
    cv2.copyTo(spread, cv2.inRange(found.alpha, (0,), (0,)), found.rgb)
    return replace(found, x=int(low[0]), y=int(low[1]))


def _enlarged(placed: Placed, times: int) -> Placed:
    rows, columns = placed.alpha.shape
    size = (times * columns, times * rows)
    rgb, soft = (np.asarray(cv2.resize(plane, size), np.uint8) for plane in (placed.rgb, placed.alpha))
    alpha = np.asarray(cv2.LUT(soft, _STEEP), np.uint8)
    return Placed(times * placed.x, times * placed.y, rgb, alpha, band_of(alpha))

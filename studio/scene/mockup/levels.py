"""Which size of the artwork suits which pixel, and taking samples from several sizes at once."""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.picture import Bytes
from studio.scene.mockup.passes import Floats
from studio.scene.mockup.placing import Matrix
from studio.scene.mockup.steps import Steps
from studio.scene.mockup.texture import Texture

SHARPER = 0.35
"""Levels: where pixels see the artwork slanted, neither level is right; a little finer than the mean looks right."""


def fineness(texture: Texture, matrix: Matrix, steps: NDArray[np.float64], coarse: float | None) -> tuple[int, float]:
    """Return the level for one sample a pixel where (u, v) change by ((u right, u down), (v right, v down)), and the
    share of its size at which it is taken: all of it, or what makes its texels `coarse` pixels long.
    """
    texels = np.abs(np.diag(texture.size) @ matrix[:, :2]) @ steps
    finest = max(float(np.sqrt((texels**2).sum() / 2)), 1e-6)
    if coarse is None:
        return _whole(texture, math.log2(finest)), 1.0
    level = min(max(math.floor(math.log2(finest * coarse)), 0), len(texture.levels) - 1)
    eighths = math.ceil(8 * 2**level / (finest * coarse))
    return level, min(eighths / 8, 1.0)


def levels_of(texture: Texture, matrix: Matrix, steps: Steps, cover: Bytes) -> Bytes | int:
    """Return the level for four samples in each pixel (two each way), or the one that suits all that is covered."""
    rows = np.diag(texture.size) @ matrix[:, :2]
    right, down = (
        cv2.magnitude(*(cv2.addWeighted(u, float(a), v, float(b), 0) for a, b in rows))
        for u, v in (steps[:2], steps[2:])
    )
    widest = cv2.max(right, down)
    least, greatest, _, _ = cv2.minMaxLoc(widest, cover)
    share = 0.5 * 2 ** (0.5 - SHARPER)
    most = len(texture.levels) - 1
    low, high = (min(max(math.floor(math.log2(max(it * share, 1e-6))), 0), most) for it in (least, greatest))
    if low == high:
        return low
    levels = np.full(widest.shape, low, np.uint8)
    for level in range(low + 1, high + 1):
        levels += widest >= np.float32(2.0**level / share)
    return levels


def _whole(texture: Texture, level: float) -> int:
    return min(max(round(level - SHARPER), 0), len(texture.levels) - 1)


class FittedLevels:
    """A texture with a level chosen for every pixel (height, width), or for all."""

    def __init__(self, texture: Texture, levels: Bytes | int) -> None:
        self._repeating = texture.repeating
        if isinstance(levels, int):
            wide, tall = texture.whole(levels)
            x, y, width, height = texture.levels[levels]
            rim = 1 if texture.repeating else 0
            self._sheet = texture.sheet[y - rim : y + height + rim, x - rim : x + width + rim]
            self._fit: tuple[Fit, Fit] = ((wide, rim - 0.5, None, None), (tall, rim - 0.5, None, None))
            return
        self._sheet = texture.sheet
        used = range(int(levels.min()), int(levels.max()) + 1)
        places = [(*texture.whole(level), *texture.levels[level]) for level in used]
        which = levels - used[0]
        across = _tables([(wide, x, width) for wide, _, x, _, width, _ in places], which)
        down = _tables([(tall, y, height) for _, tall, _, y, _, height in places], which)
        self._fit = (across, down)

    def take(self, across: Floats, down: Floats) -> NDArray[np.uint16]:
        """Return samples (height, width, 4) at places given in shares of the artwork."""
        if self._repeating:
            across, down = across - np.floor(across), down - np.floor(down)
        x, y = (_placed(along, *fit) for along, fit in zip((across, down), self._fit, strict=True))
        return np.asarray(cv2.remap(self._sheet, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT), np.uint16)


Fit = tuple[float | Floats, float | Floats, Floats | None, Floats | None]
"""Texels of the whole, what to add, and between which texels to stay."""


def _tables(places: list[tuple[float, int, int]], which: Bytes) -> Fit:
    table = np.array([(whole, at - 0.5, at - 1, at + side) for whole, at, side in places], np.float32)
    of_all = np.zeros((256, 4), np.float32)
    of_all[: len(table)] = table
    whole, add, low, high = (cv2.LUT(which, np.ascontiguousarray(column)) for column in of_all.T)
    return whole, add, low, high


def _placed(
    along: Floats, whole: float | Floats, add: float | Floats, low: Floats | None, high: Floats | None
) -> Floats:
    if isinstance(whole, float) and isinstance(add, float):
        return cv2.addWeighted(along, whole, along, 0.0, add)
    place = cv2.add(cv2.multiply(along, np.asarray(whole)), np.asarray(add))
    if low is not None and high is not None:
        cv2.min(cv2.max(place, low, dst=place), high, dst=place)
    return place

"""Which size of the artwork suits which pixel, and taking samples from several sizes at once."""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.picture import Bytes
from studio.scene.mockup.passes import Floats
from studio.scene.mockup.placing import Matrix
from studio.scene.mockup.texture import Texture

SHARPER = 0.35
"""Levels: where pixels see the artwork slanted, neither level is right; a little finer than the mean looks right."""


def usual_level(texture: Texture, matrix: Matrix, steps: NDArray[np.float64]) -> int:
    """Return the level for one sample a pixel where (u, v) change by ((u right, u down), (v right, v down))."""
    texels = np.abs(np.diag(texture.size) @ matrix[:, :2]) @ steps
    finest = float(np.sqrt((texels**2).sum() / 2))
    return _whole(texture, math.log2(max(finest, 1e-6)))


def levels_of(texture: Texture, matrix: Matrix, steps: tuple[Floats, ...]) -> Bytes:
    """Return the level for four samples in each pixel (two each way); steps are `Warp.steps`."""
    (a, b), (c, d) = (np.diag(texture.size) @ matrix[:, :2]).astype(np.float32)
    u_right, v_right, u_down, v_down = steps
    right = cv2.magnitude(a * u_right + b * v_right, c * u_right + d * v_right)
    down = cv2.magnitude(a * u_down + b * v_down, c * u_down + d * v_down)
    widest = cv2.max(right, down) * np.float32(0.5 * 2 ** (0.5 - SHARPER))
    most = len(texture.levels) - 1
    edges = [2.0**level for level in range(1, most + 1)]
    levels = np.zeros(widest.shape, np.uint8)
    for edge in edges:
        if edge > float(widest.max()):
            break
        levels += widest >= edge
    return levels


def _whole(texture: Texture, level: float) -> int:
    return min(max(round(level - SHARPER), 0), len(texture.levels) - 1)


class FittedLevels:
    """A texture with a level chosen for every pixel (height, width)."""

    def __init__(self, texture: Texture, levels: Bytes) -> None:
        self._repeating = texture.repeating
        used = range(int(levels.min()), int(levels.max()) + 1)
        places = [(*texture.whole(level), *texture.levels[level]) for level in used]
        if len(used) == 1:
            wide, tall, x, y, width, height = places[0]
            rim = 1 if texture.repeating else 0
            self._sheet = texture.sheet[y - rim : y + height + rim, x - rim : x + width + rim]
            self._fit: tuple[Fit, Fit] = ((wide, rim - 0.5, None, None), (tall, rim - 0.5, None, None))
            return
        self._sheet = texture.sheet
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
    whole, add, low, high = (np.take(column, which) for column in table.T)
    return whole, add, low, high


def _placed(
    along: Floats, whole: float | Floats, add: float | Floats, low: Floats | None, high: Floats | None
) -> Floats:
    place = along * np.float32(whole) if isinstance(whole, float) else along * whole
    place += np.float32(add) if isinstance(add, float) else add
    if low is not None and high is not None:
        cv2.min(cv2.max(place, low, dst=place), high, dst=place)
    return place

"""Artwork ready to be sampled: premultiplied, in linear light, at every halved size beside one another.

A pixel of the picture takes its colour from the size whose texels are about as large as that pixel is on the artwork
(Williams, "Pyramidal Parametrics", 1983), so that fine print neither flickers nor blurs.
"""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.picture import Bytes, Picture
from studio.scene.blend import SHARE
from studio.scene.linear_light import to_linear, to_srgb

RIM = 2  # texels round each level: clear, or for a pattern the other side's
BAND = 64  # rows worked on at once
SMALLEST = 4  # texels; a level less than that long on its longer side is not made

Level = tuple[int, int, int, int]
"""Column and row of a level's first texel in the sheet, its width and height."""

_LINEAR16 = np.round(to_linear(np.arange(256) / 255) * 65535).astype(np.uint16)
_LIGHT = _LINEAR16.astype(np.float32)
_ALPHA16 = np.arange(256, dtype=np.uint16) * 257
_CODES = np.round(to_srgb(np.arange(65536) / 65535) * 255).astype(np.uint8)


class Texture:
    """`sheet` (height, width, 4) uint16: every level, premultiplied linear light; made to repeat where `repeating`."""

    def __init__(self, picture: Picture, *, longest: int = 2048, repeating: bool = False) -> None:
        self.repeating = repeating
        base = _shrunk(_premultiplied(picture), longest)
        levels = [base]
        while max(levels[-1].shape[:2]) >= 2 * SMALLEST and min(levels[-1].shape[:2]) > 1:
            levels.append(_halved(levels[-1], repeating))
        self.sheet, self.levels = _side_by_side(levels, repeating)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the finest level in texels."""
        return self.levels[0][2], self.levels[0][3]

    def whole(self, level: int) -> tuple[float, float]:
        """Return how many texels of a level the artwork's whole width and height are."""
        _, _, width, height = self.levels[level]
        if self.repeating:
            return float(width), float(height)
        return self.size[0] / 2**level, self.size[1] / 2**level

    def over(self, level: int, light: tuple[int, int, int]) -> Bytes:
        """Return one level (height, width, 3) as sRGB bytes over a ground of linear light (0–65535)."""
        x, y, width, height = self.levels[level]
        part = self.sheet[y : y + height, x : x + width]
        clear = (65535 - part[..., 3:].astype(np.float32)) * np.float32(1 / 65535)
        mixed: Bytes = _CODES.take((part[..., :3] + clear * np.array(light, np.float32)).astype(np.uint16))
        return mixed

    def coded(self, level: int) -> Bytes:
        """Return one level (height, width, 4) as uint8: premultiplied light with the sRGB curve, alpha as it is."""
        x, y, width, height = self.levels[level]
        part = self.sheet[y : y + height, x : x + width]
        coded = np.empty(part.shape, np.uint8)
        coded[..., :3] = _CODES.take(part[..., :3])
        coded[..., 3] = part[..., 3] >> 8
        return coded


def _premultiplied(picture: Picture) -> NDArray[np.uint16]:
    if picture.alpha is None:
        return np.asarray(cv2.cvtColor(cv2.LUT(picture.rgb, _LINEAR16), cv2.COLOR_RGB2RGBA), np.uint16)
    rgba = np.empty((picture.height, picture.width, 4), np.uint16)
    for row in range(0, picture.height, BAND):
        rows = slice(row, row + BAND)
        alpha = picture.alpha[rows]
        light = cv2.LUT(picture.rgb[rows], _LIGHT)
        share = cv2.LUT(cv2.cvtColor(alpha, cv2.COLOR_GRAY2RGB), SHARE)
        light = cv2.multiply(light, share, dtype=cv2.CV_16U)
        cv2.mixChannels([light, cv2.LUT(alpha, _ALPHA16)], [rgba[rows]], [0, 0, 1, 1, 2, 2, 3, 3])
    return rgba


def _shrunk(rgba: NDArray[np.uint16], longest: int) -> NDArray[np.uint16]:
    height, width = rgba.shape[:2]
    scale = longest / max(width, height)
    if scale >= 1:
        return rgba
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return np.asarray(cv2.resize(rgba, size, interpolation=cv2.INTER_AREA), np.uint16)


def _halved(rgba: NDArray[Any], repeating: bool) -> NDArray[np.uint16]:
    """Return half the size by area; an odd side of what does not repeat gains a clear texel, so that nothing moves."""
    height, width = rgba.shape[:2]
    size = max(1, (width + 1) // 2), max(1, (height + 1) // 2)
    if not repeating and (width % 2 or height % 2):
        rgba = cv2.copyMakeBorder(rgba, 0, height % 2, 0, width % 2, cv2.BORDER_CONSTANT)
    return np.asarray(cv2.resize(rgba, size, interpolation=cv2.INTER_AREA), np.uint16)


def _side_by_side(levels: list[NDArray[np.uint16]], repeating: bool) -> tuple[NDArray[np.uint16], list[Level]]:
    """Return one sheet: the finest level at the left, the others below one another at its right."""
    rim = 2 * RIM
    wide = levels[0].shape[1] + rim + (levels[1].shape[1] + rim if len(levels) > 1 else 0)
    tall = max(levels[0].shape[0] + rim, sum(level.shape[0] + rim for level in levels[1:]))
    sheet = np.zeros((tall, wide, 4), np.uint16)
    places: list[Level] = []
    x = y = 0
    for number, level in enumerate(levels):
        border = cv2.BORDER_WRAP if repeating else cv2.BORDER_CONSTANT
        rimmed = cv2.copyMakeBorder(level, RIM, RIM, RIM, RIM, border)
        height, width = rimmed.shape[:2]
        sheet[y : y + height, x : x + width] = rimmed
        places.append((x + RIM, y + RIM, level.shape[1], level.shape[0]))
        x, y = (width, 0) if number == 0 else (x, y + height)
    return sheet, places

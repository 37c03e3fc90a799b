"""Artwork ready to be sampled: premultiplied, in linear light, at every halved size beside one another.

A pixel of the picture takes its colour from the size whose texels are about as large as that pixel is on the artwork
(Williams, "Pyramidal Parametrics", 1983), so that fine print neither flickers nor blurs.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.picture import Picture
from studio.scene.blend import SHARE
from studio.scene.linear_light import to_linear

RIM = 2  # texels round each level: clear, or for a pattern the other side's
BAND = 64  # rows worked on at once
SMALLEST = 4  # texels; a level less than that long on its longer side is not made

Level = tuple[int, int, int, int]
"""Column and row of a level's first texel in the sheet, its width and height."""

FULL = 16383
"""White, and all: four samples of it are added up in 16 bits."""

_LINEAR14 = np.round(to_linear(np.arange(256) / 255) * FULL).astype(np.uint16)
_LIGHT = _LINEAR14.astype(np.float32)
_ALPHA14 = np.round(np.arange(256) / 255 * FULL).astype(np.uint16)


class Texture:
    """`sheet` (height, width, 4) uint16, 0 to FULL: every level, premultiplied linear light and alpha.

    Its levels are made to repeat where `repeating`.
    """

    def __init__(self, picture: Picture, *, longest: int = 2048, repeating: bool = False) -> None:
        self.repeating = repeating
        scale = min(1.0, longest / max(picture.width, picture.height))
        sizes = _sizes(max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
        self.levels, whole = _side_by_side(sizes)
        self.sheet = np.zeros((whole[1], whole[0], 4), np.uint16)
        _premultiply(picture, self.part(0))
        for level in range(1, len(sizes)):
            _halve(self.part(level - 1, even=not repeating), self.part(level))
        if repeating:
            for level in range(len(sizes)):
                self._repeat_rim(level)

    def part(self, level: int, *, even: bool = False) -> NDArray[np.uint16]:
        """Return a level (height, width, 4).

        `even`: an odd side gains a clear texel, so that nothing moves when halved.
        """
        x, y, width, height = self.levels[level]
        return self.sheet[y : y + height + (height % 2 if even else 0), x : x + width + (width % 2 if even else 0)]

    def _repeat_rim(self, level: int) -> None:
        x, y, width, height = self.levels[level]
        rimmed = cv2.copyMakeBorder(self.part(level), RIM, RIM, RIM, RIM, cv2.BORDER_WRAP)
        self.sheet[y - RIM : y + height + RIM, x - RIM : x + width + RIM] = rimmed

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


def _premultiply(picture: Picture, into: NDArray[np.uint16]) -> None:
    """Write a picture's premultiplied light, at the size of where it is written."""
    if into.shape[:2] != (picture.height, picture.width):
        whole = np.empty((picture.height, picture.width, 4), np.uint16)
        _premultiply(picture, whole)
        into[:] = cv2.resize(whole, (into.shape[1], into.shape[0]), interpolation=cv2.INTER_AREA)
        return
    for row in range(0, picture.height, BAND):
        rows = slice(row, row + BAND)
        if picture.alpha is None:
            into[rows] = cv2.cvtColor(cv2.LUT(picture.rgb[rows], _LINEAR14), cv2.COLOR_RGB2RGBA)
            into[rows][..., 3] = FULL
            continue
        alpha = picture.alpha[rows]
        light = cv2.LUT(picture.rgb[rows], _LIGHT)
        share = cv2.LUT(cv2.cvtColor(alpha, cv2.COLOR_GRAY2RGB), SHARE)
        light = cv2.multiply(light, share, dtype=cv2.CV_16U)
        cv2.mixChannels([light, cv2.LUT(alpha, _ALPHA14)], [into[rows]], [0, 0, 1, 1, 2, 2, 3, 3])


def _halve(above: NDArray[np.uint16], below: NDArray[np.uint16]) -> None:
    below[:] = cv2.resize(above, (below.shape[1], below.shape[0]), interpolation=cv2.INTER_AREA)


def _sizes(width: int, height: int) -> list[tuple[int, int]]:
    """Return the width and height of every level."""
    sizes = [(width, height)]
    while max(sizes[-1]) >= 2 * SMALLEST and min(sizes[-1]) > 1:
        sizes.append(((sizes[-1][0] + 1) // 2, (sizes[-1][1] + 1) // 2))
    return sizes


def _side_by_side(sizes: list[tuple[int, int]]) -> tuple[list[Level], tuple[int, int]]:
    """Return where levels lie, the finest at the left and the others below one another, and the whole's size."""
    rim = 2 * RIM
    wide = sizes[0][0] + rim + (sizes[1][0] + rim if len(sizes) > 1 else 0)
    tall = max(sizes[0][1] + rim, sum(height + rim for _, height in sizes[1:]))
    places: list[Level] = [(RIM, RIM, *sizes[0])]
    x, y = sizes[0][0] + rim + RIM, RIM
    for width, height in sizes[1:]:
        places.append((x, y, width, height))
        y += height + rim
    return places, (wide, tall)

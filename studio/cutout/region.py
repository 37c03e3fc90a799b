"""The part of a photo that a matte touches, and reading planes of another scale inside it."""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.cutout.box import product_box
from studio.model.matte import CutoutSettings, Matte
from studio.model.picture import Box


@dataclass(frozen=True)
class Region:
    """Pixels (x, y, width, height) of a photo that is `photo_width` × `photo_height` pixels at its present scale.

    Where its pixels were made for a canvas, they begin at fractions of the photo's, and so does the photo end.
    """

    x: float
    y: float
    width: int
    height: int
    photo_width: float
    photo_height: float

    @property
    def box(self) -> Box:
        """The region in shares of the photo."""
        across, down = self.photo_width, self.photo_height
        return Box(self.x / across, self.y / down, (self.x + self.width) / across, (self.y + self.height) / down)

    @property
    def longest(self) -> float:
        """The photo's longest side in pixels."""
        return max(self.photo_width, self.photo_height)

    @property
    def slices(self) -> tuple[slice, slice]:
        """Rows and columns of the region in the photo, where its pixels are the photo's."""
        x, y = int(self.x), int(self.y)
        return slice(y, y + self.height), slice(x, x + self.width)

    def at(self, longest: int) -> "Region":
        """Return the same region at a scale at which its own longest side is at most `longest` pixels."""
        share = min(1.0, longest / max(self.width, self.height))
        width, height = max(1, round(self.width * share)), max(1, round(self.height * share))
        across, down = width / self.width, height / self.height
        photo = self.photo_width * across, self.photo_height * down
        return Region(self.x * across, self.y * down, width, height, *photo)


def region_of(matte: Matte, settings: CutoutSettings, width: int, height: int) -> Region:
    """Return the pixels of a photo of `width` × `height` that are worth looking at."""
    return Region(*room_of(matte, settings, width, height).pixels(width, height), width, height)


def room_of(matte: Matte, settings: CutoutSettings, width: int, height: int) -> Box:
    """Return all that the matte touches, and room for a softer or larger edge; it may reach beyond the photo."""
    touched = product_box(matte.alpha, above=0)
    room = 0.01 + max(0.0, settings.shift) + 3 * settings.feather
    across, down = room * max(width, height) / width, room * max(width, height) / height
    return Box(touched.left - across, touched.top - down, touched.right + across, touched.bottom + down)


def sampled(plane: NDArray[Any], box: Box, width: int, height: int, interpolation: int) -> NDArray[Any]:
    """Return `box` (shares) of a plane of any scale, read at `width` × `height` pixels; up to four channels.

    Pixel centres correspond, so that planes of different scales lie exactly over each other.
    """
    rows, columns = plane.shape[:2]
    across, down = box.width * columns / width, box.height * rows / height
    left, top = box.left * columns + 0.5 * across - 0.5, box.top * rows + 0.5 * down - 0.5
    matrix = np.array([[across, 0, left], [0, down, top]])
    flags = interpolation | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpAffine(plane, matrix, (width, height), flags=flags, borderMode=cv2.BORDER_REPLICATE))

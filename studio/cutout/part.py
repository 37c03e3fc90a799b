"""Reading a region of a photo on another raster of pixels, without resampling the rest of the photo."""

import math
from dataclasses import dataclass
from typing import NamedTuple

import cv2
import numpy as np

from studio.cutout.region import Region
from studio.model.picture import Box, Bytes

_STARTS = 16  # pixels further left or up among which a start is looked for that falls on a whole pixel of the photo
_LINEAR_BELOW = 0.7  # above, it softens
_AREA_BELOW = 0.5  # down to it linear averages the two pixels that an area average would; below, it leaves some out


@dataclass(frozen=True)
class Raster:
    """Pixels to work on: `scale` (at most 1) of them for each pixel of the photo, a side.

    They begin at whole pixels of their own plus (x, y), each from 0 to 1, from the photo's corner.
    """

    scale: float
    x: float = 0.0
    y: float = 0.0


def part_of(rgb: Bytes, room: Box, raster: Raster) -> tuple[Bytes, Region]:
    """Return what a photo shows inside `room` on a raster, and where that is, a few pixels larger.

    The same pixels as if the whole photo were brought onto the raster, to a few hundredths of a pixel.
    """
    height, width = rgb.shape[:2]
    scale = raster.scale
    across = _stretch(room.left * width, room.right * width, width, scale, raster.x)
    down = _stretch(room.top * height, room.bottom * height, height, scale, raster.y)
    piece = rgb[down.first : down.first + down.taken, across.first : across.first + across.taken]
    part = np.asarray(cv2.resize(piece, None, fx=scale, fy=scale, interpolation=_kind(scale)), dtype=np.uint8)
    rows, columns = part.shape[:2]
    return part, Region(across.start, down.start, columns, rows, width * scale, height * scale)


def _kind(scale: float) -> int:
    if scale < _AREA_BELOW:
        return cv2.INTER_AREA
    return cv2.INTER_LINEAR if scale < _LINEAR_BELOW else cv2.INTER_CUBIC


class _Stretch(NamedTuple):
    """Pixels of a raster from `start` on, and the `taken` pixels of the photo that they show, from `first` on."""

    start: float
    first: int
    taken: int


def _stretch(low: float, high: float, size: int, scale: float, phase: float) -> _Stretch:
    """Return the raster's pixels along one axis that show the photo's `low` to `high`, of its `size`."""
    nearest = np.floor(max(low, 0.0) * scale - phase) + phase
    starts = np.maximum(nearest - np.arange(_STARTS), phase)
    exact = starts / scale
    off = np.round(np.abs(exact - np.round(exact)), 6)  # of equally good ones the nearest
    best = int(np.argmin(off))
    least = math.ceil(1 / scale)  # for one pixel of the raster
    first = max(0, min(round(float(exact[best])), size - least))
    wanted = max(1, math.ceil((min(high, size) - first) * scale - 1e-6))
    return _Stretch(float(starts[best]), first, min(size - first, max(least, round(wanted / scale))))

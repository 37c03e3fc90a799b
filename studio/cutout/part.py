"""Reading a region of a photo at a smaller scale, without reducing the rest of the photo."""

from dataclasses import replace

import cv2
import numpy as np

from studio.cutout.region import Region
from studio.model.picture import Bytes

_STARTS = 16  # pixels further left or up among which a start is looked for that falls on a whole pixel of the photo


def part_of(rgb: Bytes, region: Region) -> tuple[Bytes, Region]:
    """Return the photo inside a region of a smaller scale, and that region, a few pixels larger.

    The same pixels as a linear resize of the whole photo gives there, to a few hundredths of a pixel.
    """
    height, width = rgb.shape[:2]
    x, across, left = _start(region.x, width / region.photo_width)
    y, down, top = _start(region.y, height / region.photo_height)
    region = replace(region, x=x, y=y, width=region.width + region.x - x, height=region.height + region.y - y)
    piece = rgb[top : top + round(region.height * down), left : left + round(region.width * across)]
    fits = (round(piece.shape[1] / across), round(piece.shape[0] / down)) == (region.width, region.height)
    size = None if fits else (region.width, region.height)  # the photo ends there
    part = cv2.resize(piece, size, fx=1 / across, fy=1 / down, interpolation=cv2.INTER_LINEAR)
    return np.asarray(part, dtype=np.uint8), region


def _start(at: int, step: float) -> tuple[int, float, int]:
    """Return a pixel at or shortly before `at`, `step`, and the photo's pixel that lies where this one begins."""
    starts = np.arange(at, max(-1, at - _STARTS), -1)
    off = np.round(np.abs(starts * step - np.round(starts * step)), 6)  # of equally good ones the nearest
    best = int(starts[int(np.argmin(off))])
    return best, step, round(best * step)

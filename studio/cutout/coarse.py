"""The photo and its matte inside the region at a reduced size, made once and used by refinement and colour alike."""

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np

from studio.cutout.region import Region, sampled
from studio.cutout.sizes import averaged
from studio.model.picture import Bytes

SIZE: dict[Literal["off", "fast", "best"], int] = {"off": 640, "fast": 400, "best": 1600}
"""Pixels of the region's longest side, by how carefully the edge is refined."""


@dataclass(frozen=True, eq=False)
class Coarse:
    """`rgb` (height, width, 3) and `level` (height, width), its alpha, both uint8; `region` at that scale."""

    rgb: Bytes
    level: Bytes
    region: Region

    def within(self, longest: int) -> "Coarse":
        """Return the same at most `longest` pixels long."""
        small = self.region.at(longest)
        size = (small.width, small.height)
        if size == (self.region.width, self.region.height):
            return self
        rgb, level = (cv2.resize(plane, size, interpolation=cv2.INTER_AREA) for plane in (self.rgb, self.level))
        return Coarse(np.asarray(rgb, dtype=np.uint8), np.asarray(level, dtype=np.uint8), small)


def coarse_of(rgb: Bytes, matte_alpha: Bytes, region: Region, longest: int) -> Coarse:
    """Return the region of a photo (`rgb`) and of its whole matte at most `longest` pixels long."""
    small = region.at(longest)
    colour = averaged(rgb, small.width, small.height)
    level = sampled(matte_alpha, region.box, small.width, small.height, cv2.INTER_CUBIC)
    return Coarse(colour, np.asarray(level, dtype=np.uint8), small)

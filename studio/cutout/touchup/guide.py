"""The photo as the hand's tools see it: at the matte's size, in Lab, its noise smoothed away."""

import hashlib
from functools import cached_property

import cv2
import numpy as np

from studio.cutout.sizes import averaged, fit_within
from studio.model.picture import Bytes, Picture

SMALL = 384
"""Longest side in pixels at which regions and holes are looked for."""


class Guide:
    """A photo at `width` × `height` pixels, those of its matte; planes are computed when they are first asked for."""

    def __init__(self, picture: Picture, width: int, height: int) -> None:
        self.width, self.height = width, height
        rgb = picture.rgb
        if (picture.width, picture.height) != (width, height):
            smaller = picture.width >= width and picture.height >= height
            rgb = averaged(rgb, width, height) if smaller else _enlarged(rgb, width, height)
        self.rgb: Bytes = rgb

    @cached_property
    def digest(self) -> str:
        """A name that follows from the pixels."""
        return hashlib.sha256(np.ascontiguousarray(self.rgb).data).hexdigest()

    @cached_property
    def lab(self) -> Bytes:
        """(height, width, 3) uint8 Lab, L 0–255; a median takes single grains away and leaves edges where they are."""
        return np.asarray(cv2.medianBlur(cv2.cvtColor(self.rgb, cv2.COLOR_RGB2LAB), 3), dtype=np.uint8)

    @cached_property
    def small(self) -> Bytes:
        """Lab at most `SMALL` pixels long, texture smoothed between edges."""
        lab = cv2.cvtColor(fit_within(self.rgb, SMALL), cv2.COLOR_RGB2LAB)
        return np.asarray(cv2.bilateralFilter(lab, 7, 18, 4), dtype=np.uint8)

    def fitted(self, alpha: Bytes) -> Bytes:
        """Return an alpha plane at the size of `small`."""
        size = (self.small.shape[1], self.small.shape[0])
        return np.asarray(cv2.resize(alpha, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _enlarged(rgb: Bytes, width: int, height: int) -> Bytes:
    return np.asarray(cv2.resize(rgb, (width, height), interpolation=cv2.INTER_LINEAR), dtype=np.uint8)

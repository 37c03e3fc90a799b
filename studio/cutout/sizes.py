"""Scaling between the sizes at which the parts of the cutout work."""

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.picture import Bytes

Planes = NDArray[np.float32]
GENTLE = 1.4
"""Pixels a pixel of the result below which linear interpolation, which averages two, leaves next to nothing out."""


def fit_within(rgb: Bytes, longest: int) -> Bytes:
    """Return the picture reduced so that its longest side is at most `longest`; the same array where it already is."""
    height, width = rgb.shape[:2]
    share = longest / max(height, width)
    if share >= 1:
        return rgb
    size = (max(1, round(width * share)), max(1, round(height * share)))
    return averaged(rgb, *size)


def averaged(rgb: Bytes, width: int, height: int) -> Bytes:
    """Return the picture reduced by area; halved first, and at last if little is left, linearly: that is sooner."""
    while rgb.shape[1] > 2 * width and rgb.shape[0] > 2 * height:
        half = (-(-rgb.shape[1] // 2), -(-rgb.shape[0] // 2))
        rgb = np.asarray(cv2.resize(rgb, half, interpolation=cv2.INTER_LINEAR), dtype=np.uint8)
    gentle = rgb.shape[1] < width * GENTLE and rgb.shape[0] < height * GENTLE
    how = cv2.INTER_LINEAR if gentle else cv2.INTER_AREA
    return np.asarray(cv2.resize(rgb, (width, height), interpolation=how), dtype=np.uint8)


def grown(plane: Planes, width: int, height: int) -> Planes:
    """Return a 0–1 plane enlarged (cubic) or reduced (area) to a size, still 0–1."""
    smaller = plane.shape[1] > width
    result = cv2.resize(plane, (width, height), interpolation=cv2.INTER_AREA if smaller else cv2.INTER_CUBIC)
    return np.asarray(np.clip(result, 0, 1), dtype=np.float32)

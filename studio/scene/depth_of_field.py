"""Blur as a lens makes it: the further from the plane of focus, the wider."""

from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.picture import Bytes

WIDEST = 0.045  # of the picture's width: the diameter of a point at infinity when the lens is wide open
LEVELS = 4


def softened(rgb: Bytes, ratio: NDArray[np.float32], strength: float, width: float) -> Bytes:
    """Return the picture (height, width, 3) as a lens shows it that is open by `strength` (0–1).

    `ratio` (height, width) is the distance of the plane of focus over that of each pixel: a point's disc has the
    diameter aperture × |1 − ratio| (thin lens). `width` is the whole picture's, in pixels. Blurred in light, so that
    what is bright spreads as it does in a camera; between a few blurs the values are interpolated.
    """
    widest = strength * WIDEST * width
    disc = np.abs(1 - ratio) * widest  # pixels across
    largest = float(disc.max())
    if largest < 0.7:
        return rgb
    light = np.square(rgb.astype(np.float32) / 255)
    result = light.copy()
    steps = [largest * (level / LEVELS) ** 1.5 for level in range(LEVELS + 1)]
    previous = light
    for low, high in pairwise(steps):
        wider = _disc(light, high)
        share = np.clip((disc - low) / max(high - low, 1e-6), 0, 1)[..., None]
        inside = disc[..., None] > low
        result = np.where(inside, previous + (wider - previous) * share, result)
        previous = wider
    return np.asarray(np.sqrt(result) * 255 + 0.5, np.uint8)


def _disc(light: NDArray[np.float32], diameter: float) -> NDArray[np.float32]:
    """Return the light spread over discs: three box blurs of equal weight come near, at a reduced size where wide."""
    factor = max(1, int(diameter / 6))
    height, width = light.shape[:2]
    size = (max(1, width // factor), max(1, height // factor))
    small = cv2.resize(light, size, interpolation=cv2.INTER_AREA) if factor > 1 else light
    side = max(3, int(diameter / factor) | 1)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)).astype(np.float32)
    spread = cv2.filter2D(small, -1, kernel / kernel.sum(), borderType=cv2.BORDER_REPLICATE)
    back = cv2.resize(spread, (width, height), interpolation=cv2.INTER_LINEAR) if factor > 1 else spread
    return np.asarray(np.maximum(back, 0), np.float32)

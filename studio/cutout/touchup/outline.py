"""Masks told as outlines and places, in shares of the photo, for whoever draws them."""

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.picture import Bytes

Outline = tuple[tuple[tuple[float, float], ...], ...]
"""Closed lines of (x, y) in shares of the photo; the outer ones and those of holes."""


def outline_of(mask: Bytes, x: int, y: int, width: int, height: int) -> Outline:
    """Return the lines around a mask whose first pixel lies at (x, y) of a photo of `width` × `height` pixels."""
    lines, _ = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    smooth = [cv2.approxPolyDP(line, 0.7, True)[:, 0].astype(np.float64) for line in lines]
    start, scale = np.array([x + 0.5, y + 0.5]), np.array([width, height])
    return tuple(tuple((float(px), float(py)) for px, py in (line + start) / scale) for line in smooth if len(line) > 2)


def place_within(mask: Bytes, x: int, y: int, width: int, height: int) -> tuple[float, float]:
    """Return the place (shares) farthest from a mask's edge; the mask begins at (x, y) of a larger photo."""
    padded = np.pad(mask, 1)
    depth = cv2.distanceTransform(padded, cv2.DIST_L2, 5)
    row, column = np.unravel_index(int(depth.argmax()), depth.shape)
    return round((x + int(column) - 0.5) / width, 5), round((y + int(row) - 0.5) / height, 5)


def polygon(points: NDArray[np.float64], width: int, height: int, left: int = 0, top: int = 0) -> Bytes:
    """Return the antialiased inside (0–255) of a closed line of pixels, in a window that begins at (left, top)."""
    fine = 4  # bits below the pixel
    moved = np.rint((points - (left + 0.5, top + 0.5)) * (1 << fine)).astype(np.int32)
    mask = np.zeros((height, width), np.uint8)
    cv2.fillPoly(mask, [moved], 255, lineType=cv2.LINE_AA, shift=fine)
    return mask

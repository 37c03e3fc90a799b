"""Walking over only those parts of a large picture in which something is to be done."""

from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.picture import Box, Bytes

SIDE = 128  # pixels: a tile's planes stay in the processor's cache, and little beside the edge is looked at


def tiles(marked: Bytes, width: int, height: int) -> Iterator[tuple[slice, slice, Box]]:
    """Yield rows, columns and box (shares) of each tile of a picture in which `marked` is anywhere not 0.

    `marked`: (rows, columns) uint8 of any scale.
    """
    for top in range(0, height, SIDE):
        for left in range(0, width, SIDE):
            bottom, right = min(height, top + SIDE), min(width, left + SIDE)
            box = Box(left / width, top / height, right / width, bottom / height)
            x, y, across, down = box.pixels(marked.shape[1], marked.shape[0])
            if cv2.hasNonZero(marked[y : y + down, x : x + across]):
                yield slice(top, bottom), slice(left, right), box


def disc(radius: int) -> Bytes:
    """Return a round structuring element."""
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1,) * 2), dtype=np.uint8)


def uncertain(alpha: Bytes, reach: int) -> Bytes:
    """Return 255 within `reach` pixels of where alpha is neither empty nor full, or steps from one to the other."""
    kernel = np.ones((3, 3), np.uint8)
    step: NDArray[Any] = cv2.dilate(alpha, kernel) - cv2.erode(alpha, kernel)
    edge = (step > 12).astype(np.uint8) * 255
    return np.asarray(cv2.dilate(edge, disc(reach)) if reach else edge, dtype=np.uint8)

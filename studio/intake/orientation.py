"""Turning a picture upright by its EXIF orientation (tag 274, values 1–8; CIPA DC-008, Exif 2.32, section 4.6.4)."""

import numpy as np

from studio.model.picture import Bytes

SIDEWAYS = (5, 6, 7, 8)
_FLIPS = {2: 1, 3: -1, 4: 0, 6: 1, 7: -1, 8: 0}  # OpenCV's codes: 1 left–right, 0 top–bottom, -1 both


def upright_size(width: int, height: int, orientation: int) -> tuple[int, int]:
    """Return (width, height) after turning."""
    return (height, width) if orientation in SIDEWAYS else (width, height)


def valid(orientation: object) -> int:
    """Return the orientation as 1–8; anything else a file may hold means 1."""
    return orientation if isinstance(orientation, int) and 1 <= orientation <= 8 else 1


def upright(pixels: Bytes, orientation: int) -> Bytes:
    """Return (height, width[, 3]) pixels turned upright; the same array where nothing is to be done."""
    if orientation == 1:
        return pixels
    import cv2

    turned = cv2.transpose(pixels) if orientation in SIDEWAYS else pixels
    mirrored = turned if orientation == 5 else cv2.flip(turned, _FLIPS[orientation])
    return np.asarray(mirrored, np.uint8)

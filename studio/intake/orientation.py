"""Turning a picture upright by its EXIF orientation (tag 274, values 1–8; CIPA DC-008, Exif 2.32, section 4.6.4)."""

import numpy as np

from studio.model.picture import Bytes

SIDEWAYS = (5, 6, 7, 8)
_LEFT_RIGHT, _TOP_BOTTOM, _BOTH = 1, 0, -1  # OpenCV's codes
_FLIPS_BEFORE = {2: _LEFT_RIGHT, 3: _BOTH, 4: _TOP_BOTTOM, 6: _TOP_BOTTOM, 7: _BOTH}


def upright_size(width: int, height: int, orientation: int) -> tuple[int, int]:
    """Return (width, height) after turning."""
    return (height, width) if orientation in SIDEWAYS else (width, height)


def valid(orientation: object) -> int:
    """Return the orientation as 1–8; anything else a file may hold means 1."""
    return orientation if isinstance(orientation, int) and 1 <= orientation <= 8 else 1


def upright(pixels: Bytes, orientation: int) -> Bytes:
    """Return (height, width[, 3]) pixels turned upright. The argument is used up: it is flipped in place.

    In place and rows first, because that costs a tenth of a flip into fresh memory.
    """
    if orientation == 1:
        return pixels
    import cv2

    if orientation in _FLIPS_BEFORE:
        cv2.flip(pixels, _FLIPS_BEFORE[orientation], pixels)
    if orientation in SIDEWAYS:
        pixels = np.asarray(cv2.transpose(pixels), np.uint8)
    if orientation == 8:
        cv2.flip(pixels, _TOP_BOTTOM, pixels)
    return pixels

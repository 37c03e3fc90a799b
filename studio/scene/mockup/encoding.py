"""Linear light in 65,536 steps and sRGB bytes: fine enough that a byte turned into light comes back as itself."""

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.picture import Bytes
from studio.scene.linear_light import LINEAR, to_srgb

WHITE = 65535.0
"""The light of white, in whose units prints are added up: cast to uint16 it is what `encode` takes."""

LIGHT = (LINEAR * np.float32(WHITE)).astype(np.float32)
"""Light (× WHITE) of each sRGB byte."""

_CODES = np.round(to_srgb(np.arange(65536) / 65535) * 255).astype(np.uint8)


def encode(light: NDArray[np.uint16]) -> Bytes:
    """Return sRGB bytes of light (0–65535)."""
    if _wide_tables:
        return np.asarray(cv2.LUT(light, _CODES), np.uint8)
    return _CODES.take(light)


def encode_clipped(light: NDArray[np.floating]) -> Bytes:
    """Return sRGB bytes of light (× WHITE), whatever is darker or brighter than can be shown clipped."""
    return encode(np.clip(light + np.float32(0.5), 0, WHITE).astype(np.uint16))


def _has_wide_tables() -> bool:
    """Whether this OpenCV looks 16-bit values up (from 4.12 on)."""
    try:
        return bool((cv2.LUT(np.array([[0, 65535]], np.uint16), _CODES) == _CODES[[0, -1]]).all())
    except cv2.error:
        return False


_wide_tables = _has_wide_tables()

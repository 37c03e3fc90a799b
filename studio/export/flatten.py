"""For formats that cannot be transparent: the picture on white, blended in linear light."""

from functools import cache

import numpy as np

from studio.model.picture import Bytes, Picture


def opaque(picture: Picture) -> Bytes:
    """Return (height, width, 3) uint8: the picture's colour where alpha is 255, exact white where it is 0.

    Pixels in between are blended in linear light (the pixel contract).
    """
    if picture.alpha is None:
        return picture.rgb
    flat = picture.rgb.copy()
    flat[picture.alpha == 0] = 255
    rows, columns = np.nonzero((picture.alpha > 0) & (picture.alpha < 255))
    share = picture.alpha[rows, columns, None].astype(np.float32) / 255
    linear = _linear()[flat[rows, columns]] * share + (1 - share)
    flat[rows, columns] = _encoded()[(linear * 4095 + 0.5).astype(np.int32)]
    return flat


@cache
def _linear() -> np.ndarray:
    """Return the sRGB transfer curve (IEC 61966-2-1): 256 values, 0–1."""
    value = np.arange(256, dtype=np.float32) / 255
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4).astype(np.float32)


@cache
def _encoded() -> np.ndarray:
    """Return the curve back, for 4096 steps of linear light."""
    value = np.arange(4096, dtype=np.float32) / 4095
    curve = np.where(value <= 0.0031308, value * 12.92, 1.055 * value ** (1 / 2.4) - 0.055)
    return (curve * 255 + 0.5).astype(np.uint8)

"""The sRGB transfer curve (IEC 61966-2-1) as tables, so that blending in linear light costs a look-up."""

import numpy as np
from numpy.typing import NDArray

STEPS = 4095  # of linear light; 12 bits keep every one of the 256 sRGB levels apart from sRGB 8 upwards


def to_linear(srgb: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return linear light (0–1) of sRGB values (0–1)."""
    value = np.asarray(srgb, np.float64)
    return np.where(value <= 0.04045, value / 12.92, ((np.maximum(value, 0.0) + 0.055) / 1.055) ** 2.4)


def to_srgb(linear: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return sRGB values (0–1) of linear light (0–1)."""
    value = np.asarray(linear, np.float64)
    return np.where(value <= 0.0031308, value * 12.92, 1.055 * np.maximum(value, 0.0) ** (1 / 2.4) - 0.055)


LINEAR = to_linear(np.arange(256) / 255).astype(np.float32)
"""Linear light of each sRGB byte."""

SRGB = np.round(to_srgb(np.arange(STEPS + 1) / STEPS) * 255).astype(np.uint8)
"""sRGB byte of each of the linear steps."""


def mixed(over: NDArray[np.uint8], under: NDArray[np.uint8], share: NDArray[np.floating]) -> NDArray[np.uint8]:
    """Return sRGB bytes (n, 3) of `share` (n,) of `over` (n, 3) and the rest of `under`, mixed in linear light."""
    light, upper = LINEAR.take(under), LINEAR.take(over)
    upper -= light
    upper *= np.asarray(share, np.float32)[:, None]
    light += upper
    light *= STEPS
    light += 0.5
    result: NDArray[np.uint8] = SRGB.take(light.astype(np.int32))
    return result

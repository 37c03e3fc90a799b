"""The sRGB transfer curve (IEC 61966-2-1) as tables, so that blending in linear light costs a look-up."""

import cv2
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

STRIP = 24  # rows
_WORDS = 65535  # of linear light in 16 bits
_LINEAR_WORDS = (to_linear(np.arange(256) / 255) * _WORDS).astype(np.float32)
_BYTES = np.round(to_srgb(np.arange(_WORDS + 1) / _WORDS) * 255).astype(np.uint8)
_SHARE = (np.arange(256) / 255).astype(np.float32)

SRGB = np.round(to_srgb(np.arange(STEPS + 1) / STEPS) * 255).astype(np.uint8)
"""sRGB byte of each of the linear steps."""


def mixed(over: NDArray[np.uint8], under: NDArray[np.uint8], share: NDArray[np.floating]) -> NDArray[np.uint8]:
    """Return sRGB bytes (n, 3) of `share` (n,) of `over` (n, 3) and the rest of `under`, mixed in linear light."""
    if not len(over):
        return over
    light, upper = _light(under), _light(over)
    upper -= light
    upper *= np.asarray(share, np.float32)[:, None]
    light += upper
    return _bytes(light)


def mix_planes(over: NDArray[np.uint8], under: NDArray[np.uint8], alpha: NDArray[np.uint8]) -> None:
    """Lay a whole plane (height, width, 3) over another, in place, for `alpha` (height, width) of 255.

    In strips, which stay in the processor's cache.
    """
    for start in range(0, len(under), STRIP):
        rows = slice(start, start + STRIP)
        light, upper = _light(under[rows]), _light(over[rows])
        share = cv2.cvtColor(cv2.LUT(alpha[rows], _SHARE), cv2.COLOR_GRAY2RGB)
        cv2.subtract(upper, light, dst=upper)
        cv2.multiply(upper, share, dst=upper)
        cv2.add(light, upper, dst=light)
        under[rows] = _bytes(light)


def _light(srgb: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return linear light in 16 bits; OpenCV looks up five times as fast as numpy."""
    return np.asarray(cv2.LUT(srgb, _LINEAR_WORDS), np.float32)


def _bytes(light: NDArray[np.float32]) -> NDArray[np.uint8]:
    light += 0.5
    words = light.astype(np.uint16)
    return np.asarray(cv2.LUT(words, _BYTES), np.uint8) if _LOOKS_UP_WORDS else _BYTES.take(words)


def _looks_up_words() -> bool:
    """Whether this OpenCV has tables for 16 bits, which came with version 5."""
    try:
        return bool((cv2.LUT(np.full((1, 1), _WORDS, np.uint16), _BYTES) == 255).all())
    except cv2.error:
        return False


_LOOKS_UP_WORDS = _looks_up_words()

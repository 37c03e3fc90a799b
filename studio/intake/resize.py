"""Making pictures smaller by area average, which is exact for any ratio and never rings."""

import numpy as np

from studio.model.picture import Bytes


def area(pixels: Bytes, size: tuple[int, int]) -> Bytes:
    """Return opaque (height, width[, channels]) pixels at a smaller (width, height)."""
    import cv2

    smaller: Bytes = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
    return smaller


def area_with_alpha(rgb: Bytes, alpha: Bytes | None, size: tuple[int, int]) -> tuple[Bytes, Bytes | None]:
    """Return colour and straight alpha at a smaller (width, height); colour is weighted by its alpha."""
    if alpha is None:
        return area(rgb, size), None
    import cv2

    weight = alpha.astype(np.float32)[:, :, None]
    mixed = cv2.resize(rgb * weight, size, interpolation=cv2.INTER_AREA)
    cover = cv2.resize(weight, size, interpolation=cv2.INTER_AREA)
    colour = mixed / np.maximum(cover, 1e-6)[:, :, None] + 0.5
    return colour.clip(0, 255).astype(np.uint8), (cover + 0.5).clip(0, 255).astype(np.uint8)

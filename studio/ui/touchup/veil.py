"""The tint over everything that is not product, kept up to date only where the matte changed."""

import numpy as np
from PySide6.QtGui import QImage

from studio.model.picture import Bytes
from studio.ui.to_qimage import painted_over

COLOUR, STRENGTH = (224, 36, 120), 0.58
"""Red, green, blue of the tint, and how much of the photo it hides."""
Window = tuple[int, int, int, int]


def _table() -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
    """Return the premultiplied pixel (0xAARRGGBB) for each value of the matte."""
    share = (255 - np.arange(256)) * STRENGTH
    red, green, blue = (np.rint(share * part / 255).astype(np.uint32) for part in COLOUR)
    return np.asarray((np.rint(share).astype(np.uint32) << 24) | (red << 16) | (green << 8) | blue, np.uint32)


class Veil:
    """`image` has the matte's size and follows `refresh`."""

    def __init__(self, alpha: Bytes) -> None:
        self._table = _table()
        self._pixels = np.zeros(alpha.shape, np.uint32)
        self.image: QImage = painted_over(self._pixels)
        self.refresh(alpha)

    def refresh(self, alpha: Bytes, window: Window | None = None) -> None:
        """Take over the matte, or only a window (x, y, width, height) of it."""
        x, y, width, height = window or (0, 0, alpha.shape[1], alpha.shape[0])
        part = slice(y, y + height), slice(x, x + width)
        np.take(self._table, alpha[part], out=self._pixels[part])

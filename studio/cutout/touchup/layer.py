"""One operation's effect: a value and how much of it goes over each pixel of a part of the matte."""

from dataclasses import dataclass

import numpy as np

from studio.model.picture import Bytes

Window = tuple[int, int, int, int]
"""x, y, width, height in pixels of the matte."""


@dataclass(frozen=True, eq=False)
class Layer:
    """`value` 0 or 255; `weight` (height, width) uint8 of the window that begins at (x, y) pixels of the matte."""

    value: int
    weight: Bytes
    x: int = 0
    y: int = 0

    @property
    def place(self) -> tuple[slice, slice]:
        """Rows and columns of the window."""
        height, width = self.weight.shape
        return slice(self.y, self.y + height), slice(self.x, self.x + width)

    def over(self, alpha: Bytes) -> Bytes:
        """Return a copy of an alpha plane with this laid over it."""
        result = alpha.copy()
        result[self.place] = mixed(alpha[self.place], self.value, self.weight)
        return result


def mixed(alpha: Bytes, value: int | Bytes, weight: Bytes) -> Bytes:
    """Return alpha (0–255) drawn towards a value by a weight (0–255), rounded."""
    share = weight.astype(np.uint16)
    drawn = np.asarray(value, np.uint16) * share
    np.subtract(255, share, out=share)
    share *= alpha
    drawn += share
    drawn += 128
    drawn += drawn >> 8  # with the next shift: divided by 255 and rounded, exactly
    drawn >>= 8
    return drawn.astype(np.uint8)

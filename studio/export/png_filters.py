"""PNG's row filters (ISO/IEC 15948 §9) on many rows at once.

`rows` and `above` are (n, bytes a row) uint8, `above` the same rows moved down by one; results wrap around at 256, as
the standard says. OpenCV does the byte arithmetic on strips that stay in the processor's cache.
"""

from collections.abc import Callable

import cv2
import numpy as np

from studio.model.picture import Bytes

SUB, UP, AVERAGE, PAETH = 1, 2, 3, 4


def filtered(rows: Bytes, above: Bytes, channels: int, kind: int, out: Bytes) -> None:
    """Write the filtered rows into `out` (same shape)."""
    _FILTERS[kind](rows, above, channels, out)


def _sub(rows: Bytes, above: Bytes, channels: int, out: Bytes) -> None:
    out[:, :channels] = rows[:, :channels]
    np.subtract(rows[:, channels:], rows[:, :-channels], out=out[:, channels:])


def _up(rows: Bytes, above: Bytes, channels: int, out: Bytes) -> None:
    np.subtract(rows, above, out=out)


def _average(rows: Bytes, above: Bytes, channels: int, out: Bytes) -> None:
    """Subtract ⌊(left + above) / 2⌋, computed without a ninth bit as (l & a) + ((l ^ a) >> 1)."""
    left = np.zeros_like(rows)
    left[:, channels:] = rows[:, :-channels]
    half = cv2.bitwise_xor(left, above)
    np.right_shift(half, 1, out=half)
    cv2.bitwise_and(left, above, dst=left)
    np.add(left, half, out=left)
    np.subtract(rows, left, out=out)


def _paeth(rows: Bytes, above: Bytes, channels: int, out: Bytes) -> None:
    """Subtract whichever of left, above and corner is nearest to left + above − corner.

    The corner can only be nearest where it lies between the other two; there the distance of the estimate from it is
    the difference of their distances. So nine bits are never needed.
    """
    np.subtract(rows[:, :channels], above[:, :channels], out=out[:, :channels])
    if rows.shape[1] == channels:
        return
    left, over, corner = rows[:, :-channels], above[:, channels:], above[:, :-channels]
    to_left, to_over = cv2.absdiff(over, corner), cv2.absdiff(left, corner)
    to_corner = cv2.absdiff(to_left, to_over)
    guess = np.array(over)
    cv2.copyTo(left, cv2.compare(to_left, to_over, cv2.CMP_LE), guess)
    between = cv2.bitwise_and(
        cv2.compare(corner, cv2.min(left, over), cv2.CMP_GE), cv2.compare(corner, cv2.max(left, over), cv2.CMP_LE)
    )
    nearest = cv2.compare(to_corner, cv2.min(to_left, to_over), cv2.CMP_LT)
    cv2.copyTo(corner, cv2.bitwise_and(between, nearest), guess)
    np.subtract(rows[:, channels:], guess, out=out[:, channels:])


_FILTERS: dict[int, Callable[[Bytes, Bytes, int, Bytes], None]] = {
    SUB: _sub,
    UP: _up,
    AVERAGE: _average,
    PAETH: _paeth,
}

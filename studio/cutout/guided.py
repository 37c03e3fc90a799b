"""Guided filter: makes a rough matte follow the edges of the photo (He, Sun & Tang, TPAMI 2013).

The coefficients are computed at a reduced size ("Fast Guided Filter", He & Sun 2015) and may be applied to any size.
Planes are kept apart, channel by channel: numpy works on long rows several times faster than on triples.
"""

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.picture import Bytes

Planes = NDArray[np.float32]
Channels = Planes | Sequence[Planes]
"""Planes one by one, or all in one array: putting them together costs as much as working on them."""


def guided_coefficients(guide: Channels, rough: Planes, radius: int, epsilon: float) -> Planes:
    """Return (height, width, 4) float32: three slopes and an offset, so that matte = slopes · colour + offset.

    `guide`: three planes (height, width) float32, 0–1; `rough`: one. `radius` in pixels of these; `epsilon`: the colour
    variance below which a window counts as flat.
    """

    def mean(plane: Planes) -> Planes:
        size = (2 * radius + 1, 2 * radius + 1)
        return np.asarray(cv2.boxFilter(plane, -1, size, borderType=cv2.BORDER_REFLECT_101), dtype=np.float32)

    colour, level = [mean(plane) for plane in guide], mean(rough)
    with_level = [mean(guide[i] * rough) - colour[i] * level for i in range(3)]
    pairs = [(0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 2)]
    matrix = [
        mean(guide[i] * guide[j]) - colour[i] * colour[j] + np.float32(epsilon if i == j else 0) for i, j in pairs
    ]
    slopes = _solve(matrix, with_level)
    offset = level - slopes[0] * colour[0] - slopes[1] * colour[1] - slopes[2] * colour[2]
    return np.asarray(cv2.merge([mean(plane) for plane in (*slopes, offset)]), dtype=np.float32)


def _solve(matrix: list[Planes], right: list[Planes]) -> list[NDArray[Any]]:
    """Solve the symmetric 3×3 systems of all pixels at once by the adjugate."""
    rr, rg, rb, gg, gb, bb = matrix
    a, b, c = gg * bb - gb * gb, rb * gb - rg * bb, rg * gb - rb * gg
    d, e, f = rr * bb - rb * rb, rg * rb - rr * gb, rr * gg - rg * rg
    scale = 1 / np.maximum(rr * a + rg * b + rb * c, np.float32(1e-12))
    x, y, z = (plane * scale for plane in right)
    return [a * x + b * y + c * z, b * x + d * y + e * z, c * x + e * y + f * z]


def apply_coefficients(guide: Channels, coefficients: Channels) -> Planes:
    """Return the matte (…) float32, 0–1, of a guide's 3 planes and 4 of coefficients, of the same pixels."""
    red, green, blue, offset = coefficients
    return np.asarray(np.clip(guide[0] * red + guide[1] * green + guide[2] * blue + offset, 0, 1), dtype=np.float32)


def guided_filter(guide: Bytes, rough: Planes, radius: int, epsilon: float) -> Planes:
    """Return the filtered matte at the guide's own size, its coefficients found at half of that.

    `guide`: (height, width, 3) uint8. `rough`: (height, width) float32, 0–1. `radius` in pixels of the guide.
    """
    height, width = rough.shape
    half = (max(1, width // 2), max(1, height // 2))
    small = cv2.resize(guide, half, interpolation=cv2.INTER_AREA)
    level = np.asarray(cv2.resize(rough, half, interpolation=cv2.INTER_AREA), dtype=np.float32)
    coefficients = guided_coefficients(_shares(small), level, max(1, radius // 2), epsilon)
    grown = cv2.resize(coefficients, (width, height), interpolation=cv2.INTER_LINEAR)
    return apply_coefficients(_shares(guide), _planes(grown))


def _shares(picture: NDArray[Any]) -> list[Planes]:
    return [plane * np.float32(1 / 255) for plane in _planes(picture)]


def _planes(picture: NDArray[Any]) -> list[NDArray[Any]]:
    return [np.asarray(plane) for plane in cv2.split(picture)]

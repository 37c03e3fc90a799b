"""Guided filter: makes a rough matte follow the edges of the photo (He, Sun & Tang, TPAMI 2013).

The coefficients are computed at a reduced size ("Fast Guided Filter", He & Sun 2015) and may be applied to any size.
"""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Planes = NDArray[np.float32]


def guided_coefficients(guide: Planes, rough: Planes, radius: int, epsilon: float) -> Planes:
    """Return (height, width, 4) float32: three slopes and an offset, so that matte = slopes · colour + offset.

    `guide`: (height, width, 3) float32, 0–1. `rough`: (height, width) float32, 0–1. `radius` in pixels of these;
    `epsilon`: the colour variance below which a window counts as flat.
    """

    def mean(plane: Planes) -> Planes:
        size = (2 * radius + 1, 2 * radius + 1)
        return np.asarray(cv2.boxFilter(plane, -1, size, borderType=cv2.BORDER_REFLECT_101), dtype=np.float32)

    colour, level = mean(guide), mean(rough)
    with_level = mean(guide * rough[..., None]) - colour * level[..., None]
    pairs = [(0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 2)]
    products = np.stack([guide[..., i] * guide[..., j] for i, j in pairs], axis=-1)
    rr, rg, rb, gg, gb, bb = (
        cv2.boxFilter(products[..., n], -1, (2 * radius + 1,) * 2, borderType=cv2.BORDER_REFLECT_101)
        - colour[..., i] * colour[..., j]
        + (epsilon if i == j else 0)
        for n, (i, j) in enumerate(pairs)
    )
    slopes = _solve((rr, rg, rb, gg, gb, bb), with_level)
    offset = level - (slopes * colour).sum(axis=-1)
    return mean(np.dstack([slopes, offset]))


def _solve(matrix: tuple[NDArray[Any], ...], right: Planes) -> Planes:
    """Solve the symmetric 3×3 systems of all pixels at once by the adjugate."""
    rr, rg, rb, gg, gb, bb = matrix
    a, b, c = gg * bb - gb * gb, rb * gb - rg * bb, rg * gb - rb * gg
    d, e, f = rr * bb - rb * rb, rg * rb - rr * gb, rr * gg - rg * rg
    scale = 1 / np.maximum(rr * a + rg * b + rb * c, 1e-12)
    x, y, z = right[..., 0], right[..., 1], right[..., 2]
    return np.dstack(
        [(a * x + b * y + c * z) * scale, (b * x + d * y + e * z) * scale, (c * x + e * y + f * z) * scale]
    )


def apply_coefficients(guide: Planes, coefficients: Planes) -> Planes:
    """Return the matte (…) float32, 0–1, of a guide (…, 3) and coefficients (…, 4) of the same pixels."""
    matte = np.einsum("...c,...c->...", guide, coefficients[..., :3]) + coefficients[..., 3]
    return np.asarray(np.clip(matte, 0, 1), dtype=np.float32)


def guided_filter(guide: Planes, rough: Planes, radius: int, epsilon: float) -> Planes:
    """Return the filtered matte at the guide's own size."""
    return apply_coefficients(guide, guided_coefficients(guide, rough, radius, epsilon))

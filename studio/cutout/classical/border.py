"""What the background looks like, learnt from the photo's border."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Planes = NDArray[np.float32]


def frame_band(height: int, width: int, thickness: int) -> NDArray[np.bool_]:
    """Return (height, width) bool, True within `thickness` pixels of the frame."""
    band = np.ones((height, width), dtype=bool)
    band[thickness : height - thickness, thickness : width - thickness] = False
    return band


def _quadratic_terms(height: int, width: int) -> Planes:
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    x, y = x / max(1, width - 1) * 2 - 1, y / max(1, height - 1) * 2 - 1
    return np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], axis=-1)


def border_distance(lab: Planes, band: NDArray[np.bool_], rounds: int = 5) -> Planes:
    """Return each pixel's distance (Lab units, (height, width) float32) to a smooth model of the border's colour.

    The model is a quadratic surface per channel, so that light falling off over a wall is background too; border pixels
    that do not fit (a product that touches the frame) lose weight from round to round (Cauchy weights).
    """
    terms = _quadratic_terms(*band.shape)
    known, wanted = terms[band].astype(np.float64), lab[band].astype(np.float64)
    weight: NDArray[Any] = np.ones(len(known))
    surface = np.zeros((6, 3))
    for _ in range(rounds):
        weighted = known * weight[:, None]
        surface = np.linalg.solve(weighted.T @ known + 1e-3 * np.eye(6), weighted.T @ wanted)
        residual = np.asarray(np.linalg.norm(wanted - known @ surface, axis=1))
        spread = max(2.0, 2.0 * 1.4826 * float(np.median(residual)))
        weight = 1 / (1 + (residual / spread) ** 2)
    return np.asarray(np.linalg.norm(lab - terms @ surface.astype(np.float32), axis=2), dtype=np.float32)


def to_lab(rgb: NDArray[np.uint8]) -> Planes:
    """Return CIE Lab (D65), float32, L 0–100, of an sRGB picture."""
    return np.asarray(cv2.cvtColor(rgb.astype(np.float32) / 255, cv2.COLOR_RGB2LAB), dtype=np.float32)

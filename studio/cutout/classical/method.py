"""The classical method's order of work."""

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.cutout.classical.barrier import barrier_distance
from studio.cutout.classical.border import border_distance, frame_band, to_lab
from studio.cutout.sizes import fit_within
from studio.model.matte import Mask
from studio.model.picture import Bytes
from studio.model.progress import SILENT, Progress

SIZE = 256  # pixels of the longest side at which the product is looked for
Planes = NDArray[np.float32]


def find_mask(rgb: Bytes, progress: Progress = SILENT) -> Mask:
    """Return (height, width) float32, 0 or 1, at the working size: what stands out from the photo's border."""
    small = np.asarray(cv2.bilateralFilter(fit_within(rgb, SIZE), 7, 30, 7), dtype=np.uint8)
    progress.at(0.1, "looking for the product")
    probability = _standing_out(small)
    progress.at(0.5, "separating product and background")
    return _drop_crumbs(_separate(small, probability)).astype(np.float32)


def _scaled(values: Planes) -> Planes:
    return np.asarray(np.clip(values / max(1e-6, float(np.percentile(values, 99))), 0, 1), dtype=np.float32)


def _standing_out(small: Bytes) -> Planes:
    lab = to_lab(small)
    height, width = lab.shape[:2]
    barrier = barrier_distance(lab, frame_band(height, width, 1), rounds=2)
    border = border_distance(lab, frame_band(height, width, max(2, round(0.02 * SIZE))))
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    centre = np.exp(-(x * x + y * y) / 1.62)
    salience = _scaled(((0.6 * _scaled(barrier) + 0.4 * _scaled(border)) * (0.6 + 0.4 * centre)).astype(np.float32))
    level = cv2.threshold((salience * 255).astype(np.uint8), 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)[0] / 255
    return np.asarray(1 / (1 + np.exp(-(salience - level) / 0.08)), dtype=np.float32)


def _separate(small: Bytes, probability: Planes) -> NDArray[np.bool_]:
    """GrabCut (Rother et al., SIGGRAPH 2004) from the probability; its colour clusters start from a fixed seed."""
    labels = np.where(probability > 0.5, cv2.GC_PR_FGD, cv2.GC_PR_BGD).astype(np.uint8)
    labels[probability > 0.97] = cv2.GC_FGD
    labels[probability < 0.03] = cv2.GC_BGD
    labels[frame_band(labels.shape[0], labels.shape[1], 3) & (probability < 0.5)] = cv2.GC_BGD
    inside = (labels & 1).astype(bool)
    if not inside.any() or inside.all():
        return inside
    cv2.setRNGSeed(1)
    cv2.grabCut(small, labels, (0, 0, 1, 1), np.zeros((1, 65)), np.zeros((1, 65)), 3, cv2.GC_INIT_WITH_MASK)
    return np.asarray((labels & 1).astype(bool))


def _drop_crumbs(inside: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Drop pieces much smaller than the largest, and fill pinholes."""
    count, names, facts, _ = cv2.connectedComponentsWithStats(inside.astype(np.uint8))
    if count < 2:
        return inside
    area = facts[1:, cv2.CC_STAT_AREA]
    kept = np.r_[False, area >= 0.05 * area.max()][names]
    _, names, facts, _ = cv2.connectedComponentsWithStats((~kept).astype(np.uint8))
    pinhole = np.r_[False, facts[1:, cv2.CC_STAT_AREA] < 0.002 * inside.size]
    return np.asarray(kept | pinhole[names])

"""The classical method's order of work."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.cutout.classical.barrier import barrier_distance
from studio.cutout.classical.border import border_distance, frame_band, to_lab
from studio.cutout.classical.colours import ColourTable
from studio.cutout.classical.connectivity import standing_out
from studio.cutout.classical.contour import Contour, edge_cost
from studio.cutout.classical.superpixels import patches
from studio.cutout.sizes import fit_within, grown
from studio.model.matte import Mask
from studio.model.picture import Bytes
from studio.model.progress import SILENT, Progress

SIZE = 256  # pixels of the longest side at which the outline is drawn
CUE_SIZE = 160  # the same for the cues of what stands out
PATCHES = 200
LEAST = 8  # pixels of the shorter side, reduced: in less there is no product to be seen
Planes = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Found:
    """`mask`: (height, width) float32, 0–1, at the working size. `expected`: the cues' word before the outline."""

    mask: Mask
    expected: Planes


def find_product(rgb: Bytes, progress: Progress = SILENT) -> Found:
    """Return what stands out from the photo's border, outlined along colours and edges."""
    small = np.asarray(cv2.bilateralFilter(fit_within(rgb, SIZE), 7, 30, 7), dtype=np.uint8)
    progress.at(0.1, "looking for the product")
    height, width = small.shape[:2]
    smaller = fit_within(small, CUE_SIZE)
    if min(smaller.shape[:2]) < LEAST:
        return Found(np.zeros((height, width), np.float32), np.zeros((height, width), np.float32))
    expected = grown(_expected(to_lab(smaller), progress), width, height)
    progress.at(0.5, "separating product and background")
    return Found(outlined(to_lab(small), expected), expected)


def _expected(lab: Planes, progress: Progress) -> Planes:
    """Return the probability (0–1) of product by all cues: barrier, border colour, connectivity, place."""
    height, width = lab.shape[:2]
    barrier = barrier_distance(lab, frame_band(height, width, 1), rounds=2)
    progress.at(0.25)
    border = border_distance(lab, frame_band(height, width, max(2, round(0.025 * CUE_SIZE))))
    parts = patches(lab, PATCHES)
    connectivity = standing_out(parts)[parts.of]
    progress.at(0.4)
    cues = 0.5 * _even(connectivity) + 0.3 * _even(barrier) + 0.2 * _even(border)
    central = _even(cues * (0.5 + 0.5 * _bell(width, height, (0.0, 0.0), (0.7, 0.7))))
    level = cv2.threshold((central * 255).astype(np.uint8), 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)[0] / 255
    probability = np.asarray(1 / (1 + np.exp((level - central) / 0.08)), dtype=np.float32)
    return np.asarray(np.sqrt(0.9 * _where_it_gathers(probability) * probability), dtype=np.float32)


def _even(values: Planes) -> Planes:
    return np.asarray(np.clip(values / max(1e-6, float(np.percentile(values, 99))), 0, 1), dtype=np.float32)


def _bell(width: int, height: int, middle: tuple[float, float], spread: tuple[float, float]) -> Planes:
    """Return a Gaussian over the picture; `middle` and `spread` (x, y) with the frame at -1 and 1."""
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    x, y = (x - middle[0]) / spread[0], (y - middle[1]) / spread[1]
    return np.asarray(np.exp(-(x * x + y * y) / 2), dtype=np.float32)


def _where_it_gathers(probability: Planes) -> Planes:
    """Return a Gaussian where most of the probability lies: one product, rather than things all about."""
    height, width = probability.shape
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    weight = probability.astype(np.float64) ** 2
    weight /= weight.sum() + 1e-6
    middle = float((weight * x).sum()), float((weight * y).sum())
    wide, high = np.sqrt((weight * (x - middle[0]) ** 2).sum()), np.sqrt((weight * (y - middle[1]) ** 2).sum())
    spread = float(np.clip(wide, 0.3, 0.8)), float(np.clip(high, 0.3, 0.8))
    return _bell(width, height, (0.7 * middle[0], 0.7 * middle[1]), spread)


def outlined(lab: Planes, expected: Planes, rounds: int = 3) -> Planes:
    """Alternate between learning both sides' colours and drawing the outline; return it filled, 0 or 1.

    `lab`: (height, width, 3); `expected`: the probability of product there.
    """
    colours, contour = ColourTable(lab), Contour(edge_cost(lab), expected)
    odds = np.clip(expected, 0.01, 0.99)
    odds = np.log(odds / (1 - odds))
    outside = frame_band(expected.shape[0], expected.shape[1], 3) & (expected < 0.5)
    inside = expected
    for _ in range(rounds):
        evidence = 0.3 * (0.8 * np.clip(colours.evidence(inside), -4, 4) + 0.3 * odds) - 0.5 * outside
        inside = contour.follow(evidence.astype(np.float32), 30)
    return _without_crumbs(inside, colours.evidence(inside))


def _without_crumbs(inside: Planes, evidence: Planes) -> Planes:
    """Drop small pieces apart from the largest, and fill pinholes that are not plainly of the background's colour."""
    count, names, facts, _ = cv2.connectedComponentsWithStats((inside > 0.5).astype(np.uint8))
    if count < 2:
        return np.zeros_like(inside)
    area = facts[:, cv2.CC_STAT_AREA].copy()
    area[0] = 0
    around = cv2.dilate((names == area.argmax()).astype(np.uint8), np.ones((17, 17), np.uint8)) > 0
    near = np.bincount(names[around], minlength=count) > 0
    kept = ((area >= 0.35 * area.max()) | (near & (area >= 0.05 * area.max())))[names]
    _, names, facts, _ = cv2.connectedComponentsWithStats((~kept).astype(np.uint8))
    size = facts[:, cv2.CC_STAT_AREA]
    likeness = np.bincount(names.ravel(), weights=evidence.ravel(), minlength=len(size)) / np.maximum(size, 1)
    pinhole = (size < 0.002 * inside.size) & (likeness > -3.5)
    pinhole[0] = False
    return (kept | pinhole[names]).astype(np.float32)

"""Where the product ends: along what is sharp in the photo and not in the plate, for shadows have no sharp edge.

The shortest such outline that agrees with the evidence, found as the classical method finds its own.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.cutout.classical.contour import Contour
from studio.cutout.clean_plate.align import Pair, Planes
from studio.cutout.clean_plate.evened import Seen, brightness

SIDE = 256  # pixels of the window's longest side at which the outline is sought
FINE, SOFT = 1.0, 3.5  # widths (pixels) at which steps of brightness are measured: a soft one is as steep at both
AS_STEEP = 1.3  # how much steeper than at the soft width a step must be to count as sharp
NOISE = 4.0  # median sharpnesses at which an outline costs a third of one on plain ground
WEIGHT = 0.0225  # of a pixel's evidence (log odds) against a pixel's length of outline
STEPS = 500


def solid_within(pair: Pair, seen: Seen, evidence: Planes) -> NDArray[np.bool_]:
    """Return where product is, (height, width); `evidence`: log odds for it, same size."""
    rows, columns = seen.window
    cost = _cost(pair)[seen.window]
    height, width = cost.shape
    share = SIDE / max(height, width)
    size = (max(8, round(width * share)), max(8, round(height * share)))
    how = cv2.INTER_AREA if share < 1 else cv2.INTER_LINEAR
    words = np.asarray(cv2.resize(evidence[seen.window], size, interpolation=how), dtype=np.float32)
    lines = np.asarray(cv2.resize(cost, size, interpolation=how), dtype=np.float32)
    inside = Contour(lines, (words > 0).astype(np.float32)).follow(words * np.float32(WEIGHT), STEPS)
    found = np.zeros(evidence.shape, bool)
    found[rows, columns] = cv2.resize(inside, (width, height), interpolation=cv2.INTER_LINEAR) > 0.5
    return found


def _cost(pair: Pair) -> Planes:
    """Return what a pixel's length of outline costs, 0–1: 1 where nothing sharp was added to the plate."""
    ratio = brightness(pair)
    sharp = np.maximum(0, _steepness(ratio, FINE) - AS_STEEP * _steepness(ratio, SOFT))
    noise = float(np.median(sharp[sharp > 0])) if (sharp > 0).any() else 1.0
    return np.asarray(np.exp(-sharp / (NOISE * max(noise, 1e-6))) + 1e-3, dtype=np.float32)


def _steepness(ratio: Planes, width: float) -> Planes:
    smooth = cv2.GaussianBlur(ratio, (0, 0), width)
    across, down = (cv2.Sobel(smooth, cv2.CV_32F, *way, scale=1 / 8) for way in ((1, 0), (0, 1)))
    return np.asarray(np.sqrt((across * across + down * down).sum(-1)), dtype=np.float32)

"""How even a cutout's outline is: two measures of its alpha alone, beside the halo, which is one of its colours.

Fringe is faint coverage that lies away from the product: what a blurred or doubting mask leaves standing around it.
Jag is how far the outline strays, to and fro, from a smooth line through it: stairs, dents and spikes.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.picture import Bytes

SOLID = 127  # alpha above which a pixel belongs to the product
SKIRT = 0.006  # of the longest side: an edge as soft as a photo's own ends within it
SMOOTH = 0.012  # of the longest side: bends of the outline that are longer than it are the product's own
FAR = 0.01  # of the longest side: an outline that strays as far on average has a jag of 1


def fringe_of(alpha: Bytes) -> float:
    """Return 0–1: how much of all that is partly covered, weighed by its alpha, lies away from the product."""
    solid = (alpha > SOLID).astype(np.uint8)
    partly = cv2.inRange(alpha, 8, SOLID) > 0
    if not solid.any() or not partly.any():
        return 0.0
    away = cv2.distanceTransform(1 - solid, cv2.DIST_L2, 3)
    reach = max(2.0, SKIRT * max(alpha.shape))
    weight = alpha[partly].astype(np.float64)
    edge = float(alpha[(alpha > SOLID) & (alpha < 247)].astype(np.float64).sum())
    return float(weight[away[partly] > reach].sum() / (weight.sum() + edge))


def jag_of(alpha: Bytes) -> float:
    """Return 0–1: how far the outline strays from a smooth line, the mean over its whole length; at FAR it is 1."""
    longest = max(alpha.shape)
    plane = (alpha > SOLID).astype(np.uint8)
    lines, _ = cv2.findContours(plane, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    width = SMOOTH * longest
    strayed = [_strayed(line[:, 0].astype(np.float32), width, plane.shape) for line in lines if len(line) > 4 * width]
    if not strayed:
        return 0.0
    apart = np.concatenate(strayed)
    return float(min(1.0, apart.mean() / (FAR * longest))) if len(apart) else 0.0


def _strayed(line: NDArray[np.float32], width: float, shape: tuple[int, ...]) -> NDArray[np.float32]:
    """Return the distance (pixels) of each point of a closed line from the line smoothed; none where the frame cuts."""
    taps = cv2.getGaussianKernel(2 * round(3 * width) + 1, width)[:, 0].astype(np.float32)
    half = len(taps) // 2
    if not 0 < 2 * half < len(line):  # of a picture a few pixels wide nothing can be told
        return np.empty(0, np.float32)
    around = np.concatenate([line[-half:], line, line[:half]])
    smooth = np.stack([np.convolve(around[:, axis], taps, "valid") for axis in range(2)], axis=1)
    last = np.array([shape[1] - 2, shape[0] - 2])
    free = ((line > 1) & (line < last)).all(axis=1)
    apart = np.abs(smooth - line).max(axis=1)  # half a pixel is what whole pixels alone make of any slant
    return np.asarray(np.maximum(0, apart[free] - 0.5), dtype=np.float32)

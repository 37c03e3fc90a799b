"""What a person asked of the edge: smoother, larger, smaller, softer."""

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.cutout.region import Region, sampled
from studio.cutout.tiles import tiles, uncertain
from studio.model.matte import CutoutSettings
from studio.model.picture import Bytes

CRISP = 2.0  # pixels over which a smoothed edge falls
COARSE = 800  # pixels of the region's longest side at which the edge's direction is found


def adjusted(alpha: Bytes, settings: CutoutSettings, region: Region) -> Bytes:
    """Return the alpha with its edge smoothed, shifted and feathered by shares of the photo's longest side."""
    result = alpha
    dents = settings.smooth * region.longest
    if dents >= 0.25:
        result = _smoothed(result, dents)
    shift = settings.shift * region.longest
    if abs(shift) >= 0.05:
        result = _shifted(result, shift, region)
    blur = settings.feather * region.longest
    if blur >= 0.25:
        size = 2 * max(1, round(2 * blur)) + 1
        result = np.asarray(cv2.stackBlur(result, (size, size)), dtype=np.uint8)
    return result


def _smoothed(alpha: Bytes, dents: float) -> Bytes:
    """Take dents and spikes up to about `dents` pixels off: blur, then draw the edge crisp again where it was."""
    size = 2 * max(1, round(2.45 * dents)) + 1  # a stack blur of that size spreads like a Gaussian of `dents`
    blurred = cv2.stackBlur(alpha, (size, size))
    steepness = max(1.0, dents * float(np.sqrt(2 * np.pi)) / CRISP)
    levels = np.clip((np.arange(256) - 127.5) * steepness + 127.5, 0, 255)
    return np.asarray(cv2.LUT(blurred, np.rint(levels).astype(np.uint8)), dtype=np.uint8)


def _shifted(alpha: Bytes, shift: float, region: Region) -> Bytes:
    """Read each pixel's alpha `shift` pixels further inside, along the shortest way to the edge: its softness stays."""
    small = region.at(COARSE)
    level = np.asarray(cv2.resize(alpha, (small.width, small.height), interpolation=cv2.INTER_AREA), dtype=np.uint8)
    inwards = _inwards(level)
    result = alpha.copy()
    reach = 2 + round(abs(shift) * small.longest / region.longest)
    for rows, columns, box in tiles(uncertain(level, reach), region.width, region.height):
        height, width = alpha[rows, columns].shape
        way = sampled(inwards, box, width, height, cv2.INTER_LINEAR) * np.float32(shift)
        across = way[..., 0] + np.arange(columns.start, columns.stop, dtype=np.float32)[None, :]
        down = way[..., 1] + np.arange(rows.start, rows.stop, dtype=np.float32)[:, None]
        result[rows, columns] = cv2.remap(alpha, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return result


def _inwards(level: Bytes) -> NDArray[np.float32]:
    """Return (height, width, 2) float32: the direction (x, y), of length 1, from each pixel into the product."""
    inside = (level > 127).astype(np.uint8)
    depth = cv2.distanceTransform(inside, cv2.DIST_L2, 5) - cv2.distanceTransform(1 - inside, cv2.DIST_L2, 5)
    smooth = cv2.GaussianBlur(depth, (0, 0), 1.5)
    slope = np.dstack([cv2.Sobel(smooth, cv2.CV_32F, 1, 0), cv2.Sobel(smooth, cv2.CV_32F, 0, 1)])
    return np.asarray(slope / np.maximum(np.linalg.norm(slope, axis=2, keepdims=True), 1e-3), dtype=np.float32)

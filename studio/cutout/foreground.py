"""The product's own colour where it mixes with the old background.

Blur fusion (Forte & Pitié, "Approximate fast foreground colour estimation", ICIP 2021): the colours on both sides of
the edge are spread into it by blurs that leave out the other side, and each pixel's mixture is then corrected for what
they leave unexplained. Done in linear light, as light mixes and as our scenes are composed.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.cutout.coarse import Coarse
from studio.cutout.region import sampled
from studio.cutout.tiles import tiles
from studio.model.picture import Bytes
from studio.model.progress import Progress

Planes = NDArray[np.float32]
STEPS = 4095


def _to_linear(share: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def _to_coded(share: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(share <= 0.0031308, share * 12.92, 1.055 * share ** (1 / 2.4) - 0.055)


_LINEAR = _to_linear(np.arange(256) / 255).astype(np.float32)
_CODED = np.rint(_to_coded(np.arange(STEPS + 1) / STEPS) * 255).astype(np.uint8)


def linear(rgb: Bytes) -> Planes:
    """Return linear light, float32 0–1, of sRGB bytes (IEC 61966-2-1)."""
    return np.asarray(_LINEAR[rgb], dtype=np.float32)


def coded(light: Planes) -> Bytes:
    """Return sRGB bytes of linear light; what lies outside 0–1 is clipped."""
    return np.asarray(_CODED[np.rint(np.clip(light, 0, 1) * STEPS).astype(np.intp)], dtype=np.uint8)


@dataclass(frozen=True, eq=False)
class Colours:
    """The product's (`front`) and the background's (`back`) colour near the edge: (height, width, 3) linear float32."""

    front: Planes
    back: Planes


def both_sides(rgb: Bytes, alpha: Bytes, unknown: Bytes | None = None) -> Colours:
    """Spread both sides' colours into the edge; where `unknown` is not 0 the picture is not taken at its word."""
    light, share = linear(rgb), alpha.astype(np.float32) * np.float32(1 / 255)
    trust = None if unknown is None else np.where(unknown > 0, np.float32(1e-3), np.float32(1))
    wide = _wide(light, share, trust)
    front = _corrected(light, share, wide.front, wide.back)
    back = light if trust is None else wide.back
    radius = max(2, round(0.008 * max(share.shape)))
    front_weight, back_weight = (share, 1 - share) if trust is None else (share * trust, (1 - share) * trust)
    return Colours(_spread(front, front_weight, radius, wide.front), _spread(back, back_weight, radius, wide.back))


def _wide(light: Planes, share: Planes, trust: Planes | None) -> Colours:
    """Return the colours of a wide neighbourhood, found at a quarter of the size."""
    height, width = share.shape
    size = (max(1, width // 4), max(1, height // 4))
    little = np.asarray(cv2.resize(light, size, interpolation=cv2.INTER_AREA), dtype=np.float32)
    part = np.asarray(cv2.resize(share, size, interpolation=cv2.INTER_AREA), dtype=np.float32)
    sure = 1 if trust is None else np.asarray(cv2.resize(trust, size, interpolation=cv2.INTER_AREA), dtype=np.float32)
    radius = max(2, round(0.06 * max(size)))
    sides = (_spread(little, weight * sure, radius, little) for weight in (part, 1 - part))
    front, back = (np.asarray(cv2.resize(side, (width, height)), dtype=np.float32) for side in sides)
    return Colours(front, back)


def _spread(colour: Planes, weight: Planes, radius: int, otherwise: Planes) -> Planes:
    """Return the weighted mean around each pixel; `otherwise` where there is next to nothing to average."""
    size = (2 * radius + 1, 2 * radius + 1)
    little = np.float32(1e-4)
    total = cv2.blur(colour * weight[..., None], size) + little * otherwise
    return np.asarray(total / (cv2.blur(weight, size) + little)[..., None], dtype=np.float32)


def _corrected(light: Planes, share: Planes, front: Planes, back: Planes) -> Planes:
    part = share[..., None]
    return np.asarray(np.clip(front + part * (light - part * front - (1 - part) * back), 0, 1), dtype=np.float32)


def cleaned(rgb: Bytes, mixed: Bytes, alpha: Bytes, coarse: Coarse, progress: Progress) -> Bytes:
    """Return the region's colour with the old background taken out of partly covered pixels; 0 where alpha is 0.

    `mixed`: how much product each pixel of the photo holds; `alpha`: how much of it is shown (a softened or shifted
    edge shows other shares than the photo holds). Where alpha is 255 the photo's bytes are kept.
    """
    sides = both_sides(coarse.rgb, coarse.level)
    result = np.zeros_like(rgb)
    cv2.copyTo(rgb, alpha, result)
    partly = np.asarray(cv2.inRange(alpha, 1, 254), dtype=np.uint8)
    for rows, columns, box in tiles(partly, alpha.shape[1], alpha.shape[0]):
        soft = partly[rows, columns] > 0
        height, width = soft.shape
        front = sampled(sides.front, box, width, height, cv2.INTER_LINEAR)[soft]
        back = sampled(sides.back, box, width, height, cv2.INTER_LINEAR)[soft]
        share = mixed[rows, columns][soft].astype(np.float32) * np.float32(1 / 255)
        light = linear(rgb[rows, columns][soft])
        result[rows, columns][soft] = coded(_corrected(light, share, front, back))
        progress.at(0.8)
    return result

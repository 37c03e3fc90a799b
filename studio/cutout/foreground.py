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
from studio.model.picture import Box, Bytes
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
    """Spread both sides' colours into the edge; where `unknown` is not 0 the picture is not taken at its word.

    Pixels count by the twelfth power of their share: the purest ones near by decide.
    """
    light, share = linear(rgb), alpha.astype(np.float32) * np.float32(1 / 255)
    front_weight, back_weight = _purity(share), _purity(1 - share)
    if unknown is not None:
        trust = np.where(unknown > 0, np.float32(1e-4), np.float32(1))
        front_weight, back_weight = front_weight * trust, back_weight * trust
    wide_front, wide_back = _filled(light, front_weight), _filled(light, back_weight)
    rest = _unexplained(light, share, wide_front, wide_back)
    front = np.clip(wide_front + share[..., None] * rest, 0, 1)
    back = np.clip(wide_back + (1 - share[..., None]) * rest, 0, 1)
    radius = max(2, round(0.008 * max(share.shape)))
    return Colours(_blurred(front, front_weight, radius, wide_front), _blurred(back, back_weight, radius, wide_back))


def _purity(share: Planes) -> Planes:
    cube = share * share * share
    return np.asarray((cube * cube) * (cube * cube), dtype=np.float32)


def _filled(colour: Planes, weight: Planes) -> Planes:
    """Return the colour spread from where it has weight to everywhere, however far: halving, then filling in again."""
    height, width = weight.shape
    total, share = colour * weight[..., None], weight
    levels = [(total, share)]
    while min(levels[-1][1].shape) > 2:
        size = (max(1, levels[-1][1].shape[1] // 2), max(1, levels[-1][1].shape[0] // 2))
        levels.append((_halved(levels[-1][0], size), _halved(levels[-1][1], size)))
    total, share = levels.pop()
    known = total / np.maximum(share, 1e-9)[..., None]
    for total, share in reversed(levels[1:]):
        coarser = cv2.resize(known, (share.shape[1], share.shape[0]), interpolation=cv2.INTER_LINEAR)
        little = np.float32(0.02)  # where less than this is known, the coarser level counts as much
        known = (total + little * coarser) / (share + little)[..., None]
    return np.asarray(cv2.resize(known, (width, height), interpolation=cv2.INTER_LINEAR), dtype=np.float32)


def _halved(plane: Planes, size: tuple[int, int]) -> Planes:
    return np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_AREA), dtype=np.float32)


def _blurred(colour: Planes, weight: Planes, radius: int, otherwise: Planes) -> Planes:
    """Return the weighted mean around each pixel; `otherwise` where there is next to nothing to average."""
    size = (2 * radius + 1, 2 * radius + 1)
    little = np.float32(1e-3)
    total = cv2.blur(colour * weight[..., None], size) + little * otherwise
    return np.asarray(total / (cv2.blur(weight, size) + little)[..., None], dtype=np.float32)


def _unexplained(light: Planes, share: Planes, front: Planes, back: Planes) -> Planes:
    part = share[..., None]
    return np.asarray(light - part * front - (1 - part) * back, dtype=np.float32)


def _corrected(light: Planes, share: Planes, front: Planes, back: Planes) -> Planes:
    """Return the product's colour of each pixel: the one spread there, and what the mixture leaves unexplained.

    What still looks like background (the share was taken too high) is left out: it would be the halo.
    """
    rest = _unexplained(light, share, front, back)
    towards = back - front
    along = (rest * towards).sum(axis=-1) / np.maximum((towards * towards).sum(axis=-1), 1e-6)
    rest -= np.clip(along, 0, 3 * (1 - share))[..., None] * towards  # an all but full pixel holds little background
    return np.asarray(np.clip(front + share[..., None] * rest, 0, 1), dtype=np.float32)


def sampled_sides(sides: Colours, box: Box, width: int, height: int, where: NDArray[np.bool_]) -> Colours:
    """Return both sides' colours inside a box (shares) at another scale, for the pixels marked there: (pixels, 3)."""
    front = sampled(sides.front, box, width, height, cv2.INTER_LINEAR)[where]
    back = sampled(sides.back, box, width, height, cv2.INTER_LINEAR)[where]
    return Colours(np.asarray(front, dtype=np.float32), np.asarray(back, dtype=np.float32))


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
        near = sampled_sides(sides, box, width, height, soft)
        share = mixed[rows, columns][soft].astype(np.float32) * np.float32(1 / 255)
        light = linear(rgb[rows, columns][soft])
        result[rows, columns][soft] = coded(_corrected(light, share, near.front, near.back))
        progress.at(0.8)
    return result

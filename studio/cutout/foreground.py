"""The product's own colour where it mixes with the old background.

Blur fusion (Forte & Pitié, "Approximate fast foreground colour estimation", ICIP 2021): the colours on both sides of
the edge are spread into it by blurs that leave out the other side, and each pixel's mixture is then corrected for what
they leave unexplained. Done in linear light, as light mixes and as our scenes are composed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.cutout.coarse import Coarse
from studio.cutout.spots import spots
from studio.model.picture import Bytes
from studio.model.progress import Progress

Planes = NDArray[np.float32]
STEPS = 4095
SPREAD = 256  # pixels of the longest side at which both sides' colours are spread: they are smooth


def _to_linear(share: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def _to_coded(share: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(share <= 0.0031308, share * 12.92, 1.055 * share ** (1 / 2.4) - 0.055)


_LINEAR = _to_linear(np.arange(256) / 255).astype(np.float32)
_CODED = np.rint(_to_coded(np.arange(STEPS + 1) / STEPS) * 255).astype(np.uint8)


def linear(rgb: Bytes) -> Planes:
    """Return linear light, float32 0–1, of sRGB bytes (IEC 61966-2-1) of any shape."""
    return np.asarray(cv2.LUT(rgb, _LINEAR), dtype=np.float32).reshape(rgb.shape)


def coded(light: Planes) -> Bytes:
    """Return sRGB bytes of linear light; what lies outside 0–1 is clipped."""
    return np.asarray(_CODED.take((np.clip(light, 0, 1) * np.float32(STEPS) + np.float32(0.5)).astype(np.intp)))


@dataclass(frozen=True, eq=False)
class Colours:
    """The product's (`front`) and the background's (`back`) colour near the edge: (3, …) linear float32."""

    front: Planes
    back: Planes

    def merged(self, *further: Planes) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return the product's (with `further` planes) and the background's colours as (height, width, channels)."""
        return cv2.merge([*self.front, *further]), cv2.merge(list(self.back))


def both_sides(light: Planes, alpha: Bytes, unknown: Bytes | None = None) -> Colours:
    """Spread both sides' colours into the edge; where `unknown` is not 0 the picture is not taken at its word.

    `light`: (3, height, width) linear. Pixels count by the twelfth power of their share: the purest ones
    near by decide.
    """
    share = alpha.astype(np.float32) * np.float32(1 / 255)
    front_weight, back_weight = _purity(share), _purity(1 - share)
    if unknown is not None:
        trust = np.where(unknown > 0, np.float32(1e-4), np.float32(1))
        front_weight, back_weight = front_weight * trust, back_weight * trust
    wide_front, wide_back = _filled(light, front_weight), _filled(light, back_weight)
    rest = _unexplained(light, share, wide_front, wide_back)
    radius = max(2, round(0.008 * max(share.shape)))
    return Colours(
        _blurred(np.clip(wide_front + share * rest, 0, 1), front_weight, radius, wide_front),
        _blurred(np.clip(wide_back + (1 - share) * rest, 0, 1), back_weight, radius, wide_back),
    )


def _purity(share: Planes) -> Planes:
    cube = share * share * share
    return np.asarray((cube * cube) * (cube * cube), dtype=np.float32)


def _each(planes: Planes, work: Callable[[Planes], Any]) -> Planes:
    return np.stack([work(plane) for plane in planes])


def _filled(colour: Planes, weight: Planes) -> Planes:
    """Return the colour spread from where it has weight to everywhere, however far: halving, then filling in again."""
    height, width = weight.shape
    levels: list[tuple[Planes, Planes]] = [(colour * weight, weight)]
    while min(levels[-1][1].shape) > 2:
        size = (max(1, levels[-1][1].shape[1] // 2), max(1, levels[-1][1].shape[0] // 2))
        levels.append((_each(levels[-1][0], _sized(size, cv2.INTER_AREA)), _sized(size, cv2.INTER_AREA)(levels[-1][1])))
    total, share = levels.pop()
    known: NDArray[Any] = total / np.maximum(share, np.float32(1e-9))
    for total, share in reversed(levels[1:]):
        coarser = _each(known, _sized((share.shape[1], share.shape[0]), cv2.INTER_LINEAR))
        little = np.float32(0.02)  # where less than this is known, the coarser level counts as much
        known = (total + little * coarser) / (share + little)
    return _each(known, _sized((width, height), cv2.INTER_LINEAR))


def _sized(size: tuple[int, int], interpolation: int) -> Callable[[Planes], Any]:
    return lambda plane: cv2.resize(plane, size, interpolation=interpolation)


def _blurred(colour: Planes, weight: Planes, radius: int, otherwise: Planes) -> Planes:
    """Return the weighted mean around each pixel; `otherwise` where there is next to nothing to average."""
    size = (2 * radius + 1, 2 * radius + 1)
    little = np.float32(1e-3)
    total = _each(colour * weight, lambda plane: cv2.blur(plane, size)) + little * otherwise
    return np.asarray(total / (cv2.blur(weight, size) + little), dtype=np.float32)


def _unexplained(light: Planes, share: Planes, front: Planes, back: Planes) -> Planes:
    return np.asarray(light - back - share * (front - back), dtype=np.float32)


def _corrected(light: Planes, share: Planes, front: Planes, back: Planes) -> Planes:
    """Return the product's colour of each pixel: the one spread there, and what the mixture leaves unexplained.

    What still looks like background (the share was taken too high) is left out: it would be the halo.
    """
    rest = _unexplained(light, share, front, back)
    towards = back - front
    along = inner(rest, towards) / np.maximum(inner(towards, towards), np.float32(1e-6))
    rest -= np.clip(along, 0, 3 * (1 - share)) * towards  # an all but full pixel holds little background
    return np.asarray(np.clip(front + share * rest, 0, 1), dtype=np.float32)


def inner(one: Planes, other: Planes) -> Planes:
    """Return the inner product over the channels of (3, …) planes."""
    return np.asarray(one[0] * other[0] + one[1] * other[1] + one[2] * other[2], dtype=np.float32)


def cleaned(rgb: Bytes, mixed: Bytes, alpha: Bytes, coarse: Coarse, progress: Progress) -> Bytes:
    """Return the region's colour with the old background taken out of partly covered pixels; 0 where alpha is 0.

    `mixed`: how much product each pixel of the photo holds; `alpha`: how much of it is shown (a softened or shifted
    edge shows other shares than the photo holds). Where alpha is 255 the photo's bytes are kept.
    """
    smaller = coarse.within(SPREAD)
    sides = both_sides(linear(planes_of(smaller.rgb)), smaller.level)
    result = np.zeros_like(rgb)
    cv2.copyTo(rgb, alpha, result)
    partly = np.asarray(cv2.inRange(alpha, 1, 254), dtype=np.uint8)
    front, back = sides.merged()
    for places in spots(partly):
        share = places.of(mixed).astype(np.float32) * np.float32(1 / 255)
        free = _corrected(linear(places.of(rgb)), share, places.on(front), places.on(back))
        places.put(result, coded(free).T)
        progress.at(0.8)
    return result


def planes_of(rgb: Bytes) -> Bytes:
    """Return (3, height, width) of a picture (height, width, 3)."""
    return np.stack(cv2.split(rgb))

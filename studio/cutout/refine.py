"""Fitting a matte's edge to the photo at full resolution, only in the narrow band where it is uncertain."""

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.cutout.coarse import Coarse
from studio.cutout.crumbs import without_crumbs
from studio.cutout.foreground import SPREAD, Colours, both_sides, inner, linear, planes_of
from studio.cutout.guided import apply_coefficients, guided_coefficients
from studio.cutout.region import Region, sampled
from studio.cutout.spots import spots
from studio.cutout.tiles import uncertain
from studio.model.picture import Bytes
from studio.model.progress import Progress

Planes = NDArray[np.float32]
EPSILON = 3e-5  # colour variance (0–1) below which the photo counts as flat
BAND = 0.008  # of the photo's longest side, on either side of the matte's edge: as far as a network's edge may be off
REACH = 1  # pixels of the coarse size around its edge that are looked at again at full size
SURE = 0.1  # distance from 0 or 1, doubled, within which the guided filter's word counts alone
CRISP = 2.5  # how much steeper the edge is drawn where colours do not tell its softness


def plain(matte_alpha: Bytes, region: Region) -> Bytes:
    """Return a matte's alpha inside the region at the region's scale (cubic)."""
    return np.asarray(sampled(matte_alpha, region.box, region.width, region.height, cv2.INTER_CUBIC), dtype=np.uint8)


def refined(rgb: Bytes, coarse: Coarse, progress: Progress) -> tuple[Bytes, Coarse]:
    """Return alpha (height, width) uint8 of the region, and the coarse picture with its refined level.

    `rgb` is the photo inside the region. The edge is found at the coarse size first: a guided filter's coefficients,
    then each pixel of the band gets its own share of product from the colours known on both sides of the edge, as far
    as these can be told apart. At full size the same is asked again where the coarse answer is neither empty nor full.
    """
    longest = coarse.region.longest
    band = uncertain(coarse.level, max(2, round(BAND * longest)))
    colour = planes_of(coarse.rgb)
    coefficients = guided_coefficients(_shares(colour), _shares(coarse.level), max(2, round(0.003 * longest)), EPSILON)
    progress.at(0.3, "refining the edge")
    smaller = coarse.within(SPREAD)
    light = linear(planes_of(smaller.rgb))
    size = (smaller.region.width, smaller.region.height)
    sides = both_sides(light, smaller.level, np.asarray(cv2.resize(band, size, interpolation=cv2.INTER_NEAREST)))
    noise = _noise(light, _shares(smaller.level), smaller.region.longest, sides)
    clues = _Clues(coefficients, *sides.merged(noise))
    known = clues.decide(coarse.rgb, coarse.level.copy(), band, progress)
    progress.at(0.5)
    size = (rgb.shape[1], rgb.shape[0])
    alpha = np.asarray(cv2.resize(known, size, interpolation=cv2.INTER_LINEAR), dtype=np.uint8)
    narrow = cv2.resize(uncertain(known, REACH) & band, size, interpolation=cv2.INTER_NEAREST)
    alpha = clues.decide(rgb, alpha, np.asarray(narrow, dtype=np.uint8), progress)
    return without_crumbs(alpha), replace(coarse, level=known)


@dataclass(frozen=True, eq=False)
class _Clues:
    """What decides a pixel's share, on reduced planes: the filter's coefficients, and both sides' colours.

    `front` holds, as its fourth channel, how much both sides vary.
    """

    coefficients: Planes
    front: Planes
    back: Planes

    def decide(self, rgb: Bytes, alpha: Bytes, marked: Bytes, progress: Progress) -> Bytes:
        """Overwrite and return `alpha` where `marked` is not 0, at any scale."""
        for places in spots(marked):
            part = places.of(rgb)
            fitted = apply_coefficients(_shares(part), places.on(self.coefficients))
            decided = _decided(_crisp(fitted))
            open_ = np.flatnonzero(np.abs(2 * fitted - 1) < 1 - SURE)
            if open_.size:
                some = places.some(open_)
                near, back = some.on(self.front), some.on(self.back)
                told = _told_apart(linear(part[:, open_]), fitted[open_], Colours(near[:3], back), near[3])
                decided[open_] = _decided(told)
            places.put(alpha, decided)
            progress.at(0.5)
        return alpha


def _shares(values: Bytes) -> Planes:
    return np.asarray(values.astype(np.float32) * np.float32(1 / 255), dtype=np.float32)


def _decided(fitted: Planes) -> Bytes:
    """Return bytes; what is all but empty or full becomes so (the filter never quite reaches either)."""
    return np.rint(np.clip((fitted - 0.08) / 0.84, 0, 1) * 255).astype(np.uint8)


def _told_apart(light: Planes, fitted: Planes, sides: Colours, noise: Planes) -> Planes:
    """Return the share that the colours of both sides explain, as far as these differ by more than their own `noise`.

    Elsewhere (a product on a carpet of its colour) the fitted edge is drawn as a crisp line through its middle.
    """
    between = sides.front - sides.back
    contrast = inner(between, between)
    share = inner(light - sides.back, between) / np.maximum(contrast, np.float32(1e-6))
    trust = contrast / (contrast + np.float32(0.005) + 6 * noise)
    unsure = 1 - np.abs(2 * fitted - 1)
    trust = trust * np.clip(2.5 * (unsure - SURE), 0, 1)
    crisp = _crisp(fitted)
    return np.asarray(crisp + trust * (np.clip(share, 0, 1) - crisp), dtype=np.float32)


def _crisp(fitted: Planes) -> Planes:
    return np.asarray(np.clip(0.5 + CRISP * (fitted - 0.5), 0, 1), dtype=np.float32)


def _noise(light: Planes, share: Planes, longest: float, sides: Colours) -> Planes:
    """Return how much both sides' own colours vary around each pixel (variance, linear light)."""
    size = (2 * max(4, round(0.01 * longest)) + 1,) * 2
    total = np.zeros_like(share)
    for side, weight in ((sides.front, share > 0.95), (sides.back, share < 0.05)):
        pure, off = weight.astype(np.float32), light - side
        total += cv2.blur(inner(off, off) * pure, size) / np.maximum(cv2.blur(pure, size), 0.02)
    return total

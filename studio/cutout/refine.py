"""Fitting a matte's edge to the photo at full resolution, only in the narrow band where it is uncertain."""

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.cutout.coarse import Coarse
from studio.cutout.foreground import Colours, both_sides, linear, sampled_sides
from studio.cutout.guided import apply_coefficients, guided_coefficients
from studio.cutout.region import Region, sampled
from studio.cutout.tiles import tiles, uncertain
from studio.model.picture import Bytes
from studio.model.progress import Progress

Planes = NDArray[np.float32]
EPSILON = 3e-5  # colour variance (0–1) below which the photo counts as flat
CRISP = 2.5  # how much steeper the edge is drawn where colours do not tell its softness


def plain(matte_alpha: Bytes, region: Region) -> Bytes:
    """Return a matte's alpha inside the region at the region's scale (cubic)."""
    return np.asarray(sampled(matte_alpha, region.box, region.width, region.height, cv2.INTER_CUBIC), dtype=np.uint8)


def refined(rgb: Bytes, rough: Bytes, coarse: Coarse, progress: Progress) -> tuple[Bytes, Coarse]:
    """Return alpha (height, width) uint8 of the region, and the coarse picture with its refined level.

    `rgb` is the photo inside the region, `rough` its alpha there. A guided filter's coefficients are found at the
    coarse size and applied at full size; each pixel of the band then gets its own share of product from
    the colours known on both sides of the edge, as far as these can be told apart.
    """
    longest = coarse.region.longest
    band = uncertain(coarse.level, max(2, round(0.004 * longest)))
    guide, level = _shares(coarse.rgb), _shares(coarse.level)
    coefficients = guided_coefficients(guide, level, max(2, round(0.003 * longest)), EPSILON)
    progress.at(0.3, "refining the edge")
    sides = both_sides(coarse.rgb, coarse.level, band)
    noise = _noise(coarse, sides)
    alpha = rough.copy()
    for rows, columns, box in tiles(band, rough.shape[1], rough.shape[0]):
        height, width = rough[rows, columns].shape
        inside = sampled(band, box, width, height, cv2.INTER_LINEAR) > 127
        part = rgb[rows, columns][inside]
        fitted = apply_coefficients(_shares(part), sampled(coefficients, box, width, height, cv2.INTER_LINEAR)[inside])
        around = sampled(noise, box, width, height, cv2.INTER_LINEAR)[inside]
        near = sampled_sides(sides, box, width, height, inside)
        alpha[rows, columns][inside] = _decided(_told_apart(part, fitted, near, around))
        progress.at(0.5)
    fitted = _told_apart(coarse.rgb, apply_coefficients(guide, coefficients), sides, noise)
    known = np.where(band > 0, _decided(fitted), coarse.level)
    return alpha, replace(coarse, level=known)


def _shares(values: Bytes) -> Planes:
    return np.asarray(values.astype(np.float32) * np.float32(1 / 255), dtype=np.float32)


def _decided(fitted: Planes) -> Bytes:
    """Return bytes; what is all but empty or full becomes so (the filter never quite reaches either)."""
    return np.rint(np.clip((fitted - 0.08) / 0.84, 0, 1) * 255).astype(np.uint8)


def _told_apart(part: Bytes, fitted: Planes, sides: Colours, noise: Planes) -> Planes:
    """Return the share that the colours of both sides explain, as far as these differ by more than their own `noise`.

    Elsewhere (a product on a carpet of its colour) the fitted edge is drawn as a crisp line through its middle.
    """
    between = sides.front - sides.back
    contrast = np.einsum("...c,...c->...", between, between)
    share = np.einsum("...c,...c->...", linear(part) - sides.back, between) / np.maximum(contrast, 1e-6)
    trust = contrast / (contrast + np.float32(0.005) + 6 * noise)
    unsure = 1 - np.abs(2 * fitted - 1)  # where the guided filter is sure, its word counts
    trust = trust * np.clip(2.5 * unsure - 0.25, 0, 1)
    crisp = np.clip(0.5 + CRISP * (fitted - 0.5), 0, 1)
    return np.asarray(crisp + trust * (np.clip(share, 0, 1) - crisp), dtype=np.float32)


def _noise(coarse: Coarse, sides: Colours) -> Planes:
    """Return how much both sides' own colours vary around each pixel (variance, linear light)."""
    light, share = linear(coarse.rgb), _shares(coarse.level)
    size = (2 * max(4, round(0.01 * coarse.region.longest)) + 1,) * 2
    total = np.zeros_like(share)
    for side, weight in ((sides.front, share > 0.95), (sides.back, share < 0.05)):
        pure = weight.astype(np.float32)
        off = ((light - side) ** 2).sum(axis=-1) * pure
        total += cv2.blur(off, size) / np.maximum(cv2.blur(pure, size), 0.02)
    return total

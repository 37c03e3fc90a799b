"""Blur as a lens makes it: the further from the plane of focus, the wider."""

from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.picture import Bytes

WIDEST = 0.045  # of the picture's width: the diameter of a point at infinity when the lens is wide open
DISCS = 0.003, 0.008, 0.018, 0.04  # diameters that are made; what lies between them is interpolated
FEWEST = 5.0  # pixels of a disc's diameter that keep it round: wider ones are made at a reduced size
STRIP = 64  # rows
TABLE = 2.4, 11.0  # how far the lens is from a table in pictures' widths, and how many degrees it looks down
AROUND = 0.4, 1.4  # of the distance of focus over that of what is seen: a wall behind the table, its front edge

Depth = NDArray[np.float32]


def blurs(rgb: Bytes, width: float) -> tuple[Bytes, ...]:
    """Return the picture (height, width, 3) at half its size: as it is, and blurred by each of DISCS.

    `width` is the whole set's.

    It is blurred in light, so that what is bright spreads as it does in a camera.
    """
    size = (-(-rgb.shape[1] // 2), -(-rgb.shape[0] // 2))
    half = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
    light = np.square(half.astype(np.float32) / 255)
    return np.asarray(half, np.uint8), *(_disc(light, share * width / 2) for share in DISCS)


def softened(rgb: Bytes, blurred: tuple[Bytes, ...], ratio: Depth, strength: float, *, exact: bool = True) -> Bytes:
    """Return the picture as a lens shows it that is open by `strength` (0–1); if not `exact`, from its half alone.

    `blurred` is what `blurs` gave; `ratio`, at any size, is the distance of the plane of focus over that of what is
    seen: a point's disc has the diameter aperture × |1 − ratio| (thin lens).
    """
    disc = np.abs(1 - ratio) * np.float32(strength * WIDEST)
    if float(disc.max()) * rgb.shape[1] < 0.5:
        return rgb
    half, soft, *others = blurred
    for (low, high), wider in zip(pairwise(DISCS), others, strict=True):
        if float(disc.max()) > low:
            soft = _mixed(soft, wider, (disc - low) / (high - low))
    if exact:
        return _mixed(rgb, soft, disc / DISCS[0])
    height, width = rgb.shape[:2]
    return _enlarged(_mixed(half, soft, disc / DISCS[0]), 2, slice(0, height))[:, :width]


def table(rows: int, foot: float) -> Depth:
    """Return (rows, 1): the distance of focus over that of what is seen, in a picture of which no depths are known.

    It is taken for a table seen slightly from above, in focus on its row `foot` (share of the height), before a wall.
    """
    away, tilt = TABLE[0], np.radians(TABLE[1])
    seen = (np.arange(rows) + 0.5) / rows - 0.5
    below = np.maximum(away * np.sin(tilt) + seen * np.cos(tilt), 1e-3)
    behind = (foot - 0.5 - seen) * away / below
    return np.clip(away / (away + behind * np.cos(tilt)), *AROUND).astype(np.float32)[:, None]


def _mixed(first: Bytes, second: Bytes, share: Depth) -> Bytes:
    """Mix two pictures, the second as large as the first or half of that, by the share of the second, of any size.

    In bytes and in strips, which stay in the processor's cache.
    """
    height, width = first.shape[:2]
    times = 1 if second.shape == first.shape else 2
    small = np.round(np.clip(share, 0, 1) * 255).astype(np.uint8)
    weights = cv2.resize(small, (second.shape[1], second.shape[0]), interpolation=cv2.INTER_LINEAR)
    mixed = np.empty_like(first)
    for top in range(0, height, STRIP):
        strip = slice(top, min(top + STRIP, height))
        near, weight = (_enlarged(plane, times, strip)[:, :width] for plane in (second, np.asarray(weights, np.uint8)))
        low, high = int(weight.min()), int(weight.max())
        if low == high and low in (0, 255):
            mixed[strip] = near if low else first[strip]
            continue
        part = cv2.cvtColor(np.ascontiguousarray(weight), cv2.COLOR_GRAY2RGB)
        sharp = cv2.multiply(first[strip], cv2.bitwise_not(part), scale=1 / 255)
        cv2.add(sharp, cv2.multiply(near, part, scale=1 / 255), dst=mixed[strip])
    return mixed


def _enlarged(plane: Bytes, times: int, strip: slice) -> Bytes:
    """Return the rows of a strip (it begins on an even one) of a plane that is enlarged so many times."""
    if times == 1:
        return plane[strip]
    first, last = max(strip.start // 2 - 1, 0), -(-strip.stop // 2) + 1
    part = plane[first:last]
    size = (2 * plane.shape[1], 2 * len(part))
    large = np.asarray(cv2.resize(part, size, interpolation=cv2.INTER_LINEAR), np.uint8)
    return large[strip.start - 2 * first : strip.stop - 2 * first]


def _disc(light: Depth, diameter: float) -> Bytes:
    """Return the light spread over discs, as sRGB bytes."""
    factor = max(1, int(diameter / FEWEST))
    height, width = light.shape[:2]
    size = (max(1, width // factor), max(1, height // factor))
    small = cv2.resize(light, size, interpolation=cv2.INTER_AREA) if factor > 1 else light
    side = max(1, int(np.ceil(diameter / factor))) | 1
    rows, columns = np.mgrid[: side + 2, : side + 2].astype(np.float32) - (side + 1) / 2
    kernel = np.clip(diameter / factor / 2 + 0.5 - np.hypot(rows, columns), 0, 1)
    spread = cv2.filter2D(small, -1, kernel / kernel.sum(), borderType=cv2.BORDER_REPLICATE)
    back = cv2.resize(spread, (width, height), interpolation=cv2.INTER_LINEAR) if factor > 1 else spread
    return np.asarray(np.sqrt(np.maximum(back, 0)) * 255 + 0.5, np.uint8)

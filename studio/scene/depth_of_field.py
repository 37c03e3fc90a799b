"""Blur as a lens makes it: the further from the plane of focus, the wider."""

from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.picture import Bytes

WIDEST = 0.045  # of the picture's width: the diameter of a point at infinity when the lens is wide open
DISCS = 0.003, 0.008, 0.018, 0.04  # diameters that are made; what lies between them is interpolated
FEWEST = 5.0  # pixels of a disc's diameter that keep it round: wider ones are made at a reduced size
TABLE = 2.4, 11.0  # how far the lens is from a table in pictures' widths, and how many degrees it looks down
AROUND = 0.4, 1.4  # of the distance of focus over that of what is seen: a wall behind the table, its front edge

Depth = NDArray[np.float32]


def blurs(rgb: Bytes, width: float) -> tuple[Bytes, ...]:
    """Return the picture (height, width, 3) blurred by each of DISCS, at half its size; `width` is the whole set's.

    Blurred in light, so that what is bright spreads as it does in a camera.
    """
    size = (max(1, rgb.shape[1] // 2), max(1, rgb.shape[0] // 2))
    half = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
    light = np.square(half.astype(np.float32) / 255)
    return tuple(_disc(light, share * width / 2) for share in DISCS)


def softened(rgb: Bytes, blurred: tuple[Bytes, ...], ratio: Depth, strength: float) -> Bytes:
    """Return the picture as a lens shows it that is open by `strength` (0–1).

    `blurred` is what `blurs` gave; `ratio`, at any size, is the distance of the plane of focus over that of what is
    seen: a point's disc has the diameter aperture × |1 − ratio| (thin lens).
    """
    disc = np.abs(1 - ratio) * np.float32(strength * WIDEST)
    if float(disc.max()) * rgb.shape[1] < 0.5:
        return rgb
    soft = blurred[0]
    for (low, high), wider in zip(pairwise(DISCS), blurred[1:], strict=True):
        if float(disc.max()) > low:
            soft = _mixed(soft, wider, np.clip((disc - low) / (high - low), 0, 1))
    size = (rgb.shape[1], rgb.shape[0])
    full = np.asarray(cv2.resize(soft, size, interpolation=cv2.INTER_LINEAR), np.uint8)
    share = np.clip(disc / DISCS[0], 0, 1)
    partly = np.flatnonzero(share.min(1) < 1)  # rows with anything sharp in them: the others are blurred throughout
    if len(partly):
        first, last = partly[0], partly[-1] + 1
        top, bottom = int(first * len(rgb) // len(share)), -int(-last * len(rgb) // len(share))
        weight = cv2.resize(share, size, interpolation=cv2.INTER_LINEAR)[top:bottom]
        full[top:bottom] = cv2.blendLinear(rgb[top:bottom], full[top:bottom], 1 - weight, weight)
    return full


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
    """Mix two pictures by the share of the second, given at any size."""
    weight = cv2.resize(share, (first.shape[1], first.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.blendLinear(first, second, 1 - weight, weight), np.uint8)


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

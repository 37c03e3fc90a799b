"""What the photo shows that the empty backdrop does not: product, or only its shadow."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.cutout.clean_plate.align import Pair, Planes

SURE = 4.0  # noise widths beyond which a pixel is not what the plate shows
NOISIEST = 0.015  # of the root of light: more is no noise, the plate shows something else
THROWN = 1.3  # times as bright as the plate: more is no light thrown on it
WINDOW = 9  # pixels over which a shadow's depth and glass's clearness are judged


@dataclass(frozen=True, eq=False)
class Difference:
    """All (height, width) float32.

    `apart`: noise widths between photo and plate; `unshaded`: the same when the plate may be darkened as by a shadow,
    `coloured`: when it may also be brightened, as by light that the product throws on it.
    `clearness`: share of the plate's structure still seen (0–1), 1 where the plate has none; `near`: the most of it
    within reach. `structured`: whether the plate has structure to tell by, 0 or 1.
    """

    apart: Planes
    unshaded: Planes
    coloured: Planes
    clearness: Planes
    near: Planes
    structured: Planes


def differences(pair: Pair) -> Difference:
    """Compare a pair of one view and one light."""
    photo, plate = _even(pair.photo), _even(pair.plate)
    apart = _outside(photo, plate)
    noise = np.clip(1.4826 * np.median(apart.reshape(-1, 3), axis=0), 0.004, NOISIEST) + 0.004
    unshaded, coloured = (
        np.minimum(*(_width(_outside(photo, _lit(pair, window, most)) / noise) for window in (5, WINDOW)))
        for most in (1.0, THROWN)
    )
    clearness, structured = _clearness(pair)
    near = cv2.dilate(
        clearness, np.ones((WINDOW, WINDOW), np.uint8)
    )  # a window that holds some product tells too little
    return Difference(_width(apart / noise), unshaded, coloured, clearness, np.asarray(near, np.float32), structured)


def _even(light: Planes) -> Planes:
    """Return light on a scale on which shot noise is the same everywhere (its root), the finest noise smoothed."""
    return np.asarray(cv2.GaussianBlur(np.sqrt(np.maximum(light, 0)), (0, 0), 0.9), dtype=np.float32)


def _outside(photo: Planes, plate: Planes) -> Planes:
    """Return how far each channel lies outside what the plate shows within a pixel of the place."""
    kernel = np.ones((3, 3), np.uint8)
    low, high = cv2.erode(plate, kernel), cv2.dilate(plate, kernel)
    return np.asarray(np.maximum(0, np.maximum(photo - high, low - photo)), dtype=np.float32)


def _width(channels: Planes) -> Planes:
    return np.asarray(np.sqrt((channels * channels).sum(-1)), dtype=np.float32)


def _mean(plane: NDArray[np.float32], window: int = WINDOW) -> Planes:
    return np.asarray(cv2.blur(plane, (window, window)), dtype=np.float32)


def _lit(pair: Pair, window: int, most: float) -> Planes:
    """Return the plate as dark or bright as the photo is within a window (least squares, all channels alike)."""
    both, own = _mean((pair.photo * pair.plate).sum(-1), window), _mean((pair.plate * pair.plate).sum(-1), window)
    depth = np.clip(both / np.maximum(own, 1e-6), 0.15, most)  # deeper, and it is no shadow on anything
    return _even(np.asarray(pair.plate * depth[..., None], dtype=np.float32))


def _clearness(pair: Pair) -> tuple[Planes, Planes]:
    """Return the slope of the photo's structure on the plate's, 0–1, and where the plate has structure at all."""
    photo, plate = pair.photo.mean(-1), pair.plate.mean(-1)
    window = 2 * WINDOW + 1
    photo, plate = (plane - _mean(plane, window) for plane in (photo, plate))
    both, own, there = _mean(photo * plate, window), _mean(plate * plate, window), _mean(photo * photo, window)
    structured = own > 4e-4
    alike = both / np.sqrt(np.maximum(own * there, 1e-12))
    slope = np.clip(both / np.maximum(own, 1e-9), 0, 1) * np.clip((alike - 0.5) / 0.3, 0, 1)
    return np.where(structured, slope, 1).astype(np.float32), structured.astype(np.float32)

"""Clear glass before a plain plate: evenly a little darker than the plate all over, but for its rims.

What mirrors (chrome) or has a colour of its own (white on white too) varies far more inside its outline. A part of a
product (a jar's empty top) is taken for clear where the plate, darkened, explains it and the network, fairly sure of
the photo, sees no product.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.cutout.clean_plate.align import Pair, Planes
from studio.cutout.clean_plate.alone import Alone
from studio.cutout.clean_plate.evened import brightness
from studio.cutout.tiles import disc
from studio.model.matte import Mask

MIRRORED = 0.17
"""Share of light that clear glass mirrors: two walls with two surfaces each, four percent head-on and more aslant."""
DIMMEST, BRIGHTEST = -0.35, 0.02  # middle of its brightness beside the plate's (logarithm) that glass may have
EVEN = 0.1  # logarithm of brightness around that middle
MOSTLY = 0.6  # of the inside that must be as even
RIM = 0.05  # of the product's longer side: what is nearer to its outline is no inside
FAIRLY_SURE = 0.4  # confidence of the network in the photo from which on parts of a product may be clear
DENIED = 0.25  # probability of product below which it sees none
SEEN_THROUGH = 0.3  # share of a neighbourhood that the plate, darkened, must explain
PART = 0.008  # of the longest side: half the width of the smallest clear part
ASLANT = 0.022  # of the product's longer side: as far from its outline walls are seen aslant, and mirror more
STEEP = 0.6  # how much less they let through at the outline itself
DARKER = 2.0  # how fast a rim's darkness turns into coverage


def clear_share(pair: Pair, solid: NDArray[np.bool_]) -> Mask | None:
    """Return (height, width) 0–1, how much light passes where `solid` is clear glass; None where it is not."""
    _, _, width, height = cv2.boundingRect(solid.astype(np.uint8))
    inside = cv2.erode(solid.astype(np.uint8), disc(max(3, round(RIM * max(width, height))))) > 0
    if not inside.any():
        return None
    ratio = np.asarray(brightness(pair).mean(axis=-1), dtype=np.float32)
    calm: Planes = np.asarray(cv2.GaussianBlur(ratio, (0, 0), 1.5), dtype=np.float32)
    middle = float(np.median(calm[inside]))
    if not DIMMEST < middle < BRIGHTEST or (np.abs(calm[inside] - middle) < EVEN).mean() < MOSTLY:
        return None
    away = np.asarray(cv2.distanceTransform(solid.astype(np.uint8), cv2.DIST_L2, 5), dtype=np.float32)
    rim = np.exp(-((away / (ASLANT * max(width, height))) ** 2))
    return np.asarray(_let_through(pair, ratio, middle) * (1 - STEEP * rim) * solid, dtype=np.float32)


def clear_parts(pair: Pair, solid: NDArray[np.bool_], shaded: Mask, alone: Alone) -> Mask:
    """Return (height, width) 0–1, how much light passes where parts of `solid` are clear; 0 elsewhere.

    `shaded`: 0–1, how well the plate, darkened, explains each place.
    """
    seen_through = cv2.GaussianBlur(shaded, (0, 0), 2) > SEEN_THROUGH
    denied = alone.likely < DENIED if alone.confidence >= FAIRLY_SURE else np.zeros_like(solid)
    found = (solid & denied & seen_through).astype(np.uint8)
    part = np.asarray(cv2.morphologyEx(found, cv2.MORPH_OPEN, disc(max(1, round(PART * max(found.shape))))), np.uint8)
    if not part.any():
        return np.zeros(solid.shape, np.float32)
    ratio = np.asarray(brightness(pair).mean(axis=-1), dtype=np.float32)
    soft = cv2.GaussianBlur(part.astype(np.float32), (0, 0), 1.5)
    return np.asarray(_let_through(pair, ratio, float(np.median(ratio[part > 0]))) * soft, dtype=np.float32)


def _let_through(pair: Pair, ratio: Planes, middle: float) -> Planes:
    """Return the share of light that glass lets through: less where it is darker than most of it.

    What is brighter mirrors a lamp and lets through no less for it, but no more than leaves room for that light.
    """
    photo, plate, fine = (
        np.asarray(cv2.GaussianBlur(plane, (0, 0), 0.7), dtype=np.float32)
        for plane in (pair.photo.mean(-1), pair.plate.mean(-1), ratio)
    )
    darker = np.maximum(0, middle - fine - EVEN / 2)
    needed = np.clip((photo - plate) / np.maximum(1 - plate, 0.05), 0, 1)
    return np.asarray(np.minimum((1 - MIRRORED) * np.exp(-DARKER * darker), 1 - needed), dtype=np.float32)

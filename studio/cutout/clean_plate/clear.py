"""Clear glass before a plain plate: evenly a little darker than the plate all over, but for its rims.

What mirrors (chrome) or has a colour of its own (white on white too) varies far more inside its outline.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.cutout.clean_plate.align import Pair, Planes
from studio.cutout.clean_plate.evened import brightness
from studio.cutout.tiles import disc
from studio.model.matte import Mask

MIRRORED = 0.17
"""Share of light that clear glass mirrors: two walls with two surfaces each, four percent head-on and more aslant."""
DIMMEST, BRIGHTEST = -0.35, 0.02  # middle of its brightness beside the plate's (logarithm) that glass may have
EVEN = 0.1  # logarithm of brightness around that middle
MOSTLY = 0.6  # of the inside that must be as even
RIM = 0.05  # of the product's longer side: what is nearer to its outline is no inside
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
    fine = np.asarray(cv2.GaussianBlur(ratio, (0, 0), 0.7), dtype=np.float32)
    apart = np.maximum(0, np.abs(fine - middle) - EVEN / 2)
    return np.asarray((1 - MIRRORED) * np.exp(-DARKER * apart) * solid, dtype=np.float32)

"""The photo as it would look on an even ground: what the plate shows taken out, the rest in more contrast.

A network that sees no white mug on white paper sees a grey one on grey: it is shown how many times as bright as the
plate each pixel is, drawn with several times the contrast, and only the part of the photo that holds anything.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.cutout import embedded
from studio.cutout.clean_plate.align import Pair, Planes
from studio.cutout.foreground import coded
from studio.cutout.sizes import grown
from studio.model.matte import Mask
from studio.model.picture import Bytes

GROUND = 0.3  # linear light of the even ground: room for brighter things and for darker
OVERVIEW, CLOSE = 2.0, 3.0  # contrast in which the whole photo, and the product's surroundings, are shown
DARK = np.float32(0.004)  # linear light added to both, so that black on black is no difference
ROOM = 0.45  # of the product's longer side, shown around it
Window = tuple[slice, slice]


@dataclass(frozen=True, eq=False)
class Seen:
    """`likely`: (height, width) probability of product, 0 outside `window` (rows, columns)."""

    likely: Mask
    window: Window


def brightness(pair: Pair) -> Planes:
    """Return (height, width, 3): the logarithm of how many times as bright as the plate the photo is."""
    return np.asarray(np.log((np.maximum(pair.photo, 0) + DARK) / (np.maximum(pair.plate, 0) + DARK)), np.float32)


def seen_evenly(pair: Pair, expected: Mask) -> Seen:
    """Ask the shipped network about the evened photo; `expected`: what it said about the photo itself, same size."""
    ratio = np.asarray(cv2.GaussianBlur(brightness(pair), (0, 0), 0.8), dtype=np.float32)
    height, width = expected.shape
    overview = embedded.find_product(_drawn(ratio, OVERVIEW)).mask
    window = _around(np.maximum(grown(overview, width, height), expected) > 0.5)
    part = np.ascontiguousarray(_drawn(ratio[window], CLOSE))
    likely = np.zeros((height, width), np.float32)
    likely[window] = grown(embedded.find_product(part).probability, part.shape[1], part.shape[0])
    return Seen(likely, window)


def _drawn(ratio: Planes, contrast: float) -> Bytes:
    return coded(np.asarray(GROUND * np.exp(np.clip(contrast * ratio, -4, 4)), dtype=np.float32))


def _around(found: NDArray[np.bool_]) -> Window:
    """Return the window that holds what was found and some of its surroundings; all where nothing was."""
    height, width = found.shape
    left, top, across, down = cv2.boundingRect(found.astype(np.uint8))
    if across < 8 or down < 8:
        return slice(0, height), slice(0, width)
    room = round(ROOM * max(across, down))
    rows = slice(max(0, top - room), min(height, top + down + room))
    return rows, slice(max(0, left - room), min(width, left + across + room))

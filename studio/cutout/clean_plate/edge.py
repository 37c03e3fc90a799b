"""The edge where the backdrop behind it is known: each pixel's share by the colours of product and plate.

With the background known, a pixel's share follows from one line of colour (Smith & Blinn, "Blue Screen Matting",
SIGGRAPH 1996), the product's own colour being spread into the edge from inside. The plate's texture is thereby told
apart, and so are shadow and light thrown onto it: both are measured just outside the edge, and spread into it.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.cutout.clean_plate.align import Pair
from studio.cutout.foreground import both_sides, inner
from studio.cutout.tiles import disc
from studio.model.matte import Mask

INWARDS, OUTWARDS = 0.005, 0.005  # of the longest side: how far from the found outline the true one may run
DARK = np.float32(0.02)  # linear light added to both before their ratio is taken: black on black tells nothing
TOLD = np.float32(0.006)  # squared step of linear light at which the colours count for half


def edge_by_plate(pair: Pair, solid: NDArray[np.bool_], otherwise: Mask) -> Mask:
    """Return the mask (height, width, 0–1), its edge decided by the plate as far as the colours of both tell.

    `otherwise`: the mask where they do not.
    """
    longest = max(solid.shape)
    plane = solid.astype(np.uint8)
    whole = cv2.erode(plane, disc(max(1, round(INWARDS * longest))))
    some = cv2.dilate(plane, disc(max(1, round(OUTWARDS * longest))))
    band = np.asarray((some > whole).astype(np.uint8) * 255, dtype=np.uint8)
    level = np.asarray(plane * 255, dtype=np.uint8)
    photo, plate = (np.ascontiguousarray(light.transpose(2, 0, 1)) for light in (pair.photo, pair.plate))
    front = both_sides(photo, level, band).front
    lit = both_sides(np.clip((photo + DARK) / (plate + DARK) / 2, 0, 1), level, band).back * 2
    back = np.clip((plate + DARK) * lit - DARK, 0, 1)
    between = front - back
    contrast = inner(between, between)
    share = np.clip(inner(photo - back, between) / np.maximum(contrast, np.float32(1e-6)), 0, 1)
    trust = contrast / (contrast + TOLD)
    told = otherwise + trust * (share - otherwise)
    return np.asarray(np.where(band > 0, told, plane), dtype=np.float32)

"""How much of the old background is still seen along a cutout's edge: the halo on a new ground.

Along the edge a colour lies somewhere between the product's, a little further in, and the old background's, a little
further out. Where along that line is the score: 0 is all product, 1 the old background itself.
"""

import cv2
import numpy as np

from studio.cutout.coarse import Coarse
from studio.cutout.foreground import SPREAD, both_sides, inner, linear, planes_of
from studio.cutout.spots import Spots
from studio.cutout.tiles import uncertain
from studio.model.picture import Bytes

LOOKED_AT = 6000
"""Pixels of the edge that are enough to tell."""
FAINT, OPAQUE = 64, 250  # alpha between which a pixel belongs to the edge: fainter ones hardly show
APART = np.float32(0.05)  # squared step of linear light between both sides at which a place counts for half
RIM = 0.012  # of the longest side: as far as this around the edge, its own colours are not believed


def halo_of(rgb: Bytes, alpha: Bytes, coarse: Coarse) -> float:
    """Return 0–1 for a cutout's colours and alpha; `coarse`: the photo it was cut from. 0 where nothing tells."""
    edge = np.asarray(cv2.inRange(alpha, FAINT, OPAQUE - 1), dtype=np.uint8)
    where = np.flatnonzero(edge.view(np.bool_))  # far sooner than comparing in numpy
    if not where.size:
        return 0.0
    height, width = alpha.shape
    chosen = where[:: max(1, len(where) // LOOKED_AT)]
    places = Spots(chosen, height, width)
    smaller = coarse.within(SPREAD)
    rim = uncertain(smaller.level, max(2, round(RIM * max(smaller.level.shape))))
    front, back = both_sides(linear(planes_of(smaller.rgb)), smaller.level, rim).merged()
    near = places.on(front)
    towards = places.on(back) - near
    contrast = inner(towards, towards)
    along = inner(linear(places.of(rgb)) - near, towards) / np.maximum(contrast, np.float32(1e-6))
    weight = contrast / (contrast + APART) * places.of(alpha)
    total = float(weight.sum())
    seen = float((np.clip(along, -1, 1) * weight).sum()) / total if total else 0.0
    told = total / (255 * len(chosen))  # where both sides look alike no halo is seen
    return float(np.clip(seen, 0, 1)) * min(1.0, 2 * told)

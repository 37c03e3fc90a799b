"""What two shots cannot tell by themselves: a mirror from a window.

Chrome mirrors the sheet that it stands on, and so shows the change of backdrops as clear glass does; and clear glass
mirrors a part of the same sheet, and so seems to cover less than it does. The product's outline, found in the lighter
shot, tells what lies inside; how much of that the two shots call solid tells chrome from glass.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.cutout import embedded
from studio.cutout.clean_plate.align import Pair
from studio.cutout.clean_plate.clear import MIRRORED, RIM
from studio.cutout.clean_plate.edge import edge_by_plate
from studio.cutout.clean_plate.evened import seen_evenly
from studio.cutout.clean_plate.outline import solid_within
from studio.cutout.sizes import fit_within, grown
from studio.cutout.tiles import disc
from studio.model.matte import Mask
from studio.model.picture import Bytes

SIZE = 900  # pixels of the longest side at which the outline is sought
SOLID = 0.8  # coverage that only what is solid has
CLEAR = 0.3  # coverage below which a place is a mirror or clear glass
SOME = 0.28  # share of the inside that is solid: from there on all of it is
TAKEN = "What mirrors the backdrop looks as if it let it through: the product's inside was taken for solid."


def told_by_outline(rgb: Bytes, pair: Pair, alpha: Mask) -> tuple[Mask, tuple[str, ...]]:
    """Return the coverage with mirrors made solid and glass as mirroring as glass is, and remarks.

    `rgb`: the shot on the lighter backdrop; `pair`: the same with its empty backdrop; `alpha`: coverage by two shots.
    """
    outline = _outline(rgb, pair, alpha)
    solid = _share(outline > 0.5, alpha)
    if solid < SOME:
        return np.where(outline > 0.5, np.maximum(alpha, MIRRORED), alpha), ()
    whole = _made_whole(alpha, outline)
    grew = float(np.maximum(0, whole - alpha)[alpha < CLEAR].sum()) > 0.1 * float(whole.sum())
    return whole, (TAKEN,) if grew else ()


def _outline(rgb: Bytes, pair: Pair, alpha: Mask) -> Mask:
    height, width = alpha.shape
    small = fit_within(rgb, SIZE)
    size = (small.shape[1], small.shape[0])
    photo, plate = (
        np.asarray(cv2.resize(light, size, interpolation=cv2.INTER_AREA), dtype=np.float32)
        for light in (pair.photo, pair.plate)
    )
    reduced = Pair(photo, plate, np.ones(small.shape[:2], bool))
    expected = np.maximum(grown(embedded.find_product(small).probability, *size), grown(alpha, *size))
    seen = seen_evenly(reduced, expected)
    likely = np.clip(seen.likely, 0.05, 0.95)
    solid = solid_within(reduced, seen, np.asarray(np.log(likely / (1 - likely)), dtype=np.float32))
    return grown(edge_by_plate(reduced, solid, solid.astype(np.float32)), width, height)


def _share(inside: NDArray[np.bool_], alpha: Mask) -> float:
    """Return how much of the inside, its rim left out, is solid."""
    _, _, width, height = cv2.boundingRect(inside.astype(np.uint8))
    core = cv2.erode(inside.astype(np.uint8), disc(max(2, round(RIM * max(width, height))))) > 0
    return float((alpha[core] > SOLID).mean()) if core.any() else 0.0


def _made_whole(alpha: Mask, outline: Mask) -> Mask:
    """Return the coverage of a plain, solid product: full inside its outline, and nothing away from it."""
    found = ((alpha > 0.5) | (outline > 0.5)).astype(np.uint8)
    inner, near = cv2.erode(found, disc(2)), cv2.dilate(found, disc(4))
    inside = np.where(inner > 0, np.float32(1), np.maximum(alpha, outline))
    return np.asarray(np.where((near == 0) & (alpha < CLEAR), np.float32(0), inside), dtype=np.float32)

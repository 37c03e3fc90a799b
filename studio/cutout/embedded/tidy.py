"""What a product's shape tells and a network does not see: props stand apart, veils hang in the air, limbs are certain.

The limits were chosen on the photos that `studio bench cutout` scores; docs/cutout-model.md has what they brought.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.matte import Mask

PROP = 0.15  # of the largest piece: less, apart from it, is what stood beside the product
CUT_PROP = 0.3  # the same, of what the photo's frame cuts off
VEIL = 0.02  # of the longest side: how far from the product half-sureness still means hair or gauze
HOLE = 0.2  # probability: an enclosed place that is on average likelier product than that is no hole
NARROW = 0.1  # of the longest side: what is narrower is a limb of the product, or something that touches it
FRINGE = 3  # pixels of the mask that belong to the body's edge, not to a limb
LIMB = 0.55  # probability: a limb that is on average less likely product than that is none


def tidied(mask: Mask, likely: Mask) -> Mask:
    """Return the mask (height, width, 0–1) without props and veils, doubtful holes filled, doubtful limbs taken off.

    `likely` is the network's word, of any size.
    """
    height, width = mask.shape
    word = np.asarray(cv2.resize(likely, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)
    return _without_veil(_without_limbs(_filled(_without_props(mask), word), word))


def _without_props(mask: Mask) -> Mask:
    names, areas, at_frame = _pieces(mask > 0.25)
    if len(areas) < 3:
        return mask
    solid = np.bincount(names[mask > 0.5].ravel(), minlength=len(areas))
    solid[0] = 0
    return _emptied(mask, names, areas < np.where(at_frame, CUT_PROP, PROP) * areas[int(solid.argmax())])


def _filled(mask: Mask, likely: Mask) -> Mask:
    names, areas, at_frame = _pieces(mask <= 0.5, diagonally=False)
    doubted = (_average(likely, names, areas) > HOLE) & ~at_frame
    doubted[0] = False
    return np.where(doubted[names], np.float32(1), mask)


def _without_limbs(mask: Mask, likely: Mask) -> Mask:
    reach = max(1, round(NARROW / 2 * max(mask.shape)))
    inside = (mask > 0.25).astype(np.uint8)
    names, areas, _ = _pieces(cv2.erode(inside, _disc(reach)) > 0)
    if len(areas) < 2:
        return mask  # all of it is narrow: there is nothing to be a limb of
    large = areas >= 0.2 * areas[1:].max()
    large[0] = False
    body = cv2.dilate(large[names].astype(np.uint8), _disc(reach + FRINGE)) > 0
    names, areas, _ = _pieces((inside > 0) & ~body)
    doubted = _average(likely, names, areas) < LIMB
    return _emptied(mask, names, doubted & (areas < PROP * body.sum()))


def _without_veil(mask: Mask) -> Mask:
    reach = VEIL * max(mask.shape)
    away = cv2.distanceTransform((mask <= 0.5).astype(np.uint8), cv2.DIST_L2, 3)
    return np.asarray(mask * (2 - np.clip(away, reach, 2 * reach) / reach), dtype=np.float32)


def _emptied(mask: Mask, names: NDArray[np.int32], chosen: NDArray[np.bool_]) -> Mask:
    chosen[0] = False
    return np.where(chosen[names], np.float32(0), mask)


def _average(values: Mask, names: NDArray[np.int32], areas: NDArray[np.int32]) -> NDArray[np.float64]:
    sums = np.bincount(names.ravel(), weights=values.ravel(), minlength=len(areas))
    return np.asarray(sums / np.maximum(areas, 1), dtype=np.float64)


def _pieces(
    inside: NDArray[np.bool_], *, diagonally: bool = True
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.bool_]]:
    """Return each pixel's piece (0: none), and by piece its area and whether it touches the frame."""
    plane = inside.astype(np.uint8)
    _, names, facts, _ = cv2.connectedComponentsWithStats(plane, connectivity=8 if diagonally else 4)
    left, top, width, height, area = np.asarray(facts, dtype=np.int32).T
    at_frame = (left == 0) | (top == 0) | (left + width == plane.shape[1]) | (top + height == plane.shape[0])
    return np.asarray(names, dtype=np.int32), area, at_frame


def _disc(reach: int) -> NDArray[np.uint8]:
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1)), dtype=np.uint8)

"""Photo and plate → Matte."""

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.cutout import judge
from studio.cutout.box import product_box
from studio.cutout.classical.border import frame_band
from studio.cutout.clean_plate.align import Pair, aligned, lit_alike
from studio.cutout.clean_plate.alone import Alone, seen_alone
from studio.cutout.clean_plate.clear import clear_parts, clear_share
from studio.cutout.clean_plate.difference import SURE, WINDOW, Difference, differences
from studio.cutout.clean_plate.edge import edge_by_plate
from studio.cutout.clean_plate.evened import seen_evenly
from studio.cutout.clean_plate.outline import solid_within
from studio.cutout.find import EMBEDDED, find_matte
from studio.cutout.fit import fitted
from studio.cutout.sizes import fit_within, grown
from studio.cutout.tiles import disc
from studio.model.errors import CleanPlateError
from studio.model.matte import NEEDS_A_LOOK, Mask, Matte
from studio.model.picture import Bytes, Picture
from studio.model.progress import SILENT, Progress

CLEAN_PLATE = "clean-plate"
SIZE = 900  # pixels of the longest side at which the two are compared
COLOUR, STRUCTURE = 6.0, 2.0  # evidence (log odds) of another colour, and of the plate's structure still seen
SHADOW = 4.0  # how much the network's word against a product counts where the plate, darkened, explains the photo
UNCHANGED = 1.5  # evidence against a product where a neighbourhood is just what the plate shows
OTHERWISE = 0.2  # of what lies away from the product that may have another colour than the plate
LEAST_ALIKE = 0.5  # of the frame that must show the plate
ALIKE = 0.9  # overlap of the outlines with and without the plate from which on they agree
SMALLEST = 4e-4  # share of the photo below which a difference is dirt, no product
SAME = "The photo shows nothing but the empty backdrop: no product was found."
DISAGREES = "Compared with the empty backdrop the product looks quite different; it was found without it."
OTHER = "The photo of the empty backdrop does not fit this photo; the product was found without it."


def find_matte_by_plate(
    picture: Picture, plate: Picture, model: str = EMBEDDED, *, progress: Progress = SILENT
) -> Matte:
    """Return the product's matte by what differs from the empty backdrop, at the picture's size.

    `plate`: the same view without the product; small shifts of the camera and of the light are made up for. A plate
    that shows another place is said so in the reasons, and `model` is used instead. Raises MissingModelError,
    BrokenModelError and Cancelled.
    """
    photo = fit_within(picture.rgb, SIZE)
    progress.at(0.05, "comparing with the empty backdrop")
    alone = seen_alone(photo)
    expected = alone.likely
    try:
        pair, difference = _compared(photo, plate.rgb, expected, progress)
        solid, clear = _product(pair, difference, alone)
        _check_fit(pair, difference, solid | (expected > 0.5))
        _check_agreement(solid, alone)
    except CleanPlateError as error:
        return _without(picture, model, error.message, progress)
    progress.at(0.8, "fitting the edge")
    if float(solid.mean()) < SMALLEST:
        return Matte(np.zeros(picture.rgb.shape[:2], np.uint8), 0.0, CLEAN_PLATE, reasons=(SAME,))
    alpha = _fitted(picture.rgb, pair, solid, clear)
    looks = judge.looks_of(picture.rgb, alpha)
    told = (difference.apart > 2 * SURE) | (difference.apart < SURE / 2)
    agreement = 0.6 + 0.4 * float(told.mean())
    progress.at(1.0)
    return Matte(
        alpha=alpha,
        confidence=judge.confidence(replace(looks, soft=0.0, faint=0.5 * looks.faint), agreement),
        model=CLEAN_PLATE,
        reasons=("The product touches the edge of the photo.",) if looks.touching > 0.01 else (),
        box=product_box(alpha),
    )


def _compared(photo: Bytes, plate: Bytes, expected: Mask, progress: Progress) -> tuple[Pair, Difference]:
    pair = lit_alike(aligned(photo, plate), expected)
    progress.at(0.5)
    difference = differences(pair)
    height, width = expected.shape
    band = frame_band(height, width, max(2, min(height, width) // 25)) & pair.known & (expected < 0.5)
    alike = np.minimum(difference.apart, difference.unshaded)[band] < SURE
    if len(alike) == 0 or alike.mean() < LEAST_ALIKE:
        raise CleanPlateError(OTHER, "Take the empty backdrop again, with the camera where it was.")
    unknown = ~pair.known  # beyond what the plate shows: the model alone tells
    for plane in (difference.apart, difference.unshaded):
        plane[unknown] = np.where(expected[unknown] > 0.5, 3 * SURE, 0)
    return pair, difference


def _check_fit(pair: Pair, difference: Difference, product: NDArray[np.bool_]) -> None:
    """Raise CleanPlateError where much of what lies away from the product has another colour than the plate."""
    reach = max(3, round(0.02 * max(product.shape)))
    away = (cv2.dilate(product.astype(np.uint8), disc(reach)) == 0) & pair.known
    if away.mean() > 0.02 and (difference.coloured[away] > SURE).mean() > OTHERWISE:
        raise CleanPlateError(OTHER, "Take the empty backdrop again, with the camera where it was.")


def _check_agreement(solid: NDArray[np.bool_], alone: Alone) -> None:
    """Raise CleanPlateError where the network is sure of the photo and sees quite another outline."""
    if alone.confidence < NEEDS_A_LOOK or float(solid.mean()) < SMALLEST:
        return
    whole = alone.alpha > 127
    if (whole & solid).sum() < ALIKE * (whole | solid).sum():
        raise CleanPlateError(DISAGREES, "Take the empty backdrop again, with the camera where it was.")


def _product(pair: Pair, difference: Difference, alone: Alone) -> tuple[NDArray[np.bool_], Mask]:
    """Return where product is, and how much of the light behind it comes through (0–1).

    Weighs what the network makes of the evened photo, what has another colour than the plate under any light, where
    the plate's own structure, or just itself, is still seen, and what the network would have left out without a plate
    where a shadow on it explains the photo; the outline runs where something sharp begins.
    """
    seen = seen_evenly(pair, alone.likely)
    likely = np.clip(seen.likely, 0.05, 0.95)
    coloured = np.tanh(np.minimum(difference.coloured, difference.apart) / SURE - 1)
    shown = difference.structured * np.clip((difference.near - 0.4) / 0.4, 0, 1)
    evidence = np.log(likely / (1 - likely)) + COLOUR * np.maximum(coloured, 0) - STRUCTURE * shown
    shaded = np.clip(1 - 2 * difference.unshaded / SURE, 0, 1).astype(np.float32)
    evidence -= SHADOW * alone.against * shaded
    evidence -= UNCHANGED * np.clip(2 - 2 * cv2.blur(difference.apart, (WINDOW, WINDOW)) / SURE, 0, 1)
    solid = _whole(solid_within(pair, seen, np.asarray(evidence, dtype=np.float32)), difference)
    clear = clear_share(pair, solid)
    if clear is not None:
        return solid, clear
    veil = np.asarray(cv2.GaussianBlur(difference.clearness * difference.structured, (0, 0), 3), dtype=np.float32)
    inside = cv2.erode(solid.astype(np.uint8), np.ones((5, 5), np.uint8))
    through = np.clip((veil - 0.25) / 0.5, 0, 1) * inside * np.clip(veil, 0, 1)
    return solid, np.asarray(np.maximum(through, clear_parts(pair, solid, shaded, alone)), dtype=np.float32)


def _whole(found: NDArray[np.bool_], difference: Difference) -> NDArray[np.bool_]:
    """Drop specks, and fill the holes through which the plate is not plainly seen."""
    closed = cv2.morphologyEx(found.astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    count, names, facts, _ = cv2.connectedComponentsWithStats(closed)
    if count < 2:
        return np.zeros_like(found)
    area = facts[:, cv2.CC_STAT_AREA]
    kept = area >= max(SMALLEST * found.size, 0.02 * area[1:].max())
    kept[0] = False
    solid = kept[names]
    count, names, facts, _ = cv2.connectedComponentsWithStats((~solid).astype(np.uint8))
    apart = np.bincount(names.ravel(), weights=difference.apart.ravel(), minlength=count)
    hole = facts[:, cv2.CC_STAT_AREA]
    pinhole = (hole < 0.003 * found.size) & (apart / np.maximum(hole, 1) > 0.4 * SURE)
    pinhole |= hole < 30
    pinhole[0] = False
    return np.asarray(solid | pinhole[names], dtype=bool)


def _fitted(rgb: Bytes, pair: Pair, solid: NDArray[np.bool_], clear: Mask) -> Bytes:
    """Decide the edge by photo and plate, and keep what was found to be clear."""
    height, width = solid.shape
    by_photo = np.asarray(fitted(rgb, solid.astype(np.float32)) / np.float32(255), dtype=np.float32)
    edge = edge_by_plate(pair, solid, grown(by_photo, width, height))
    alpha = np.rint(grown(edge, rgb.shape[1], rgb.shape[0]) * 255).astype(np.uint8)
    if not (clear > 0.08).any():
        return alpha
    veil = 1 - grown(np.where(clear > 0.08, clear, 0).astype(np.float32), rgb.shape[1], rgb.shape[0])
    return np.asarray(np.rint(alpha * veil), dtype=np.uint8)


def _without(picture: Picture, model: str, reason: str, progress: Progress) -> Matte:
    matte = find_matte(picture, model, progress=progress)
    return replace(matte, reasons=(reason, *matte.reasons))

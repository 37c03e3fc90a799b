"""The plate brought to where the photo shows it: same size, same view, same light."""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.cutout.classical.border import frame_band
from studio.cutout.sizes import averaged
from studio.model.errors import CleanPlateError
from studio.model.picture import Bytes

Planes = NDArray[np.float32]
VIEW_SIZE = 400  # pixels of the longest side at which the camera's shift is sought
SHAPES_APART = 0.02  # difference of the sides' ratio that re-encoding explains


@dataclass(frozen=True, eq=False)
class Pair:
    """Photo and plate of one view, (height, width, 3) float32 linear light 0–1; `known`: where the plate was seen."""

    photo: Planes
    plate: Planes
    known: NDArray[np.bool_]


def linear_light(rgb: Bytes) -> Planes:
    """Return linear light of sRGB (IEC 61966-2-1)."""
    steps = np.arange(256) / 255
    table = np.where(steps <= 0.04045, steps / 12.92, ((steps + 0.055) / 1.055) ** 2.4).astype(np.float32)
    return table[rgb]


def aligned(photo: Bytes, plate: Bytes) -> Pair:
    """Return the pair with the plate moved under the photo; raises CleanPlateError where the two cannot be one view."""
    height, width = photo.shape[:2]
    if abs(np.log(plate.shape[1] / plate.shape[0] * height / width)) > SHAPES_APART:
        raise CleanPlateError(
            "The photo of the empty backdrop has another shape than the product's photo.",
            "Take both with the same camera, held the same way.",
        )
    moved = averaged(plate, width, height) if plate.shape[:2] != (height, width) else plate
    view = _view(photo, moved)
    known = np.ones((height, width), bool)
    if view is not None:
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        shifted = cv2.warpPerspective(moved, view, (width, height), flags=flags, borderMode=cv2.BORDER_REPLICATE)
        moved = np.asarray(shifted, dtype=np.uint8)
        full = np.full((height, width), 255, np.uint8)
        known = cv2.warpPerspective(full, view, (width, height), flags=flags) > 250
    return Pair(linear_light(photo), linear_light(moved), known)


def _view(photo: Bytes, plate: Bytes) -> NDArray[np.float32] | None:
    """Return the homography from the photo's pixels to the plate's, or None where no shift makes them more alike.

    Maximises the enhanced correlation of edges (Evangelidis & Psarakis, TPAMI 2008), the product left out in a second
    round by how little it resembles the plate.
    """
    height, width = photo.shape[:2]
    share = min(1.0, VIEW_SIZE / max(height, width))
    size = (max(8, round(width * share)), max(8, round(height * share)))
    one, other = _edges(photo, size), _edges(plate, size)
    if one.std() < 0.5 or other.std() < 0.5:
        return None
    mask, view = np.full(one.shape, 255, np.uint8), np.eye(3, dtype=np.float32)
    stop = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, 60, 1e-5)
    try:
        for _ in range(2):
            _, found = cv2.findTransformECC(one, other, view, cv2.MOTION_HOMOGRAPHY, stop, mask, 5)
            view = np.asarray(found, dtype=np.float32)
            apart = cv2.GaussianBlur(np.abs(one - _moved(other, view)), (0, 0), 3)
            mask = np.where(apart <= max(1.0, float(np.percentile(apart, 60))), 255, 0).astype(np.uint8)
    except cv2.error:
        return None  # nothing in common to hold on to: a plain backdrop
    still, shifted = (np.abs(one - plane)[mask > 0].mean() for plane in (other, _moved(other, view)))
    corners: NDArray[Any] = np.array([[[0, 0], [size[0], 0], [0, size[1]], list(size)]], np.float32)
    far = np.abs(cv2.perspectiveTransform(corners, view) - corners).max() > 0.12 * max(size)
    if far or not np.isfinite(view).all() or shifted > 0.97 * still:
        return None
    scale = np.diag([1 / share, 1 / share, 1.0])
    return np.asarray(scale @ view @ np.linalg.inv(scale), dtype=np.float32)


def _edges(rgb: Bytes, size: tuple[int, int]) -> Planes:
    """Return the local contrast of a small grey version: light that falls otherwise leaves it as it is."""
    grey = cv2.cvtColor(averaged(rgb, *size), cv2.COLOR_RGB2GRAY).astype(np.float32)
    return np.asarray(grey - cv2.GaussianBlur(grey, (0, 0), 8), dtype=np.float32)


def _moved(plane: Planes, view: NDArray[np.float32]) -> Planes:
    size = (plane.shape[1], plane.shape[0])
    return np.asarray(
        cv2.warpPerspective(plane, view, size, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP), dtype=np.float32
    )


def lit_alike(pair: Pair, product: Planes | None = None, rounds: int = 8) -> Pair:
    """Return the pair with the plate's light (exposure, white balance, fall-off) turned into the photo's.

    A smooth gain per channel (quadratic over the picture) is fitted to the logarithm of their ratio; what does not
    follow it, the product and its shadow, loses weight from round to round. `product`: 0–1, where it is expected.
    """
    height, width = pair.known.shape
    y, x = (np.linspace(-1, 1, n, dtype=np.float32) for n in (height, width))
    terms = [np.ones_like(pair.photo[..., 0]), x + 0 * y[:, None], y[:, None] + 0 * x]
    terms += [terms[1] ** 2, terms[2] ** 2, terms[1] * terms[2]]
    ratio = np.log((pair.photo + 0.004) / (pair.plate + 0.004))
    trust = np.where(frame_band(height, width, max(2, min(height, width) // 20)), 3.0, 1.0) * pair.known
    trust = trust * ((pair.photo > 0.002) & (pair.photo < 0.97) & (pair.plate < 0.97)).all(-1)
    if product is not None:
        trust = trust * (1.02 - product)
    step = max(1, min(height, width) // 120)
    design = np.stack([term[::step, ::step].ravel() for term in terms], axis=1).astype(np.float64)
    wanted, prior = ratio[::step, ::step].reshape(-1, 3).astype(np.float64), trust[::step, ::step].ravel()
    if prior.sum() < 50:
        return pair
    weight, surface = prior, np.zeros((6, 3))
    for _ in range(rounds):
        weighted = design * weight[:, None]
        surface = np.linalg.solve(weighted.T @ design + 1e-2 * np.eye(6), weighted.T @ wanted)
        apart = np.linalg.norm(wanted - design @ surface, axis=1)
        spread = max(0.02, 1.5 * float(np.median(apart[prior > 0])))
        weight = prior / (1 + (apart / spread) ** 2) ** 2
    gain = np.exp(np.clip(np.stack(terms, axis=-1) @ surface.astype(np.float32), -2, 2))
    return Pair(pair.photo, np.asarray(pair.plate * gain, dtype=np.float32), pair.known)

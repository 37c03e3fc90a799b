"""Whether a product was photographed from above, or hanging: laid on a bed or a floor, as garments are.

In a scene where the product stands, such a photo looks wrong. Nothing in a file tells it, so it is guessed from how
such photos look: the product fills much of the frame, what is around it is one even surface, and no shadow gathers at
its foot. On 41 photos with outlines drawn by hand 11 of 16 garments are told so, and none of the 25 other things.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.colour_difference import lab_of
from studio.model.picture import Bytes

LONGEST = 300  # pixels; what is asked for is coarse
SHARE = 0.33  # of the frame, that the product takes at least
EVEN = 14.0  # L*: the most that the surface around it varies (standard deviation)
SHADE = 22.0  # L*: the most that it is darker at the product's foot than at its head
NEAR = 3  # pixels around the product in which a shadow at its foot is sought

Plane = NDArray[np.float32]
Mask = NDArray[np.bool_]


def seems_to_lie(photo: Bytes, matte: Bytes) -> bool:
    """Return whether a product seems to lie flat or to hang.

    `photo` (height, width, ≥ 3): sRGB, blue first. `matte` (height', width'): its alpha, of the same shape.
    """
    step = max(1, max(photo.shape[:2]) // LONGEST)
    pixels = np.asarray(photo[::step, ::step, :3])
    product = _at(matte, pixels.shape[:2]) > 127
    share = float(product.mean())
    if not SHARE <= share < 0.95:
        return False
    light, around = _lightness(pixels), ~_grown(product, NEAR + 1)
    if around.mean() < 0.02 or light[around].std() > EVEN:
        return False
    return _shade_at_foot(light, product) < SHADE


def _shade_at_foot(light: Plane, product: Mask) -> float:
    """Return how much darker (L*) the ground is close below the product than close to its upper part."""
    rows = np.flatnonzero(product.any(1))
    top, high = int(rows[0]), int(rows[-1] - rows[0])
    near = _grown(product, NEAR) & ~product
    above, below = near[: top + int(0.3 * high)], near[top + int(0.85 * high) :]
    if not (above.any() and below.any()):
        return 0.0
    head, foot = light[: len(above)][above], light[-len(below) :][below]
    return float(np.median(head) - np.median(foot))


def _at(matte: Bytes, shape: tuple[int, int]) -> Bytes:
    rows = np.arange(shape[0]) * matte.shape[0] // shape[0]
    columns = np.arange(shape[1]) * matte.shape[1] // shape[1]
    return np.asarray(matte[rows[:, None], columns])


def _lightness(pixels: Bytes) -> Plane:
    """Return CIE L* (0–100) of sRGB pixels, blue first."""
    return np.asarray(lab_of(pixels[..., ::-1].reshape(-1, 3))[:, 0].reshape(pixels.shape[:2]), np.float32)


def _grown(mask: Mask, by: int) -> Mask:
    """Return the mask with a square border."""
    return np.asarray(cv2.dilate(mask.astype(np.uint8), np.ones((2 * by + 1,) * 2, np.uint8)) > 0)

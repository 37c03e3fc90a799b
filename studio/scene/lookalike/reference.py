"""A reference picture, small, with its product told from its backdrop: what everything else is measured on."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.errors import NoProductError
from studio.model.matte import Matte
from studio.model.picture import Box, Picture

LONGEST = 320  # pixels
LUMINANCE = np.array([0.2126, 0.7152, 0.0722], np.float32)  # ITU-R BT.709
Planes = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Reference:
    """`colour` (height, width, 3) sRGB 0–255 float32; `product` (height, width) 0–1: its share of each pixel.

    `box`: the product's, in shares. `width`, `height`: of the whole picture, pixels.
    """

    colour: Planes
    product: Planes
    box: Box
    width: int
    height: int

    @property
    def free(self) -> NDArray[np.bool_]:
        """Where no product is seen, nor its soft edge."""
        return np.asarray(cv2.dilate((self.product > 0.04).astype(np.uint8), np.ones((5, 5), np.uint8)) == 0)


@dataclass(frozen=True)
class Inferred:
    """One value read from the reference: `name` and `value` in a seller's words, `sure` 0–1."""

    name: str
    value: str
    sure: float


def reference_of(picture: Picture, matte: Matte) -> Reference:
    """Return the small reference; raises NoProductError where the matte is empty."""
    if matte.empty:
        raise NoProductError("No product was found in the reference.", "Choose a picture that shows one product.")
    share = min(1.0, LONGEST / max(picture.width, picture.height))
    size = (max(2, round(picture.width * share)), max(2, round(picture.height * share)))
    colour = cv2.resize(picture.rgb, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    product = cv2.resize(matte.alpha, size, interpolation=cv2.INTER_AREA).astype(np.float32) / np.float32(255)
    return Reference(colour, np.asarray(product, np.float32), matte.box, picture.width, picture.height)

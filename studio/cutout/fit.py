"""A rough mask made to follow the photo's edges, at the photo's size."""

import cv2
import numpy as np

from studio.cutout.guided import guided_filter
from studio.cutout.sizes import fit_within, grown
from studio.model.matte import Mask
from studio.model.picture import Bytes

EDGE_SIZE = 768  # pixels of the longest side at which the matte's edge is fitted to the photo
SKIRT = (
    0.06  # share that the fit leaves within its window around a product, however plain the ground, and takes from it
)


def fitted(rgb: Bytes, mask: Mask) -> Bytes:
    """Return the mask's alpha at the photo's size, its edge following the photo's."""
    guide = fit_within(rgb, EDGE_SIZE)
    edge = guided_filter(guide, grown(mask, guide.shape[1], guide.shape[0]), 6, 1e-4)
    edge = np.clip((edge - SKIRT) / (1 - 2 * SKIRT), 0, 1)
    alpha = cv2.resize(
        np.rint(edge * 255).astype(np.uint8), (rgb.shape[1], rgb.shape[0]), interpolation=cv2.INTER_CUBIC
    )
    return np.asarray(alpha, dtype=np.uint8)

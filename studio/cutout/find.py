"""Picture → Matte."""

import numpy as np

from studio.cutout.box import product_box
from studio.cutout.classical import find_product
from studio.cutout.guided import guided_filter
from studio.cutout.sizes import fit_within, grown
from studio.model.errors import MissingModelError
from studio.model.matte import Matte
from studio.model.picture import Picture
from studio.model.progress import SILENT, Progress

EDGE_SIZE = 768  # pixels of the longest side at which the matte's edge is fitted to the photo


def find_matte(picture: Picture, model: str = "embedded", *, progress: Progress = SILENT) -> Matte:
    """Return the product's matte at the picture's size; raises MissingModelError and Cancelled.

    `picture`: a proxy of the photo (1600 px or less is enough).
    """
    if model != "embedded":
        raise MissingModelError(f"The cutout model {model!r} is not known.", "Choose one of `studio models list`.")
    mask = find_product(picture.rgb, progress).mask
    progress.at(0.8, "fitting the edge")
    guide = fit_within(picture.rgb, EDGE_SIZE).astype(np.float32) / np.float32(255)
    edge = guided_filter(guide, grown(mask, guide.shape[1], guide.shape[0]), 6, 1e-4)
    alpha = np.rint(grown(edge, picture.width, picture.height) * 255).astype(np.uint8)
    progress.at(1.0)
    return Matte(alpha=alpha, confidence=0.5, model=model, box=product_box(alpha))

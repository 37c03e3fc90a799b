"""The embedded method's order of work."""

from dataclasses import dataclass

import cv2
import numpy as np

from studio.cutout.embedded.network import probabilities
from studio.cutout.judge import overlap
from studio.model.matte import Mask
from studio.model.picture import Bytes
from studio.model.progress import SILENT, Progress

DOUBT = 0.3  # probability that is as good as none: a faint veil over the background is no product
CRUMB = 0.02  # of the largest piece: less, apart from it, is no product


@dataclass(frozen=True, eq=False)
class Found:
    """`probability`: square float32, 0–1, covering the whole photo; `mask`: the same with its doubts settled.

    `sureness`: how near 0 or 1 it is over the product, `steadiness`: how alike the photo and its mirror image were
    answered; both 0–1.
    """

    probability: Mask
    mask: Mask
    sureness: float
    steadiness: float


def find_product(rgb: Bytes, progress: Progress = SILENT) -> Found:
    """Return the product by the shipped network; raises BrokenModelError and Cancelled."""
    progress.at(0.1, "looking for the product")
    straight, mirrored = probabilities(rgb)
    progress.at(0.7, "telling product from background")
    likely = np.asarray((straight + mirrored) / 2, dtype=np.float32)
    solid = np.asarray(likely > 0.5, dtype=np.float32)
    firm = np.clip((likely - DOUBT) / (1 - 2 * DOUBT), 0, 1)
    progress.at(0.8)
    return Found(likely, _without_crumbs(firm), overlap(likely, solid), overlap(straight, mirrored))


def _without_crumbs(mask: Mask) -> Mask:
    """Drop what is tiny beside the product: specks of pattern in the background."""
    count, names, facts, _ = cv2.connectedComponentsWithStats((mask > 0.25).astype(np.uint8))
    if count < 3:
        return mask
    area = facts[:, cv2.CC_STAT_AREA]
    solid = np.bincount(names[mask > 0.5].ravel(), minlength=count)
    solid[0] = 0
    dropped = area < CRUMB * area[int(solid.argmax())]
    dropped[0] = False
    return np.where(dropped[names], np.float32(0), mask)

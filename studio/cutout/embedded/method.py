"""The embedded method's order of work."""

from dataclasses import dataclass

import cv2
import numpy as np

from studio.cutout.classical import outlined
from studio.cutout.classical.border import to_lab
from studio.cutout.embedded.network import probabilities
from studio.cutout.embedded.tidy import tidied
from studio.cutout.judge import overlap
from studio.cutout.sizes import fit_within
from studio.model.matte import Mask
from studio.model.picture import Bytes
from studio.model.progress import SILENT, Progress

DOUBT = 0.3  # probability that is as good as none: a faint veil over the background is no product
OUTLINE = 256  # pixels of the longest side at which the edge is drawn
REACH = 5  # of these within which the drawn edge counts
DRAWN = 0.65  # how much it counts there


@dataclass(frozen=True, eq=False)
class Found:
    """Both cover the whole photo, float32, 0–1. `probability`: square, the network's word; `mask`: its doubts settled.

    `sureness`: how near 0 or 1 it is over the product, `steadiness`: how alike the photo and its mirror image were
    answered; both 0–1.
    """

    probability: Mask
    mask: Mask
    sureness: float
    steadiness: float


def prepare() -> None:
    """Look at an empty picture, so that the first photo waits for nothing to be loaded; raises BrokenModelError."""
    find_product(np.full((OUTLINE, OUTLINE, 3), 255, np.uint8))


def find_product(rgb: Bytes, progress: Progress = SILENT) -> Found:
    """Return the product by the shipped network; raises BrokenModelError and Cancelled."""
    progress.at(0.1, "looking for the product")
    straight, mirrored = probabilities(rgb)
    progress.at(0.7, "telling product from background")
    likely = np.asarray((straight + mirrored) / 2, dtype=np.float32)
    solid = np.asarray(likely > 0.5, dtype=np.float32)
    mask = tidied(_outlined(rgb, likely), likely)
    progress.at(0.8)
    return Found(likely, mask, overlap(likely, solid), overlap(straight, mirrored))


def _outlined(rgb: Bytes, likely: Mask) -> Mask:
    """Settle the doubts; near the edge go mostly by where colours draw it, for the network sees it coarsely."""
    small = np.asarray(cv2.bilateralFilter(fit_within(rgb, OUTLINE), 7, 30, 7), dtype=np.uint8)
    expected = cv2.resize(likely, (small.shape[1], small.shape[0]), interpolation=cv2.INTER_LINEAR)
    firm = np.clip((expected - DOUBT) / (1 - 2 * DOUBT), 0, 1)
    solid = np.asarray(expected > 0.5, dtype=np.uint8)
    if min(small.shape[:2]) < 16 or not solid.any() or solid.all():
        return np.asarray(firm, dtype=np.float32)
    drawn = outlined(to_lab(small), np.clip(expected, 0.02, 0.98).astype(np.float32), rounds=1)
    away = cv2.distanceTransform(solid, cv2.DIST_L2, 3) + cv2.distanceTransform(1 - solid, cv2.DIST_L2, 3)
    share = DRAWN * np.clip(REACH + 1 - away, 0, 1)
    return np.asarray(firm * (1 - share) + drawn * share, dtype=np.float32)

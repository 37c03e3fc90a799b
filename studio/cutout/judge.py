"""How far a matte can be trusted, from its own looks: no truth is known when a seller drops a photo.

The figures' weights were set by hand on photos with hand-drawn masks; what they are worth is measured there
and on other sets by `tests/benchmarks/cutout.py`: how many of the photos with a confidence above 0.9 overlap by 0.9.
"""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.cutout.classical.border import frame_band, to_lab
from studio.cutout.sizes import fit_within
from studio.model.matte import NEEDS_A_LOOK, Mask
from studio.model.picture import Bytes

SIZE = 256
FAINT = 2.5  # Lab units of contrast along the edge below which there is nothing but background
TOUCHES = "The product touches the edge of the photo."
UNSURE = "The cutout is uncertain: look at its outline."
Planes = NDArray[np.float32]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Looks:
    """What can be seen of a matte: shares 0–1 unless said otherwise.

    `area` of the photo; `soft`: uncertain pixels per product pixel; `faint`: of the edge, without a step of colour;
    `contrast`: mean step of colour along the edge (Lab units); `touching`: of the frame, covered by product;
    `pieces`: how many.
    """

    area: float
    soft: float
    faint: float
    contrast: float
    touching: float
    pieces: int


def looks_of(rgb: Bytes, alpha: Bytes) -> Looks:
    """Return what can be seen of a matte (same size as the photo)."""
    lab = to_lab(fit_within(rgb, SIZE))
    height, width = lab.shape[:2]
    share: NDArray[Any] = cv2.resize(alpha, (width, height), interpolation=cv2.INTER_AREA)
    inside = np.asarray(share > 127)
    steps = _steps(lab, inside)
    frame = frame_band(height, width, 2)
    unsure, solid = (cv2.countNonZero(cv2.inRange(alpha, *ends)) for ends in ((26, 229), (128, 255)))
    return Looks(
        area=float(inside.mean()),
        soft=unsure / max(1, solid),
        faint=float((steps < 8).mean()) if len(steps) else 1.0,
        contrast=float(steps.mean()) if len(steps) else 0.0,
        touching=float(inside[frame].mean()),
        pieces=cv2.connectedComponents(inside.astype(np.uint8))[0] - 1,
    )


def _steps(lab: Planes, inside: Flags) -> Planes:
    """Return the step of colour (Lab units) between both sides at each pixel of the edge."""
    kernel = np.ones((3, 3), np.uint8)
    mask = inside.astype(np.uint8)
    edge = cv2.morphologyEx(mask, cv2.MORPH_GRADIENT, kernel) > 0
    within = np.asarray(cv2.erode(mask, kernel), dtype=np.uint8)
    without = np.asarray(1 - cv2.dilate(mask, kernel), dtype=np.uint8)
    (front, known_front), (back, known_back) = _near(lab, within), _near(lab, without)
    told = edge & (known_front > 0.05) & (known_back > 0.05)
    return np.asarray(np.linalg.norm(front - back, axis=2)[told], dtype=np.float32)


def _near(lab: Planes, where: Bytes) -> tuple[Planes, Planes]:
    weight = where.astype(np.float32)
    known = np.asarray(cv2.blur(weight, (9, 9)), dtype=np.float32)
    mean = cv2.blur(lab * weight[..., None], (9, 9)) / np.maximum(known, 1e-3)[..., None]
    return np.asarray(mean, dtype=np.float32), known


def overlap(expected: Mask, found: Mask) -> float:
    """Return how well a soft expectation and the result agree: Σ min / Σ max."""
    return float(np.minimum(expected, found).sum() / max(1e-6, float(np.maximum(expected, found).sum())))


def confidence(looks: Looks, agreement: float) -> float:
    """Return 0–1; `agreement`: how sure the method itself was (0–1)."""
    edge = np.exp(-max(0.0, looks.soft - 0.05) / 0.12) * np.exp(-looks.faint / 0.12)
    frame = 1 - 0.4 * np.clip((looks.touching - 0.02) / 0.18, 0, 1)
    return float(np.clip((edge * frame * agreement) ** 0.7, 0, 1))


def reasons(looks: Looks, agreement: float) -> tuple[str, ...]:
    """Return sentences for a seller: why the cutout should be looked at."""
    found = {
        TOUCHES: looks.touching > 0.01,
        f"The product was found in {looks.pieces} separate pieces.": looks.pieces > 2,
        "Parts of the product's edge are hard to tell from the background.": looks.soft > 0.17 or looks.faint > 0.1,
        "The background is busy: something else may have been taken for the product.": agreement < 0.6,
        "The product is very small in the photo.": looks.area < 0.01,
        "The product fills the photo: there is hardly any background to tell it from.": looks.area > 0.85,
    }
    told = tuple(sentence for sentence, holds in found.items() if holds)
    if confidence(looks, agreement) >= NEEDS_A_LOOK:  # the others explain a doubt: where there is none, nor are they
        return tuple(sentence for sentence in told if sentence == TOUCHES)
    return told or (UNSURE,)

"""Picture → Matte."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from studio.cutout import classical, embedded, judge
from studio.cutout.box import product_box
from studio.cutout.fit import fitted
from studio.cutout.own_alpha import has_own_alpha
from studio.model.errors import MissingModelError
from studio.model.matte import Mask, Matte
from studio.model.picture import Bytes, Picture
from studio.model.progress import SILENT, Progress

if TYPE_CHECKING:
    from studio.cutout.networks import Weights

EMBEDDED = "embedded"
CLASSICAL = "classical"
BUILT_IN = (EMBEDDED, CLASSICAL)
UNSURE, SURE = 0.35, 0.8
"""Confidence of the built-in model below which, and of the method by rule from which on, the latter takes over: where
it did on 160 photos with true masks and 147 rendered shots it overlapped more each time (docs/cutout-model.md)."""
TOOK_OVER = "The built-in model was unsure of this photo; the method by rule, which was sure, took its place."
NOTHING = "Nothing stands out from the background: no product was found."


@dataclass(frozen=True, eq=False)
class Answer:
    """A method's mask (any size, covering the whole photo), how sure it was of it (0–1), its device and remarks."""

    mask: Mask
    agreement: float
    device: str = "CPU"
    remarks: tuple[str, ...] = ()


def find_matte(picture: Picture, model: str = EMBEDDED, *, progress: Progress = SILENT) -> Matte:
    """Return the product's matte at the picture's size; an empty one, with confidence 0, where nothing stands out.

    `picture`: a proxy of the photo (1600 px or less is enough). Its own alpha, where that frees a product, is taken as
    it is (model "file"). Where the built-in model is unsure and the method by rule is not, that one's is returned
    (model "classical"). Raises MissingModelError, BrokenModelError and Cancelled.
    """
    if has_own_alpha(picture) and picture.alpha is not None:
        return Matte(alpha=picture.alpha, confidence=1.0, model="file", box=product_box(picture.alpha))
    found = _found(picture, model, progress)
    if model != EMBEDDED or found.empty or found.confidence >= UNSURE:
        return found
    rule = _found(picture, CLASSICAL, progress)
    if rule.empty or rule.confidence < SURE:
        return found
    both = (found.confidence + rule.confidence) / 2
    return replace(rule, confidence=both, reasons=(TOOK_OVER, *rule.reasons))


def _found(picture: Picture, model: str, progress: Progress) -> Matte:
    answer = _asked(picture.rgb, model, progress)
    progress.at(0.85, "fitting the edge")
    alpha = fitted(picture.rgb, answer.mask)
    looks = judge.looks_of(picture.rgb, alpha)
    progress.at(1.0)
    if looks.area == 0 or (model in BUILT_IN and looks.contrast < judge.FAINT):
        return Matte(np.zeros_like(alpha), 0.0, model, answer.device, (*answer.remarks, NOTHING))
    return Matte(
        alpha=alpha,
        confidence=judge.confidence(looks, answer.agreement),
        model=model,
        device=answer.device,
        reasons=(*answer.remarks, *judge.reasons(looks, answer.agreement)),
        box=product_box(alpha),
    )


def _asked(rgb: Bytes, model: str, progress: Progress) -> Answer:
    if model == EMBEDDED:
        network = embedded.find_product(rgb, progress)
        return Answer(network.mask, min(network.sureness, network.steadiness))
    if model == CLASSICAL:
        found = classical.find_product(rgb, progress)
        # The expectation stays below 0.9 by design and rarely fills the product: 0.6 is as good as it gets.
        agreement = judge.overlap(found.expected / np.float32(0.9), found.mask)
        return Answer(found.mask, 0.3 + 0.7 * float(np.clip((agreement - 0.35) / 0.25, 0, 1)))
    from studio.cutout import networks

    known = networks.known_weights()
    if model not in known:
        raise MissingModelError(
            f"The cutout model {model!r} is not known.", f"Choose one of: {', '.join([*BUILT_IN, *sorted(known)])}."
        )
    if known[model].architecture == networks.PROMPTED:
        mask, device, remarks = _prompted(rgb, known[model], progress)
    else:
        mask, device, remarks = networks.find_mask(rgb, known[model], progress)
    return Answer(mask, judge.overlap(mask, (mask > 0.5).astype(np.float32)), device, remarks)


def _prompted(rgb: Bytes, weights: "Weights", progress: Progress) -> tuple[Mask, str, tuple[str, ...]]:
    """Ask a network that wants to be shown a place for what the built-in one has found, with its outline anew."""
    from studio.cutout import networks

    rough = embedded.find_product(rgb).mask
    solid = np.asarray(np.rint(rough * 255), dtype=np.uint8)
    if not (solid > 127).any():
        return np.zeros_like(rough), "CPU", ()
    seen = networks.encoded(rgb, weights, progress)
    return networks.boxed(seen, product_box(solid), weights, progress), seen.device, seen.remarks

"""Matte + TouchUp → Matte."""

from dataclasses import replace

from studio.cutout.box import product_box
from studio.cutout.touchup.finder import RegionFinder
from studio.cutout.touchup.guide import Guide
from studio.cutout.touchup.replay import Replay
from studio.model.matte import Matte
from studio.model.picture import Picture
from studio.model.progress import SILENT, Progress
from studio.model.touchup import TouchUp

GONE = "Everything was taken away by hand."


def apply(
    picture: Picture,
    matte: Matte,
    touchup: TouchUp,
    *,
    finder: RegionFinder | None = None,
    progress: Progress = SILENT,
) -> Matte:
    """Return the matte after everything that a person did to it; the same bytes for the same input. Raises Cancelled.

    `picture`: the photo at any scale; it is used at the matte's. A touch-up made on this very photo counts as a look at
    it: the model's doubts are dropped.
    """
    if not touchup.operations:
        return matte
    height, width = matte.alpha.shape
    state = Replay.of(Guide(picture, width, height), matte, finder)
    for number, operation in enumerate(touchup.operations):
        progress.at(number / len(touchup.operations), "touching up")
        state = state.then(operation)
    return finished(matte, state, touchup.own)


def finished(matte: Matte, state: Replay, seen: bool) -> Matte:
    """Return the matte of a replayed state; `seen`: whether a person has looked at it."""
    result = replace(matte, alpha=state.alpha, box=product_box(state.alpha), touched=state.touched)
    if result.empty:
        return replace(result, confidence=0.0, reasons=(GONE,))
    return replace(
        result,
        confidence=1.0 if seen else result.confidence,
        reasons=(*(() if seen else result.reasons), *state.remarks),
    )

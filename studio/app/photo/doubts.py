"""What a cutout is unsure of by itself, and what a second method says of it, as findings of its file.

The two built-in methods go wrong in different places: where they see different outlines, one of them is likely wrong.
How often, on which photos: docs/batches.md.
"""

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np

from studio.app.photo.finding import found_matte
from studio.cutout.judge import UNSURE
from studio.model.finding import Finding
from studio.model.matte import FRINGE, HALO, JAG, NEEDS_A_LOOK, Cutout, Matte
from studio.model.picture import Picture
from studio.model.progress import SILENT, Progress

DOUBTFUL = 0.3
"""Confidence below which a cutout is flagged: most of such overlap a hand-drawn mask by less than 0.75."""
ALIKE = 0.86
"""Overlap of two methods' outlines from which on they agree."""
_TAKEN = {
    "best": "The edge was refined twice; the finer one measured better and was taken.",
    "fast": "The edge was refined twice; the coarser one measured better and was taken.",
}
_OTHER = {"classical": "embedded"}


def second_opinion(
    matte: Matte, sha256: str, picture: Callable[[], Picture], *, always: bool, progress: Progress = SILENT
) -> Matte:
    """Return the matte with one more reason to look where another method sees another outline.

    A cutout that was doubtful already is flagged by that: most such outlines are wrong.

    Asked where the first is unsure, or `always` (about 0.2 s a photo, once: its matte is kept as any other). `picture`
    gives the photo's proxy. Raises StudioError, Cancelled.
    """
    if matte.model == "file" or matte.empty or (matte.confidence >= NEEDS_A_LOOK and not always):
        return matte
    other = found_matte(sha256, picture, _OTHER.get(matte.model, "classical"), progress=progress)
    share = overlap(matte, other)
    if share >= ALIKE:
        return matte
    sure = matte.confidence if matte.confidence >= NEEDS_A_LOOK else min(matte.confidence, DOUBTFUL * share)
    reasons = (*matte.reasons, f"A second look found another outline: only {share:.0%} of the two is the same.")
    return replace(matte, confidence=sure, reasons=reasons)


def overlap(one: Matte, other: Matte) -> float:
    """Return the share (0–1) that two outlines have in common of what either holds."""
    size = (one.alpha.shape[1], one.alpha.shape[0])
    mine = one.alpha > 127
    theirs = cv2.resize(np.asarray(other.alpha), size, interpolation=cv2.INTER_LINEAR) > 127
    either = int((mine | theirs).sum())
    return int((mine & theirs).sum()) / either if either else 1.0


def doubts_of(matte: Matte, *, whole: bool) -> list[Finding]:
    """Return the doubts, the gravest first; `whole`: nothing was found and the whole photo was taken."""
    if whole:
        message = "No product was found, so the whole photo was used as it is."
        return [Finding("cutout", "error", message, fix="Mark the product by hand, or choose another model.")]
    fix = "Look at the cutout's edge, or choose another model."
    if matte.confidence >= DOUBTFUL:
        return [Finding("cutout", "warning", reason, fix=fix) for reason in matte.reasons]
    message = f"The cutout is probably not right (confidence {matte.confidence:.0%})."
    further = [reason for reason in matte.reasons if reason != UNSURE]  # said more strongly already
    return [
        Finding("cutout", "error", message, fix=fix),
        *(Finding("cutout", "warning", reason, fix=fix) for reason in further),
    ]


def edge_doubts(cutout: Cutout, asked: str = "") -> list[Finding]:
    """Return what is to be told of the edge: hints, for what was measured there is seen only on some grounds.

    `asked`: the refinement that was asked for; told where another one came out better and was taken.
    """
    told = (
        (
            cutout.halo >= HALO,
            f"The old background may still be seen along the edge (halo {cutout.halo:.0%}).",
            "Clean the edge colours, or shift the edge a little inwards.",
        ),
        (
            cutout.fringe >= FRINGE,
            f"Faint remains of the background stand around the product (fringe {cutout.fringe:.0%}).",
            "Erase them with the brush, or shift the edge a little inwards.",
        ),
        (cutout.jag >= JAG, f"The outline is uneven (jag {cutout.jag:.0%}).", "Smooth the outline."),
    )
    taken = _TAKEN.get(cutout.refined) if asked and cutout.refined != asked else None
    swapped = [Finding("cutout", "info", taken)] if taken else []
    return [*swapped, *(Finding("cutout", "info", message, fix=fix) for holds, message, fix in told if holds)]

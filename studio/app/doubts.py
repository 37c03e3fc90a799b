"""What a cutout is unsure of by itself, as findings of its file."""

from studio.model.finding import Finding
from studio.model.matte import Matte

DOUBTFUL = 0.3
"""Confidence below which a cutout is flagged: most of such overlap a hand-drawn mask by less than 0.75."""


def doubts_of(matte: Matte, *, whole: bool) -> list[Finding]:
    """Return the doubts, the gravest first; `whole`: nothing was found and the whole photo was taken."""
    if whole:
        message = "No product was found, so the whole photo was used as it is."
        return [Finding("cutout", "error", message, fix="Mark the product by hand, or choose another model.")]
    fix = "Look at the cutout's edge, or choose another model."
    doubts = [Finding("cutout", "warning", reason, fix=fix) for reason in matte.reasons]
    if matte.confidence < DOUBTFUL:
        message = f"The cutout is probably not right (confidence {matte.confidence:.0%})."
        doubts.insert(0, Finding("cutout", "error", message, fix=fix))
    return doubts

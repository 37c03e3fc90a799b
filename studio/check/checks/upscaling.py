"""A photo enlarged beyond its own pixels.

Only told of our own pictures, where the renderer reports it. From outside, enlargement cannot be told from softness
(the spectrum of a slightly defocused photo is as empty at the top); such files are judged by the sharpness check.
"""

from collections.abc import Iterator

from studio.check.checks import check
from studio.check.inspection import Inspection
from studio.model.finding import Finding

VISIBLE = 1.02


@check("upscaling", "Not enlarged", "upscaling")
def upscaling(inspection: Inspection) -> Iterator[Finding]:
    """The product is shown with no more pixels than its photo has."""
    if inspection.rendition is None:
        return
    rule = inspection.rule("upscaling")
    for slot, factor in inspection.rendition.enlarged.items():
        if factor <= VISIBLE:
            continue
        message = f"The product is enlarged {factor:.1f} times beyond its photo's pixels and looks soft"
        message += f"; {inspection.channel.platform} advises against enlarging." if rule else "."
        where = inspection.rendition.boxes.get(slot) if inspection.fits else None
        fix = "Use a larger original, or export fewer pixels."
        yield inspection.remark(rule, message, fix=fix, where=where)

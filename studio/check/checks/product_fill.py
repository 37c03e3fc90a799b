"""A product that is too small or too large in its picture.

No platform but Lazada says whether its percentage means a length or an area. The longest axis is judged here (the
product's width over the picture's, or height over height, whichever is more), because no slim product could meet an
area rule; the area is stated beside it.
"""

from collections.abc import Iterator

from studio.check.checks import check
from studio.check.inspection import Inspection
from studio.check.layout import Box
from studio.model.finding import Finding, Severity

ROUNDING = 0.25  # % by which a rendered product may miss its share through whole pixels
GUESSING = 1.0  # % by which an estimated outline may be wrong


def linear(box: Box, width: int, height: int) -> float:
    """Return the product's longest axis as a percentage of the picture's."""
    return 100 * max(box[2] / width, box[3] / height)


@check("product-fill", "Product size in the picture", "fill_min_pct", "fill_max_pct")
def product_fill(inspection: Inspection) -> Iterator[Finding]:
    """The product takes up as much of the picture as the channel wants, along its longest axis."""
    least, most, layout = inspection.rule("fill_min_pct"), inspection.rule("fill_max_pct"), inspection.layout
    if layout is None or (least is None and most is None):
        return
    width, height = inspection.finished.width, inspection.finished.height
    tight, loose = linear(layout.box, width, height), linear(layout.loose_box, width, height)
    slack = ROUNDING if layout.exact else GUESSING
    filled = f"The product fills {tight:.0f} % of the picture along its longest axis ({layout.area:.0%} of its area)"
    if least is not None and tight < least.value - slack:
        # what looks like shade may be a pale part of the product: then the picture is only doubtful
        sure = layout.exact or loose < least.value - slack
        message = f"{filled}; {inspection.asks(least)} at least {least.value} %, judged along the longest axis."
        limit: Severity = "error" if sure else "warning"
        fix = "Place the product larger."
        yield inspection.remark(least, message, fix=fix, where=layout.box, mend="refit", at_most=limit)
    if most is not None and tight > most.value + slack:
        message = f"{filled}; {inspection.asks(most)} at most {most.value} %, judged along the longest axis."
        yield inspection.remark(most, message, fix="Place the product smaller.", where=layout.box, mend="refit")

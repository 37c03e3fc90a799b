"""Fewer pixels than the channel takes."""

from collections.abc import Iterator

from studio.check.checks import check
from studio.check.inspection import Inspection
from studio.check.sides import coming_limits, limits, wording
from studio.model.finding import Finding

FIX = "Use a larger original. Do not enlarge this one: that adds no detail."


def measured(inspection: Inspection, product: bool) -> tuple[str, int, int]:
    """Return what is measured, its width and height: the picture or, where white space does not count, the product."""
    layout = inspection.layout if product else None
    if layout is None:
        return "picture", inspection.finished.width, inspection.finished.height
    return "product, without the white around it,", layout.box[2], layout.box[3]


@check("pixel-size", "Enough pixels", "min_px")
def pixel_size(inspection: Inspection) -> Iterator[Finding]:
    """The picture (at bol the product without white space) has at least the pixels that the channel asks for."""
    rule = inspection.rule("min_px")
    if rule is None:
        return
    what, width, height = measured(inspection, rule.detail.get("measure") == "product")
    name = inspection.channel.platform
    if any(has < needs for has, needs in limits(rule, width, height)):
        message = f"The {what} is {width} × {height} px; {name} needs at least {wording(rule)}."
        yield inspection.remark(rule, message, fix=FIX)
    elif any(has < needs for has, needs in coming_limits(rule, width, height)):
        later = f"{wording(rule, rule.detail['coming'])} from {rule.detail['effective']}"
        message = f"The {what} is {width} × {height} px: enough today, but {name} will ask for {later}."
        yield inspection.remark(rule, message, fix=FIX, at_most="warning")

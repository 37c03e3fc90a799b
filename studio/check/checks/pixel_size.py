"""Fewer pixels than the channel takes."""

from collections.abc import Iterator

from studio.check.checks import check
from studio.check.inspection import Inspection, Where
from studio.check.sides import coming_limits, limits, wording
from studio.model.channel import Rule
from studio.model.finding import Finding

FIX = "Use a larger original. Do not enlarge this one: that adds no detail."


def measured(inspection: Inspection, rule: Rule) -> tuple[str, Where]:
    """Return what a rule measures and its box: the picture or, where white space does not count, the product."""
    layout = inspection.layout if rule.detail.get("measure") == "product" else None
    return ("picture", inspection.whole) if layout is None else ("product, without the white around it,", layout.box)


@check("pixel-size", "Enough pixels", "min_px")
def pixel_size(inspection: Inspection) -> Iterator[Finding]:
    """The picture (at bol the product without white space) has at least the pixels that the channel asks for."""
    rule = inspection.rule("min_px")
    if rule is None:
        return
    what, where = measured(inspection, rule)
    width, height = where[2:]
    if any(has < needs for has, needs in limits(rule, width, height)):
        message = f"The {what} is {width} × {height} px; {inspection.asks(rule)} at least {wording(rule)}."
        yield inspection.remark(rule, message, fix=FIX, where=where)
    elif any(has < needs for has, needs in coming_limits(rule, width, height)):
        later = f"{wording(rule, rule.detail['coming'])} from {rule.detail['effective']}"
        name = inspection.channel.platform
        message = f"The {what} is {width} × {height} px: enough today, but {name} will ask for {later}."
        yield inspection.remark(rule, message, fix=FIX, where=where, at_most="warning")

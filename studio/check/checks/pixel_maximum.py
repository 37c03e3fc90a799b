"""More pixels than the channel takes or keeps."""

from collections.abc import Iterator

from studio.check.checks import check
from studio.check.checks.pixel_size import measured
from studio.check.inspection import Inspection
from studio.check.sides import limits, wording
from studio.model.finding import Finding

FIX = "Export it smaller."


@check("pixel-maximum", "Not too many pixels", "max_px", "max_px_practical")
def pixel_maximum(inspection: Inspection) -> Iterator[Finding]:
    """The picture is no larger than the channel takes; where sources disagree, the smaller figure is mentioned."""
    rule = inspection.rule("max_px") or inspection.rule("max_px_practical")
    if rule is None:
        return
    name = inspection.channel.platform
    what, where = measured(inspection, rule)
    width, height = where[2:]
    sizes = limits(rule, width, height)
    other = rule.detail.get("alt")
    if any(has > most for has, most in sizes):
        verb = {"info": "scales down what is over", "recommended": "may not fetch more than"}.get(rule.level)
        message = f"The {what} is {width} × {height} px; {name} {verb or 'takes at most'} {wording(rule)}."
        yield inspection.remark(rule, message, fix=FIX, where=where, mend="refit")
    elif isinstance(other, int) and any(has > other for has, _ in sizes):
        message = f"The {what} is {width} × {height} px; sources for {name} disagree, one says at most {other} px."
        yield inspection.remark(rule, message, fix=FIX, where=where, mend="refit", severity="info")

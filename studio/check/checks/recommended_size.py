"""Fewer pixels than the channel advises, for its zoom or in general."""

from collections.abc import Iterator

from studio.check.checks import check
from studio.check.checks.pixel_size import FIX, measured
from studio.check.inspection import Inspection
from studio.check.sides import limits, wording
from studio.model.channel import Rule
from studio.model.finding import Finding

PURPOSE = {"zoom_px": "lets buyers zoom from", "warn_px": "warns under"}


@check("recommended-size", "Pixels for zoom", "zoom_px", "warn_px", "rec_px")
def recommended_size(inspection: Inspection) -> Iterator[Finding]:
    """The picture has the pixels that the channel advises; only the lowest mark that is missed is named."""
    least = inspection.rule("min_px")
    if least is not None and _missed(inspection, least):
        return  # the graver finding has been made
    for key in ("zoom_px", "warn_px", "rec_px"):
        rule = inspection.rule(key)
        if rule is not None and _missed(inspection, rule):
            what, where = measured(inspection, rule)
            width, height = where[2:]
            name = inspection.channel.platform
            verb = f"{name} {PURPOSE[key]}" if key in PURPOSE else inspection.asks(rule)
            message = f"The {what} is {width} × {height} px; {verb} {wording(rule)}."
            fix = "Export it at that size." if "sizes" in rule.detail else FIX
            yield inspection.remark(rule, message, fix=fix, where=where)
            return


def _missed(inspection: Inspection, rule: Rule) -> bool:
    box = measured(inspection, rule)[1]
    if "sizes" in rule.detail:  # a banner's exact measures, not a minimum
        return [box[2], box[3]] not in rule.detail["sizes"]
    return any(has < needs for has, needs in limits(rule, box[2], box[3]))

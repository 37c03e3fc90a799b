"""A picture of another shape than the channel's."""

from collections.abc import Iterator

from studio.check.checks import check
from studio.check.inspection import Inspection
from studio.model.finding import Finding, Severity

TOLERANCE = 0.01  # of the ratio: whole pixels make 762 × 1100 out of "1:1.44"


@check("aspect", "Shape", "aspect")
def aspect(inspection: Inspection) -> Iterator[Finding]:
    """The picture's width : height is the one that the channel asks for, or one of several that it takes."""
    rule = inspection.rule("aspect")
    if rule is None:
        return
    width, height = inspection.finished.width, inspection.finished.height
    ratio, detail = width / height, rule.detail
    wanted = detail.get("ratios") or ([detail["ratio_wh"]] if "ratio_wh" in detail else [])
    floor = detail.get("ratio_at_least")
    if _near(ratio, wanted) or (floor is not None and ratio >= floor * (1 - TOLERANCE)):
        return
    if not wanted and floor is None:
        return  # worded too loosely to measure
    message = f"The picture's shape is {width} : {height} ({ratio:.2f}); {inspection.asks(rule)} {rule.value}."
    other = _near(ratio, detail.get("other_ratios", []))
    if other:
        message += f" Another source allows {detail.get('alt')}."
    fix = "Add background at the sides, or choose a canvas of that shape."
    at_most: Severity = "info" if other else "error"
    yield inspection.remark(rule, message, fix=fix, where=inspection.whole, mend="pad", at_most=at_most)


def _near(ratio: float, wanted: list[float]) -> bool:
    return any(abs(ratio / value - 1) <= TOLERANCE for value in wanted)

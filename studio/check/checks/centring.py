"""A product that sits off the middle or too near the edge."""

from collections.abc import Iterator

from studio.check.checks import check
from studio.check.inspection import Inspection
from studio.model.finding import Finding

SIDEWAYS, UPRIGHT = 0.06, 0.15  # of the canvas; downwards more is usual, since things stand on the ground


@check("centring", "Margins and centring", "margin_px")
def centring(inspection: Inspection) -> Iterator[Finding]:
    """The product stands in the middle, and keeps the margin that the channel advises."""
    layout = inspection.layout
    if layout is None:
        return
    width, height = inspection.finished.width, inspection.finished.height
    x, y, across, tall = layout.box
    margins = (x, y, width - x - across, height - y - tall)
    rule = inspection.rule("margin_px")
    if rule is not None and min(margins) < rule.value:
        message = f"The product comes within {max(0, min(margins))} px of the edge; {rule.value} px are advised."
        yield inspection.remark(rule, message, fix="Place it smaller.", where=layout.box, mend="refit")
    sideways = (x + across / 2) / width - 0.5
    upright = (y + tall / 2) / height - 0.5
    cut = min(margins) <= 0
    if not cut and (abs(sideways) > SIDEWAYS or abs(upright) > UPRIGHT):
        off = [f"{abs(sideways):.0%} to the {'right' if sideways > 0 else 'left'}"] if abs(sideways) > SIDEWAYS else []
        off += [f"{abs(upright):.0%} too {'low' if upright > 0 else 'high'}"] if abs(upright) > UPRIGHT else []
        message = f"The product sits off the middle: {' and '.join(off)}."
        yield inspection.remark(None, message, fix="Centre it.", where=layout.box, mend="refit")

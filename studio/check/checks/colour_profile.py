"""Colours that other people's screens will show differently."""

from collections.abc import Iterator

from studio.check.checks import check
from studio.check.inspection import Inspection
from studio.model.finding import Finding


@check("colour-profile", "Colour profile", "icc")
def colour_profile(inspection: Inspection) -> Iterator[Finding]:
    """The file's colours are sRGB, the one space that every shop and screen assumes."""
    finished = inspection.finished
    if finished.is_srgb:
        return
    rule = inspection.rule("icc")
    damaged = finished.profile == "damaged"
    what = "a damaged colour profile" if damaged else f"the colour profile “{finished.profile}”"
    message = f"The file carries {what}; shops often ignore profiles, and its colours would then look wrong."
    yield inspection.remark(rule, message, fix="Convert it to sRGB.", mend="srgb", severity="warning")

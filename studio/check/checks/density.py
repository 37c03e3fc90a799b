"""A print resolution below the channel's; a figure in the file only, without effect on the pixels."""

from collections.abc import Iterator

from studio.check.checks import check
from studio.check.inspection import Inspection
from studio.model.finding import Finding


@check("density", "Stated dpi", "dpi_min")
def density(inspection: Inspection) -> Iterator[Finding]:
    """Where the file states a print resolution, it is at least the channel's; none stated is no fault."""
    rule, stated = inspection.rule("dpi_min"), inspection.finished.dpi
    if rule is not None and stated is not None and stated < rule.value:
        message = f"The file says {stated:.0f} dpi; {inspection.channel.platform} wants at least {rule.value}."
        yield inspection.remark(rule, message, fix="Save it again with that figure.", mend="reencode")

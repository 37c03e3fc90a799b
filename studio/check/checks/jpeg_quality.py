"""A JPEG saved with visible loss. The quality is read from its quantisation tables: exact for the common encoder
(libjpeg and its kin), an estimate for others."""

from collections.abc import Iterator

from studio.check.checks import check
from studio.check.inspection import Inspection
from studio.model.finding import Finding

POOR = 70  # below, blocks and colour fringes are seen at 100 %
FIX = "Export it again from the original at a higher quality; saving this file again cannot bring detail back."


@check("jpeg-quality", "JPEG quality", "jpeg_quality")
def jpeg_quality(inspection: Inspection) -> Iterator[Finding]:
    """The JPEG was saved at the quality that the channel asks for, or at least without visible blocks."""
    quality, rule = inspection.finished.jpeg_quality, inspection.rule("jpeg_quality")
    if quality is None:
        return
    figure = rule.value if rule is not None and isinstance(rule.value, int) else None
    if rule is not None and figure is not None and quality < figure - 1:  # the estimate may be one off
        message = f"The JPEG was saved at quality {quality}; {inspection.channel.platform} advises {figure} or more."
        yield inspection.remark(rule, message, fix=FIX, mend="reencode")
    elif quality < POOR:
        message = f"The JPEG was saved at quality {quality}: blocks and fringes will show."
        yield inspection.remark(rule, message, fix=FIX, mend="reencode", severity="warning" if rule else "info")

"""More pixels in all than the channel takes."""

from collections.abc import Iterator

from studio.check.checks import check
from studio.check.inspection import Inspection
from studio.model.finding import Finding


@check("megapixels", "Megapixels", "max_mp")
def megapixels(inspection: Inspection) -> Iterator[Finding]:
    """Width times height stays under the channel's limit; where sources disagree, the smaller figure is mentioned."""
    rule = inspection.rule("max_mp")
    if rule is None:
        return
    size = inspection.finished.width * inspection.finished.height / 1e6
    name, other = inspection.channel.platform, rule.detail.get("alt", rule.value)
    if size > rule.value:
        message = f"The picture has {size:.1f} megapixels; {name} takes at most {rule.value}."
        yield inspection.remark(rule, message, fix="Export it smaller.", mend="refit")
    elif size > other:
        message = f"The picture has {size:.1f} megapixels; sources for {name} disagree, one says at most {other}."
        yield inspection.remark(rule, message, fix="Export it smaller.", mend="refit", severity="info")

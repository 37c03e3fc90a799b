"""A moving picture where the channel wants a still."""

from collections.abc import Iterator

from studio.check.checks import check
from studio.check.inspection import Inspection
from studio.model.finding import Finding


@check("animation", "Still picture", "animated")
def animation(inspection: Inspection) -> Iterator[Finding]:
    """The file holds one still picture."""
    rule = inspection.rule("animated")
    if rule is not None and rule.value is False and inspection.finished.animated:
        message = f"The file is an animation; {inspection.channel.platform} takes still pictures only."
        yield inspection.remark(rule, message, fix="Save its first frame as JPEG.", mend="reencode")

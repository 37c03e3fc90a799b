"""A file of several layers or pages."""

from collections.abc import Iterator

from studio.check.checks import check
from studio.check.inspection import Inspection
from studio.model.finding import Finding, Severity


@check("layers", "One layer", "layers")
def layers(inspection: Inspection) -> Iterator[Finding]:
    """The file has one layer or page, so that nothing hidden is shown or lost."""
    count = inspection.finished.layers
    if count > 1:
        rule = inspection.rule("layers")
        message = f"The file has {count} layers or pages; a shop shows one of them."
        severity: Severity | None = None if rule is not None else "info"
        yield inspection.remark(rule, message, fix="Flatten it.", mend="flatten", severity=severity)

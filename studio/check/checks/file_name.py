"""A file name that the channel cannot match to its product."""

import re
from collections.abc import Iterator

from studio.check.checks import check
from studio.check.inspection import Inspection
from studio.model.finding import Finding, Severity


@check("file-name", "File name", "filename")
def file_name(inspection: Inspection) -> Iterator[Finding]:
    """The name follows the channel's pattern; advice and rules for one way of uploading only inform."""
    rule, name = inspection.rule("filename"), inspection.finished.name
    pattern = rule.detail.get("pattern") if rule is not None else None
    if rule is None or pattern is None or re.match(pattern, name):
        return
    only = f" ({rule.detail['applies']})" if "applies" in rule.detail else ""
    message = f"The name {name!r} does not follow {inspection.channel.platform}'s pattern{only}: {rule.value}."
    limit: Severity = "info" if only or rule.level == "recommended" else "error"
    yield inspection.remark(rule, message, fix=f"Name it as {rule.value}.", mend="rename", at_most=limit)

"""A file type that the channel does not take, or a name that hides the real type."""

from collections.abc import Iterator

from studio.check.checks import check
from studio.check.inspection import Inspection
from studio.model.finding import Finding, Severity

ENDINGS = {
    "jpeg": ("jpg", "jpeg", "jpe", "jfif"),
    "tiff": ("tif", "tiff"),
    "heic": ("heic", "heif"),
    "avif": ("avif",),
    "png": ("png", "apng"),
}


def listed(formats: list[str]) -> str:
    """Return file types as people read them: "JPEG, PNG or GIF"."""
    names = [name.upper() if name != "webp" else "WebP" for name in formats]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


@check("file-format", "File type", "formats", "formats_rejected", "formats_preferred")
def file_format(inspection: Inspection) -> Iterator[Finding]:
    """The file is of a type that the channel takes, and its name ends as that type does."""
    finished, name = inspection.finished, inspection.channel.platform
    rule, refused = inspection.rule("formats"), inspection.rule("formats_rejected")
    kind = listed([finished.format])
    if refused is not None and finished.format in refused.value:
        message = f"This is a {kind} file, which {name} refuses."
        yield inspection.remark(refused, message, fix="Save it as JPEG.", mend="reencode")
    elif rule is not None and finished.format not in rule.value:
        message = f"This is a {kind} file; {name} takes {listed(rule.value)}."
        target = "JPEG" if "jpeg" in rule.value else listed(rule.value[:1])
        yield inspection.remark(rule, message, fix=f"Save it as {target}.", mend="reencode")
    endings = ENDINGS.get(finished.format, (finished.format,))
    if finished.extension and finished.extension not in endings:
        message = (
            f"The name ends in .{finished.extension}, but the file is really a {kind}: uploads fail or are misread."
        )
        severity: Severity | None = None if rule is not None else "warning"
        fix = f"Rename it to end in .{endings[0]}."
        yield inspection.remark(rule, message, fix=fix, mend="rename", severity=severity)

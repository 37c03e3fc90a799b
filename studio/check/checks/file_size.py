"""More or fewer bytes than the channel takes. Megabytes are counted as 10⁶ bytes, the smaller of the two readings."""

from collections.abc import Iterator

from studio.check.checks import check
from studio.check.inspection import Inspection
from studio.model.finding import Finding


def megabytes(size: float) -> str:
    """Return a size as people say it."""
    return f"{size / 1e6:.4g} MB" if size >= 1e6 else f"{size / 1e3:.0f} KB"


@check("file-size", "File size", "max_mb", "max_mb_claimed", "min_mb")
def file_size(inspection: Inspection) -> Iterator[Finding]:
    """The file is neither heavier nor lighter than the channel says."""
    size, name = inspection.finished.size, inspection.channel.platform
    most = inspection.rule("max_mb") or inspection.rule("max_mb_claimed")
    least = inspection.rule("min_mb")
    if most is not None and size > most.value * 1e6:
        word = "takes at most" if most.level in ("hard", "must") else "works best with at most"
        message = f"The file has {megabytes(size)}; {name} {word} {megabytes(most.value * 1e6)}."
        yield inspection.remark(most, message, fix="Save it again at a lower JPEG quality.", mend="reencode")
    if least is not None and size < least.value * 1e6:
        message = f"The file has only {megabytes(size)}; {name} takes none under {megabytes(least.value * 1e6)}."
        yield inspection.remark(least, message, fix="Save it larger or at a higher quality.", mend="reencode")

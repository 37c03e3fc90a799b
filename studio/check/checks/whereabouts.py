"""A file that tells where the photo was taken."""

from collections.abc import Iterator

from studio.check.checks import check
from studio.check.inspection import Inspection
from studio.model.finding import Finding


@check("whereabouts", "No place of the photo")
def whereabouts(inspection: Inspection) -> Iterator[Finding]:
    """The file carries no GPS position: who downloads a listing's picture could read the seller's address from it."""
    if inspection.finished.gps:
        message = "The file tells where the photo was taken (GPS position)."
        fix = "Save it again without the position."
        yield inspection.remark(None, message, fix=fix, mend="reencode", severity="warning")

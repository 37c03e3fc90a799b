"""What a seller is told of a photo's work: why to look at it, and why it failed."""

from pathlib import Path

from studio.app.workspace.document import Problem
from studio.model.errors import StudioError
from studio.model.matte import NEEDS_A_LOOK, Cutout


def reasons_to_look(cutout: Cutout) -> tuple[str, ...]:
    """Return the sentences why a person should look at a cutout; empty where it can be trusted."""
    if cutout.reasons:
        return cutout.reasons
    if cutout.confidence < NEEDS_A_LOOK:
        return ("The outline is uncertain: compare it with the photo.",)
    return ()


def problem_of(photo_id: str, error: StudioError) -> Problem:
    """Return an error as the problem of a photo, in a sentence that names the file."""
    name = Path(photo_id).name
    message = error.message if name in error.message else f"{name}: {error.message}"
    return Problem(error.kind, message, error.hint)

"""The photo of the empty backdrop that lies beside the photos of a shoot."""

from pathlib import Path

from studio.intake.kinds import SUFFIXES

NAMES = frozenset({"clean-plate", "clean_plate", "cleanplate", "empty-backdrop", "empty_backdrop"})


def is_clean_plate(path: Path) -> bool:
    """Whether a file is by its name the empty backdrop of its folder, and so no product's photo."""
    return path.stem.casefold() in NAMES and path.suffix.lower() in SUFFIXES


def clean_plate_beside(photo: Path) -> Path | None:
    """Return the empty backdrop that lies in a photo's folder, or None; the photo itself is none."""
    if is_clean_plate(photo):
        return None
    try:
        return next((path for path in sorted(photo.parent.iterdir()) if is_clean_plate(path)), None)
    except OSError:
        return None

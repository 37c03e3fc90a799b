"""Photos that serve others: of the empty backdrop of a shoot, and of the same product on a second backdrop."""

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


SECOND = ("second-shot", "second_shot", "other-backdrop", "other_backdrop")


def first_shot_of(path: Path) -> str | None:
    """Return the stem, in lower case, of the photo that a shot on another backdrop belongs to, None for other files.

    `MUG-01_second-shot.jpg` belongs to `mug-01`.
    """
    stem = path.stem.casefold()
    ending = next((end for end in SECOND if stem.endswith(end)), None)
    if ending is None or path.suffix.lower() not in SUFFIXES:
        return None
    return stem.removesuffix(ending).rstrip("_-. ") or None


def second_shot_beside(photo: Path) -> Path | None:
    """Return the shot on another backdrop that lies beside a photo; None without one."""
    stem = photo.stem.casefold()
    try:
        return next((it for it in sorted(photo.parent.iterdir()) if first_shot_of(it) == stem), None)
    except OSError:
        return None

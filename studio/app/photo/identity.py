"""What tells one file from another: its content, and whether it is still the file that it was."""

from pathlib import Path

from studio.intake import fingerprint
from studio.model.errors import StudioError


def content_of(path: Path | None) -> str | None:
    """Return a file's sha256, None for no file, "unreadable" where it cannot be read."""
    try:
        return fingerprint(path) if path is not None else None
    except StudioError:
        return "unreadable"


def identity_of(path: Path) -> tuple[int, ...]:
    """Return what changes when a file is exchanged or written to; nothing where it is not there."""
    try:
        facts = path.stat()
    except OSError:
        return ()
    return facts.st_dev, facts.st_ino, facts.st_size, facts.st_mtime_ns


def box_of(where: object) -> tuple[int, int, int, int] | None:
    """Return a finding's place from its receipt."""
    return tuple(where) if isinstance(where, list) and len(where) == 4 else None

"""What tells one photo's bytes from another's."""

import hashlib
from pathlib import Path

from studio.intake.files import check_file, speaking


def fingerprint(path: Path) -> str:
    """Return the file's SHA-256 as hexadecimal, streamed; raises UnreadablePhotoError."""
    with speaking(path):
        check_file(path)
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

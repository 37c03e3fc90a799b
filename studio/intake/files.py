"""Opening what a person dropped, and saying in a sentence why it cannot be read."""

import os
import stat
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from studio.model.errors import PhotoTooLargeError, StudioError, UnreadablePhotoError

WHOLE_FILE_LIMIT = 1 << 30
"""Bytes; a larger file of a kind that is read as a whole is no photo."""


def shown(path: Path) -> str:
    """Return the file's name as it can be shown in a sentence: valid text, one line."""
    name = os.fsencode(path.name or str(path)).decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in name)


@contextmanager
def speaking(path: Path) -> Iterator[None]:
    """Turn whatever goes wrong inside into a StudioError that names the file.

    The decoders meet files made to break them and raise whatever they like, so every exception is caught here. Their
    warnings concern metadata we do not need and are kept silent.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except StudioError:
        raise
    except MemoryError as error:
        raise PhotoTooLargeError(
            f"{shown(path)} needs more memory than this computer has free.",
            "Close other programs, or save the photo smaller.",
        ) from error
    except OSError as error:
        raise _refused(path, error) if error.errno else damaged(path) from error
    except Exception as error:
        raise damaged(path) from error


def damaged(path: Path) -> UnreadablePhotoError:
    """Return the error for a photo whose content is broken."""
    return UnreadablePhotoError(
        f"{shown(path)} is damaged and cannot be read.", "Copy it here once more, or export it again."
    )


def check_file(path: Path) -> None:
    """Raise UnreadablePhotoError where the path is no readable, filled, ordinary file."""
    name = shown(path)
    try:
        status = path.stat()
    except OSError as error:
        raise _refused(path, error) from error
    if stat.S_ISDIR(status.st_mode):
        raise UnreadablePhotoError(f"{name} is a folder, not a photo.", "Choose the photos in it.")
    if not stat.S_ISREG(status.st_mode):
        raise UnreadablePhotoError(f"{name} is not an ordinary file.", "Choose a photo.")
    if status.st_size == 0:
        raise UnreadablePhotoError(f"{name} is empty.", "Copy it here once more: the copy was cut short.")


def read_head(path: Path, size: int = 64) -> bytes:
    """Return the first bytes of the file."""
    with path.open("rb") as file:
        return file.read(size)


def read_whole(path: Path) -> bytes:
    """Return the file's bytes; raises PhotoTooLargeError above WHOLE_FILE_LIMIT."""
    if path.stat().st_size > WHOLE_FILE_LIMIT:
        raise PhotoTooLargeError(f"{shown(path)} is larger than 1 GB.", "Save it smaller.")
    return path.read_bytes()


def _refused(path: Path, error: OSError) -> UnreadablePhotoError:
    name = shown(path)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        if path.is_symlink():
            return UnreadablePhotoError(f"{name} is a link to a file that is not there.", "Drop the file itself.")
        return UnreadablePhotoError(f"{name} is not there (any more).", "Put it back, or drop the photos again.")
    if isinstance(error, PermissionError):
        return UnreadablePhotoError(f"{name} may not be read.", "Allow reading in the file's properties, or copy it.")
    return UnreadablePhotoError(f"{name} cannot be read: {error.strerror or error}.", "Copy it to this computer first.")

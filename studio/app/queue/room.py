"""Whether an output folder takes files: there, writable, and with room."""

import errno
from contextlib import suppress
from pathlib import Path

from studio.store import atomic
from studio.store.atomic import could_not_write

ROOM = 4_000_000
"""Bytes that must be free for a batch to go on: the largest files that channels usually take."""


def hindrance_of(folder: Path, *, begun: bool = True) -> str:
    """Return why a folder takes no files now, as a sentence with its cure; "" where it takes them.

    A missing folder is made, but not its parent once the batch has `begun`: that is most likely a disk that was
    unplugged, and another one must not be filled in its place.
    """
    if begun and not folder.parent.is_dir():
        return f"{folder} is not there any more. Plug its disk in again; the batch goes on by itself."
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _try(folder)
    except OSError as error:
        told = could_not_write(folder, error)
        return f"{told.message} {told.hint} The batch goes on by itself."
    return ""


def _try(folder: Path) -> None:
    """Write as much as the largest files need, and take it away again; raises OSError."""
    probe = folder / atomic.scratch_name()
    try:
        with probe.open("xb") as file:
            file.write(bytes(ROOM))
            file.flush()
    except OSError as error:
        if error.errno == errno.EDQUOT:
            error.errno = errno.ENOSPC
        raise
    finally:
        with suppress(OSError):
            probe.unlink(missing_ok=True)

"""Files that are either whole or not there: written beside their place, flushed to the disk, then renamed.

A power cut or a full disk leaves the old file as it was and no half-written one.
"""

import errno
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import IO, Any

from studio.model.errors import WriteError

PART = ".part"
"""How the name of a file ends that is still being written."""
_writer: ContextVar[str] = ContextVar("writer", default="")
_CURES = {
    errno.ENOSPC: "The disk is full: free some space or choose another folder.",
    errno.EDQUOT: "Your share of the disk is used up: free some space or choose another folder.",
    errno.EACCES: "You may not write there: choose another folder, or close the program that has the file open.",
    errno.EPERM: "You may not write there: choose another folder.",
    errno.EROFS: "That place is read-only: choose another folder.",
    errno.ENOENT: "The folder is not there (any more): choose another one.",
    errno.ENOTDIR: "A part of the path is a file, not a folder: choose another folder.",
    errno.EISDIR: "There is a folder of that name: choose another name.",
    errno.ENAMETOOLONG: "The name is too long: choose a shorter one.",
    errno.EIO: "The disk or the connection to it fails: choose another place.",
}


def sign(writer: str) -> None:
    """Let this thread's unfinished files carry a runner's name and the process's id: `runners.sweep` looks for them."""
    _writer.set(f"{writer}-{os.getpid()}-" if writer else "")


def scratch_name() -> str:
    """Return a new name for a file that is still being written."""
    return f".{_writer.get()}{secrets.token_hex(8)}{PART}"


@contextmanager
def replacing(path: Path, *, parents: bool = False, durable: bool = True) -> Iterator[IO[bytes]]:
    """Yield a binary file that takes the place of `path` when the block ends well; raises WriteError.

    `parents` makes missing folders. Not `durable`: the disk is not waited for, so that after a power cut the file may
    hold anything; only for what can be made again and is checked when it is read. An existing file keeps its
    permissions; a symbolic link is replaced, never followed, so that a link to an original cannot lead a result onto
    it.
    """
    scratch = path.parent / scratch_name()
    try:
        if parents:
            path.parent.mkdir(parents=True, exist_ok=True)
        with scratch.open("xb") as file:
            yield file
            file.flush()
            if durable:
                os.fsync(file.fileno())
        _keep_permissions(path, scratch)
        scratch.replace(path)
        if durable:
            _flush_folder(path.parent)
    except OSError as error:
        raise could_not_write(path, error) from error
    finally:
        with suppress(OSError):
            scratch.unlink(missing_ok=True)


def write_bytes(path: Path, data: bytes | bytearray | memoryview, *, parents: bool = False) -> None:
    """Write bytes in one step; raises WriteError."""
    with replacing(path, parents=parents) as file:
        file.write(data)


def write_text(path: Path, text: str, *, parents: bool = False) -> None:
    """Write text as UTF-8 with its line ends as they are; raises WriteError."""
    write_bytes(path, text.encode("utf-8"), parents=parents)


def write_json(path: Path, value: Any, *, parents: bool = False) -> None:
    """Write plain data as readable JSON; raises WriteError, ValueError for NaN and infinities."""
    try:
        data = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False).encode("utf-8")
    except UnicodeEncodeError:  # a file name that is not text: kept by escapes
        data = json.dumps(value, ensure_ascii=True, indent=2, allow_nan=False).encode("ascii")
    write_bytes(path, data + b"\n", parents=parents)


def could_not_write(path: Path, error: OSError) -> WriteError:
    """Return the sentence and the cure for an operating system's refusal."""
    cure = _CURES.get(error.errno or 0, f"The system says: {error.strerror or error}.")
    return WriteError(f"{path} could not be written.", cure)


def _keep_permissions(path: Path, scratch: Path) -> None:
    with suppress(OSError):
        if path.is_file() and not path.is_symlink():
            scratch.chmod(path.stat().st_mode & 0o777)


def _flush_folder(folder: Path) -> None:
    """Make the rename itself durable, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

"""Pixels in files that processes share, so that megabytes never travel through a pipe or hold up the interpreter.

A plate is written once (those of the canvas again and again, see `frames`), read by mapping it, and removed by whoever
keeps the list of what is still needed. The folder lies in memory where the system offers that (/dev/shm), else among
the temporary files.
"""

import os
import secrets
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from math import prod
from pathlib import Path

import numpy as np

from studio.model.picture import Bytes

PREFIX = "listing-studio-plates-"
_MEMORY = Path("/dev/shm")
ROOM = 2_000_000_000
"""Free bytes that the in-memory folder must have to be used."""


@dataclass(frozen=True)
class Plate:
    """A uint8 array in a file."""

    path: str
    shape: tuple[int, ...]

    @property
    def size(self) -> int:
        """Bytes."""
        return prod(self.shape)

    def opened(self) -> Bytes:
        """Return the array, mapped read-only; raises OSError where the plate is gone."""
        return np.memmap(self.path, np.uint8, "r", shape=self.shape)

    def writable(self) -> Bytes:
        """Return the array, mapped so that every process sees what is written; raises OSError where it is gone."""
        return np.asarray(np.memmap(self.path, np.uint8, "r+", shape=self.shape))

    def remove(self) -> None:
        """Give the space back; a process that has it mapped keeps its view (on Windows the file stays till the end)."""
        with suppress(OSError):
            Path(self.path).unlink()


def put(folder: Path, array: Bytes) -> Plate:
    """Write an array as a new plate; raises OSError where there is no room."""
    path = folder / secrets.token_hex(8)
    with path.open("xb") as file:
        file.write(np.ascontiguousarray(array).data)
    return Plate(str(path), tuple(array.shape))


def plate_folder() -> Path:
    """Make a folder for this process's plates, and clear away those of processes that ended without doing so."""
    base = _MEMORY if _roomy(_MEMORY) else Path(tempfile.gettempdir())
    for left in base.glob(f"{PREFIX}*"):
        owner = left.name.removeprefix(PREFIX).partition("-")[0]
        if owner.isdigit() and not _alive(int(owner)):
            shutil.rmtree(left, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=base))


def remove_folder(folder: Path) -> None:
    """Remove all plates."""
    shutil.rmtree(folder, ignore_errors=True)


def _roomy(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free >= ROOM and os.access(folder, os.W_OK)
    except OSError:
        return False


def _alive(process: int) -> bool:
    if os.name == "nt":
        return True  # os.kill would end it; the system clears its temporary folder itself
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True

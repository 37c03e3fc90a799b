"""Which files of a folder have come to rest, and which were taken in already."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from studio.store import atomic

SETTLE = 2.0
"""Seconds that a file must rest, in size and time, before it is taken in."""

Look = tuple[int, int]
"""Size in bytes and time of the last change in nanoseconds."""


class Settling:
    """Tells which files have come to rest. `clock` gives seconds."""

    def __init__(self, seconds: float = SETTLE, clock: Callable[[], float] = monotonic) -> None:
        self._seconds, self._clock = seconds, clock
        self._since: dict[Path, tuple[Look, float]] = {}

    def settled(self, looks: dict[Path, Look]) -> set[Path]:
        """Return those whose look has been the same for long enough; empty files never are."""
        now = self._clock()
        self._since = {
            path: known if (known := self._since.get(path)) is not None and known[0] == look else (look, now)
            for path, look in looks.items()
        }
        return {path for path, (look, since) in self._since.items() if look[0] > 0 and now - since >= self._seconds}


@dataclass
class Taken:
    """What was taken in, in that order, by place under the folder; and the batches that came of it."""

    looks: dict[str, Look] = field(default_factory=dict)
    batches: list[str] = field(default_factory=list)

    @staticmethod
    def read(file: Path) -> "Taken":
        """Return what is remembered; nothing where there is none or it cannot be read."""
        try:
            document = json.loads(file.read_bytes())
            return Taken({name: (look[0], look[1]) for name, look in document["looks"]}, document["batches"])
        except (OSError, ValueError, KeyError, TypeError, IndexError):
            return Taken()

    def write(self, file: Path) -> None:
        """Remember it; raises WriteError."""
        looks = [[name, list(look)] for name, look in self.looks.items()]
        atomic.write_json(file, {"version": 1, "looks": looks, "batches": self.batches}, parents=True)


def look_of(path: Path) -> Look | None:
    """Return how a file looks now, None where it is gone."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns

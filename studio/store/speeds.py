"""How long methods on this computer took for photos of the seller's own: a line each, the newest few hundred."""

from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from studio.model.errors import WriteError
from studio.store import atomic, paths

KEPT = 200  # that a median looks back on
LARGEST = 16_000  # bytes of a file, before only the newest lines of it are kept


def note(method: str, seconds: float) -> None:
    """Remember how long a method took; a full or read-only disk is no reason to fail."""
    path = _path(method)
    with suppress(OSError, WriteError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:  # a line at once: processes that write together do not mix theirs
            file.write(b"%.4f\n" % seconds)
        if path.stat().st_size > LARGEST:
            atomic.write_text(path, "".join(f"{each:.4f}\n" for each in seconds_of(method)))


def seconds_of(method: str) -> list[float]:
    """Return the newest durations, in seconds, the oldest of them first."""
    try:
        lines = _path(method).read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return []
    found = []
    for line in lines[-KEPT:]:
        with suppress(ValueError):
            found.append(float(line))
    return found


def _path(method: str) -> Path:
    return paths.cache() / "speeds" / f"{quote(method, safe='')}.txt"

"""Keeping what can be made again within bounds: what was used longest ago goes first."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def prune(files: Iterable[Path], most: int) -> None:
    """Remove the files used longest ago, by their time, until the rest takes at most `most` bytes.

    What cannot be removed, as another process may have it open, stays.
    """
    entries = []
    for path in files:
        with suppress(OSError):
            facts = path.stat()
            entries.append((facts.st_mtime, facts.st_size, path))
    total = sum(size for _, size, _ in entries)
    for _, size, path in sorted(entries):
        if total <= most:
            return
        with suppress(OSError):
            path.unlink()
            total -= size

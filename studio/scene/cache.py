"""Results of drawing steps by the hash of what went in, so that dragging one control recomputes only what changed."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, NamedTuple, TypeVar

import numpy as np

Result = TypeVar("Result")


class _Entry(NamedTuple):
    value: Any
    held: tuple[object, ...]
    size: int


class RenderCache:
    """Keeps the results of drawing steps up to `limit` bytes, the longest unused going first; safe between threads."""

    def __init__(self, limit: int = 256 << 20) -> None:
        self.limit = limit
        self._entries: OrderedDict[tuple[Any, ...], _Entry] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def step(self, key: tuple[Any, ...], held: tuple[object, ...], make: Callable[[], Result]) -> Result:
        """Return `make()`, or its earlier result for the same hashable `key` and the very same `held` objects.

        Held objects (pictures, cutouts) are immutable and too large to hash: they count by identity and are kept alive
        as long as the entry, so that an identity is never used twice.
        """
        full = (*key, *(id(item) for item in held))
        with self._lock:
            if (entry := self._entries.get(full)) is not None:
                self._entries.move_to_end(full)
                kept: Result = entry.value
                return kept
        value = make()
        self._keep(full, _Entry(value, held, _bytes_of(value)))
        return value

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._entries.clear()
            self._size = 0

    def _keep(self, key: tuple[Any, ...], entry: _Entry) -> None:
        with self._lock:
            if key in self._entries or entry.size > self.limit:
                return
            self._entries[key] = entry
            self._size += entry.size
            while self._size > self.limit:
                _, gone = self._entries.popitem(last=False)
                self._size -= gone.size


def _bytes_of(value: object) -> int:
    if isinstance(value, np.ndarray):
        return int(value.nbytes)
    if isinstance(value, tuple | list):
        return sum(_bytes_of(item) for item in value)
    fields = getattr(value, "__dict__", None)
    return sum(_bytes_of(item) for item in fields.values()) if fields else 64

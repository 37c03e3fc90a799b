"""Results of drawing steps by the hash of what went in, so that dragging one control recomputes only what changed."""

import sys
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, NamedTuple, TypeVar

import numpy as np

from studio.model.picture import Bytes

Result = TypeVar("Result")


SHEETS = 8
"""How many sheets are kept for another time."""

_UNUSED = 3
"""References to a sheet that only the list of them holds: the list's, the loop's, and that of asking."""


class _Entry(NamedTuple):
    value: Any
    held: tuple[object, ...]
    size: int
    kind: tuple[Any, ...] | None = None


class RenderCache:
    """Keeps the results of drawing steps up to `limit` bytes, the longest unused going first; safe between threads."""

    def __init__(self, limit: int = 256 << 20) -> None:
        self.limit = limit
        self._entries: OrderedDict[tuple[Any, ...], _Entry] = OrderedDict()
        self._size = 0
        self._last: dict[tuple[Any, ...], tuple[Any, ...]] = {}
        self._sheets: list[Bytes] = []
        self._lock = Lock()

    def step(
        self,
        key: tuple[Any, ...],
        held: tuple[object, ...],
        make: Callable[[], Result],
        kind: tuple[Any, ...] | None = None,
    ) -> Result:
        """Return `make()`, or its earlier result for the same hashable `key` and the very same `held` objects.

        Held objects (pictures, cutouts) are immutable and too large to hash: they count by identity and are kept alive
        as long as the entry, so that an identity is never used twice. Of results of the same `kind` only the last is
        kept: those of a drag, which nobody will ask for again.
        """
        full = (*key, *(id(item) for item in held))
        with self._lock:
            if (entry := self._entries.get(full)) is not None:
                self._entries.move_to_end(full)
                kept: Result = entry.value
                return kept
        value = make()
        self._keep(full, _Entry(value, held, _bytes_of(value), kind))
        return value

    def holds(self, key: tuple[Any, ...], held: tuple[object, ...]) -> bool:
        """Whether the result of a step is at hand."""
        with self._lock:
            return (*key, *(id(item) for item in held)) in self._entries

    def sheet(self, shape: tuple[int, ...]) -> Bytes:
        """Return bytes of a shape to write on, with anything in them: memory of an earlier sheet that nobody uses.

        New memory costs the system more, page by page, than filling it.
        """
        with self._lock:
            for sheet in self._sheets:
                if sheet.shape == shape and sys.getrefcount(sheet) == _UNUSED:
                    self._sheets.sort(key=lambda each: each is sheet)  # those not asked for go first
                    return sheet
            fresh = np.empty(shape, np.uint8)
            self._sheets = [*self._sheets[1 - SHEETS :], fresh]
            return fresh

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._entries.clear()
            self._last.clear()
            self._sheets.clear()
            self._size = 0

    def _keep(self, key: tuple[Any, ...], entry: _Entry) -> None:
        with self._lock:
            if key in self._entries or entry.size > self.limit:
                return
            if entry.kind is not None and (earlier := self._last.get(entry.kind)) is not None:
                self._drop(earlier)
            self._entries[key] = entry
            self._size += entry.size
            if entry.kind is not None:
                self._last[entry.kind] = key
            while self._size > self.limit:
                self._drop(next(iter(self._entries)))

    def _drop(self, key: tuple[Any, ...]) -> None:
        gone = self._entries.pop(key, None)
        if gone is not None:
            self._size -= gone.size
            if gone.kind is not None and self._last.get(gone.kind) == key:
                del self._last[gone.kind]


def _bytes_of(value: object) -> int:
    if isinstance(value, np.ndarray):
        return int(value.nbytes)
    if isinstance(value, tuple | list):
        return sum(_bytes_of(item) for item in value)
    fields = getattr(value, "__dict__", None)
    return sum(_bytes_of(item) for item in fields.values()) if fields else 64

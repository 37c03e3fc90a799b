"""Importing large libraries and making many calls beside a window without the window standing still."""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()


@contextmanager
def quietly() -> Iterator[None]:
    """Import inside: without collections of garbage, and what was imported is left out of all later ones.

    Python stops every thread while it looks for garbage. Measured on one slow core: importing the SDKs makes 160,000
    objects, and each look through all of them took 70–140 ms of processor time, during imports and calls alike; all
    else that an import does lets the window in within 25 ms.
    """
    with _lock:
        was_on = gc.isenabled()
        gc.disable()
        try:
            yield
        finally:
            gc.freeze()
            if was_on:
                gc.enable()


class Calm:
    """Puts off the search through old objects while any call is under way: `with CALM: …`, nested as one likes.

    Young garbage is collected as ever. Two hundred calls at once hold 110,000 objects: 80 ms of searching.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inside = 0
        self._usual = gc.get_threshold()

    def __enter__(self) -> None:
        with self._lock:
            self._inside += 1
            if self._inside == 1:
                self._usual = gc.get_threshold()
                gc.set_threshold(self._usual[0], self._usual[1], 1_000_000)

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._inside -= 1
            if self._inside == 0:
                gc.set_threshold(*self._usual)


CALM = Calm()

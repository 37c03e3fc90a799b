"""Importing large libraries and making many calls beside a window without the window standing still."""

import gc
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

TURN = 0.0005
"""Seconds after which a thread that waits for the interpreter may ask for it while calls are under way."""

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
    """Lets a window in at any time while calls are under way: `with CALM: …`, nested as one likes.

    The search through old objects is put off (young garbage is collected as ever): two hundred calls at once hold
    110,000 objects, 80 ms of searching. And threads take shorter turns: one that makes a system call every millisecond
    gives the interpreter up and has it back each time before a waiting thread wakes, and that one's usual 5 ms of
    patience begin anew at each of them; half a millisecond runs out between two system calls.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inside = 0
        self._usual = gc.get_threshold()
        self._turn = sys.getswitchinterval()

    def __enter__(self) -> None:
        with self._lock:
            self._inside += 1
            if self._inside == 1:
                self._usual = gc.get_threshold()
                gc.set_threshold(self._usual[0], self._usual[1], 1_000_000)
                self._turn = sys.getswitchinterval()
                sys.setswitchinterval(min(self._turn, TURN))

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._inside -= 1
            if self._inside == 0:
                gc.set_threshold(*self._usual)
                sys.setswitchinterval(self._turn)


CALM = Calm()

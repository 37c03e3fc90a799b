"""Work that waits until nobody has asked for it anew for a moment."""

import logging
from collections.abc import Callable
from threading import Condition, Thread
from time import monotonic
from typing import Generic, TypeVar

_log = logging.getLogger(__name__)

Value = TypeVar("Value")


class Later(Generic[Value]):
    """Calls `work` with the newest value once it has been quiet for `delay` seconds, on one thread of its own.

    Asking costs next to nothing, so that it can be done with every movement of a hand.
    """

    def __init__(self, delay: float, work: Callable[[Value], None]) -> None:
        self._delay, self._work = delay, work
        self._change = Condition()
        self._value: list[Value] = []  # none or one
        self._due = 0.0
        self._busy = self._ended = False
        self._thread: Thread | None = None

    def ask(self, value: Value) -> None:
        """Let `value` take the place of the one that waits, and the wait begin anew."""
        with self._change:
            idle, self._value, self._due = not self._value, [value], monotonic() + self._delay
            if self._thread is None:
                self._thread = Thread(target=self._run, name="later", daemon=True)
                self._thread.start()
            elif idle:
                self._change.notify_all()

    def cancel(self) -> None:
        """Forget the value that waits."""
        with self._change:
            self._value = []
            self._change.notify_all()

    def wait(self, seconds: float) -> bool:
        """Wait until nothing is due and nothing is being done; returns whether that came in time."""
        with self._change:
            return self._change.wait_for(lambda: not self._value and not self._busy, seconds)

    def end(self) -> None:
        """Forget the value that waits, and end the thread."""
        self._ended = True
        self.cancel()

    def _run(self) -> None:
        while not self._ended:
            for value in self._taken():
                self._do(value)
            with self._change:
                self._busy = False
                self._change.notify_all()

    def _do(self, value: Value) -> None:
        try:
            self._work(value)
        except Exception:  # else whatever `work` did not foresee would end all that comes later
            _log.exception("What was put off could not be done")

    def _taken(self) -> list[Value]:
        """Wait until a value is due and take it; empty where it was cancelled."""
        with self._change:
            self._change.wait_for(lambda: self._value or self._ended)
            while self._value and (left := self._due - monotonic()) > 0:
                self._change.wait(left)
            taken, self._value = self._value, []
            self._busy = bool(taken)
            return taken

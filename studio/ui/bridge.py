"""The one crossing from worker threads to the window's thread.

    bridge.deliver(future, self.developed)     # self.developed(future) on the window's thread, once it is done
    bridge.call(self.progressed, 0.4)          # from any thread

Receivers are methods of QObjects (or of plain objects that live as long as the application); one whose QObject has
been deleted meanwhile is passed over. Deliveries are handed out a few milliseconds at a time, so that a hundred results
arriving together never hold up the mouse.
"""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from time import perf_counter
from typing import Any
from weakref import WeakMethod

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

TURN = 0.006
"""Seconds of handing out before the event loop gets its turn."""


class Bridge(QObject):
    """Lives as long as the application, on the window's thread."""

    _poke = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: deque[tuple[WeakMethod[Callable[..., object]], tuple[Any, ...]]] = deque()
        self._poke.connect(self._hand_out, Qt.ConnectionType.QueuedConnection)
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self._hand_out)
        self.closed = False

    def deliver(self, future: "Future[Any]", receiver: Callable[["Future[Any]"], object]) -> None:
        """Call `receiver(future)` on the window's thread once the future is done (cancelled or failed included)."""
        method = WeakMethod(receiver)
        future.add_done_callback(lambda done: self._post(method, (done,)))

    def call(self, receiver: Callable[..., object], *args: Any) -> None:
        """Call a method on the window's thread, soon; safe from any thread."""
        self._post(WeakMethod(receiver), args)

    def close(self) -> None:
        """Deliver nothing any more: the window is going."""
        self.closed = True
        self._waiting.clear()

    def _post(self, method: "WeakMethod[Callable[..., object]]", args: tuple[Any, ...]) -> None:
        if self.closed:
            return
        self._waiting.append((method, args))
        if shiboken6.isValid(self):
            self._poke.emit()

    @Slot()
    def _hand_out(self) -> None:
        until = perf_counter() + TURN
        while self._waiting and not self.closed:
            method, args = self._waiting.popleft()
            receiver = method()
            if receiver is not None and _alive(receiver):
                receiver(*args)
            if perf_counter() > until:
                self._again.start()
                return


def _alive(method: Callable[..., object]) -> bool:
    owner = getattr(method, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)

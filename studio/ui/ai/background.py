"""Work of the AI page beside the window's thread: files and keyrings on a thread, calls on an asyncio loop."""

from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject

from studio.ai.loop import CallLoop
from studio.ui.bridge import Bridge

Receiver = Callable[["Future[Any]"], object]


class Background(QObject):
    """Results come to the receiver's method on the window's thread; nothing comes any more after `close`."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._thread = ThreadPoolExecutor(2, "ai-files")  # a keyring may wait for a person
        self.calls = CallLoop()
        self.waiting = 0  # results that have not come yet

    def read(self, receiver: Receiver, function: Callable[..., Any], *arguments: Any, **named: Any) -> None:
        """Run a function that reads files, the ledger or the keyring."""
        self._expect(self._thread.submit(function, *arguments, **named), receiver)

    def ask(self, receiver: Receiver, work: Callable[[], Coroutine[Any, Any, Any]]) -> "Future[Any]":
        """Run a coroutine that may call providers; `cancel()` of the result ends it at once."""
        future = self.calls.submit(work)
        self._expect(future, receiver)
        return future

    def _expect(self, future: "Future[Any]", receiver: Receiver) -> None:
        self.waiting += 1
        self._bridge.deliver(future, receiver)
        self._bridge.deliver(future, self._came)  # after the receiver

    def _came(self, _future: "Future[Any]") -> None:
        self.waiting -= 1

    def call(self, receiver: Callable[..., object], *arguments: Any) -> None:
        """Call a method on the window's thread, from any thread."""
        self._bridge.call(receiver, *arguments)

    def close(self) -> None:
        """Cancel every call and forget what waits."""
        self._thread.shutdown(wait=False, cancel_futures=True)
        self.calls.close()

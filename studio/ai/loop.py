"""An asyncio loop in a thread of its own: calls run there, whoever asked gets a `concurrent.futures.Future`.

Chosen over qasync by measurement (docs/decisions): it works on every Python from 3.11 on, needs no window, and the
command line and the server use the very same.
"""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from studio.ai.quiet import CALM

Result = TypeVar("Result")


class CallLoop:
    """Started by its first call; `close` cancels what is under way and waits until it has ended.

    Futures are done in the loop's thread: whoever paints carries the result over (the window's bridge does).
    """

    def __init__(self, *, at_once: int = 32) -> None:
        self.at_once = at_once
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._slots: asyncio.Semaphore | None = None
        self._closed = False

    def submit(self, work: Callable[[], Coroutine[Any, Any, Result]]) -> "Future[Result]":
        """Run a coroutine; `cancel()` of the future stops it at once, also in the middle of a call or a wait.

        Raises RuntimeError once the loop is closed.
        """
        with self._lock:
            if self._closed:
                raise RuntimeError("the studio is being closed")
            loop = self._started()
        return asyncio.run_coroutine_threadsafe(self._limited(work), loop)

    async def _limited(self, work: Callable[[], Coroutine[Any, Any, Result]]) -> Result:
        assert self._slots is not None
        with CALM:
            async with self._slots:
                return await work()

    def _started(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            ready = threading.Event()
            self._thread = threading.Thread(target=self._run, args=(ready,), name="ai-calls", daemon=True)
            self._thread.start()
            ready.wait()
        assert self._loop is not None
        return self._loop

    def _run(self, ready: threading.Event) -> None:
        with asyncio.Runner() as runner:
            self._loop = runner.get_loop()
            self._loop.set_default_executor(ThreadPoolExecutor(1, "ai-sdk"))  # six jostle the window
            self._slots = asyncio.Semaphore(self.at_once)
            self._loop.call_soon(ready.set)
            self._loop.run_forever()
            # The runner's end cancels every task that is left, waits for it and closes what was opened.

    def close(self, timeout: float = 5.0) -> bool:
        """Cancel everything and end; return whether it had ended within the seconds given. It may be called twice."""
        with self._lock:
            self._closed = True
            loop, thread = self._loop, self._thread
        if loop is None or thread is None:
            return True
        if thread.is_alive():
            loop.call_soon_threadsafe(loop.stop)
            thread.join(timeout)
        return not thread.is_alive()

"""An export of mockups that runs on a thread of its own and can be stopped between two pictures."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, Signal

from studio.app.mockups.export import Job, export
from studio.model.errors import Cancelled, StudioError
from studio.ui.bridge import Bridge

Lines = list[dict[str, Any]]


class Exporting(QObject):
    """`progressed(done, total)`; `ended(lines, folder)`, lines as `export` gives them; `failed(StudioError)`."""

    progressed = Signal(int, int)
    ended = Signal(object, str)
    stopped = Signal(int)
    failed = Signal(object)

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._thread = ThreadPoolExecutor(1, "mockup-export")
        self._stop = Event()
        self._folder, self._done = "", 0
        self.running = False

    def start(self, plan: Callable[[], Sequence[Job]], folder: Path, *, picture_format: str = "jpeg") -> None:
        """Begin; `plan` is called on the thread."""
        self._stop.clear()
        self._folder, self._done, self.running = str(folder), 0, True
        self.progressed.emit(0, 0)
        future = self._thread.submit(self._work, plan, folder, picture_format)
        self._bridge.deliver(future, self._ended)

    def stop(self) -> None:
        """End after the picture that is being made."""
        self._stop.set()

    def close(self) -> None:
        """End with the window."""
        self.stop()
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _work(self, plan: Callable[[], Sequence[Job]], folder: Path, picture_format: str) -> Lines:
        return export(plan(), folder, format=picture_format, advance=self._advance)

    def _advance(self, done: int, total: int) -> None:
        self._bridge.call(self._tell, done, total)
        if self._stop.is_set():
            raise Cancelled

    def _tell(self, done: int, total: int) -> None:
        self._done = done
        if self.running:
            self.progressed.emit(done, total)

    def _ended(self, future: "Future[Lines]") -> None:
        self.running = False
        try:
            self.ended.emit(future.result(), self._folder)
        except Cancelled:
            self.stopped.emit(self._done)
        except StudioError as error:
            self.failed.emit(error)

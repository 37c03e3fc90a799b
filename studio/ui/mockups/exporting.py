"""An export of mockups that runs on a thread of its own and can be stopped between two pictures."""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, Signal

from studio.app.mockup_export import Job, export
from studio.model.errors import Cancelled
from studio.ui.bridge import Bridge


class Exporting(QObject):
    """`progressed()`: `words` changed; `ended(done, errors, folder)` with the errors as plain data."""

    progressed = Signal()
    ended = Signal(int, object, str)

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._thread = ThreadPoolExecutor(1, "mockup-export")
        self._stopped = Event()
        self._folder = ""
        self.words = ""

    def start(self, jobs: Sequence[Job], folder: Path) -> None:
        """Begin."""
        self._stopped.clear()
        self._folder = str(folder)
        self._tell(0, len(jobs))
        self._bridge.deliver(self._thread.submit(export, jobs, folder, advance=self._advance), self._ended)

    def stop(self) -> None:
        """End after the picture that is being made."""
        self._stopped.set()

    def close(self) -> None:
        """End with the window."""
        self.stop()
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _advance(self, done: int, total: int) -> None:
        self._bridge.call(self._tell, done, total)
        if self._stopped.is_set():
            raise Cancelled

    def _tell(self, done: int, total: int) -> None:
        self.words = f"{done} of {total} pictures"
        self.progressed.emit()

    def _ended(self, future: "Future[list[dict[str, Any]]]") -> None:
        self.words = ""
        try:
            lines = future.result()
        except Cancelled:
            self.progressed.emit()
            return
        errors = [line["error"] for line in lines if line["error"]]
        self.ended.emit(len(lines) - len(errors), errors, self._folder)

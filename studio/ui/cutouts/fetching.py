"""Getting model files on a thread of its own: progress comes back to the window, and can be stopped."""

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from studio.app.model_files import get_model
from studio.model.progress import Progress
from studio.ui.bridge import Bridge


class Fetching(QObject):
    """One model after the other. `progressed(model, share)`; `ended(model, error or None)`."""

    progressed = Signal(str, float)
    ended = Signal(str, object)

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._thread = ThreadPoolExecutor(1, "models")
        self._stops: dict[str, threading.Event] = {}
        self._models: dict[Future[Any], str] = {}

    def get(
        self, model: str, *, from_file: Path | None = None, mirror: str | None = None, accept_licence: bool = False
    ) -> None:
        """Begin; from the publisher, from a file at hand, or from another address of the file or its folder."""
        stop = self._stops[model] = threading.Event()

        def tell(share: float, _what: str) -> None:
            self._bridge.call(self._progressed, model, share)

        progress = Progress(tell, stop)
        future = self._thread.submit(
            get_model, model, from_file=from_file, mirror=mirror, accept_licence=accept_licence, progress=progress
        )
        self._models[future] = model
        self._bridge.deliver(future, self._ended)

    def stop(self, model: str) -> None:
        """Stop getting a model; nothing is left that could be taken for it."""
        if model in self._stops:
            self._stops[model].set()

    def _progressed(self, model: str, share: float) -> None:
        self.progressed.emit(model, share)

    def _ended(self, future: "Future[Any]") -> None:
        model = self._models.pop(future)
        self._stops.pop(model, None)
        self.ended.emit(model, None if future.cancelled() else future.exception())

    def close(self) -> None:
        """Stop everything."""
        for stop in self._stops.values():
            stop.set()
        self._thread.shutdown(wait=False, cancel_futures=True)

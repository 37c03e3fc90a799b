"""From process start to a working window: the frame is painted first, heavy imports happen on a thread behind it."""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from studio.store import paths
from studio.ui.bridge import Bridge
from studio.ui.remembered import Remembered
from studio.ui.theme import Theme
from studio.ui.window import Window

if TYPE_CHECKING:
    from studio.app.batch.workers import Workers


class Opening(QObject):
    """Owns the bridge and the window from the first paint on."""

    def __init__(self, application: QApplication, window: Window) -> None:
        super().__init__(application)
        self.window = window
        self._bridge = Bridge(self)
        self._thread = ThreadPoolExecutor(1, "opening")
        self._future: Future[tuple[Workers, Workers]] | None = None
        window.painted.connect(self._painted, Qt.ConnectionType.QueuedConnection)

    def _painted(self) -> None:
        self._future = self._thread.submit(_import_everything)
        self._bridge.deliver(self._future, self._imported)

    def _imported(self, future: "Future[tuple[Workers, Workers]]") -> None:
        from studio.ui.session import Session

        self._thread.shutdown(wait=False)
        if self.window.closed:
            return  # `finish` ends the processes
        self.window.furnish(Session(self._bridge, *future.result(), self))

    def finish(self) -> None:
        """After the event loop: where the window was closed before it was furnished, end what had been started."""
        if self._future is not None and self.window.session is None:
            for pool in self._future.result():
                pool.shutdown(kill=True)


def _import_everything() -> "tuple[Workers, Workers]":
    """Start the worker processes early (they warm up beside us), then import what the panels need.

    cv2 comes before: while it is being imported it puts its own folder, which holds a `typing`, in front of `sys.path`,
    and a process started in that moment inherits it and dies.
    """
    import cv2  # noqa: F401

    from studio.ui.session import make_workers

    workers = make_workers()
    import studio.ui.furnishing  # noqa: F401
    from studio.check import load_channels
    from studio.store.presets import list_presets

    load_channels()  # forty files, remembered from here on
    list_presets()
    return workers


def application(arguments: Sequence[str] = ("studio",)) -> QApplication:
    """Return the QApplication, made and themed where there is none yet."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(list(arguments))
    app.setApplicationName("listing-studio")
    app.setApplicationDisplayName("Listing Studio")
    choice = Remembered(paths.home() / "window.json").get("theme", str, "system")
    Theme.install(app, choice if choice in ("dark", "light") else "system")
    return app


def open_window(found: Sequence[Path]) -> tuple[QApplication, Opening]:
    """Show the window; the rest follows by itself once the event loop runs."""
    app = application()
    window = Window(Path(path).absolute() for path in found)
    opening = Opening(app, window)
    window.show()
    return app, opening

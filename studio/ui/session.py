"""The working heart behind the window: workspace, worker processes, autosave; opened after the first paint."""

from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from studio.app.batch.workers import Workers, worker_count
from studio.app.photo import develop
from studio.app.workspace.autosave import Autosave
from studio.app.workspace.examining import Examiner
from studio.app.workspace.plates import plate_folder, remove_folder
from studio.app.workspace.preview import Previews
from studio.app.workspace.workspace import Change, Workspace
from studio.check import load_channels
from studio.model.errors import StudioError
from studio.model.photo import Listing
from studio.store import paths
from studio.ui.bridge import Bridge
from studio.ui.drop import keep_image

MEMORY_LIMIT = 4_000_000_000
"""Bytes that a process may take for one photo; more fails that photo and nothing else."""
REST = 0.8
"""Seconds without a change after which photos are examined."""
LOOK = 200
"""Milliseconds between two looks whether it is time for that."""


def gathered(found: Iterable[Path]) -> list[Listing]:
    """Walk files and folders and group the photos; may take long, so it runs on a thread."""
    from studio.intake import gather, group

    return list(group(gather(found)))


class Session(QObject):
    """Made on the window's thread. `trouble(message, hint)` tells of what the window should say."""

    trouble = Signal(object, object)
    added = Signal(object)

    def __init__(self, bridge: Bridge, workers: Workers, painters: Workers, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self.workers = workers
        self.painters = painters
        self.folder = plate_folder()
        self.workspace = Workspace()
        self.autosave = Autosave(self.workspace, paths.home() / "workspace.json")
        self.previews = Previews(
            self.workspace, workers, painters, self.folder, deliver=bridge.deliver, lanes=worker_count()
        )
        self.examiner = Examiner(self.workspace, workers, load_channels(), deliver=bridge.deliver)
        self._changed = monotonic()
        self.workspace.subscribe(self._heard)
        self._still = QTimer(self, interval=LOOK)
        self._still.timeout.connect(self._examine)
        self._still.start()
        self.disk = ThreadPoolExecutor(1, "disk")

    def _heard(self, change: Change) -> None:
        if change.kind != "state":
            self._changed = monotonic()

    def _examine(self) -> None:
        """When all is still and every photo is cut out, find out what the channels would say."""
        if monotonic() - self._changed > REST and not self.previews.busy:
            self.examiner.rest()

    def add(self, found: Iterable[Path]) -> None:
        """Add files and folders; walking them happens on a thread, the photos appear as soon as they are known."""
        self.bridge.deliver(self.disk.submit(gathered, list(found)), self._gathered)

    def add_image(self, image: QImage) -> None:
        """Add a bare picture, kept as a file of its own."""
        self.bridge.deliver(self.disk.submit(self._kept, image), self._gathered)

    def _kept(self, image: QImage) -> list[Listing]:
        return gathered([keep_image(image, paths.home() / "pasted")])

    def _gathered(self, future: "Future[Any]") -> None:
        try:
            listings = future.result()
        except StudioError as error:
            self.trouble.emit(error.message, error.hint)
            return
        except OSError as error:
            self.trouble.emit(f"{error.filename or 'The folder'} cannot be read.", f"{error.strerror or error}")
            return
        new = self.workspace.add_listings(listings)
        if new:
            self.workspace.select(new[:1])
            self.added.emit(new)
        elif not listings:
            hint = "Drop JPEG, PNG, WebP, HEIC, TIFF, PSD or AVIF files, or a folder with such."
            self.trouble.emit("There are no photos in what was dropped.", hint)

    def close(self) -> None:
        """Save, and end everything that was started; nothing is heard of it afterwards."""
        with suppress(StudioError, OSError):  # leaving must always be possible; the file of a moment ago is there
            self.autosave.close()
        self._still.stop()
        self.bridge.close()
        self.previews.close()
        self.disk.shutdown(wait=False, cancel_futures=True)
        self.workers.shutdown(kill=True)
        self.painters.shutdown(kill=True)
        remove_folder(self.folder)


def make_workers() -> tuple[Workers, Workers]:
    """Start the processes that develop, and the one that renders; have them import what the first photo needs.

    Safe on any thread. The one that renders does not step back: somebody is looking at its picture.
    """
    count = worker_count()
    workers, painters = Workers(count, memory_limit=MEMORY_LIMIT), Workers(1)
    for _ in range(count):
        workers.submit(develop.warm_up)
    painters.submit(develop.warm_up, False)
    if count > 1:
        _prepare(workers, count)
    return workers, painters


def _prepare(workers: Workers, left: int) -> None:
    """Have one process after the other load the network: the others stay free for thumbnails."""

    def done(future: "Future[Any]") -> None:
        if left > 1 and not future.cancelled() and future.exception() is None:
            with suppress(RuntimeError):  # shut down meanwhile
                _prepare(workers, left - 1)

    workers.submit(develop.prepare).add_done_callback(done)

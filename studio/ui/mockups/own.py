"""The seller's own mockups on the page: made of a photo or a PSD, taken in, handed on, removed."""

from concurrent.futures import Future
from pathlib import Path
from threading import Event
from typing import Any

from PySide6.QtCore import QFile, QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from studio.app.mockups import own as own_mockups
from studio.app.mockups import shared as shared_mockups
from studio.app.mockups.desk import MockupDesk
from studio.app.mockups.marking import MarkingDesk
from studio.app.mockups.shelf import Item
from studio.intake.artwork import load_artwork
from studio.model.errors import Cancelled, StudioError
from studio.model.printing import Artwork
from studio.store import paths
from studio.ui.bridge import Bridge
from studio.ui.mockups.marking.dialog import MarkingDialog
from studio.ui.mockups.printing import Printing
from studio.ui.mockups.taking import SAMPLE

KINDS = "Photos and mockups (*.jpg *.jpeg *.png *.webp *.avif *.heic *.tif *.tiff *.psd *.psb *.zip);;All files (*)"
DOCUMENTS = (".psd", ".psb")


class OwnMockups(QObject):
    """`reading(words)`: "" when done; `made(item_id)`: there is one more, or "" one less; `trouble(message, hint)`."""

    reading = Signal(str)
    made = Signal(str)
    trouble = Signal(str, str)

    def __init__(self, desk: MockupDesk, printing: Printing, bridge: Bridge, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._printing, self._bridge, self._window = desk, printing, bridge, parent
        self.dialog: MarkingDialog | None = None
        self._stop = Event()

    def ask(self) -> None:
        """Ask for a photo, a PSD or a mockup file."""
        found, _ = QFileDialog.getOpenFileName(self._window, "New item of a photo, a PSD or a mockup file", "", KINDS)
        if found:
            self.take(Path(found))

    def take(self, path: Path) -> None:
        """Make an item of a file or folder: at once, or by marking it."""
        self._stop.clear()
        self.reading.emit(f"Reading {path.name}…")
        if shared_mockups.is_shared(path):
            self._printing.read(lambda: (shared_mockups.take_in(path), ()), self._taken)
        elif path.suffix.lower() in DOCUMENTS:
            self._printing.read(lambda: own_mockups.mockup_of_psd(path, step=self._step), self._taken)
        else:
            self._printing.read(lambda: (MarkingDesk(path), self._artwork()), self._opened)

    def call_off(self) -> None:
        """Stop making an item of a PSD."""
        self._stop.set()

    def _step(self, layer: str) -> None:
        if self._stop.is_set():
            raise Cancelled
        self._printing.tell(self._say, f"Drawing “{layer}”…")

    def _say(self, words: str) -> None:
        self.reading.emit(words)

    def _artwork(self) -> Artwork:
        chosen = self._desk.chosen
        return self._desk.shelf[chosen] if chosen else load_artwork(paths.shipped(*SAMPLE), longest=1024)

    def _taken(self, future: "Future[tuple[Item, tuple[str, ...]]]") -> None:
        self.reading.emit("")
        try:
            item, unsupported = future.result()
        except Cancelled:
            return
        except StudioError as error:
            self.trouble.emit(error.message, error.hint)
            return
        self._keep(item)
        if unsupported:
            self.trouble.emit(f"“{item.mockup.name}” was made without: {'; '.join(unsupported)}.", "")

    def _opened(self, future: "Future[tuple[MarkingDesk, Artwork]]") -> None:
        self.reading.emit("")
        try:
            desk, artwork = future.result()
        except StudioError as error:
            self.trouble.emit(error.message, error.hint)
            return
        self.dialog = MarkingDialog(desk, artwork, self._bridge, self._window)
        self.dialog.made.connect(self._keep)
        self.dialog.open()

    def _keep(self, item: Item) -> None:
        self._desk.find()
        self._desk.choose_item(item.id)
        self.made.emit(item.id)

    def remove(self) -> None:
        """Take the item on the stage off this computer, if it is one's own; it goes to the trash."""
        if not self._desk.items:
            return
        item = self._desk.item
        if not item.own:
            self.trouble.emit(f"“{item.mockup.name}” ships with the studio and stays.", "")
            return
        if not QFile.moveToTrash(str(item.folder)):
            self.trouble.emit(f"{item.folder} could not be moved to the trash.", "Remove the folder by hand.")
            return
        self._desk.find()
        self.made.emit("")

    def share(self) -> None:
        """Write the item on the stage as one file."""
        if not self._desk.items:
            return
        item = self._desk.item
        found, _ = QFileDialog.getSaveFileName(self._window, "Share mockup", f"{item.id}.zip", "Mockup (*.zip)")
        if found:
            self._printing.read(lambda: shared_mockups.share(item, Path(found)), self._shared)

    def _shared(self, future: "Future[Any]") -> None:
        try:
            path = future.result()
        except StudioError as error:
            self.trouble.emit(error.message, error.hint)
            return
        self.trouble.emit(f"{path.name} can be handed on; dropped on this page, it becomes an item.", "")

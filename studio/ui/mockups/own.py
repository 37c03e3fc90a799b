"""The seller's own mockups on the page: made of a photo or a PSD, taken in, handed on, removed."""

from concurrent.futures import Future
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from studio.app import own_mockups, shared_mockups
from studio.app.marking_desk import MarkingDesk
from studio.app.mockup_desk import MockupDesk
from studio.app.mockups import Item
from studio.intake.artwork import load_artwork
from studio.model.errors import StudioError
from studio.model.printing import Artwork
from studio.store import paths
from studio.ui.bridge import Bridge
from studio.ui.mockups.marking.dialog import MarkingDialog
from studio.ui.mockups.printing import Printing
from studio.ui.mockups.taking import SAMPLE

KINDS = "Photos and mockups (*.jpg *.jpeg *.png *.webp *.avif *.heic *.tif *.tiff *.psd *.psb *.zip);;All files (*)"
DOCUMENTS = (".psd", ".psb")


class OwnMockups(QObject):
    """`reading(count)`: 0 when done; `made(item_id)`: there is one more, or "" one less; `trouble(message, hint)`."""

    reading = Signal(int)
    made = Signal(str)
    trouble = Signal(str, str)

    def __init__(self, desk: MockupDesk, printing: Printing, bridge: Bridge, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._printing, self._bridge, self._window = desk, printing, bridge, parent
        self.dialog: MarkingDialog | None = None

    def ask(self) -> None:
        """Ask for a photo, a PSD or a mockup file."""
        found, _ = QFileDialog.getOpenFileName(self._window, "New item of a photo, a PSD or a mockup file", "", KINDS)
        if found:
            self.take(Path(found))

    def take(self, path: Path) -> None:
        """Make an item of a file or folder: at once, or by marking it."""
        self.reading.emit(1)
        if shared_mockups.is_shared(path):
            self._printing.read(lambda: (shared_mockups.take_in(path), ()), self._taken)
        elif path.suffix.lower() in DOCUMENTS:
            self._printing.read(lambda: own_mockups.mockup_of_psd(path), self._taken)
        else:
            self._printing.read(lambda: (MarkingDesk(path), self._artwork()), self._opened)

    def _artwork(self) -> Artwork:
        chosen = self._desk.chosen
        return self._desk.shelf[chosen] if chosen else load_artwork(paths.shipped(*SAMPLE), longest=1024)

    def _taken(self, future: "Future[tuple[Item, tuple[str, ...]]]") -> None:
        self.reading.emit(0)
        try:
            item, unsupported = future.result()
        except StudioError as error:
            self.trouble.emit(error.message, error.hint)
            return
        self._keep(item)
        if unsupported:
            self.trouble.emit(f"“{item.mockup.name}” was made without: {'; '.join(unsupported)}.", "")

    def _opened(self, future: "Future[tuple[MarkingDesk, Artwork]]") -> None:
        self.reading.emit(0)
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

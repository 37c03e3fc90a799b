"""What is dropped on the page: artwork for the shelf, read on a thread of its own."""

from concurrent.futures import Future
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, Signal

from studio.app.mockups.desk import MockupDesk
from studio.intake.artwork import SUFFIXES
from studio.model.errors import StudioError
from studio.model.printing import Artwork
from studio.model.progress import Progress
from studio.store import paths
from studio.ui.mockups.printing import Printing

ARTWORK = 2048  # pixels of artwork that the page keeps; an export reads it anew
SAMPLE = "resources", "artwork", "lake.svg"


class Taking(QObject):
    """`reading(words)`: "" when done; `taken()`: the desk has more; `trouble(message, hint)`."""

    reading = Signal(str)
    taken = Signal()
    trouble = Signal(str, str)

    def __init__(self, desk: MockupDesk, printing: Printing, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._printing = desk, printing
        self._stop = Event()

    def take_sample(self) -> None:
        """Take the design that ships, to show what the page does."""
        self.take([paths.shipped(*SAMPLE)])

    def take(self, found: list[Path]) -> None:
        """Take files, and of folders what can be artwork."""
        files = [
            file
            for path in found
            for file in (sorted(path.rglob("*")) if path.is_dir() else [path])
            if not path.is_dir() or (file.suffix.lower() in SUFFIXES and not file.name.startswith("."))
        ]
        if files:
            self._stop.clear()
            self.reading.emit(f"Reading {len(files)} file{'' if len(files) == 1 else 's'}…")
            progress = Progress(self._report, self._stop)
            self._printing.read(lambda: MockupDesk.read(files, ARTWORK, progress), self._read)
        elif found:
            self.trouble.emit(f"{found[0].name} holds no artwork.", "Drop PNG, SVG, PDF, PSD or JPEG files.")

    def call_off(self) -> None:
        """Stop after the file that is being read."""
        self._stop.set()

    def _report(self, share: float, words: str) -> None:
        self._printing.tell(self._say, words)

    def _say(self, words: str) -> None:
        self.reading.emit(words)

    def _read(self, future: "Future[list[tuple[Path, Artwork | StudioError]]]") -> None:
        for path, artwork in future.result():
            if isinstance(artwork, StudioError):
                self.trouble.emit(artwork.message, artwork.hint)
            else:
                self._desk.shelve(path, artwork)
        self.reading.emit("")
        self.taken.emit()

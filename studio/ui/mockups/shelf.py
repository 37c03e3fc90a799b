"""The shelf at the left: the seller's artwork, or, while there is none, a place that asks for it."""

from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.intake.artwork import SUFFIXES
from studio.ui import drop, icons
from studio.ui.elided import ElidedLabel
from studio.ui.mockups.tiles import Tiles
from studio.ui.theme import PADDING, colours

SIDE = 96
KINDS = f"Artwork ({' '.join('*' + suffix for suffix in sorted(SUFFIXES))});;All files (*)"


class Shelf(QWidget):
    """`offered(paths)` to be read; `picked(key)`, `removed(key)` of a tile; `sample_asked()`; `call_off()` reading."""

    offered = Signal(object)
    picked = Signal(str)
    removed = Signal(str)
    sample_asked = Signal()
    call_off = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self.add = QPushButton(icons.icon("add", "on_fill"), "Add artwork…")
        self.add.setProperty("role", "primary")
        self.tiles = Tiles("Artwork", SIDE)
        self.empty = _Empty()
        self.busy = QWidget()
        self.said = ElidedLabel()
        self.said.setProperty("role", "caption")
        self.stop = QToolButton()
        self.stop.setIcon(icons.icon("cancel"))
        self.stop.setToolTip("Stop reading")
        self.stop.setAccessibleName("Stop reading")
        row = QHBoxLayout(self.busy)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.said, 1)
        row.addWidget(self.stop)
        self.busy.hide()
        self._stack = QStackedLayout()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.tiles)
        column = QVBoxLayout(self)
        column.setContentsMargins(PADDING, PADDING, PADDING, 8)
        column.setSpacing(8)
        column.addWidget(self.add)
        column.addWidget(self.busy)
        column.addLayout(self._stack, 1)
        self.add.clicked.connect(self.ask)
        self.stop.clicked.connect(self.call_off)
        self.empty.sample.clicked.connect(self.sample_asked)
        self.tiles.picked.connect(self.picked)
        self.tiles.removed.connect(self.removed)
        self.tiles.dropped.connect(self.offered)

    def ask(self) -> None:
        """Ask for artwork files."""
        found, _ = QFileDialog.getOpenFileNames(self, "Add artwork", "", KINDS)
        if found:
            self.offered.emit([Path(name) for name in found])

    def show_reading(self, words: str) -> None:
        """Say what is being read; "": nothing any more."""
        self.said.setText(words)
        self.busy.setVisible(bool(words))

    def show_kept(self) -> None:
        """Show the tiles, or the place that asks for artwork where there are none."""
        self._stack.setCurrentWidget(self.tiles if self.tiles.count() else self.empty)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if drop.paths_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.offered.emit(drop.paths_of(event.mimeData()))
        event.acceptProposedAction()


class _Empty(QWidget):
    """A dashed place with words, and a button that shows what would happen."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Drop artwork here")
        title, hint = (
            QLabel("Drop your artwork here"),
            QLabel("PNG, SVG, PDF, PSD or JPEG.\nEvery item shows it at once."),
        )
        hint.setProperty("role", "caption")
        self.sample = QPushButton("Try a sample design")
        self.sample.setProperty("role", "flat")
        column = QVBoxLayout(self)
        column.setContentsMargins(PADDING, 56, PADDING, PADDING)
        column.setSpacing(8)
        for label in (title, hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addWidget(self.sample, 0, Qt.AlignmentFlag.AlignCenter)
        self.setMaximumHeight(220)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours().edge), 1, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        glyph = self.rect()
        glyph.setTop(16)
        glyph.setHeight(32)
        icons.draw(painter, glyph, "drop", colours().quiet)

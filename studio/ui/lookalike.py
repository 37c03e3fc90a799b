"""Match a reference: drop a picture, see what was read from it, and give the chosen photos that look."""

import re
from concurrent.futures import Future
from html import escape
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from studio.app.lookalikes import Lookalike, lookalike_of
from studio.app.workspace.commands import Command
from studio.model.errors import Cancelled, StudioError
from studio.store.presets import list_presets, save_preset
from studio.ui import drop
from studio.ui.cutouts.photo_wish import PHOTOS
from studio.ui.presets_strip import PresetsStrip, free_id
from studio.ui.session import Session
from studio.ui.theme import PADDING, colours
from studio.ui.to_qimage import to_qimage

WORDS = "Drop a picture that yours should look like"
READS = (
    "Read from it: the backdrop or the nearest of the sets, the light and its shadow, the height of the camera, the "
    "product's size and place, the crop and the colours. Every value is shown here and can be changed afterwards."
)
NOTE = "Measured on this computer. None of its pixels are used."
PATIENCE = 60.0  # seconds


class _Picture(QWidget):
    """The reference, or the words that ask for one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self._words = WORDS
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(340, 340)

    def show_words(self, words: str) -> None:
        """Show words instead of a picture."""
        self._image, self._words = None, words
        self.setAccessibleName(words)
        self.update()

    def show_image(self, image: QImage) -> None:
        """Show a picture."""
        self._image = image
        self.setAccessibleName("The reference")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        now = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        room = self.rect().adjusted(1, 1, -1, -1)
        if self._image is not None:
            size = self._image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            corner = (room.width() - size.width()) // 2, (room.height() - size.height()) // 2
            painter.drawImage(room.adjusted(*corner, *(-side for side in corner)), self._image)
            return
        painter.setPen(QPen(QColor(now.edge), 1, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(room, 8, 8)
        painter.setPen(QColor(now.quiet))
        words = room.adjusted(24, 24, -24, -24)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._words)


class MatchReference(QDialog):
    """Not modal. What it applies is an ordinary step: undone as one, and every value can be changed afterwards."""

    def __init__(self, session: Session, strip: PresetsStrip, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Match a reference picture")
        self.setAcceptDrops(True)
        self.resize(760, 460)
        self._session, self._strip = session, strip
        self._found: Lookalike | None = None
        self._running: Future[Any] | None = None
        self._picture = _Picture(self)
        self._values = QGridLayout()
        self._values.setHorizontalSpacing(12)
        self._values.setVerticalSpacing(8)
        self._values.setColumnStretch(1, 1)
        self._note = QLabel(NOTE, self)
        self._note.setProperty("role", "caption")
        self._note.setWordWrap(True)
        self._choose = self._button("Choose…", self._ask)
        self._keep = self._button("Keep as a preset", self._kept)
        self._use = self._button("Use", self._used, primary=True)
        self._lay_out()
        self._announce()
        self._ready()

    def _button(self, words: str, run: Any, *, primary: bool = False) -> QPushButton:
        button = QPushButton(words, self)
        if primary:
            button.setProperty("role", "primary")
        button.clicked.connect(run)
        return button

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        side.addLayout(self._values)
        side.addStretch(1)
        side.addWidget(self._note)
        top = QHBoxLayout()
        top.setSpacing(2 * PADDING)
        top.addWidget(self._picture, 1)
        top.addLayout(side, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._choose)
        foot.addStretch(1)
        foot.addWidget(self._keep)
        foot.addWidget(self._use)
        column = QVBoxLayout(self)
        column.setContentsMargins(PADDING, PADDING, PADDING, PADDING)
        column.setSpacing(PADDING)
        column.addLayout(top, 1)
        column.addLayout(foot)

    def _ready(self) -> None:
        chosen = len(self._session.workspace.selection)
        self._use.setText(f"Use for {chosen} photos" if chosen > 1 else "Use for this photo")
        self._use.setEnabled(self._found is not None and chosen > 0)
        self._keep.setEnabled(self._found is not None)

    def _ask(self) -> None:
        file, _ = QFileDialog.getOpenFileName(self, "A picture that yours should look like", "", PHOTOS)
        if file:
            self.read(Path(file))

    def read(self, path: Path) -> None:
        """Measure a reference."""
        self._picture.show_words(f"Looking at {path.name}…")
        self._note.setText(NOTE)
        if self._running is not None:
            self._running.cancel()
        self._running = self._session.workers.submit(lookalike_of, path, timeout=PATIENCE)
        self._session.bridge.deliver(self._running, self._measured)

    def _measured(self, future: "Future[Any]") -> None:
        if future is not self._running:
            return
        self._running = None
        self._clear()
        try:
            self._found = future.result()
        except (StudioError, Cancelled, OSError) as error:
            self._found = None
            self._picture.show_words(f"{getattr(error, 'message', error)} {getattr(error, 'hint', '')}".strip())
            self._ready()
            return
        assert self._found is not None
        self._picture.show_image(to_qimage(self._found.reference))
        for row, it in enumerate(self._found.inferred):
            name = QLabel(it.name, self)
            name.setProperty("role", "whom")
            value = QLabel(_with_colours(it.value + ("" if it.sure >= 0.5 else " · a guess")), self)
            value.setTextFormat(Qt.TextFormat.RichText)
            value.setWordWrap(True)
            self._values.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            self._values.addWidget(value, row, 1)
        self._ready()

    def _announce(self) -> None:
        """Say what is going to be read, while there is nothing yet."""
        told = QLabel(READS, self)
        told.setWordWrap(True)
        told.setProperty("role", "caption")
        self._values.addWidget(told, 0, 0, 1, 2)

    def _clear(self) -> None:
        while (item := self._values.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()

    def _used(self) -> None:
        if self._found is not None:
            self._session.workspace.apply_preset(self._found.preset)
            self._note.setText("Done. Every value can be changed in the inspector; Undo takes it back.")

    def _kept(self) -> None:
        if self._found is None:
            return
        preset = self._found.preset
        new = preset.model_copy(update={"id": free_id(preset.name, {known.id for known in list_presets()})})
        try:
            save_preset(new)
        except StudioError as error:
            self._note.setText(f"{error.message} {error.hint}")
            return
        self._strip.reload()
        self._note.setText(f"Kept among your presets as “{new.name}”.")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange:
            self._ready()  # others may have been chosen meanwhile

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(path.is_file() for path in drop.paths_of(event.mimeData())):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [path for path in drop.paths_of(event.mimeData()) if path.is_file()]
        if files:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.read(files[0])


def _with_colours(words: str) -> str:
    """Return words as rich text, each colour they name shown before its name."""
    return re.sub(r"#[0-9a-f]{6}", r'<span style="color:\g<0>">■</span>&nbsp;\g<0>', escape(words))


def match_command(session: Session, strip: PresetsStrip, window: QWidget) -> Command:
    """Return the command that opens it."""

    def match() -> None:
        MatchReference(session, strip, window).show()

    def some() -> bool:
        return session.workspace.current is not None

    return Command(
        "match-reference",
        "Match a reference picture…",
        match,
        ("Ctrl+Alt+L",),
        "Edit",
        "trials",
        some,
        "lookalike like",
    )

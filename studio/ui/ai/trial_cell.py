"""One result of a trial: the picture or the words, with its seconds and price; or why there is none."""

import json
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from studio.app.ai.estimates import dollars
from studio.app.trial.item import TrialItem
from studio.app.trial.report import plain, seconds_text
from studio.ui.panes import words

WIDTH, PICTURE, LARGE = 300, 200, 380  # pixels
SHORT = 420  # signs of an answer that are shown; all of it is in the tooltip
_SQUARE = 8


class Picture(QWidget):
    """A result as a picture, on a checkerboard where it is see-through; opened on another thread once in sight."""

    _came = Signal(Path, QImage)

    def __init__(self, path: Path, name: str, height: int = PICTURE) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFixedHeight(height)
        self._pixmap: QPixmap | None = None
        self._opening = False
        self._came.connect(self._show)
        self.show_file(path)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_file(self, path: Path) -> None:
        """Show another picture."""
        self._path, self._pixmap, self._opening = path, None, False
        self.update()

    def _open(self) -> None:
        self._opening = True
        path, room = self._path, QSize(self.height() * 3, self.height() * 2)
        QThreadPool.globalInstance().start(lambda: self._read(path, room))

    def _read(self, path: Path, room: QSize) -> None:
        image = scaled_image(path, room)
        with suppress(RuntimeError):  # nobody looks any more
            self._came.emit(path, image)

    def _show(self, path: Path, image: QImage) -> None:
        if path == self._path:
            self._pixmap = QPixmap.fromImage(image)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._pixmap is None and not self._opening:
            self._open()
        if self._pixmap is None or self._pixmap.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self._pixmap.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        room = QRect(0, (self.height() - size.height()) // 2, size.width(), size.height())
        painter.setClipRect(room)
        for row in range(0, room.height(), _SQUARE):
            for column in range(0, room.width(), _SQUARE):
                light = (row // _SQUARE + column // _SQUARE) % 2
                square = QRect(room.x() + column, room.y() + row, _SQUARE, _SQUARE)
                painter.fillRect(square, Qt.GlobalColor.white if light else Qt.GlobalColor.lightGray)
        painter.drawPixmap(room, self._pixmap)


def scaled_image(path: Path, room: QSize) -> QImage:
    """Return a picture upright, as large as fits a room; a null image where it cannot be read. Fit for any thread."""
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    if reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90:
        room = room.transposed()  # scaling comes before turning
    reader.setScaledSize(reader.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def result_widget(path: Path, name: str, *, whole: bool = False) -> QWidget:
    """Return what an output shows: a picture, or an answer field by field, shortened or whole."""
    if path.suffix != ".json":
        return Picture(path, name, LARGE if whole else PICTURE)
    text = answer_text(path)
    label = words(text if whole or len(text) <= SHORT else text[: SHORT - 1] + "…")
    label.setToolTip(text)
    label.setAccessibleName(f"{name}: {text}")
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def answer_text(path: Path) -> str:
    """Return an answer as lines, empty fields left out."""
    data = json.loads(path.read_text(encoding="utf-8"))
    lines = [f"{name.replace('_', ' ')}: {plain(value)}" for name, value in data.items() if value not in ("", [], None)]
    return "\n".join(lines)


class TrialCell(QFrame):
    """A cell of the grid."""

    def __init__(self, item: TrialItem, folder: Path) -> None:
        super().__init__()
        self.setMinimumWidth(WIDTH)
        self.item = item
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 12, 8)
        column.setSpacing(4)
        if item.error is not None:
            column.addWidget(words(f"✕ {item.error['message']}", "error"))
            column.addWidget(words(item.error["hint"], "caption"))
        if item.output is not None:
            column.addWidget(result_widget(folder / item.output, f"{item.model}, {item.photo}"))
            facts = [seconds_text(item.seconds), dollars(item.cost_usd)]
            facts += ["paid for before"] if item.kept else []
            facts += [f"{name} {value:.2f}" for name, value in item.scores.items()]
            column.addWidget(words(" · ".join(facts), "caption"))
        for note in item.notes:
            column.addWidget(words(note, "caption"))
        column.addStretch(1)

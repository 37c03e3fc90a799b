"""A control for one photo file: dropped onto it, or chosen; its row's reset takes it away."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from studio.intake.kinds import SUFFIXES
from studio.ui import drop
from studio.ui.controls.control import MIXED, Control
from studio.ui.theme import colours

PHOTOS = "Photos (*.jpg *.jpeg *.png *.webp *.avif *.tif *.tiff *.bmp *.heic *.heif);;All files (*)"
EMPTY = "Drop a photo here…"
READING = 5000  # milliseconds for which a refusal is shown


class PhotoWish(Control):
    """Its value is the path of a photo, or "" for none."""

    default = ""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hovered = False
        self._name, self._text, self._told = "", EMPTY, ""
        self._forgetting = QTimer(self)
        self._forgetting.setSingleShot(True)
        self._forgetting.setInterval(READING)
        self._forgetting.timeout.connect(lambda: self._tell(""))
        self.setAcceptDrops(True)
        self._button = QPushButton(self)
        self._button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._button.clicked.connect(self._ask)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._button)
        self.setFocusProxy(self._button)

    def describe(self, name: str, hint: str) -> None:
        super().describe(name, hint)
        self._name = name
        self._button.setToolTip(hint or name)
        self.show_value("")

    def show_value(self, value: Any) -> None:
        path = value if isinstance(value, str) else ""
        self._told = ""
        self._text = "Mixed" if value is MIXED else Path(path).name if path else EMPTY
        self._button.setAccessibleName(f"{self._name}: {Path(path).name if path else self._text}")
        self._fit()

    def _tell(self, trouble: str) -> None:
        """Say for a while, in the button, why what was dropped cannot serve."""
        self._told = trouble
        if trouble:
            self._forgetting.start()
        self._fit()

    def _fit(self) -> None:
        room = max(60, self._button.width() - 28)
        where = Qt.TextElideMode.ElideRight if self._told else Qt.TextElideMode.ElideMiddle
        self._button.setText(self.fontMetrics().elidedText(self._told or self._text, where, room))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _ask(self) -> None:
        file, _ = QFileDialog.getOpenFileName(self.window(), self._name, "", PHOTOS)
        if file:
            self._take(Path(file))

    def _take(self, file: Path) -> None:
        self.show_value(str(file.absolute()))
        self.edited.emit(str(file.absolute()), True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()  # also what is of no use: the window around would take it for photos to work on
        self._hover(not _trouble(drop.paths_of(event.mimeData())))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._hover(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._hover(False)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        files = drop.paths_of(event.mimeData())
        trouble = _trouble(files)
        if trouble:
            self._tell(trouble)
            return
        self._take(files[0])

    def _hover(self, hovered: bool) -> None:
        self._hovered = hovered
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._hovered:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(colours().accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)


def _trouble(files: list[Path]) -> str:
    """Return why what is dropped cannot serve, or nothing where it can."""
    if len(files) != 1:
        return "Drop one photo here."
    return "" if files[0].is_file() and files[0].suffix.lower() in SUFFIXES else f"Not a photo: {files[0].name}"

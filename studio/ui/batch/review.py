"""One finished picture large, with what was found on it, and what can be done about it by key."""

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from studio.app.queue.follow import Line
from studio.ui import icons
from studio.ui.batch.pictures import Pictures
from studio.ui.batch.words import badge_of
from studio.ui.elided import ElidedLabel
from studio.ui.theme import PADDING, colours

SIDE = 900  # pixels of the picture that is read


class Review(QWidget):
    """`accept_asked`, `redo_asked`, `open_asked` for the line in sight."""

    accept_asked = Signal()
    redo_asked = Signal()
    open_asked = Signal()

    def __init__(self, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line: Line | None = None
        self._pictures = pictures
        self._out_dir = Path()
        self.sheet = _Sheet(self)
        self.name = ElidedLabel(parent=self)
        self.name.setProperty("role", "whom")
        self.found = QLabel(self)
        self.found.setTextFormat(Qt.TextFormat.PlainText)
        self.found.setWordWrap(True)
        self.found.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.accept = self._button("Accept", "tick", "Take it as it is, and go to the next (A)")
        self.redo = self._button("Do again", "retry", "Do it again with what was touched up meanwhile (R)")
        self.open = self._button("Touch up", "keep", "Open the photo in Edit and mend its cutout (T)")
        self.accept.clicked.connect(self.accept_asked)
        self.redo.clicked.connect(self.redo_asked)
        self.open.clicked.connect(self.open_asked)
        self._assemble()
        pictures.came.connect(self._came)
        self.show_line(None, Path())

    def _assemble(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.accept, self.redo, self.open):
            buttons.addWidget(button)
        buttons.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(PADDING, PADDING, PADDING, PADDING)
        whole.setSpacing(8)
        whole.addWidget(self.sheet, 1)
        whole.addWidget(self.name)
        whole.addWidget(self.found)
        whole.addLayout(buttons)

    def _button(self, text: str, glyph: str, tip: str) -> QPushButton:
        button = QPushButton(icons.icon(glyph), text, self)
        button.setToolTip(tip)
        return button

    def show_line(self, line: Line | None, out_dir: Path) -> None:
        """Show another line, or none."""
        self.line, self._out_dir = line, out_dir
        for button in (self.accept, self.redo, self.open):
            button.setEnabled(line is not None)
        if line is None:
            self.name.setText("")
            self.found.setText("Choose a picture on the left.")
            self.sheet.show_picture(None, None)
            return
        badge = badge_of(line)
        self.accept.setEnabled(line.item.output is not None and not line.reviewed)
        self.name.setText(f"{badge.word}: {line.item.photo} · {line.item.channel}")
        self.found.setText(_told(line))
        self._came()

    def _came(self) -> None:
        if self.line is not None:
            image = None
            if self.line.item.output is not None:
                version = hash((self.line.item.sha256, self.line.item.length))
                image = self._pictures.get(self._out_dir / self.line.item.output, SIDE, version)
            self.sheet.show_picture(image, self.line)


def _told(line: Line) -> str:
    """Return what was found and its cures, one a line."""
    item = line.item
    if item.error is not None:
        return f"{item.error['message']}\n{item.error['hint']}"
    told = [f"• {found.message} {found.fix or ''}".rstrip() for found in item.findings]
    sure = f"Sure of the cutout: {item.confidence:.0%}." if item.confidence is not None else ""
    return "\n".join((*told, sure)) if told or sure else "Nothing was found."


class _Sheet(QWidget):
    """The picture on the neutral surround, the places that were found outlined."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self._line: Line | None = None
        self.setAccessibleName("Finished picture")

    def sizeHint(self) -> QSize:
        return QSize(380, 380)

    def show_picture(self, image: QImage | None, line: Line | None) -> None:
        self._image, self._line = image, line
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor(colours().surround))
        if self._image is None or self._image.isNull() or self._line is None:
            return
        size = self._image.size().scaled(self.size() - QSize(24, 24), Qt.AspectRatioMode.KeepAspectRatio)
        across, down = size.width(), size.height()
        box = QRectF((self.width() - across) / 2, (self.height() - down) / 2, across, down)
        painter.drawImage(box, self._image)
        if self._line.item.size is None:
            return
        share = box.width() / max(1, self._line.item.size[0])
        for found in self._line.item.findings:
            if found.where is not None and found.severity != "info":
                left, top, wide, high = (each * share for each in found.where)
                painter.setPen(QPen(QColor(colours().error if found.severity == "error" else colours().warning), 2))
                painter.drawRect(QRectF(box.left() + left, box.top() + top, wide, high))

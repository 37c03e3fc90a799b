"""The empty studio: a drop zone over a blurred sample, which needs no reading."""

from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from studio.ui import icons
from studio.ui.theme import colours

CARD = (520, 288)
BACKGROUND = "lamp"  # the sample in the background: warm light above the card, a room around it
BLUR, DOUBLINGS = 40, 4
"""The sample is shrunk to this many pixels and doubled so often: a soft blur that costs nothing."""


class FirstRun(QWidget):
    """Says what to do by its shape. `hovered` while something is dragged over the window."""

    open_files = Signal()
    open_folder = Signal()
    try_samples = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Drop photos here")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._blurred: QImage | None = None
        self._hovered = False
        title = QLabel("Drop photos or a folder")
        title.setProperty("role", "title")
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        hint = QLabel("Each product is cut out and set on clean white, on this computer.")
        hint.setProperty("role", "caption")
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.samples = QPushButton("Try the samples")
        self.samples.setProperty("role", "primary")
        self.samples.setAccessibleName("Try the studio with sample photos")
        self.files = QPushButton("Choose photos…")
        self.folder = QPushButton("Choose folder…")
        self.samples.clicked.connect(self.try_samples)
        self.files.clicked.connect(self.open_files)
        self.folder.clicked.connect(self.open_folder)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch()
        for button in (self.samples, self.files, self.folder):
            buttons.addWidget(button)
        buttons.addStretch()
        card = QVBoxLayout()
        card.setSpacing(8)
        card.addSpacing(120)
        card.addWidget(title)
        card.addWidget(hint)
        card.addSpacing(16)
        card.addLayout(buttons)
        card.addStretch()
        holder = QWidget(self)
        holder.setFixedSize(*CARD)
        holder.setLayout(card)
        whole = QVBoxLayout(self)
        whole.addWidget(holder, 0, Qt.AlignmentFlag.AlignCenter)
        self._holder = holder

    def set_hovered(self, hovered: bool) -> None:
        """Show that letting go here will do something."""
        if hovered != self._hovered:
            self._hovered = hovered
            self.update()

    def set_sample(self, image: QImage) -> None:
        """Take the picture that lies blurred in the background."""
        smooth, fill = Qt.TransformationMode.SmoothTransformation, Qt.AspectRatioMode.KeepAspectRatioByExpanding
        small = image.scaled(BLUR, BLUR, fill, smooth)
        for _ in range(DOUBLINGS):  # each rounds the corners that the one before has left
            small = small.scaled(small.size() * 2, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
        self._blurred = small
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        now = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(now.surround))
        if self._blurred is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.setOpacity(0.55)
            painter.drawImage(_covering(self._blurred, QRectF(self.rect())), self._blurred)
            painter.setOpacity(1)
        self._paint_card(painter, QRectF(self._holder.geometry()))

    def _paint_card(self, painter: QPainter, box: QRectF) -> None:
        now = colours()
        ground = QColor(now.panel)
        ground.setAlpha(238)
        painter.setBrush(ground)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(box, 14, 14)
        colour = QColor(now.accent if self._hovered else now.edge)
        painter.setPen(QPen(colour, 2.5 if self._hovered else 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(10, 10, -10, -10), 10, 10)
        glyph = QRectF(box.center().x() - 28, box.top() + 48, 56, 56).toRect()
        icons.draw(painter, glyph, "drop", now.accent)


def _covering(image: QImage, room: QRectF) -> QRectF:
    scale = max(room.width() / image.width(), room.height() / image.height()) * 1.1
    wide, high = image.width() * scale, image.height() * scale
    return QRectF(room.center().x() - wide / 2, room.center().y() - high / 2, wide, high)


def sample_shots() -> list[Path]:
    """Return the sample photos that ship with the studio, in order."""
    from studio.store.paths import shipped

    kinds = {".jpg", ".jpeg", ".heic", ".png"}
    folder = shipped("resources", "samples")
    return sorted(path for path in folder.glob("*") if path.suffix.lower() in kinds)


def small_sample() -> QImage:
    """Return the background's sample at a sixteenth of its size; null where there is none. Runs on a thread."""
    shots = sorted(sample_shots(), key=lambda shot: shot.stem != BACKGROUND)
    if not shots:
        return QImage()
    reader = QImageReader(str(shots[0]))
    reader.setAutoTransform(True)
    reader.setScaledSize(reader.size() / 16)
    return reader.read()

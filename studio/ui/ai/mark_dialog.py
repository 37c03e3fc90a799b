"""Painting over what should go from a photo. Only what is painted may change; all else stays the photo's own."""

from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from studio.app.ai.material import Stroke
from studio.model.photo import Photo
from studio.model.picture import Picture
from studio.ui.ai.background import Background
from studio.ui.ai.rows import button, row
from studio.ui.controls.slider import Slider
from studio.ui.panes import words
from studio.ui.theme import PADDING
from studio.ui.to_qimage import to_qimage

LOOKED_AT = 1600  # px
LEAST, MOST, STEPS = 0.004, 0.08, 40  # radius of the brush in shares of the longer side
MARK = QColor(255, 40, 90, 130)


class MarkPane(QWidget):
    """The photo under the brush. `strokes`: what was painted."""

    changed = Signal()

    def __init__(self, strokes: tuple[Stroke, ...]) -> None:
        super().__init__()
        self.strokes = strokes
        self.radius = 0.02
        self.image = QImage()
        self._line: list[tuple[float, float]] = []
        self._at: QPointF | None = None
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName("Photo: paint over what should go")

    def sizeHint(self) -> QSize:
        return QSize(860, 560)

    @property
    def room(self) -> QRectF:
        """Where the photo is."""
        size = self.image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        return QRectF(
            (self.width() - size.width()) / 2, (self.height() - size.height()) / 2, size.width(), size.height()
        )

    def _share(self, at: QPointF) -> tuple[float, float]:
        room = self.room
        share = ((at.x() - room.x()) / max(1.0, room.width()), (at.y() - room.y()) / max(1.0, room.height()))
        return min(1.0, max(0.0, share[0])), min(1.0, max(0.0, share[1]))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self.image.isNull():
            self._line = [self._share(event.position())]
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._at = event.position()
        if self._line:
            self._line.append(self._share(event.position()))
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._line:
            self.strokes = (*self.strokes, (tuple(self._line), self.radius))
            self._line = []
            self.changed.emit()
            self.update()

    def set_strokes(self, strokes: tuple[Stroke, ...]) -> None:
        """Show others."""
        self.strokes = strokes
        self.changed.emit()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        room = self.room
        painter.drawImage(room, self.image)
        painter.setClipRect(room)
        painter.drawImage(room, self._veil(room))
        if self._at is not None:
            wide = self.radius * max(room.width(), room.height())
            painter.setPen(QPen(QColor("white"), 1))
            painter.drawEllipse(self._at, wide, wide)

    def _veil(self, room: QRectF) -> QImage:
        """All strokes as one veil: where they cross it is no darker."""
        veil = QImage(room.size().toSize(), QImage.Format.Format_ARGB32_Premultiplied)
        veil.fill(Qt.GlobalColor.transparent)
        painter = QPainter(veil)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        for line, radius in (*self.strokes, *([(tuple(self._line), self.radius)] if self._line else [])):
            wide = 2 * radius * max(room.width(), room.height())
            painter.setPen(QPen(MARK, wide, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
            points = [QPointF(x * room.width(), y * room.height()) for x, y in line]
            painter.drawPolyline(points if len(points) > 1 else [points[0], points[0] + QPointF(0.1, 0)])
        painter.end()
        return veil


class MarkDialog(QDialog):
    """`marked(strokes)` when it is closed by Done."""

    marked = Signal(object)

    def __init__(self, photo: Photo, strokes: tuple[Stroke, ...], background: Background, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"What should go from {photo.path.name}?")
        self.resize(920, 680)
        self.pane = MarkPane(strokes)
        self.pane.changed.connect(self._changed)
        self.size_slider = Slider(STEPS)
        self.size_slider.setAccessibleName("Brush size")
        self.size_slider.setFixedWidth(140)
        self.size_slider.setValue(round((self.pane.radius - LEAST) / (MOST - LEAST) * STEPS))
        self.size_slider.valueChanged.connect(self._sized)
        self.undo_button = button("Undo", self.undo)
        self.clear_button = button("Clear", self.clear)
        self.done_button = button("Done", self.finish, role="primary")
        QShortcut(QKeySequence.StandardKey.Undo, self, self.undo)
        column = QVBoxLayout(self)
        column.setContentsMargins(PADDING, PADDING, PADDING, PADDING)
        column.setSpacing(8)
        self.told = words("Paint over dust, creases, tags. What is not painted stays as it is, pixel by pixel.")
        column.addWidget(self.told)
        column.addWidget(self.pane, 1)
        brush = words("Brush", wrap=False)
        tools = (brush, self.size_slider, self.undo_button, self.clear_button, 1)
        column.addLayout(row(*tools, button("Cancel", self.close), self.done_button))
        background.read(self._shown, _read, photo)
        self._changed()

    def _shown(self, future: "Future[Any]") -> None:
        if (error := future.exception()) is not None:
            self.told.setText(str(error))
            return
        self.pane.image = to_qimage(future.result())
        self.pane.update()

    def _sized(self, step: int) -> None:
        self.pane.radius = LEAST + (MOST - LEAST) * step / STEPS
        self.pane.update()

    def _changed(self) -> None:
        for each in (self.undo_button, self.clear_button):
            each.setEnabled(bool(self.pane.strokes))

    def undo(self) -> None:
        """Take the last stroke back."""
        self.pane.set_strokes(self.pane.strokes[:-1])

    def clear(self) -> None:
        """Take all strokes back."""
        self.pane.set_strokes(())

    def finish(self) -> None:
        """Keep what is painted."""
        self.marked.emit(self.pane.strokes)
        self.close()


def _read(photo: Photo) -> Picture:
    from studio.intake import load

    return load(photo.path, longest=LOOKED_AT).picture

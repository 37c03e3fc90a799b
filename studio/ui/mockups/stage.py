"""The item on the stage: the artwork is dragged on it, made larger by the wheel, moved by the arrow keys."""

from typing import Any

from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from studio.app.mockups.views import outlines
from studio.scene.mockup import View
from studio.ui import drop
from studio.ui.mockups.handling import ARROWS, fitted
from studio.ui.theme import GRID, PADDING, colours

NUDGE, STRIDE = 0.005, 0.05


class StageView(QWidget):
    """`moved(du, dv, final)` in shares of the print area, `scaled(factor, final)`, `turned(degrees, final)`, `bared()`.

    `surface`: the print area that is worked on; `grips`: whether there is artwork on it to take hold of.
    """

    moved = Signal(float, float, bool)
    scaled = Signal(float, bool)
    turned = Signal(float, bool)
    bared = Signal()
    dropped = Signal(object)
    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumSize(320, 240)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self.setAccessibleName("Item with artwork")
        self.setAccessibleDescription(
            "Drag the artwork, or use the arrow keys; the wheel, + and − change its size; Ctrl and the wheel turn it."
        )
        self.image = QImage()
        self.surface, self.grips = "", False
        self._words = ""
        self._outlines: list[NDArray[Any]] = []
        self._view: View | None = None
        self._held: tuple[float, float] | None = None
        self._wheel_rests = QTimer(self, singleShot=True, interval=250)
        self._wheel_rests.timeout.connect(self._wheel_done)
        self._size_rests = QTimer(self, singleShot=True, interval=80)
        self._size_rests.timeout.connect(self.resized)

    def sizeHint(self) -> QSize:
        return QSize(760, 640)

    @property
    def longest(self) -> int:
        """How many pixels of the screen the picture's longer side can have."""
        return round(max(self.width(), self.height(), 240) * self.devicePixelRatioF())

    def say(self, words: str) -> None:
        """Show words over the picture, or none."""
        self._words = words
        self.setCursor(Qt.CursorShape.OpenHandCursor if self.grips else Qt.CursorShape.ArrowCursor)
        self.update()

    def show_picture(self, image: QImage, view: View) -> None:
        """Show a picture; `view` knows where on the print area a pixel lies."""
        self.image, self._view = image, view
        self.update()

    def room(self) -> QRectF:
        """Return where the picture lies."""
        free = QRectF(self.rect()).adjusted(GRID, GRID, -GRID, -GRID)
        return free if self.image.isNull() else fitted(self.image, free)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = colours()
        painter.fillRect(self.rect(), QColor(now.surround))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        room = self.room()
        if not self.image.isNull():
            painter.drawImage(room, self.image)
        elif not self._words:
            painter.setPen(QColor(now.quiet))
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, "Being read…")
        if self._held is not None:
            self._draw_outlines(painter, room)
        if self._words:
            self._draw_words(painter, room)
        if self.hasFocus():
            painter.setPen(QColor(now.accent))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _draw_outlines(self, painter: QPainter, room: QRectF) -> None:
        """Draw where the print area ends: dark under light, so that it is seen on every colour."""
        share = room.width() / max(1, self.image.width())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lines = [
            QPolygonF([QPointF(room.x() + x * share, room.y() + y * share) for x, y in points])
            for points in self._outlines
        ]
        for colour, style in (("#202020", Qt.PenStyle.SolidLine), ("#ffffff", Qt.PenStyle.DashLine)):
            painter.setPen(QPen(QColor(colour), 1, style))
            for polygon in lines:
                painter.drawPolygon(polygon)

    def _draw_words(self, painter: QPainter, room: QRectF) -> None:
        now, metrics = colours(), painter.fontMetrics()
        limit = QRect(0, 0, int(self.width()) - 8 * PADDING, 200)
        wide = metrics.boundingRect(limit, int(Qt.TextFlag.TextWordWrap), self._words)
        box = QRectF(0, 0, wide.width() + 3 * PADDING, wide.height() + 2 * PADDING)
        box.moveCenter(room.center() if self.image.isNull() else QPointF(room.center().x(), 0))
        if not self.image.isNull():
            box.moveBottom(room.bottom() - 2 * PADDING)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(now.line))
        painter.setBrush(QColor(now.panel))
        painter.drawRoundedRect(box, 8, 8)
        painter.setPen(QColor(now.text))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), self._words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._size_rests.start()

    # --- the hand ----------------------------------------------------------------------------------------------------

    def _place(self, at: QPointF) -> tuple[float, float] | None:
        """Return (u, v) on the chosen print area under a point of the widget."""
        if self._view is None or self.image.isNull() or not self.surface:
            return None
        if all(surface.id != self.surface for surface in self._view.mockup.surfaces):
            return None  # another item has been chosen and is not shown yet
        room, (wide, tall) = self.room(), self._view.passes.size
        x, y = (at.x() - room.x()) / room.width() * wide, (at.y() - room.y()) / room.height() * tall
        return self._view.warp(self.surface).place(x, y)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = self._place(event.position()) if self.grips else None
            if self._held is not None and self._view is not None:
                self._outlines = outlines(self._view, self.surface)
                self.moved.emit(0.0, 0.0, False)
                self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            self._go(event.position(), final=False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            self._go(event.position(), final=True)
            self._held = None
            self.setCursor(Qt.CursorShape.OpenHandCursor)
            self.update()

    def _go(self, at: QPointF, *, final: bool) -> None:
        here = self._place(at)
        if here is not None and self._held is not None:
            self.moved.emit(here[0] - self._held[0], here[1] - self._held[1], final)

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = (event.angleDelta().y() or event.angleDelta().x()) / 120  # with Alt it comes sideways
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            self.turned.emit(3.0 * steps, False)
        else:
            self.scaled.emit(1.1**steps, False)
        self._wheel_rests.start()

    def _wheel_done(self) -> None:
        self.scaled.emit(1.0, True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in ARROWS:
            step = STRIDE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else NUDGE
            right, down = ARROWS[key]
            self.moved.emit(0.0, 0.0, False)
            self.moved.emit(right * step, down * step, True)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.scaled.emit(1 / 1.05 if key == Qt.Key.Key_Minus else 1.05, True)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.bared.emit()
        else:
            super().keyPressEvent(event)

    # --- drops -------------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if drop.paths_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.dropped.emit(drop.paths_of(event.mimeData()))
        event.acceptProposedAction()

"""The photo that is marked: handles to drag, the grid between them, and a brush for the mask."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from studio.app.mockups.marking import MarkingDesk
from studio.model.picture import Bytes, Picture
from studio.ui.mockups.handling import ARROWS, fitted
from studio.ui.theme import GRID, colours
from studio.ui.to_qimage import to_qimage

GRIP, REACH = 6, 14  # pixels: a handle's radius, and how near the hand must come
NUDGE, STRIDE = 0.001, 0.01


class MarkingCanvas(QWidget):
    """`changed(final)`: the desk's marking or mask is another."""

    changed = Signal(bool)

    def __init__(self, desk: MarkingDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._photo = to_qimage(desk.picture)
        self._look: QImage | None = None
        self.tool = "corners"  # or "hide", "show": a brush on the mask
        self.brush = 0.04  # of the photo's width, radius
        self.chosen = 0
        self._dragged = False
        self._painted: Bytes | None = None
        self._cursor: QPointF | None = None
        self.setMinimumSize(480, 360)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Photo with print area")
        self.setAccessibleDescription("Tab chooses the next corner, arrow keys move it; with a brush, drag to paint.")

    def sizeHint(self) -> QSize:
        return QSize(820, 640)

    def show_look(self, rgb: Bytes) -> None:
        """Show how artwork would look."""
        self._look = to_qimage(Picture(rgb))
        self.update()

    def room(self) -> QRectF:
        """Return where the photo lies."""
        free = QRectF(self.rect()).adjusted(4 * GRID, 4 * GRID, -4 * GRID, -4 * GRID)
        return fitted(self._photo, free)

    def at(self, place: tuple[float, float]) -> QPointF:
        """Return where a place (shares of the photo) lies on the widget."""
        room = self.room()
        return QPointF(room.x() + place[0] * room.width(), room.y() + place[1] * room.height())

    def _share(self, point: QPointF) -> tuple[float, float]:
        room = self.room()
        return (point.x() - room.x()) / room.width(), (point.y() - room.y()) / room.height()

    # --- painting ----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = colours()
        painter.fillRect(self.rect(), QColor(now.surround))
        painter.setRenderHints(QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing)
        room = self.room()
        painter.drawImage(room, self._look or self._photo)
        if self.tool != "corners":
            self._draw_mask(painter, room)
        self._draw_grid(painter, room)
        if self.tool == "corners":
            self._draw_handles(painter)
        elif self._cursor is not None:
            radius = self.brush * room.width()
            for colour, width in (("#202020", 3), ("#ffffff", 1)):
                painter.setPen(QPen(QColor(colour), width))
                painter.drawEllipse(self._cursor, radius, radius)

    def _draw_mask(self, painter: QPainter, room: QRectF) -> None:
        mask = self._painted if self._painted is not None else self._desk.now.mask
        if mask is None:
            return
        hidden = np.zeros((*mask.shape, 4), np.uint8)
        hidden[..., 2] = hidden[..., 3] = (255 - mask) // 3  # premultiplied red, mostly seen through
        image = QImage(hidden.data, mask.shape[1], mask.shape[0], QImage.Format.Format_ARGB32_Premultiplied)
        painter.drawImage(room, image)

    def _draw_grid(self, painter: QPainter, room: QRectF) -> None:
        for line in self._polygons(self._desk.outlines(), room):
            painter.setPen(QPen(QColor(0, 0, 0, 150), 1))
            painter.drawPolyline(line)
            painter.setPen(QPen(QColor(255, 255, 255, 200), 1, Qt.PenStyle.DashLine))
            painter.drawPolyline(line)
        lines = self._polygons(self._desk.lines(), room)
        for number, line in enumerate(lines):
            painter.setPen(QPen(QColor(0, 0, 0, 150 if number == 0 else 60), 3 if number == 0 else 1))
            painter.drawPolyline(line)
            painter.setPen(QPen(QColor(255, 255, 255, 255 if number == 0 else 110), 1))
            painter.drawPolyline(line)

    def _polygons(self, lines: Sequence[NDArray[np.float64]], room: QRectF) -> list[QPolygonF]:
        share = room.width() / self._photo.width()
        return [QPolygonF([QPointF(room.x() + x * share, room.y() + y * share) for x, y in line]) for line in lines]

    def _draw_handles(self, painter: QPainter) -> None:
        now = colours()
        for number, place in enumerate(self._desk.handles):
            chosen = number == self.chosen and self.hasFocus()
            painter.setPen(QPen(QColor("#202020"), 1))
            painter.setBrush(QColor(now.fill if chosen else "#ffffff"))
            painter.drawEllipse(self.at(place), GRIP + 2 * chosen, GRIP + 2 * chosen)

    # --- the hand ----------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._dragged = False
        if self.tool == "corners":
            points = [self.at(place) for place in self._desk.handles]
            far = [(point - event.position()).manhattanLength() for point in points]
            nearest = int(np.argmin(far))
            self.chosen = nearest if far[nearest] <= 2 * REACH else -1
        else:
            shape = self._desk.picture.rgb.shape[:2]
            mask = self._desk.now.mask
            self._painted = np.full(shape, 255, np.uint8) if mask is None else mask.copy()
            self._stroke(event.position(), event.position())
        self._cursor = event.position()
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        before, self._cursor = self._cursor, event.position()
        if event.buttons() & Qt.MouseButton.LeftButton:
            if self._painted is not None:
                self._stroke(before or event.position(), event.position())
            elif self.tool == "corners" and self.chosen >= 0:
                if self._desk.move(self.chosen, self._share(event.position()), goes_on=self._dragged):
                    self._dragged = True
                self.changed.emit(False)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._painted is not None:
            painted, self._painted = self._painted, None
            self._desk.paint(painted, recolour=self._desk.now.recolour)
            self.changed.emit(True)
        elif self._dragged:
            self.changed.emit(True)
        self.update()

    def _stroke(self, start: QPointF, end: QPointF) -> None:
        assert self._painted is not None
        height, width = self._painted.shape
        ends = [(round(x * width), round(y * height)) for x, y in (self._share(start), self._share(end))]
        value = 0 if self.tool == "hide" else 255
        cv2.line(self._painted, ends[0], ends[1], value, max(1, round(2 * self.brush * width)), cv2.LINE_AA)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.tool != "corners":
            self.resize_brush(1.1 ** (event.angleDelta().y() / 120))

    def resize_brush(self, factor: float) -> None:
        """Make the brush larger or smaller."""
        self.brush = min(max(self.brush * factor, 0.004), 0.25)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_BracketLeft, Qt.Key.Key_BracketRight):
            self.resize_brush(1.2 if key == Qt.Key.Key_BracketRight else 1 / 1.2)
        elif key in ARROWS and self.tool == "corners" and self.chosen >= 0:
            step = STRIDE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else NUDGE
            (x, y), (right, down) = self._desk.handles[self.chosen], ARROWS[key]
            self._desk.move(self.chosen, (x + right * step, y + down * step))
            self.changed.emit(True)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes through the corners before it leaves."""
        following = self.chosen + (1 if forward else -1)
        if self.tool == "corners" and 0 <= following < len(self._desk.handles):
            self.chosen = following
            self.update()
            return True
        return super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() == Qt.FocusReason.TabFocusReason:
            self.chosen = 0
        elif event.reason() == Qt.FocusReason.BacktabFocusReason:
            self.chosen = len(self._desk.handles) - 1
        self.update()

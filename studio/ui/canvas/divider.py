"""The line between before and after, dragged across the picture."""

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen

from studio.ui.canvas.tool import Tool

REACH = 8.0
GRIP = 13.0


class Divider(Tool):
    """Before lies left of `share` of the picture's width, after right of it. Shown while `canvas.split` is set."""

    _held = False

    @property
    def _line(self) -> QLineF | None:
        split = self.canvas.split
        if split is None or self.canvas.shown.before is None:
            return None
        frame = self.canvas.view.rect
        x = frame.left() + split * frame.width()
        room = QRectF(self.canvas.rect())
        return QLineF(x, max(frame.top(), room.top()), x, min(frame.bottom(), room.bottom()))

    def _near(self, at: QPointF) -> bool:
        line = self._line
        return line is not None and abs(at.x() - line.x1()) <= REACH and line.y1() <= at.y() <= line.y2()

    def cursor(self, at: QPointF) -> Qt.CursorShape | None:
        return Qt.CursorShape.SplitHCursor if self._held or self._near(at) else None

    def press(self, event: QMouseEvent) -> bool:
        self._held = event.button() == Qt.MouseButton.LeftButton and self._near(event.position())
        return self._held

    def drag(self, event: QMouseEvent) -> None:
        frame = self.canvas.view.rect
        self.canvas.set_split((event.position().x() - frame.left()) / max(1.0, frame.width()))

    def release(self, event: QMouseEvent) -> None:
        self._held = False

    def paint(self, painter: QPainter) -> None:
        line = self._line
        if line is None:
            return
        painter.setPen(QPen(QColor(0, 0, 0, 110), 3))
        painter.drawLine(line)
        painter.setPen(QPen(QColor("#ffffff"), 1.5))
        painter.drawLine(line)
        self._paint_grip(painter, line.center())
        self._paint_words(painter, line)

    def _paint_grip(self, painter: QPainter, middle: QPointF) -> None:
        painter.setPen(QPen(QColor(0, 0, 0, 110), 1))
        painter.setBrush(QColor("#ffffff"))
        painter.drawEllipse(middle, GRIP, GRIP)
        painter.setPen(QPen(QColor("#333333"), 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        for side in (-1, 1):
            tip = middle + QPointF(side * 7, 0)
            painter.drawLine(tip, tip + QPointF(-side * 3.5, -3.5))
            painter.drawLine(tip, tip + QPointF(-side * 3.5, 3.5))

    def _paint_words(self, painter: QPainter, line: QLineF) -> None:
        high = painter.fontMetrics().height() + 6
        for word, side in (("Before", -1), ("After", 1)):
            wide = painter.fontMetrics().horizontalAdvance(word) + 16
            left = line.x1() + 8 if side > 0 else line.x1() - 8 - wide
            box = QRectF(left, line.y1() + 8, wide, high)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(20, 20, 20, 170))
            painter.drawRoundedRect(box, high / 2, high / 2)
            painter.setPen(QColor("#ffffff"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, word)

"""A round magnifying glass at the mouse: edges are judged without zooming in and losing the whole."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from studio.ui.canvas import paint
from studio.ui.canvas.tool import Tool

if TYPE_CHECKING:
    from studio.ui.canvas.canvas import Canvas

FOURFOLD = 4.0
"""Pixels of the screen for one of the finished picture: enough to see a single wrong one."""
RADIUS = 104.0


class Loupe(Tool):
    """Shown while `canvas.loupe` is on and the mouse is over the canvas; what lies under the mouse is its middle."""

    def cursor(self, at: QPointF) -> Qt.CursorShape | None:
        return Qt.CursorShape.BlankCursor if self.canvas.loupe else None

    def place(self) -> QRectF | None:
        """Where the glass is, in widget coordinates; None while it is not shown."""
        at = self.canvas.pointer
        if not self.canvas.loupe or at is None:
            return None
        return QRectF(at.x() - RADIUS, at.y() - RADIUS, 2 * RADIUS, 2 * RADIUS)

    def paint(self, painter: QPainter) -> None:
        glass = self.place()
        if glass is None:
            return
        rim = QPainterPath()
        rim.addEllipse(glass)
        painter.save()
        painter.setClipPath(rim)
        painter.fillRect(glass, paint.ground_colour(self.canvas.ground))
        near = self.canvas.view.magnified(strength(self.canvas), glass.center())
        paint.paint_picture(painter, near, self.canvas.shown, self.canvas.split, self.canvas.ground)
        painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(0, 0, 0, 120), 4))
        painter.drawEllipse(glass)
        painter.setPen(QPen(QColor("#ffffff"), 2))
        painter.drawEllipse(glass)


def strength(canvas: "Canvas") -> float:
    """Return how much larger than the view the glass shows the picture: at 400 %, and never smaller than the view."""
    return max(1.5, FOURFOLD / max(1e-3, canvas.view.scale * canvas.devicePixelRatioF()))

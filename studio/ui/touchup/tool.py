"""The mouse while a cutout is touched up, and what is drawn over the photo for it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen

from studio.ui.canvas.canvas import Canvas
from studio.ui.canvas.tool import Tool
from studio.ui.touchup import marks

if TYPE_CHECKING:
    from studio.ui.touchup.mode import TouchMode

NEAR = 4.0  # logical pixels between two points of a lasso
LEFT = Qt.MouseButton.LeftButton


class TouchTool(Tool):
    """Belongs to a `TouchMode`, which does the work."""

    def __init__(self, canvas: Canvas, mode: "TouchMode") -> None:
        super().__init__(canvas)
        self._mode = mode
        self._at: QPointF | None = None
        self._lasso: list[QPointF] = []
        self._inverted = False
        self._chosen: marks.Mark | None = None

    # --- the mouse ---------------------------------------------------------------------------------------------------

    def cursor(self, at: QPointF) -> Qt.CursorShape | None:
        if self.canvas.hand:
            return None
        if self._mark_at(at) is not None:
            return Qt.CursorShape.PointingHandCursor
        return Qt.CursorShape.CrossCursor

    def hover(self, at: QPointF | None) -> None:
        for place in (self._at, at):
            if place is not None:
                self.canvas.update(self._ring(place).adjusted(-3, -3, 3, 3).toAlignedRect())
        self._at = at
        chosen = self._mark_at(at) if at is not None else None
        if chosen != self._chosen:
            self._chosen = chosen
            self.canvas.setToolTip(chosen.words if chosen else "")
            self.canvas.update()

    def press(self, event: QMouseEvent) -> bool:
        if event.button() != LEFT or self.canvas.hand:
            return False
        self._inverted = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        at, mark = event.position(), self._mark_at(event.position())
        if mark is not None:
            self._mode.click_mark(mark)
            return True
        kind = self._mode.wielded.kind
        if kind == "brush":
            self._mode.begin_stroke(self.share(at), self.keep)
        elif kind == "lasso":
            self._lasso = [at]
        else:
            self._mode.click(self.share(at), self.keep)
        return True

    def double(self, event: QMouseEvent) -> bool:
        return self.press(event)

    def drag(self, event: QMouseEvent) -> None:
        at = event.position()
        self.hover(at)
        if self._mode.drawing:
            self._mode.draw_on(self.share(at))
        elif self._lasso and (at - self._lasso[-1]).manhattanLength() >= NEAR:
            self._lasso.append(at)
            self.canvas.update()

    def release(self, event: QMouseEvent) -> None:
        if self._mode.drawing:
            self._mode.end_stroke()
        elif self._lasso:
            points, self._lasso = [self.share(point) for point in self._lasso], []
            self.canvas.update()
            self._mode.lasso(points, self.keep)
        self._inverted = False

    @property
    def keep(self) -> bool:
        """Whether what is done now adds: Alt turns it round."""
        return self._mode.wielded.keep != self._inverted

    def share(self, at: QPointF) -> tuple[float, float]:
        """Widget coordinates → shares of the photo."""
        point, size = self.canvas.view.to_picture(at), self.canvas.view.picture
        return point.x() / max(1.0, size.width()), point.y() / max(1.0, size.height())

    def _mark_at(self, at: QPointF) -> marks.Mark | None:
        frame = self.canvas.view.rect
        return next((mark for mark in self._mode.marks if mark.holds(at, frame)), None)

    # --- drawing -----------------------------------------------------------------------------------------------------

    def _ring(self, at: QPointF) -> QRectF:
        frame = self.canvas.view.rect
        radius = max(3.0, self._mode.wielded.radius * max(frame.width(), frame.height()))
        return QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius)

    def paint(self, painter: QPainter) -> None:
        veil = self._mode.veil
        if veil is not None and self._mode.veiled:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not self._mode.drawing)  # speed first
            painter.drawImage(self.canvas.view.rect, veil.image)
        for number, mark in enumerate(self._mode.marks):
            marks.paint(painter, self.canvas.view.rect, mark, number + 1, mark == self._chosen)
        colour = QColor("#35d07f" if self.keep else "#ff5a4f")
        if self._lasso:
            for pen in (QPen(QColor(0, 0, 0, 150), 3), QPen(colour, 1.5, Qt.PenStyle.DashLine)):
                painter.setPen(pen)
                painter.drawPolyline(self._lasso)
        if self._at is not None and not self.canvas.hand and self._mode.wielded.kind == "brush":
            self._paint_ring(painter, self._ring(self._at), colour)

    def _paint_ring(self, painter: QPainter, ring: QRectF, colour: QColor) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen in (QPen(QColor(0, 0, 0, 150), 3), QPen(colour, 1.5)):
            painter.setPen(pen)
            painter.drawEllipse(ring)

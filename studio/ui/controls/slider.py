"""A slider that is dragged live, goes to where it is clicked, and returns to its default on a double click."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from studio.ui.theme import CONTROL, colours

_RADIUS = 6.0


class Slider(QSlider):
    """Whole steps from 0 to `steps`. A QSlider beneath, so that screen readers know it.

    `moved(step, final)` comes from the hand only; `defaulted()` from a double click.
    """

    moved = Signal(int, bool)
    defaulted = Signal()

    def __init__(self, steps: int, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setRange(0, steps)
        self.setPageStep(10)
        self.origin = 0  # where the coloured part of the track begins
        self.mixed = False
        self._dragging = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        return QSize(96, CONTROL)

    def minimumSizeHint(self) -> QSize:
        return QSize(56, CONTROL)

    def show_step(self, step: int, *, mixed: bool = False) -> None:
        """Stand at a step without telling anybody."""
        self.mixed = mixed
        self.blockSignals(True)
        self.setValue(step)
        self.blockSignals(False)
        self.update()

    def _place(self, step: int) -> float:
        usable = self.width() - 2 * _RADIUS - 2
        share = step / max(1, self.maximum())
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            share = 1 - share
        return _RADIUS + 1 + usable * share

    def _step_at(self, x: float) -> int:
        share = (x - _RADIUS - 1) / max(1.0, self.width() - 2 * _RADIUS - 2)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            share = 1 - share
        return round(min(1.0, max(0.0, share)) * self.maximum())

    def _go(self, step: int, *, final: bool) -> None:
        self.show_step(min(self.maximum(), max(0, step)))
        self.moved.emit(self.value(), final)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragging = True
            self._go(self._step_at(event.position().x()), final=False)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            step = self._step_at(event.position().x())
            if step != self.value() or self.mixed:
                self._go(step, final=False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self._dragging = False
            self.update()
            self.moved.emit(self.value(), True)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._dragging = False
        self.defaulted.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self.hasFocus():  # else scrolling the panel would change what lies under the pointer
            event.ignore()
            return
        self._go(self.value() + (1 if event.angleDelta().y() > 0 else -1), final=True)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        turn = -1 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 1
        steps = {keys.Key_Left: -turn, keys.Key_Right: turn, keys.Key_Down: -1, keys.Key_Up: 1}
        steps |= {
            keys.Key_PageDown: -10,
            keys.Key_PageUp: 10,
            keys.Key_Home: -self.maximum(),
            keys.Key_End: self.maximum(),
        }
        if event.key() in steps:
            self._go(self.value() + steps[keys(event.key())], final=True)
        else:
            event.ignore()

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        now = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle = self.height() / 2
        left, right = self._place(0), self._place(self.maximum())
        painter.setBrush(QColor(now.track))
        painter.drawRoundedRect(QRectF(min(left, right), middle - 1.5, abs(right - left), 3), 1.5, 1.5)
        if self.mixed:
            self._paint_mixed(painter, middle)
            return
        here, origin = self._place(self.value()), self._place(self.origin)
        painter.setBrush(QColor(now.accent if self.isEnabled() else now.faint))
        painter.drawRoundedRect(QRectF(min(here, origin), middle - 1.5, abs(here - origin), 3), 1.5, 1.5)
        self._paint_handle(painter, QPointF(here, middle))

    def _paint_handle(self, painter: QPainter, centre: QPointF) -> None:
        now = colours()
        if self.hasFocus():
            painter.setPen(QPen(QColor(now.accent), 2))
            painter.setBrush(QColor(now.window))
            painter.drawEllipse(centre, _RADIUS, _RADIUS)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(now.text))
            painter.drawEllipse(centre, _RADIUS - 3, _RADIUS - 3)
            return
        painter.setPen(QPen(QColor(now.window), 1))
        painter.setBrush(QColor(now.text if self.isEnabled() else now.faint))
        painter.drawEllipse(centre, _RADIUS, _RADIUS)

    def _paint_mixed(self, painter: QPainter, middle: float) -> None:
        """Three hollow dots: no single place is right."""
        painter.setPen(QPen(QColor(colours().quiet), 1.5))
        painter.setBrush(QColor(colours().window))
        for share in (0.3, 0.5, 0.7):
            painter.drawEllipse(QPointF(self.width() * share, middle), 3.5, 3.5)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours().accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 4, -1, -4), 4, 4)

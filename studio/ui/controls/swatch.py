"""A rectangle of one colour."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from studio.ui.theme import CONTROL, colours


class Swatch(QAbstractButton):
    """A rectangle of one colour; a diagonal where the chosen photos differ."""

    def __init__(self, parent: QWidget | None = None, size: QSize | None = None) -> None:
        super().__init__(parent)
        self.colour: str | None = None
        self.setFixedSize(size or QSize(44, CONTROL))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_colour(self, colour: str | None) -> None:
        """Show a `#rrggbb` colour, or None for mixed."""
        self.colour = colour
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        now = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        painter.setPen(QPen(QColor(now.edge), 1))
        painter.setBrush(QColor(self.colour or now.field))
        painter.drawRoundedRect(body, 4, 4)
        if self.colour is None:
            painter.setPen(QPen(QColor(now.quiet), 1.5))
            painter.drawLine(body.bottomLeft(), body.topRight())
        if self.hasFocus() or self.isChecked():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(now.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)

"""Yes or no."""

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from studio.ui.controls.control import MIXED, Control
from studio.ui.theme import CONTROL, colours


class Switch(QAbstractButton):
    """A switch: on, off, or neither where the chosen photos differ."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.mixed = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(36, CONTROL)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(2, self.height() / 2 - 8, 30, 16)
        on = self.isChecked() and not self.mixed
        painter.setPen(QPen(QColor(now.fill if on else now.edge), 1))
        painter.setBrush(QColor(now.fill if on else now.field))
        painter.drawRoundedRect(body, 8, 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(now.on_fill if on else now.quiet))
        x = body.center().x() - 5 if self.mixed else body.right() - 13 if on else body.left() + 3
        if self.mixed:
            painter.drawRoundedRect(QRectF(x, body.center().y() - 1.5, 10, 3), 1.5, 1.5)
        else:
            painter.drawEllipse(QRectF(x, body.top() + 3, 10, 10))
        if self.hasFocus():
            painter.setPen(QPen(QColor(now.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(body.adjusted(-1, -3, 1, 3), 10, 10)


class CheckControl(Control):
    """A switch with no text of its own; the row's label is its text."""

    def __init__(self, default: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.default = default
        self._switch = Switch(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._switch)
        row.addStretch(1)
        self.setFocusProxy(self._switch)
        self._switch.clicked.connect(self._picked)
        self.show_value(default)

    def describe(self, name: str, hint: str) -> None:
        super().describe(name, hint)
        self._switch.setAccessibleName(name)
        self._switch.setAccessibleDescription(hint)
        self._switch.setToolTip(hint or name)

    def show_value(self, value: Any) -> None:
        self._switch.mixed = value is MIXED
        self._switch.setChecked(value is True)
        self._switch.update()

    def _picked(self, checked: bool) -> None:
        self._switch.mixed = False
        self.edited.emit(checked, True)

"""One of several: two or three side by side, more in a list that opens."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from studio.ui import icons
from studio.ui.controls.control import MIXED, Control
from studio.ui.theme import CONTROL, colours

Options = Sequence[tuple[Any, str]]


def words(value: object) -> str:
    """Return an option's seller's word where none is given: "soft-light" → "Soft light"."""
    text = str(value).replace("-", " ").replace("_", " ")
    return text[:1].upper() + text[1:]


class Combo(QComboBox):
    """A list that opens, painted flat; the wheel does not change it by accident."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(4)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def sizeHint(self) -> QSize:
        return QSize(max(96, super().sizeHint().width()), CONTROL)

    def minimumSizeHint(self) -> QSize:
        return QSize(64, CONTROL)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        now = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focus = self.hasFocus()
        painter.setPen(
            QPen(QColor(now.accent if focus else now.edge if self.isEnabled() else now.line), 2 if focus else 1)
        )
        painter.setBrush(QColor(now.hover if self.underMouse() else now.field))
        inset = 1.0 if focus else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 5, 5)
        if not self.isEditable():  # or else its field says it
            text = self.currentText() or self.placeholderText()
            painter.setPen(QColor(now.text if self.isEnabled() else now.faint))
            room = self.rect().adjusted(8, 0, -26, 0)
            painter.drawText(
                room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._fitted(text, room.width())
            )
        icons.draw(painter, QRect(self.width() - 23, self.height() // 2 - 8, 16, 16), "chevron-down", now.quiet)

    def _fitted(self, text: str, width: int) -> str:
        return self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)


class ComboControl(Control):
    """More than three options."""

    def __init__(self, options: Options, default: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.default = default
        self._combo = Combo(self)
        self._combo.setPlaceholderText("Mixed")
        for value, text in options:
            self._combo.addItem(text, value)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._combo)
        self.setFocusProxy(self._combo)
        self._combo.activated.connect(self._picked)
        self.show_value(default)

    def describe(self, name: str, hint: str) -> None:
        super().describe(name, hint)
        self._combo.setAccessibleName(name)
        self._combo.setAccessibleDescription(hint)
        self._combo.setToolTip(hint or name)

    def show_value(self, value: Any) -> None:
        index = -1 if value is MIXED else self._combo.findData(value)
        if index < 0 and value is not MIXED:
            self._combo.addItem(words(value), value)
            index = self._combo.count() - 1
        self._combo.setCurrentIndex(index)

    def _picked(self, index: int) -> None:
        self.edited.emit(self._combo.itemData(index), True)


class SegmentedControl(Control):
    """Two or three options side by side."""

    def __init__(self, options: Options, default: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.default = default
        self._group = QButtonGroup(self)
        self._values = [value for value, _ in options]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for index, (_, text) in enumerate(options):
            button = QPushButton(text, self)
            button.setCheckable(True)
            button.setProperty("role", "segment")
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setMinimumWidth(button.fontMetrics().horizontalAdvance(text) + 14)
            self._group.addButton(button, index)
            row.addWidget(button, 1)
        self._group.idClicked.connect(self._picked)
        self.show_value(default)

    def describe(self, name: str, hint: str) -> None:
        super().describe(name, hint)
        for button in self._group.buttons():
            button.setAccessibleName(f"{name}: {button.text()}")
            button.setToolTip(hint or name)

    def show_value(self, value: Any) -> None:
        mixed = value is MIXED or value not in self._values
        self._group.setExclusive(not mixed)
        for index, own in enumerate(self._values):
            self._group.button(index).setChecked(not mixed and own == value)

    def _picked(self, index: int) -> None:
        self.show_value(self._values[index])
        self.edited.emit(self._values[index], True)

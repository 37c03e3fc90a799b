"""A field for one number with its unit: typed, stepped by arrow keys and wheel."""

import math
import re

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from studio.model.params import Span


class NumberField(QLineEdit):
    """Shows a number in its unit. `typed(value)` comes when Enter, leaving, an arrow key or the wheel set a new one."""

    typed = Signal(float)

    def __init__(self, span: Span, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.span = span
        self._scale = 100 if span.unit == "%" else 1
        self._decimals = max(0, -math.floor(math.log10(span.step * self._scale) + 1e-9))
        self._value: float | None = span.low
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setFixedWidth(68)
        self.setProperty("role", "number")
        self.editingFinished.connect(self._take)

    def show_number(self, value: float | None) -> None:
        """Show a number; None where the chosen photos differ."""
        self._value = value
        self.setPlaceholderText("Mixed" if value is None else "")
        self.setText("" if value is None else self._written(value))

    def _written(self, value: float) -> str:
        shown = round(value * self._scale, self._decimals) + 0.0  # + 0.0: no minus before a zero
        text = QLocale().toString(shown, "f", self._decimals)
        return f"{text} {self.span.unit}" if self.span.unit not in ("", "°") else text + self.span.unit

    def read(self) -> float | None:
        """Return the number typed, inside the range; None where it is no number."""
        found = re.search(r"[-−+]?\d*[.,]?\d+", self.text())
        if not found:
            return None
        number = float(found.group().replace(",", ".").replace("−", "-")) / self._scale
        return min(self.span.high, max(self.span.low, number))

    def _take(self) -> None:
        number = self.read()
        if self._value is not None and self.text() == self._written(self._value):
            return
        if number is None:
            self.show_number(self._value)
            return
        self._set(number)

    def _set(self, number: float) -> None:
        number = min(self.span.high, max(self.span.low, number))
        changed = self._value is None or abs(number - self._value) > 1e-12
        self.show_number(number)
        if changed:
            self.typed.emit(number)

    def _step(self, count: int) -> None:
        start = self.read()
        self._set((self.span.low if start is None else start) + count * self.span.step)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 10, Qt.Key.Key_PageDown: -10}
        if event.key() in steps:
            self._step(steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Escape:
            self.show_number(self._value)
            self.selectAll()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            self._step(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.selectAll()

    def mouseDoubleClickEvent(self, event: object) -> None:
        self.selectAll()

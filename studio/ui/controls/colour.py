"""A colour: a swatch that opens a small picker."""

from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from studio.ui.controls.colour_picker import ColourPicker
from studio.ui.controls.control import MIXED, Control
from studio.ui.controls.swatch import Swatch


class ColourControl(Control):
    """Swatch and hex value; the picker changes it live."""

    def __init__(self, default: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.default = default
        self._value: str | None = default
        self._swatch = Swatch(self)
        self._hex = QLineEdit(self)
        self._hex.setFixedWidth(84)
        self._hex.setMaxLength(7)
        self._picker: ColourPicker | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._swatch)
        row.addWidget(self._hex)
        row.addStretch(1)
        self.setFocusProxy(self._swatch)
        self._swatch.clicked.connect(self._open)
        self._hex.editingFinished.connect(self._typed)
        self.show_value(default)

    def describe(self, name: str, hint: str) -> None:
        super().describe(name, hint)
        self._swatch.setAccessibleName(name)
        self._swatch.setToolTip(f"{hint or name}\nClick to choose")
        self._hex.setAccessibleName(f"{name}, hex value")

    def show_value(self, value: Any) -> None:
        self._value = None if value is MIXED else str(value)
        self._swatch.show_colour(self._value)
        self._hex.setPlaceholderText("Mixed")
        if not self._hex.hasFocus():
            self._hex.setText(self._value or "")

    def _open(self) -> None:
        self._picker = ColourPicker(self._value or "#ffffff", self)
        self._picker.edited.connect(self._picked)
        self._picker.open_at(self._swatch.mapToGlobal(QPoint(0, self._swatch.height() + 4)))

    def _picked(self, colour: str, final: bool) -> None:
        self.show_value(colour)
        self.edited.emit(colour, final)

    def _typed(self) -> None:
        text = self._hex.text().strip()
        colour = QColor(text if text.startswith("#") else f"#{text}")
        if colour.isValid() and colour.name() != self._value:
            self._picked(colour.name(), True)
        self._hex.setText(self._value or "")

"""A line of text."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from studio.ui.controls.control import MIXED, Control


class WordsControl(Control):
    """Text as typed, live; one undo step when the field is left or Enter is pressed."""

    def __init__(self, default: str, longest: int = 500, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.default = default
        self._typed = False
        self._field = QLineEdit(self)
        self._field.setMaxLength(longest)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._field)
        self.setFocusProxy(self._field)
        self._field.textEdited.connect(self._typing)
        self._field.editingFinished.connect(self._done)
        self.show_value(default)

    def describe(self, name: str, hint: str) -> None:
        super().describe(name, hint)
        self._field.setAccessibleName(name)
        self._field.setToolTip(hint or name)

    def show_value(self, value: Any) -> None:
        text = "" if value is MIXED else str(value)
        self._field.setPlaceholderText("Mixed" if value is MIXED else "")
        if self._field.text() != text:  # else the cursor would jump while typing
            self._field.setText(text)

    def _typing(self, text: str) -> None:
        self._typed = True
        self.edited.emit(text, False)

    def _done(self) -> None:
        if self._typed:
            self._typed = False
            self.edited.emit(self._field.text(), True)

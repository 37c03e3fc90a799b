"""What every control has in common."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from studio.app.workspace.fields import MIXED

__all__ = ["MIXED", "Control"]


class Control(QWidget):
    """Shows one value and lets it be changed.

    `edited(value, final)`: `final` is False while a drag goes on, so that undo sees one step a drag.
    `show_value` never emits. `default` is what a double click brings back.
    """

    edited = Signal(object, bool)
    default: Any = None

    def show_value(self, value: Any) -> None:
        """Show a value, or MIXED."""
        raise NotImplementedError

    def describe(self, name: str, hint: str) -> None:
        """Tell screen readers and the tooltip what is set here."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(hint)
        self.setToolTip(hint or name)

    def restore(self) -> None:
        """Bring back the default, as one step."""
        self.show_value(self.default)
        self.edited.emit(self.default, True)

"""The list of a batch's pictures."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView


class LinesView(QListView):
    """Leaves letters to the page: they decide, and do not search."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isalpha() and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

"""The list of a batch's pictures."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QListView

from studio.ui.theme import colours


class LinesView(QListView):
    """Leaves letters to the page: they decide, and do not search. `nothing` is said where there is no line."""

    nothing = ""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.nothing and self.model() is not None and not self.model().rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(QColor(colours().quiet))
            painter.drawText(self.viewport().rect().adjusted(24, 24, -24, -24), _HIGH, self.nothing)

    def say(self, nothing: str) -> None:
        """Say something else where there is no line."""
        if nothing != self.nothing:
            self.nothing = nothing
            self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isalpha() and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)


_HIGH = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)

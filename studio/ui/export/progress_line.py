"""A thin line that tells how far something is."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from studio.ui.theme import colours


class ProgressLine(QWidget):
    """Two pixels high; nothing is seen of it while nothing runs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share: float | None = None
        self.setFixedHeight(2)

    def show_share(self, share: float | None) -> None:
        """Show a share (0–1), or None for nothing running."""
        self._share = share
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        now = colours()
        painter = QPainter(self)
        if self._share is None:
            return
        painter.fillRect(self.rect(), QColor(now.track))
        painter.fillRect(QRectF(0, 0, max(8.0, self.width() * self._share), 2), QColor(now.accent))

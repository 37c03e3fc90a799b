"""A box to tick with words beside it, its edge seen in both themes."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox

from studio.ui import icons
from studio.ui.theme import colours

_BOX, _GAP = 16, 8  # pixels


class Tick(QCheckBox):
    """A QCheckBox, painted as our other controls are."""

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text())
        return QSize(_BOX + _GAP + words.width() + 4, max(24, words.height()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, place: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        now = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on, focus = self.isChecked(), self.hasFocus()
        box = QRect(1, (self.height() - _BOX) // 2, _BOX, _BOX)
        edge = now.accent if focus else now.fill if on and self.isEnabled() else now.edge
        painter.setPen(QPen(QColor(edge), 2 if focus else 1))
        painter.setBrush(QColor(now.fill if on and self.isEnabled() else now.field))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        if on:
            inside = box.adjusted(1, 1, -1, -1)
            icons.draw(painter, inside, "tick", now.on_fill if self.isEnabled() else now.quiet)
        painter.setPen(QColor(now.text if self.isEnabled() else now.faint))
        words = self.rect().adjusted(_BOX + _GAP, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic, self.text())

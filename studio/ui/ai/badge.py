"""A short word in a rounded frame, with a sign: local, cloud, price, speed, end. Never told by colour alone."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.ui import icons
from studio.ui.theme import CAPTION, colours, sized

_SIGN, _GAP, _SIDE = 13, 4, 7  # pixels


class Badge(QWidget):
    """`role`: a colour of the theme for sign and text ("quiet", "warning", "success", …)."""

    def __init__(self, text: str, glyph: str = "", role: str = "quiet", tip: str = "", parent: QWidget | None = None):
        super().__init__(parent)
        self._text, self._glyph, self._role = text, glyph, role
        self.setFont(sized(self.font(), CAPTION))
        self.setToolTip(tip or text)
        self.setAccessibleName(text)
        self.setAccessibleDescription(tip)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        sign = _SIGN + _GAP if self._glyph else 0
        return QSize(self.fontMetrics().horizontalAdvance(self._text) + sign + 2 * _SIDE, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = colours()
        colour = str(getattr(now, self._role))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(now.line if self._role == "quiet" else colour))
        painter.setBrush(QColor(now.field))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        left = _SIDE
        if self._glyph:
            icons.draw(painter, QRect(left, (self.height() - _SIGN) // 2, _SIGN, _SIGN), self._glyph, colour)
            left += _SIGN + _GAP
        painter.setPen(QColor(colour))
        painter.drawText(self.rect().adjusted(left, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), self._text)

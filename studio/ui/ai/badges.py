"""Short words in rounded frames, with signs: local, cloud, price, speed, end. Never told by colour alone.

One widget paints all of a model's badges: two dozen models with a widget for each badge would hold up the window.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from studio.ui import icons
from studio.ui.theme import CAPTION, colours, sized

_SIGN, _GAP, _SIDE, _HIGH, _SPACE = 13, 4, 7, 20, 4  # pixels


@dataclass(frozen=True)
class Badge:
    """`role`: a colour of the theme for sign and text ("quiet", "warning", "success", …); `tip`: more in words."""

    text: str
    glyph: str
    role: str = "quiet"
    tip: str = ""


class Badges(QWidget):
    """In a row, going on in the next line where there is no room."""

    def __init__(self, badges: Sequence[Badge], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._badges = badges
        self.setFont(sized(self.font(), CAPTION))
        self.setAccessibleName(", ".join(badge.text for badge in badges))
        policy = QSizePolicy(
            QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum
        )  # a fixed one would never get a second line
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @cached_property
    def _widths(self) -> list[int]:
        measure = self.fontMetrics().horizontalAdvance
        return [measure(badge.text) + _SIGN + _GAP + 2 * _SIDE for badge in self._badges]

    def places(self, width: int) -> list[QRect]:
        """Return where each badge is when there is so much room."""
        found = []
        x = y = 0
        for own in self._widths:
            if x and x + own > width:
                x, y = 0, y + _HIGH + _SPACE
            found.append(QRect(x, y, own, _HIGH))
            x += own + _SPACE
        return found

    def heightForWidth(self, width: int) -> int:
        return self.places(width)[-1].bottom() + 1

    def sizeHint(self) -> QSize:
        return QSize(sum(self._widths) + _SPACE * (len(self._widths) - 1), _HIGH)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep room for every line: a column that scrolls gives its rows no more than their least height."""
        self.setMinimumHeight(self.heightForWidth(self.width()))
        super().resizeEvent(event)

    def minimumSizeHint(self) -> QSize:
        return QSize(max(self._widths), _HIGH)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            for badge, place in zip(self._badges, self.places(self.width()), strict=True):
                if place.contains(event.pos()):
                    QToolTip.showText(event.globalPos(), badge.tip or badge.text, self, place)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for badge, place in zip(self._badges, self.places(self.width()), strict=True):
            colour = str(getattr(now, badge.role))
            painter.setPen(QColor(now.line if badge.role == "quiet" else colour))
            painter.setBrush(QColor(now.field))
            painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
            sign = QRect(place.x() + _SIDE, place.y() + (_HIGH - _SIGN) // 2, _SIGN, _SIGN)
            icons.draw(painter, sign, badge.glyph, colour)
            painter.setPen(QColor(colour))
            room = place.adjusted(_SIDE + _SIGN + _GAP, 0, 0, 0)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), badge.text)

"""A figure of each of the last batches as a bar; what a bar stands for is in its tooltip and in words for readers."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from studio.ui.theme import CAPTION, colours, sized

_FOOT, _HEAD, _LEFT, _WIDEST = 18, 26, 52, 36  # pixels


@dataclass(frozen=True)
class Bar:
    """`value` of which `bad` is drawn in red; `day` under it, `words` in full."""

    value: float
    day: str
    words: str
    bad: float = 0.0


class HistoryChart(QWidget):
    """`show_bars(bars)`, the latest at the right."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self._bars: Sequence[Bar] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFont(sized(self.font(), CAPTION))

    def sizeHint(self) -> QSize:
        return QSize(560, 150)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Take other bars."""
        self._bars = bars
        self.setAccessibleName(self._title)
        self.setAccessibleDescription("; ".join(bar.words for bar in bars) or "No batch has ended yet")
        self.update()

    def _place(self, number: int) -> QRectF:
        """Return the column of a bar, as high as the chart."""
        step = min(_WIDEST * 1.4, (self.width() - _LEFT) / max(1, len(self._bars)))
        return QRectF(_LEFT + number * step, _HEAD, step, self.height() - _HEAD - _FOOT)

    def paintEvent(self, event: QPaintEvent) -> None:
        now, foot = colours(), self.height() - _FOOT
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(now.text))
        painter.drawText(QRectF(0, 0, self.width(), 18), int(Qt.AlignmentFlag.AlignLeft), self._title)
        painter.setPen(QColor(now.line))
        for height in (_HEAD, (foot + _HEAD) / 2, foot):
            painter.drawLine(QPointF(_LEFT, height + 0.5), QPointF(self.width(), height + 0.5))
        painter.setPen(QColor(now.quiet))
        most = max((bar.value for bar in self._bars), default=0.0)
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for height, value in ((_HEAD, most), (foot, 0.0)):
            shown = f"{value:,.0f}" if value >= 10 or not value else f"{value:.1f}"
            painter.drawText(QRectF(0, height - 9, _LEFT - 8, 18), right, shown)
        for number, bar in enumerate(self._bars):
            self._draw(painter, self._place(number), bar, most or 1.0)
        painter.setPen(QColor(now.quiet))
        days = QRectF(_LEFT, foot + 2, self._place(len(self._bars) - 1).right() - _LEFT, _FOOT - 2)
        if self._bars:
            painter.drawText(days, int(Qt.AlignmentFlag.AlignLeft), self._bars[0].day)
        if days.width() > 160:
            painter.drawText(days, int(Qt.AlignmentFlag.AlignRight), self._bars[-1].day)

    def _draw(self, painter: QPainter, column: QRectF, bar: Bar, most: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        inner = column.adjusted(column.width() * 0.15, 0, -column.width() * 0.15, 0)
        high = max(2.0, inner.height() * bar.value / most)
        painter.setBrush(QColor(colours().fill))
        painter.drawRoundedRect(QRectF(inner.left(), inner.bottom() - high, inner.width(), high), 2, 2)
        if bar.bad:
            red = max(2.0, inner.height() * bar.bad / most)
            painter.setBrush(QColor(colours().error))
            painter.drawRoundedRect(QRectF(inner.left(), inner.bottom() - high, inner.width(), red), 2, 2)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = QPointF(event.pos())
            found = [bar for number, bar in enumerate(self._bars) if self._place(number).contains(place)]
            QToolTip.showText(event.globalPos(), found[0].words if found else "", self)
            return True
        return super().event(event)

"""What was spent on each day, as bars; a day's figures are in its tooltip, all of them in words for screen readers."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from studio.app.ai.estimates import dollars
from studio.store.spending import Sum
from studio.ui.theme import CAPTION, colours, sized

DAYS = 30
_FOOT, _HEAD, _LEFT = 18, 16, 76  # pixels; “$0.000062” has room on the left


class DayChart(QWidget):
    """`show_days(sums, today)`: the last thirty days, a gap where nothing was spent."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days: list[tuple[date, Sum | None]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFont(sized(self.font(), CAPTION))

    def sizeHint(self) -> QSize:
        return QSize(400, 150)

    def show_days(self, sums: Sequence[Sum], today: date) -> None:
        """Take the sums by day; days without any are drawn empty."""
        known = {date.fromisoformat(each.name): each for each in sums}
        days = [today - timedelta(days=back) for back in range(DAYS - 1, -1, -1)]
        self._days = [(day, known.get(day)) for day in days]
        some = [f"{day.isoformat()} {dollars(found.usd)}" for day, found in self._days if found is not None]
        self.setAccessibleName("Spent by day: " + (", ".join(some) or "nothing"))
        self.update()

    @property
    def _top(self) -> float:
        return max((found.usd for _, found in self._days if found is not None), default=0.0)

    def _bar(self, number: int) -> QRectF:
        found = self._days[number][1]
        step = (self.width() - _LEFT) / DAYS
        room = self.height() - _FOOT - _HEAD
        high = room * found.usd / self._top if found is not None and self._top else 0.0
        return QRectF(_LEFT + number * step + step * 0.15, self.height() - _FOOT - high, step * 0.7, high)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        foot = self.height() - _FOOT
        painter.setPen(QColor(now.line))
        for height in (_HEAD, (foot + _HEAD) / 2, foot):
            painter.drawLine(QPointF(_LEFT, height + 0.5), QPointF(self.width(), height + 0.5))
        painter.setPen(QColor(now.quiet))
        if self._top:
            right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(QRectF(0, _HEAD - 10, _LEFT - 8, 20), right, dollars(self._top))
            painter.drawText(QRectF(0, foot - 10, _LEFT - 8, 20), right, "$0")
        for number, (day, found) in enumerate(self._days):
            bar = self._bar(number)
            if found is not None:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(now.fill))
                painter.drawRoundedRect(bar.adjusted(0, min(0.0, bar.height() - 2), 0, 0), 2, 2)
            if number % 7 == DAYS % 7 - 1:
                painter.setPen(QColor(now.quiet))
                centre = Qt.AlignmentFlag.AlignCenter
                left = min(bar.center().x() - 40, self.width() - 64.0)
                painter.drawText(QRectF(left, foot + 2, 80, _FOOT - 2), int(centre), f"{day:%d %b}")

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._days:
            number = int((event.pos().x() - _LEFT) / max(1.0, (self.width() - _LEFT) / DAYS))
            if 0 <= number < DAYS:
                day, found = self._days[number]
                calls = f"{found.calls} calls, {dollars(found.usd)}" if found is not None else "nothing"
                QToolTip.showText(event.globalPos(), f"{day.isoformat()}: {calls}", self)
            return True
        return super().event(event)

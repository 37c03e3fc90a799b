"""What earlier batches took, for planning the next: how many photos, how fast, how much memory."""

import time
from collections.abc import Sequence
from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QWidget

from studio.app.queue.history import Past, history_of
from studio.ui.batch.desk import Desk
from studio.ui.batch.history_chart import Bar, HistoryChart
from studio.ui.panes import dialog_column
from studio.ui.theme import PADDING

SHOWN = 30


class HistoryDialog(QDialog):
    """Asks the desk by itself; goes away by itself when it is closed."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("What earlier batches took")
        self.setMinimumWidth(640)
        self.said = QLabel("Adding up…", self)
        self.said.setWordWrap(True)
        self.said.setProperty("role", "quiet")
        self.photos = HistoryChart("Photos, of which failed", self)
        self.speed = HistoryChart("Photos a minute", self)
        self.memory = HistoryChart("Memory at most, MB", self)
        close = QPushButton("Close", self)
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close)
        column = dialog_column(self, PADDING)
        for part in (self.said, self.photos, self.speed, self.memory):
            column.addWidget(part)
        column.addLayout(buttons)
        desk.steer(lambda queue: history_of(queue, SHOWN), self.take)

    def take(self, future: "Future[Any]") -> None:
        """Show what a future gives: the batches, the earliest first."""
        error = None if future.cancelled() else future.exception()
        if error is not None:
            self.said.setText(str(error))
        elif not future.cancelled():
            self.show_past(future.result())

    def show_past(self, past: Sequence[Past]) -> None:
        """Draw the batches, the earliest first."""
        self.said.setText(words_of(past))
        self.photos.show_bars([_bar(each, each.photos, each.failed) for each in past])
        self.speed.show_bars([_bar(each, each.rate) for each in past])
        self.memory.show_bars([_bar(each, each.peak / 1e6) for each in past])


def words_of(past: Sequence[Past]) -> str:
    """Return what the batches together teach, in a sentence."""
    measured = [each for each in past if each.rate]
    if not past:
        return "No batch has ended yet. Each one leaves its figures here."
    photos = sum(each.photos for each in past)
    batches = "1 batch" if len(past) == 1 else f"The last {len(past)} batches"
    if not measured:
        return f"{batches}: {photos:,} photos."
    minutes = sum(each.seconds for each in measured) / 60
    rate = sum(each.photos - each.failed for each in measured) / max(minutes, 1e-9)
    hours = 1000 / max(rate, 1e-9) / 60
    takes = f"{hours:.1f} hours" if hours >= 2 else f"{hours * 60:.0f} minutes"
    return f"{batches}: {photos:,} photos at {rate:.0f} a minute. At that pace a thousand take {takes}."


def _bar(past: Past, value: float, bad: float = 0.0) -> Bar:
    day = time.strftime("%d %b", time.localtime(past.ended))
    words = f"{past.name}, {day}: {past.photos:,} photos, {past.failed:,} failed, {past.rate:.1f} a minute"
    return Bar(value, day, f"{words}, {past.peak / 1e6:.0f} MB of memory", bad)

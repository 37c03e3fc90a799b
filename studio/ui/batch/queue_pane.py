"""The left of the batch page: begin a batch, all batches, and how they are worked off."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from studio.ui import icons
from studio.ui.batch.batch_list import BatchList
from studio.ui.batch.machines import Machines
from studio.ui.batch.watch_button import WatchButton
from studio.ui.bridge import Bridge
from studio.ui.theme import PADDING


class QueuePane(QWidget):
    """Only puts its parts together; they speak for themselves."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.begin = QPushButton(icons.icon("add", "on_fill"), "New batch from Edit", self)
        self.begin.setProperty("role", "primary")
        self.begin.setToolTip("All photos of Edit, as they look now, into the channels chosen there")
        self.batches, self.machines = BatchList(self), Machines(bridge, self)
        self.watch = WatchButton(self)
        self.history = self._tool("history", "What earlier batches took")
        self.rules = self._tool("settings", "Rules of all batches: quiet hours, limits, alerts")
        head = QHBoxLayout()
        head.setContentsMargins(PADDING, 0, PADDING, 8)
        head.addWidget(self.begin)
        watched = QHBoxLayout()
        watched.setContentsMargins(PADDING - 4, 4, PADDING - 4, 0)
        watched.addWidget(self.watch, 0, Qt.AlignmentFlag.AlignLeft)
        watched.addStretch(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(PADDING - 4, 0, PADDING - 4, 8)
        foot.setSpacing(2)
        foot.addWidget(self.machines, 0, Qt.AlignmentFlag.AlignLeft)
        foot.addStretch(1)
        foot.addWidget(self.history)
        foot.addWidget(self.rules)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, PADDING, 0, 0)
        column.addLayout(head)
        column.addWidget(self.batches, 1)
        column.addLayout(watched)
        column.addLayout(foot)

    def _tool(self, glyph: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icons.icon(glyph, "quiet"))
        button.setIconSize(QSize(18, 18))
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        return button

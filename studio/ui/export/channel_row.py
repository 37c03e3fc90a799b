"""The chosen channels as chips, as many as fit; the rest behind "+2 more", further ones behind +.

The + comes first: behind the chips it would move when a chip's counts arrive, and a click meant for it hit a cross.
"""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from studio.app.workspace.workspace import Workspace
from studio.model.channel import Channel
from studio.ui import icons
from studio.ui.export.channel_menu import ChannelMenu
from studio.ui.export.channel_words import channel_name, channel_note
from studio.ui.export.chip import Chip, Counts
from studio.ui.theme import CONTROL

_GAP = 6


class ChannelRow(QWidget):
    """`asked(channel_id)`: what was found for it is to be shown. Choosing and leaving goes to the workspace."""

    asked = Signal(str)

    def __init__(self, workspace: Workspace, channels: Mapping[str, Channel], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._channels = workspace, channels
        self._chips: dict[str, Chip] = {}
        self._more = QPushButton(self)
        self._more.setProperty("role", "flat")
        self._more.setAccessibleName("More channels")
        self._more.setToolTip("Show all channels")
        self._more.clicked.connect(self.open_menu)
        self._add = QToolButton(self)
        self._add.setIcon(icons.icon("add"))
        self._add.setIconSize(QSize(16, 16))
        self._add.setAccessibleName("Choose channels")
        self._add.setToolTip("Choose channels (Ctrl+E)")
        self._add.clicked.connect(self.open_menu)
        self.setFixedHeight(CONTROL)
        self.setMinimumWidth(150)
        self.refresh()

    def refresh(self) -> None:
        """Show the workspace's channels."""
        chosen = [channel for channel in self._workspace.channels if channel in self._channels]
        if list(self._chips) == chosen:
            return
        for chip in self._chips.values():
            chip.hide()
            chip.deleteLater()
        self._chips = {channel_id: self._chip(self._channels[channel_id]) for channel_id in chosen}
        last: QWidget = self._add
        for widget in (*self._chips.values(), self._more):  # the focus goes from left to right
            QWidget.setTabOrder(last, widget)
            last = widget
        self._arrange()

    def _chip(self, channel: Channel) -> Chip:
        chip = Chip(channel.id, channel_name(channel), channel_note(channel), self)
        chip.clicked.connect(self._clicked)
        chip.removed.connect(self._removed)
        return chip

    def show_counts(self, counts: Mapping[str, Counts]) -> None:
        """Show how the channels' pictures fared."""
        for channel_id, chip in self._chips.items():
            chip.show_counts(counts.get(channel_id))
        self._arrange()

    def sizeHint(self) -> QSize:
        width = sum(chip.sizeHint().width() + _GAP for chip in self._chips.values()) + CONTROL + _GAP
        return QSize(max(150, width), CONTROL)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def _arrange(self) -> None:
        """Place + and then what fits; the last place is kept, where needed, for how many more."""
        self._add.setGeometry(0, 0, CONTROL, CONTROL)
        room, left = self.width(), CONTROL + _GAP
        chips = list(self._chips.values())
        widths = [chip.sizeHint().width() + _GAP for chip in chips]
        if left + sum(widths) - _GAP > room:
            room -= 72
        hidden = 0
        for chip, width in zip(chips, widths, strict=True):
            fits = left + width - _GAP <= room and not hidden
            chip.setVisible(fits)
            if fits:
                chip.setGeometry(left, 0, width - _GAP, CONTROL)
                left += width
            else:
                hidden += 1
        self._more.setVisible(bool(hidden))
        if hidden:
            self._more.setText(f"+{hidden} more")
            self._more.setAccessibleName(f"{hidden} more channels")
            self._more.setGeometry(left, 0, 70, CONTROL)
        self.updateGeometry()

    def open_menu(self) -> None:
        """Open the list of all channels."""
        menu = ChannelMenu(self._channels.values(), self._workspace.channels, self)
        menu.toggled.connect(self._toggled)
        menu.open_above(self._add)

    def _toggled(self, channel_id: str, chosen: bool) -> None:
        kept = [channel for channel in self._workspace.channels if channel != channel_id]
        self._workspace.set_channels([*kept, channel_id] if chosen else kept)

    def _removed(self, channel_id: str) -> None:
        self._toggled(channel_id, False)

    def _clicked(self) -> None:
        chip = self.sender()
        if isinstance(chip, Chip):
            self.asked.emit(chip.channel_id)

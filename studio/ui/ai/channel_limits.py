"""Which channel's limits texts keep, and whose rules pictures are held to: one of those chosen for export, or none."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from studio.app.ai.words import limits_of
from studio.check import find_channel
from studio.ui.controls.choice import Combo
from studio.ui.export.channel_words import channel_name


class ChannelLimits(Combo):
    """`channel`: its id, "" for none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Channel whose limits hold")
        self.offer(())

    def offer(self, channels: Sequence[str]) -> None:
        """Offer channels; what was chosen stays so, else the first is."""
        before = self.currentData()
        self.clear()
        self.addItem("No channel's limits", "")
        for channel in channels:
            self.addItem(f"Within {channel_name(find_channel(channel))}", channel)
        self.setCurrentIndex(max(self.findData(before) if before else 0, 1 if self.count() > 1 else 0))

    @property
    def channel(self) -> str:
        """The chosen channel."""
        return str(self.currentData() or "")

    @property
    def limits(self) -> Mapping[str, int]:
        """The channel's longest texts and counts, none without a channel."""
        return limits_of(self.channel) if self.channel else {}

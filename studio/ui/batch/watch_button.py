"""Which folders are watched, in a few words; leads to the dialog."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from studio.app.watch import Standing
from studio.ui import icons
from studio.ui.batch.watch_words import TROUBLE, badge_of, counts_of, summary_of

_WIDEST = 210  # pixels


class WatchButton(QToolButton):
    """`clicked` leads to the dialog."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setIconSize(QSize(16, 16))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.show_standings([])

    def show_standings(self, standings: Sequence[Standing]) -> None:
        """Show how they stand."""
        said = summary_of(standings)
        troubled = any(badge_of(each) is TROUBLE for each in standings)
        self.setIcon(icons.icon("look", "warning") if troubled else icons.icon("watch", "quiet"))
        self.setText(f" {self.fontMetrics().elidedText(said, Qt.TextElideMode.ElideMiddle, _WIDEST)}")
        lines = [f"{each.watch.folder.name}: {counts_of(each)}" for each in standings]
        self.setToolTip("\n".join(lines) or "Make ready by itself what is put into a folder")
        self.setAccessibleName(f"Watched folders: {said}")

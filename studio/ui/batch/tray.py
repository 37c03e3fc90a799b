"""A word in the system's tray when a batch ends or needs somebody, and the studio is not in sight. Without sound."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from studio.app.queue.states import Batch, Event
from studio.ui import icons
from studio.ui.batch.words import progress_of, title_of


def word_for(event: Event, batches: Mapping[str, Batch]) -> tuple[str, str] | None:
    """Return title and sentence for an event that a person wants to hear of, else None."""
    batch = batches.get(event.batch)
    if batch is None:
        return None
    if event.kind == "ended" and not batch.gathers:  # one that gathers is told of when nothing more comes
        return f"{title_of(batch)} is done", progress_of(batch)
    if event.kind in ("alert", "held", "review"):
        return title_of(batch), str(event.data.get("message", ""))
    return None


class Tray(QObject):
    """The icon appears with the first word."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._icon: QSystemTrayIcon | None = None

    def tell(self, events: Iterable[Event], batches: Iterable[Batch]) -> None:
        """Show what is new, unless the window is in front."""
        known = {batch.id: batch for batch in batches}
        words = [word for event in events if (word := word_for(event, known)) is not None]
        if not words or QApplication.activeWindow() is not None or not QSystemTrayIcon.isSystemTrayAvailable():
            return
        if self._icon is None:
            self._icon = QSystemTrayIcon(icons.icon("batch"), self)
            self._icon.setToolTip("Listing Studio")
            self._icon.show()
        title, message = words[-1]
        self._icon.showMessage(title, message, QSystemTrayIcon.MessageIcon.NoIcon)

"""Dialogs that have something to end when they go: Qt tells of Esc in one way, and of the frame's button in another."""

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog


class Closing(QDialog):
    """`leave` is called whenever the dialog goes, by button, Esc or frame; it may be called twice."""

    def leave(self) -> None:
        """End what works for the dialog."""
        raise NotImplementedError

    def done(self, result: int) -> None:
        self.leave()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.leave()
        super().closeEvent(event)

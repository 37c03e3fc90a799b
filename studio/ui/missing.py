"""Says over the canvas what of the scene could not be drawn as it was meant: once, until it is another."""

from PySide6.QtCore import QObject, Signal

from studio.app.workspace.painting import Painted


class Missing(QObject):
    """`said(message, hint)`: for the banner; `over()`: what was said last no longer holds."""

    said = Signal(str, str)
    over = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._told: tuple[str, ...] = ()

    def hear(self, painted: Painted) -> None:
        """Take what the renderer reports of the picture on the canvas."""
        if painted.missing == self._told:
            return
        before, self._told = self._told, painted.missing
        if self._told:
            self.said.emit(self._told[0], "\n".join(self._told[1:]))
        elif before:
            self.over.emit()

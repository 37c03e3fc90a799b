"""Moving the view: middle button, or left button while the hand key is held, or on the surround."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent

from studio.ui.canvas.tool import Tool


class Pan(Tool):
    """Takes every middle drag; a left drag only where `canvas.hand` is down or the place is outside the picture."""

    _last: QPointF | None = None

    def cursor(self, at: QPointF) -> Qt.CursorShape | None:
        if self._last is not None:
            return Qt.CursorShape.ClosedHandCursor
        return Qt.CursorShape.OpenHandCursor if self.canvas.hand else None

    def press(self, event: QMouseEvent) -> bool:
        left = event.button() == Qt.MouseButton.LeftButton
        free = self.canvas.hand or not self.canvas.view.rect.contains(event.position())
        if event.button() == Qt.MouseButton.MiddleButton or (left and free):
            self._last = event.position()
            return True
        return False

    def drag(self, event: QMouseEvent) -> None:
        if self._last is not None:
            self.canvas.set_view(self.canvas.view.panned(event.position() - self._last))
            self._last = event.position()
            self.canvas.panned = True

    def release(self, event: QMouseEvent) -> None:
        self._last = None

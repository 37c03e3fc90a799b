"""A tool of the canvas: something that takes the mouse for the length of a drag."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent, QPainter

if TYPE_CHECKING:
    from studio.ui.canvas.canvas import Canvas


class Tool:
    """Base: takes nothing, paints nothing. Tools are asked in order; the first that takes the press has the drag."""

    def __init__(self, canvas: "Canvas") -> None:
        self.canvas = canvas

    def cursor(self, at: QPointF) -> Qt.CursorShape | None:
        """Return the cursor to show over a place, None where this tool has nothing there."""
        return None

    def press(self, event: QMouseEvent) -> bool:
        """Return whether the tool takes the drag that begins here."""
        return False

    def double(self, event: QMouseEvent) -> bool:
        """Return whether the tool takes a second press soon after the first; else it zooms."""
        return False

    def hover(self, at: QPointF | None) -> None:
        """The mouse is over a place, no button held; None: it left the canvas."""

    def drag(self, event: QMouseEvent) -> None:
        """The mouse moved while this tool has the drag."""

    def release(self, event: QMouseEvent) -> None:
        """The button was let go."""

    def paint(self, painter: QPainter) -> None:
        """Draw over the picture."""

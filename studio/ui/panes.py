"""Panes without margins, thin lines and lines of text: what every part of the window is put together from."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QFrame, QLabel, QVBoxLayout, QWidget

from studio.ui.theme import PADDING

MARGIN = PADDING + 4  # pixels around what a dialog holds
BREATH = 12  # milliseconds for the event loop between two panes


def holder() -> QWidget:
    """Return an empty pane with a column."""
    pane = QWidget()
    column(pane)
    return pane


def column(widget: QWidget) -> QVBoxLayout:
    """Return a widget's column, made where there is none."""
    there = widget.layout()
    if isinstance(there, QVBoxLayout):
        return there
    made = QVBoxLayout(widget)
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(0)
    return made


def dialog_column(dialog: QDialog, spacing: int = 8) -> QVBoxLayout:
    """Return a dialog's column, with the margins that all dialogs have; lengths in pixels."""
    made = QVBoxLayout(dialog)
    made.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
    made.setSpacing(spacing)
    return made


def line() -> QFrame:
    """Return a thin line across."""
    rule = QFrame()
    rule.setProperty("role", "line")
    rule.setFixedHeight(1)
    return rule


def words(text: str, role: str = "", *, wrap: bool = True) -> QLabel:
    """Return a line of plain text."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    if role:
        label.setProperty("role", role)
    return label


def show_panes(panes: Sequence[QWidget], wanted: Callable[[], bool]) -> None:
    """Hide panes at once where they are not `wanted`, else show them one after the other.

    Laying out all of them in one turn of the event loop would hold up the hand.
    """
    if not wanted():
        for pane in panes:
            pane.hide()
    elif panes:
        panes[0].show()
        QTimer.singleShot(BREATH, panes[0], lambda: show_panes(panes[1:], wanted))

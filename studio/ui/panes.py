"""Panes without margins, for the window's frame."""

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget


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


def line() -> QFrame:
    """Return a thin line across."""
    rule = QFrame()
    rule.setProperty("role", "line")
    rule.setFixedHeight(1)
    return rule

"""Small pieces that the views of the AI page share."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from studio.ui import icons
from studio.ui.panes import words
from studio.ui.theme import PADDING, colours

TABLES = "Tables (*.csv)"
SIGN, TEXT_WIDTH = 40, 560  # pixels


def button(text: str, run: Callable[[], object], *, role: str = "", name: str = "") -> QPushButton:
    """Return a button; `name`: what it is called where its words alone do not say it."""
    made = QPushButton(text)
    made.setAccessibleName(name or text)
    if role:
        made.setProperty("role", role)
    made.clicked.connect(lambda _checked: run())
    return made


def row(*parts: QWidget | int, space: int = 8) -> QHBoxLayout:
    """Return widgets side by side; a number is a stretch."""
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(space)
    for part in parts:
        if isinstance(part, int):
            made.addStretch(part)
        else:
            made.addWidget(part)
    return made


class _Sign(QWidget):
    def __init__(self, glyph: str) -> None:
        super().__init__()
        self._glyph = glyph
        self.setFixedHeight(SIGN)

    def paintEvent(self, event: QPaintEvent) -> None:
        place = QRect((self.width() - SIGN) // 2, 0, SIGN, SIGN)
        icons.draw(QPainter(self), place, self._glyph, colours().faint)


def nothing(glyph: str, title: str, text: str) -> QWidget:
    """Return what a view shows before there is anything: a sign, what it is for, how to begin."""
    whole = QWidget()
    whole.setAccessibleName(f"{title}. {text}")
    column = QVBoxLayout(whole)
    column.setContentsMargins(48, 48, 48, 48)
    column.setSpacing(8)
    column.addStretch(2)
    column.addWidget(_Sign(glyph))
    for line, role in ((title, "title"), (text, "quiet")):
        label = words(line, role)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setFixedWidth(TEXT_WIDTH)
        column.addLayout(row(1, label, 1))
    column.addStretch(3)
    return whole


class Scroll(QScrollArea):
    """A column of widgets that scrolls up and down; `fill` puts others in their place."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        self.fill([])

    def fill(self, parts: list[QWidget]) -> None:
        """Show these, and begin at the top only where there was nothing before."""
        place = self.verticalScrollBar().value()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(PADDING, PADDING, PADDING, PADDING)
        column.setSpacing(8)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        self._column = column
        self.setWidget(inside)
        self.verticalScrollBar().setValue(place)

    def say(self, part: QWidget) -> None:
        """Show one widget that takes all the room, as where there is nothing."""
        self.setWidget(part)

    def append(self, parts: list[QWidget]) -> None:
        """Show more below."""
        for part in parts:
            self._column.insertWidget(self._column.count() - 1, part)


def size_text(count: int) -> str:
    """Return bytes as a person reads them."""
    if count < 1000:
        return f"{count} bytes"
    return f"{count / 1e3:.0f} kB" if count < 1e6 else f"{count / 1e6:.1f} MB"

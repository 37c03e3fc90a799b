"""A group of rows that opens and closes."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from studio.ui import icons
from studio.ui.theme import GRID, PADDING, colours, sized


class _Header(QAbstractButton):
    def __init__(self, title: str, glyph: str, level: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._glyph, self._level = glyph, level
        self.changed = False
        self.open = False
        self.setText(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        return QSize(120, 36 if self._level == 0 else 28)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # places are counted from the left
        if self.underMouse():
            painter.fillRect(self.rect(), QColor(now.hover))
        middle = self.height() // 2
        left = PADDING if self._level == 0 else 0
        icons.draw(
            painter, QRect(left - 2, middle - 8, 16, 16), "chevron-down" if self.open else "chevron-right", now.quiet
        )
        left += 20
        if self._glyph:
            icons.draw(painter, QRect(left, middle - 8, 16, 16), self._glyph, now.quiet)
            left += 24
        painter.setPen(QColor(now.text if self._level == 0 else now.quiet))
        painter.setFont(sized(self.font(), 13, bold=self._level == 0))
        room = QRect(left, 0, self.width() - left - 24, self.height())
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        if self.hasFocus():
            painter.setPen(QPen(QColor(now.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 4, 4)


def chain_after(first: QWidget, container: QWidget) -> None:
    """Let the focus go from a widget into a container made later, in the order its controls were made."""
    last = first
    for widget in container.findChildren(QWidget):
        inside = widget.window() is first.window()  # the list of a combo box is a window of its own
        if inside and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
            QWidget.setTabOrder(last, widget)
            last = widget


class Staged(QWidget):
    """A body made in pieces: `pieces` holds what is still to be made, in order."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pieces: list[Callable[[], object]] = []

    def build_next(self) -> bool:
        """Make one more piece; return whether that was the last."""
        if self.pieces:
            self.pieces.pop(0)()
        return not self.pieces

    def build_whole(self) -> None:
        """Make all of them."""
        while not self.build_next():
            pass


class Group(QWidget):
    """A header and a body; the body is built the first time it is opened.

    `level` 0 is a section of the inspector, 1 a group within one. `toggled(open)` comes from the hand only.
    """

    toggled = Signal(bool)

    def __init__(
        self,
        title: str,
        build: Callable[[], QWidget],
        *,
        glyph: str = "",
        level: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.title = title
        self._build = build
        self._level = level
        self.body: QWidget | None = None
        self._header = _Header(title, glyph, level, self)
        self._header.clicked.connect(self._turn)
        self._head = QHBoxLayout()
        self._head.setContentsMargins(0, 0, PADDING if level == 0 else 0, 0)
        self._head.addWidget(self._header, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(self._head)
        self._name()

    def add_to_header(self, widget: QWidget) -> None:
        """Put a small control at the right of the header (a switch, a reset button)."""
        self._head.addWidget(widget)

    def set_title(self, title: str) -> None:
        """Call it something else."""
        if title != self.title:
            self.title = title
            self._header.setText(title)
            self._name()

    @property
    def is_open(self) -> bool:
        """Whether the body shows."""
        return self._header.open

    def set_open(self, wanted: bool, *, whole: bool = True) -> None:
        """Show or hide the body, building it where it was never shown; without `whole` only its first piece."""
        if wanted and self.body is None:
            self.body = self._build()
            if whole and isinstance(self.body, Staged):
                self.body.build_whole()
            margins = (PADDING, 0, PADDING, PADDING) if self._level == 0 else (0, 0, 0, GRID)
            self.body.setContentsMargins(*margins)
            self._column.addWidget(self.body)
            chain_after(self._header, self.body)
        elif wanted and whole:
            self.build_more(whole=True)
        if self.body is not None:
            self.body.setVisible(wanted)
        self._header.open = wanted
        self._header.update()
        self._name()

    def build_more(self, *, whole: bool = False) -> bool:
        """Make one more piece of the body, or all; return whether nothing is left to make."""
        if not (isinstance(self.body, Staged) and self.body.pieces):
            return True
        if whole:
            self.body.build_whole()
        done = self.body.build_next()
        if done:
            chain_after(self._header, self.body)
        return done

    def rebuild(self) -> None:
        """Build the body anew, where it was built."""
        if self.body is None:
            return
        shown = self.is_open
        self._column.removeWidget(self.body)
        self.body.hide()
        self.body.deleteLater()
        self.body = None
        self.set_open(shown)

    def _turn(self) -> None:
        self.set_open(not self.is_open)
        self.toggled.emit(self.is_open)

    def _name(self) -> None:
        self._header.setAccessibleName(f"{self.title}, {'open' if self.is_open else 'closed'}")
        self._header.setToolTip(f"{'Close' if self.is_open else 'Open'} {self.title}")

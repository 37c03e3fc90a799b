"""Everything that can be done, found by typing: Ctrl+K.

palette = CommandPalette(commands, window)     # studio.app.workspace.commands.Commands
palette.open()                                 # over the window; Enter runs, Esc closes

`more` gives what is found only by typing: presets, sections of the inspector.
"""

from collections.abc import Callable

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from studio.app.workspace.commands import Command, Commands
from studio.ui import icons
from studio.ui.theme import CAPTION, colours, sized

_ROW = 34
Index = QModelIndex | QPersistentModelIndex


def rank(command: Command, wanted: str) -> int | None:
    """Return how well a command fits what was typed (0 best), None where it does not."""
    words = wanted.casefold().split()
    title = command.text.casefold()
    everything = f"{title} {command.group} {command.words} {command.id}".casefold()
    if not all(word in everything for word in words):
        return None
    if title.startswith(wanted.casefold()):
        return 0
    return 1 if all(word in title for word in words) else 2


def _none() -> list[Command]:
    return []


class _Found(QAbstractListModel):
    def __init__(self, commands: Commands, more: Callable[[], list[Command]], parent: QObject) -> None:
        super().__init__(parent)
        self._commands = commands
        self._more = more
        self.shown: list[Command] = []

    def search(self, wanted: str) -> None:
        self.beginResetModel()
        ranked = [
            (rank(command, wanted), not command.enabled(), place, command)
            for place, command in enumerate([*self._commands, *(self._more() if wanted.strip() else [])])
        ]
        fitting = [(fit, off, place, command) for fit, off, place, command in ranked if fit is not None]
        self.shown = [command for *_, command in sorted(fitting, key=lambda entry: entry[:3])]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's signature)
        return len(self.shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        command = self.shown[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return command
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{command.text}, {command.group}, {key_text(command)}"
        return command.text if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        usable = self.shown[index.row()].enabled()
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled if usable else Qt.ItemFlag.NoItemFlags


def key_text(command: Command) -> str:
    """Return a command's first key as this system writes it, "" where it has none."""
    return QKeySequence(command.keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if command.keys else ""


class _Lines(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        from PySide6.QtWidgets import QStyle

        command: Command = index.data(Qt.ItemDataRole.UserRole)
        now = colours()
        rect: QRect = option.rect
        usable = command.enabled()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(now.selected))
            painter.drawRoundedRect(QRectF(rect).adjusted(4, 1, -4, -1), 5, 5)
        if command.icon:
            icons.draw(painter, QRect(rect.left() + 14, rect.center().y() - 7, 16, 16), command.icon, now.quiet)
        right = self._keys(painter, rect, key_text(command))
        painter.setFont(option.font)
        painter.setPen(QColor(now.text if usable else now.faint))
        room = QRect(rect.left() + 42, rect.top(), right - rect.left() - 50, rect.height())
        painter.drawText(
            room,
            Qt.AlignmentFlag.AlignVCenter,
            painter.fontMetrics().elidedText(command.text, Qt.TextElideMode.ElideRight, room.width()),
        )
        painter.restore()

    def _keys(self, painter: QPainter, rect: QRect, text: str) -> int:
        """Draw the key caps from the right; return where they begin."""
        now, right = colours(), rect.right() - 14
        painter.setFont(sized(painter.font(), CAPTION))
        for part in reversed(text.split("+") if len(text) > 1 else [text] if text else []):
            width = max(22, painter.fontMetrics().horizontalAdvance(part) + 12)
            cap = QRectF(right - width, rect.center().y() - 9, width, 20)
            painter.setPen(QColor(now.line))
            painter.setBrush(QColor(now.field))
            painter.drawRoundedRect(cap, 4, 4)
            painter.setPen(QColor(now.quiet))
            painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, part)
            right -= width + 4
        return right


class CommandPalette(QFrame):
    """See the module."""

    def __init__(self, commands: Commands, parent: QWidget, more: Callable[[], list[Command]] = _none) -> None:
        super().__init__(parent)
        self._over = parent
        self._found = _Found(commands, more, self)
        self.setAccessibleName("Commands")
        self._wanted = QLineEdit(self)
        self._wanted.setPlaceholderText("What would you like to do?")
        self._wanted.setAccessibleName("Search commands")
        self._wanted.setMinimumHeight(34)
        self._list = QListView(self)
        self._list.setModel(self._found)
        self._list.setItemDelegate(_Lines(self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setStyleSheet("background: transparent;")
        self._list.setAccessibleName("Commands found")
        self._none = QLabel("No command of that name", self)
        self._none.setProperty("role", "caption")
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self._wanted)
        column.addWidget(self._none)
        column.addWidget(self._list, 1)
        self._wanted.textChanged.connect(self._search)
        self._wanted.installEventFilter(self)
        self._list.clicked.connect(self._run)
        self.hide()

    def open(self) -> None:
        """Show over the parent with everything listed."""
        self._wanted.clear()
        self._search("")
        self._fit()
        self.show()
        self.raise_()
        self._wanted.setFocus()

    def _fit(self) -> None:
        """Be as high as what was found, up to twelve lines."""
        parent = self._over
        width = min(560, parent.width() - 64)
        lines = max(1, min(12, len(self._found.shown)))
        self.setGeometry((parent.width() - width) // 2, 64, width, min(lines * _ROW + 64, parent.height() - 120))

    def _search(self, wanted: str) -> None:
        self._found.search(wanted)
        self._fit()
        self._none.setVisible(not self._found.shown)
        if self._found.shown:
            self._list.setCurrentIndex(self._found.index(0, 0))

    def _run(self, index: QModelIndex) -> None:
        if index.isValid() and self._found.shown[index.row()].enabled():
            command = self._found.shown[index.row()]
            self.close_()
            command.run()

    def close_(self) -> None:
        """Hide and give the focus back to the window."""
        self.hide()
        self._over.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and watched is self._wanted:
            self.hide()
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        row = self._list.currentIndex().row()
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._found.shown:
            row = (row + (1 if event.key() == Qt.Key.Key_Down else -1)) % len(self._found.shown)
            self._list.setCurrentIndex(self._found.index(row, 0))
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(self._list.currentIndex())
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.close_()
            return True
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(now.edge))
        painter.setBrush(QColor(now.panel))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)

"""All channels to choose from, found by typing; those of which little is known say so."""

from collections.abc import Iterable

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from studio.model.channel import Channel
from studio.ui import icons
from studio.ui.export.channel_words import channel_caption, channel_name, channel_note
from studio.ui.theme import CAPTION, colours, sized

Index = QModelIndex | QPersistentModelIndex
_ROW = 46
_CHOSEN = Qt.ItemDataRole.UserRole + 1


class Channels(QAbstractListModel):
    """The channels that fit what was typed: the chosen first, then the well known, then the thin ones."""

    def __init__(self, channels: Iterable[Channel], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all = list(channels)
        self.chosen: set[str] = set()
        self.shown: list[Channel] = []

    def search(self, wanted: str) -> None:
        """List the channels of which every typed word is part."""
        words = wanted.casefold().split()
        self.beginResetModel()
        fitting = [it for it in self._all if all(word in self._text(it) for word in words)]
        self.shown = sorted(fitting, key=lambda it: (it.id not in self.chosen, _place(it), channel_name(it).casefold()))
        self.endResetModel()

    @staticmethod
    def _text(channel: Channel) -> str:
        return f"{channel_name(channel)} {channel.platform} {channel.slot} {channel.id}".casefold()

    def toggle(self, row: int) -> str:
        """Choose or leave the channel of a row; returns its id."""
        channel_id = self.shown[row].id
        self.chosen ^= {channel_id}
        self.dataChanged.emit(self.index(row, 0), self.index(row, 0))
        return channel_id

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's signature)
        return len(self.shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        channel = self.shown[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return channel
        if role == _CHOSEN:
            return channel.id in self.chosen
        if role == Qt.ItemDataRole.AccessibleTextRole:
            state = "chosen" if channel.id in self.chosen else "not chosen"
            return f"{channel_name(channel)}, {state}. {channel_note(channel)}"
        return channel_name(channel) if role == Qt.ItemDataRole.DisplayRole else None


def _place(channel: Channel) -> int:
    """The channels whose rules are best known come first, the main picture before the others."""
    return 2 * ("high", "medium", "low", "very_low", "none").index(channel.confidence) + (not channel.main)


class _Lines(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(280, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now, channel, rect = colours(), index.data(Qt.ItemDataRole.UserRole), option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(now.selected if option.state & QStyle.StateFlag.State_Selected else now.hover))
            painter.drawRoundedRect(QRectF(rect).adjusted(2, 1, -2, -1), 5, 5)
        self._box(painter, QRectF(rect.left() + 10, rect.center().y() - 8, 16, 16), chosen=bool(index.data(_CHOSEN)))
        words = rect.adjusted(36, 5, -10, -5)
        painter.setFont(option.font)
        painter.setPen(QColor(now.text))
        painter.drawText(words, Qt.AlignmentFlag.AlignTop, channel_name(channel))
        painter.setFont(sized(option.font, CAPTION))
        note = channel_note(channel)
        painter.setPen(QColor(now.warning if note else now.quiet))
        caption = note or channel_caption(channel)
        shown = painter.fontMetrics().elidedText(caption, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignBottom, shown)
        painter.restore()

    def _box(self, painter: QPainter, box: QRectF, *, chosen: bool) -> None:
        now = colours()
        painter.setPen(QPen(QColor(now.fill if chosen else now.edge), 1))
        painter.setBrush(QColor(now.fill if chosen else now.field))
        painter.drawRoundedRect(box, 3, 3)
        if chosen:
            icons.draw(painter, box.toRect().adjusted(1, 1, -1, -1), "tick", now.on_fill)


class ChannelMenu(QFrame):
    """Opens above its button. `toggled(channel_id, chosen)`. Enter or a click chooses, Esc closes."""

    toggled = Signal(str, bool)

    def __init__(self, channels: Iterable[Channel], chosen: Iterable[str], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        now = colours()
        self.setStyleSheet(f"ChannelMenu {{ background: {now.panel}; border: 1px solid {now.edge}; }}")
        self._model = Channels(channels, self)
        self._model.chosen = set(chosen)
        self._wanted = QLineEdit(self)
        self._wanted.setPlaceholderText("Search channels")
        self._wanted.setAccessibleName("Search channels")
        self._list = QListView(self)
        self._list.setModel(self._model)
        self._list.setItemDelegate(_Lines(self._list))
        self._list.setMouseTracking(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setAccessibleName("Channels")
        self._list.setStyleSheet("background: transparent;")
        self._none = QLabel("No channel of that name.", self)
        self._none.setProperty("role", "caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self._wanted)
        column.addWidget(self._none)
        column.addWidget(self._list, 1)
        self._wanted.textChanged.connect(self._search)
        self._wanted.installEventFilter(self)
        self._list.clicked.connect(self._pick)
        self.resize(340, 420)
        self._search("")

    def open_above(self, widget: QWidget) -> None:
        """Open above a widget, inside its screen."""
        corner = widget.mapToGlobal(QPoint(0, 0))
        room = (QGuiApplication.screenAt(corner) or QGuiApplication.primaryScreen()).availableGeometry()
        self.setFixedHeight(min(420, max(160, corner.y() - room.top() - 16)))
        x = min(corner.x(), room.right() - self.width() - 8)
        self.move(max(room.left(), x), max(room.top(), corner.y() - self.height() - 6))
        self.show()
        self._wanted.setFocus()

    def _search(self, wanted: str) -> None:
        self._model.search(wanted)
        self._none.setVisible(not self._model.shown)
        if self._model.shown:
            self._list.setCurrentIndex(self._model.index(0, 0))

    def _pick(self, index: QModelIndex) -> None:
        if index.isValid():
            channel_id = self._model.toggle(index.row())
            self.toggled.emit(channel_id, channel_id in self._model.chosen)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        row = self._list.currentIndex().row()
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._model.shown:
            row = min(len(self._model.shown) - 1, max(0, row + (1 if event.key() == Qt.Key.Key_Down else -1)))
            self._list.setCurrentIndex(self._model.index(row, 0))
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pick(self._list.currentIndex())
            return True
        return super().eventFilter(watched, event)

"""Findings by photo: a click goes to the photo and the place, Fix mends what can be mended.

FindingsList()                        # a QWidget
.show_entries(entries)                # Entry(photo_id, name, channel_id, channel_name, finding | problem)
.chosen                               # Signal(Entry): go there
.fix_asked                            # Signal(Entry)
"""

from collections.abc import Iterable
from dataclasses import dataclass

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
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from studio.app.workspace.document import Problem
from studio.model.finding import Finding
from studio.ui import icons
from studio.ui.theme import CAPTION, PADDING, colours, sized

Index = QModelIndex | QPersistentModelIndex
_HEAD, _ROW, _FIX = 30, 44, 64
GLYPHS = {"error": ("failed", "error"), "warning": ("look", "warning"), "info": ("info", "quiet")}


@dataclass(frozen=True)
class Entry:
    """One remark about one photo, for one channel; or why it failed. A heading has neither finding nor problem."""

    photo_id: str
    name: str
    channel_id: str = ""
    channel: str = ""
    finding: Finding | None = None
    problem: Problem | None = None
    mendable: bool = False

    @property
    def heading(self) -> bool:
        """Whether it only names the photo."""
        return self.finding is None and self.problem is None

    @property
    def severity(self) -> str:
        """How grave it is."""
        return self.finding.severity if self.finding else "error"

    @property
    def message(self) -> str:
        """What is the matter."""
        source = self.finding or self.problem
        return source.message if source else self.name

    @property
    def cure(self) -> str:
        """What to do about it."""
        return (self.finding.fix or "") if self.finding else self.problem.hint if self.problem else ""


def grouped(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries under a heading for each photo: photos and their entries by how grave they are."""
    grave = ("error", "warning", "info")
    by_photo: dict[str, list[Entry]] = {}
    for entry in entries:
        by_photo.setdefault(entry.photo_id, []).append(entry)
    lines: list[Entry] = []
    gravest_first = sorted(by_photo.items(), key=lambda it: min(grave.index(entry.severity) for entry in it[1]))
    for photo_id, own in gravest_first:
        lines.append(Entry(photo_id, own[0].name))
        lines += sorted(own, key=lambda entry: grave.index(entry.severity))
    return lines


class _Lines(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: list[Entry] = []

    def show_lines(self, lines: list[Entry]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's signature)
        return len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.lines[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return entry
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return entry.name if entry.heading else f"{entry.severity}, {entry.channel}: {entry.message} {entry.cure}"
        if role == Qt.ItemDataRole.ToolTipRole and entry.finding is not None and entry.finding.source:
            return f"{entry.message}\n{entry.cure}\nRule: {entry.finding.source}, {entry.finding.date or 'no date'}"
        if role == Qt.ItemDataRole.ToolTipRole and not entry.heading:
            return f"{entry.message}\n{entry.cure}"
        return entry.message if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        usable = Qt.ItemFlag.ItemIsEnabled
        return usable if self.lines[index.row()].heading else usable | Qt.ItemFlag.ItemIsSelectable


class _Painter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, _HEAD if index.data(Qt.ItemDataRole.UserRole).heading else _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry.heading:
            self._heading(painter, option, entry)
        else:
            self._entry(painter, option, entry)
        painter.restore()

    def _heading(self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry) -> None:
        painter.setFont(sized(option.font, 13, bold=True))
        painter.setPen(QColor(colours().text))
        room = option.rect.adjusted(PADDING, 0, -PADDING, 0)
        name = painter.fontMetrics().elidedText(entry.name, Qt.TextElideMode.ElideMiddle, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)

    def _entry(self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry) -> None:
        now, rect = colours(), option.rect
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(now.selected if option.state & QStyle.StateFlag.State_Selected else now.hover))
            painter.drawRoundedRect(QRectF(rect).adjusted(4, 1, -4, -1), 5, 5)
        glyph, role = GLYPHS[entry.severity]
        icons.draw(painter, QRect(rect.left() + 14, rect.center().y() - 8, 16, 16), glyph, getattr(now, role))
        words = rect.adjusted(40, 5, -PADDING - (_FIX if entry.mendable else 0), -5)
        painter.setFont(option.font)
        painter.setPen(QColor(now.text))
        self._line(painter, words, Qt.AlignmentFlag.AlignTop, entry.message)
        painter.setFont(sized(option.font, CAPTION))
        painter.setPen(QColor(now.quiet))
        caption = " · ".join(part for part in (entry.channel, entry.cure) if part)
        self._line(painter, words, Qt.AlignmentFlag.AlignBottom, caption)
        if entry.mendable:
            painter.setFont(option.font)
            painter.setPen(QColor(now.edge))
            button = QRectF(fix_place(rect))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(button, 5, 5)
            painter.setPen(QColor(now.accent))
            painter.drawText(button, Qt.AlignmentFlag.AlignCenter, "Fix")

    def _line(self, painter: QPainter, room: QRect, where: Qt.AlignmentFlag, text: str) -> None:
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, where | Qt.AlignmentFlag.AlignLeft, shown)


def fix_place(row: QRect) -> QRect:
    """Return where the Fix button of a row is."""
    return QRect(row.right() - PADDING - 48, row.center().y() - 13, 48, 26)


class FindingsList(QWidget):
    """See the module."""

    chosen = Signal(object)
    fix_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = _Lines(self)
        self._view = QListView(self)
        self._view.setModel(self._lines)
        self._view.setItemDelegate(_Painter(self._view))
        self._view.setMouseTracking(True)
        self._view.setUniformItemSizes(False)
        self._view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._view.setAccessibleName("Findings by photo")
        self._view.clicked.connect(self._go)
        self._view.activated.connect(self._go)
        self._view.viewport().installEventFilter(self)
        self._view.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._view)
        self.setFocusProxy(self._view)

    def show_entries(self, entries: Iterable[Entry]) -> None:
        """Show remarks, grouped by photo; what was in sight and chosen stays so."""
        lines = grouped(entries)
        if lines == self._lines.lines:
            return
        place = self._view.verticalScrollBar().value()
        chosen = self._view.currentIndex().data(Qt.ItemDataRole.UserRole)
        self._lines.show_lines(lines)
        if chosen in lines:
            self._view.setCurrentIndex(self._lines.index(lines.index(chosen), 0))
        self._view.verticalScrollBar().setValue(place)

    @property
    def count(self) -> int:
        """How many remarks are listed."""
        return sum(not line.heading for line in self._lines.lines)

    def _go(self, index: QModelIndex) -> None:
        entry: Entry = index.data(Qt.ItemDataRole.UserRole)
        self.chosen.emit(entry)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            index = self._view.indexAt(event.position().toPoint())
            if watched is self._view.viewport() and index.isValid() and self._fixes(index, event):
                return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F:
            entry = self._view.currentIndex().data(Qt.ItemDataRole.UserRole)
            if isinstance(entry, Entry) and entry.mendable:
                self.fix_asked.emit(entry)
                return True
        return super().eventFilter(watched, event)

    def _fixes(self, index: QModelIndex, event: QMouseEvent) -> bool:
        entry: Entry = index.data(Qt.ItemDataRole.UserRole)
        if entry.mendable and fix_place(self._view.visualRect(index)).contains(event.position().toPoint()):
            self.fix_asked.emit(entry)
            return True
        return False

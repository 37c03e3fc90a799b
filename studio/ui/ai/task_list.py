"""The tasks, each with the model that is asked first under its name."""

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from studio.app.ai.overview import task_titles
from studio.model.ai import Task
from studio.ui.theme import CAPTION, colours, sized

_HEIGHT, _SIDE = 44, 12  # pixels


class _Lines(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(160, _HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        now = colours()
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            focus = chosen and bool(option.state & QStyle.StateFlag.State_HasFocus)
            painter.setPen(QColor(now.accent) if focus else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(now.selected if chosen else now.hover))
            painter.drawRoundedRect(QRectF(rect).adjusted(4.5, 1.5, -4.5, -1.5), 5, 5)
        room = rect.adjusted(_SIDE, 5, -_SIDE, -5)
        painter.setPen(QColor(now.text))
        painter.setFont(option.font)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignTop), str(index.data()))
        painter.setPen(QColor(now.quiet))
        painter.setFont(sized(option.font, CAPTION))
        who = str(index.data(Qt.ItemDataRole.UserRole + 1) or "")
        text = painter.fontMetrics().elidedText(who, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignBottom), text)
        painter.restore()


class TaskList(QListWidget):
    """`picked(task)` when another is chosen."""

    picked = Signal(str)

    def __init__(self, task: Task, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Tasks")
        self.setMouseTracking(True)
        self.setItemDelegate(_Lines(self))
        for each, title in task_titles():
            item = QListWidgetItem(title, self)
            item.setData(Qt.ItemDataRole.UserRole, each)
            if each == task:
                self.setCurrentItem(item)
        self.currentItemChanged.connect(self._moved)

    def show_models(self, asked: Mapping[str, str]) -> None:
        """Show under each task who is asked."""
        for number in range(self.count()):
            item = self.item(number)
            who = asked.get(item.data(Qt.ItemDataRole.UserRole), "")
            item.setData(Qt.ItemDataRole.UserRole + 1, who)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}, {who}")

    def show_task(self, task: Task) -> None:
        """Choose a task."""
        for number in range(self.count()):
            if self.item(number).data(Qt.ItemDataRole.UserRole) == task:
                self.setCurrentRow(number)

    def _moved(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.picked.emit(item.data(Qt.ItemDataRole.UserRole))

"""All batches, the latest first: what each is called, how far it is, and whether it waits for somebody."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QKeySequence, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from studio.app.queue.states import Batch
from studio.ui import icons
from studio.ui.batch.lines_model import Index
from studio.ui.batch.words import STAGES, progress_of, title_of
from studio.ui.theme import CAPTION, colours, sized

HEIGHT = 68
_BATCH = Qt.ItemDataRole.UserRole
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter


class BatchList(QListWidget):
    """`picked(id)` when a person chose another one; `forget_asked(id)` to take one that is over off the list."""

    picked = Signal(str)
    forget_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Batches")
        self.setItemDelegate(_Delegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.currentItemChanged.connect(self._chosen)
        self._forget = QAction(
            "Take off the list (its files stay)", self, shortcut=QKeySequence(QKeySequence.StandardKey.Delete)
        )
        self._forget.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._forget.triggered.connect(self._forget_asked)
        self.addAction(self._forget)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._showing = False

    def show_batches(self, batches: Sequence[Batch], chosen: str | None) -> None:
        """Show them as they stand; rows stay where they are."""
        self._showing = True
        while self.count() > len(batches):
            self.takeItem(self.count() - 1)
        while self.count() < len(batches):
            self.addItem(QListWidgetItem())
        for row, batch in enumerate(batches):
            item = self.item(row)
            item.setData(_BATCH, batch)
            item.setText(f"{title_of(batch)}: {STAGES[batch.stage].word}, {progress_of(batch)}")
            if batch.id == chosen:
                self.setCurrentRow(row)
        self._showing = False
        self._forget.setEnabled(self._over() is not None)

    def _over(self) -> Batch | None:
        """Return the batch in sight where nothing more will come of it."""
        item = self.currentItem()
        batch: Batch | None = None if item is None else item.data(_BATCH)
        return batch if batch is not None and batch.over else None

    def _forget_asked(self) -> None:
        batch = self._over()
        if batch is not None:
            self.forget_asked.emit(batch.id)

    def _chosen(self, now: QListWidgetItem | None) -> None:
        if now is not None and not self._showing:
            self.picked.emit(now.data(_BATCH).id)


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(160, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        batch: Batch | None = index.data(_BATCH)
        if batch is None:
            return
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(colours().selected if chosen else colours().hover))
            painter.drawRoundedRect(QRectF(rect).adjusted(4, 2, -4, -2), 6, 6)
        badge = STAGES[batch.stage]
        icons.draw(
            painter, QRect(rect.left() + 12, rect.top() + 12, 16, 16), badge.icon, getattr(colours(), badge.role)
        )
        self._words(painter, rect, batch, batch.held.rstrip(".") or badge.word)
        self._bar(painter, QRectF(rect.left() + 36, rect.bottom() - 12, rect.width() - 48, 4), batch)
        painter.restore()

    def _words(self, painter: QPainter, rect: QRect, batch: Batch, word: str) -> None:
        wide = rect.width() - 48
        painter.setPen(QColor(colours().text))
        metrics = painter.fontMetrics()
        name = metrics.elidedText(title_of(batch), Qt.TextElideMode.ElideMiddle, wide)
        painter.drawText(QRect(rect.left() + 36, rect.top() + 10, wide, 20), _LEFT, name)
        painter.setFont(sized(painter.font(), CAPTION))
        painter.setPen(QColor(colours().quiet))
        text = f"{word} · {progress_of(batch)}"
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, wide)
        painter.drawText(QRect(rect.left() + 36, rect.top() + 30, wide, 18), _LEFT, shown)

    def _bar(self, painter: QPainter, box: QRectF, batch: Batch) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours().track))
        painter.drawRoundedRect(box, 2, 2)
        left = box.left()
        failed = batch.jobs.get("failed", 0)
        for count, role in ((batch.finished - failed, "accent"), (failed, "error")):
            wide = box.width() * count / max(1, batch.photos)
            painter.setBrush(QColor(getattr(colours(), role)))
            if wide:
                painter.drawRoundedRect(QRectF(left, box.top(), wide, box.height()), 2, 2)
            left += wide

"""A plain table of texts; figures stand on the right."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from studio.ui.theme import colours

Index = QModelIndex | QPersistentModelIndex


class _Texts(QAbstractTableModel):
    def __init__(self, columns: Sequence[str], figures: Sequence[int], parent: QWidget) -> None:
        super().__init__(parent)
        self.columns, self.figures = columns, set(figures)
        self.lines: Sequence[Sequence[str]] = ()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.lines[index.row()][index.column()]
        return self._side(index.column()) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section]
        return self._side(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _side(self, column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if column in self.figures else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

    def take(self, lines: Sequence[Sequence[str]]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()


class Bars(QStyledItemDelegate):
    """A share ("43 %") as a bar with its figure."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now, room, text = colours(), option.rect, str(index.data() or "")
        share = float(text.removesuffix(" %") or 0) / 100
        track = QRectF(room.x() + 8, room.center().y() - 3, room.width() - 64, 7)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for width, colour in ((track.width(), now.line), (max(2.0, track.width() * share), now.fill)):
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(QRectF(track.x(), track.y(), width, track.height()), 3, 3)
        painter.setPen(QColor(now.text))
        painter.drawText(
            room.adjusted(0, 0, -8, 0), int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text
        )
        painter.restore()


class Table(QTableView):
    """`figures`: the columns of numbers; `wide`: the one that takes what room there is. `picked(row)`.

    `bar`: a column of shares, drawn as bars; `fixed`: widths in pixels of columns whose texts may be long.
    """

    picked = Signal(int)

    def __init__(
        self,
        name: str,
        columns: Sequence[str],
        *,
        figures: Sequence[int] = (),
        wide: int = 0,
        bar: int | None = None,
        fixed: Mapping[int, int] | None = None,
    ) -> None:
        super().__init__()
        self._texts = _Texts(columns, figures, self)
        self.setModel(self._texts)
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(26)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if bar is not None:
            self.setItemDelegateForColumn(bar, Bars(self))
        for column, width in {**({} if bar is None else {bar: 260}), **(fixed or {})}.items():
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            head.resizeSection(column, width)
        self.selectionModel().currentRowChanged.connect(self._moved)

    def fill(self, lines: Sequence[Sequence[str]]) -> None:
        """Show these lines; the chosen one stays chosen where it still is."""
        place = self.currentIndex().row()
        self._texts.take(lines)
        if 0 <= place < len(lines):
            self.selectRow(place)

    def fit_height(self, most: int = 8) -> None:
        """Be as high as its lines need, up to so many."""
        lines = min(most, max(1, len(self._texts.lines)))
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + 26 * lines + 4)

    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            self.picked.emit(now.row())

"""The lines of a batch as a list: filtered, searched, in the order of the photos or of their risk."""

from collections.abc import Sequence
from typing import Any, Literal

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from studio.app.queue.follow import Line
from studio.app.queue.risk import by_risk
from studio.ui.batch.words import badge_of, channel_of, sentence_of

LINE = Qt.ItemDataRole.UserRole
Which = Literal["all", "review", "failed", "ready"]
Index = QModelIndex | QPersistentModelIndex


class LinesModel(QAbstractListModel):
    """`show(lines)` takes them all; `which` and `words` decide which are seen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: Sequence[Line] = ()
        self.seen: list[Line] = []
        self.which: Which = "all"
        self.words = ""

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        return 0 if parent.isValid() else len(self.seen)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.seen[index.row()]
        if role == LINE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{line.item.photo}, {channel_of(line.item)}: {badge_of(line).word}. {sentence_of(line.item)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return sentence_of(line.item) or None
        return None

    def show(self, lines: Sequence[Line]) -> None:
        """Take other lines."""
        self._all = lines
        self.sift()

    def choose(self, which: Which, words: str) -> None:
        """Show others of them."""
        self.which, self.words = which, words
        self.sift()

    def count(self, which: Which) -> int:
        """Return how many there are of a kind."""
        return len(self._of(which))

    def waiting(self) -> list[tuple[int, int]]:
        """Return the lines (at, place) that wait only because their preset wants a look at every batch.

        None while there are some that somebody should look at one by one.
        """
        if self._of("review"):
            return []
        return [
            (line.at, line.place) for line in self._all if line.item.review and line.item.output and not line.reviewed
        ]

    def row_of(self, key: tuple[int, int]) -> int:
        """Return the row of a line (at, place), -1 where it is not seen."""
        return next((row for row, line in enumerate(self.seen) if (line.at, line.place) == key), -1)

    def sift(self) -> None:
        """Find what is seen; the view keeps its place where the same rows remain."""
        words = self.words.casefold()
        wanted = [
            line
            for line in self._of(self.which)
            if words in f"{line.item.photo} {line.item.channel} {channel_of(line.item)}".casefold()
        ]
        before, after = ([(line.at, line.place) for line in lines] for lines in (self.seen, wanted))
        if after[: len(before)] == before:  # what is new came at the end: nothing moves
            self._extend(wanted, len(before))
            return
        self.beginResetModel()
        self.seen = wanted
        self.endResetModel()

    def _extend(self, wanted: list[Line], before: int) -> None:
        changed = [row for row in range(before) if wanted[row] is not self.seen[row]]
        self.seen[:] = wanted[:before]
        if len(wanted) > before:
            self.beginInsertRows(QModelIndex(), before, len(wanted) - 1)
            self.seen = wanted
            self.endInsertRows()
        if changed:
            self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))

    def _of(self, which: Which) -> list[Line]:
        if which == "review":
            open_lines = {id(line.item): line for line in self._all if not line.reviewed and line.item.output}
            return [open_lines[id(item)] for item in by_risk([line.item for line in open_lines.values()])]
        if which == "failed":
            return [line for line in self._all if line.item.status == "failed"]
        if which == "ready":
            return [line for line in self._all if line.reviewed or (line.item.output and not line.item.needs_look)]
        return list(self._all)

"""The filmstrip's list model over a workspace; dropping photos on a row moves them to its listing."""

import json
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt

from studio.app.workspace.workspace import Change, Workspace
from studio.model.photo import Photo
from studio.ui.filmstrip.badges import badge_of, explain
from studio.ui.filmstrip.rows import Heading, Row, matches, rows_of

Index = QModelIndex | QPersistentModelIndex
MIME = "application/x-listing-studio-photos"
ROW = Qt.ItemDataRole.UserRole
NOWHERE = QModelIndex()


class FilmModel(QAbstractListModel):
    """`row(index)` is a Heading or a Photo. Resets on new, moved or filtered photos; else tells single rows."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._rows: list[Row] = []
        self._places: dict[str, int] = {}
        self._folded: set[str] = set()
        self._filter = ""
        self._unsubscribe = workspace.subscribe(self._heard)
        self.refresh()

    def close(self) -> None:
        """Stop listening."""
        self._unsubscribe()

    # --- asking ------------------------------------------------------------------------------------------------------

    def row(self, index: Index) -> Row:
        """Return what a row shows."""
        return self._rows[index.row()]

    def index_of(self, photo_id: str) -> QModelIndex:
        """Return the row of a photo; invalid where it is filtered out or folded away."""
        place = self._places.get(photo_id)
        return QModelIndex() if place is None else self.index(place)

    def photos_between(self, first: int, last: int) -> list[str]:
        """Return the ids of the photos in rows `first` to `last`."""
        return [row.id for row in self._rows[max(0, first) : last + 1] if isinstance(row, Photo)]

    # --- changing ----------------------------------------------------------------------------------------------------

    def set_filter(self, text: str) -> None:
        """Show only photos that fit what was typed."""
        self._filter = text.strip()
        self.refresh()

    def fold(self, sku: str) -> None:
        """Hide or show a listing's photos."""
        self._folded ^= {sku}
        self.refresh()

    def refresh(self) -> None:
        """Build the rows anew."""
        self.beginResetModel()
        self._rows = rows_of(self.workspace.listings, self._folded, self._wanted)
        self._places = {row.id: place for place, row in enumerate(self._rows) if isinstance(row, Photo)}
        self.endResetModel()

    def touch(self, photo_id: str) -> None:
        """Have a photo's row painted anew."""
        index = self.index_of(photo_id)
        if index.isValid():
            self.dataChanged.emit(index, index)

    def _wanted(self, listing: Any, photo: Photo) -> bool:
        if not self._filter:
            return True
        return matches(self._filter, listing, photo, badge_of(self.workspace.state_of(photo.id)).word)

    def _heard(self, change: Change) -> None:
        if change.kind == "photos":
            self.refresh()
        elif change.kind == "state":
            for photo_id in change.ids:
                self.touch(photo_id)

    # --- Qt's questions ----------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: PLR0911
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if isinstance(row, Heading):
            return row.sku if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.path.name
        state = self.workspace.state_of(row.id)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.path.name}, {badge_of(state).word}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(filter(None, (str(row.relative), explain(state))))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        if isinstance(self._rows[index.row()], Heading):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsDropEnabled
        choose = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return choose | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        ids = [row.id for row in (self._rows[index.row()] for index in indexes) if isinstance(row, Photo)]
        mime = QMimeData()
        mime.setData(MIME, json.dumps(ids).encode("utf-8"))
        return mime

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        return data.hasFormat(MIME)

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """On a heading: to the end of its listing. On or before a photo: before it. Below everything: a new listing."""
        if not data.hasFormat(MIME):
            return False
        ids = [key for key in json.loads(bytes(data.data(MIME).data())) if key in self._places]
        target = parent.row() if parent.isValid() else row
        if not ids or target > len(self._rows):
            return False
        if not 0 <= target < len(self._rows):
            self.workspace.move(ids, self.new_sku())
            return True
        over = self._rows[target]
        if isinstance(over, Heading) and not parent.isValid() and target > 0:
            before = self._rows[target - 1]  # dropped on the line above a heading: the end of the listing before
            over = before if isinstance(before, Heading) else Heading(self.workspace.listing_of(before.id).sku, 0)
        if isinstance(over, Heading):
            self.workspace.move(ids, over.sku)
        elif over.id not in ids:
            self.workspace.move(ids, self.workspace.listing_of(over.id).sku, over.id)
        return False  # the rows were moved by the workspace; the view must not remove any

    def new_sku(self) -> str:
        """Return a name for a listing that is not there yet."""
        taken = {listing.sku for listing in self.workspace.listings}
        return next(name for n in range(1, len(taken) + 2) if (name := f"new listing {n}") not in taken)

"""The pictures of a set, as they come: each photo's finished picture and how the product stands in it."""

from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QImage

from studio.app.consistency import Measured, Standing, measured, outliers
from studio.model.errors import Cancelled, StudioError
from studio.model.photo import Photo
from studio.ui.session import Session
from studio.ui.to_qimage import taken_over

Index = QModelIndex | QPersistentModelIndex
LONGEST = 320  # pixels
PATIENCE = 60.0  # seconds
PHOTO = Qt.ItemDataRole.UserRole


class SetModel(QAbstractListModel):
    """`show(photos)` fills it; pictures come from the rendering process one after the other."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.photos: list[Photo] = []
        self.images: dict[str, QImage] = {}
        self.standings: dict[str, Standing] = {}
        self.off: dict[str, tuple[str, ...]] = {}
        self.notes: dict[str, str] = {}
        self._made: dict[str, tuple[Any, Any]] = {}
        self._running: dict[Future[Any], tuple[str, tuple[Any, Any]]] = {}

    def show(self, photos: list[Photo]) -> None:
        """Show these photos; what has not changed since is not rendered again."""
        self.beginResetModel()
        self.photos = photos
        self.endResetModel()
        self.refresh()

    def refresh(self) -> None:
        """Ask for the pictures that are missing or out of date."""
        workspace, previews = self._session.workspace, self._session.previews
        for photo in self.photos:
            cutout = previews.small_of(photo.id)
            wish = (workspace.look_of(photo.id).scene, cutout)
            if cutout is None:
                self.notes[photo.id] = _waiting(workspace.state_of(photo.id).status)
            elif self._made.get(photo.id) != wish:
                self._made[photo.id] = wish
                arguments = (wish[0], cutout, LONGEST, self._session.folder)
                future = self._session.painters.submit(measured, *arguments, timeout=PATIENCE)
                self._running[future] = (photo.id, wish)
                self._session.bridge.deliver(future, self._came)
        self._compare()

    def _came(self, future: "Future[Any]") -> None:
        photo_id, wish = self._running.pop(future)
        try:
            made: Measured = future.result()
        except (StudioError, Cancelled, OSError) as error:
            self.notes[photo_id] = getattr(error, "message", str(error))
            self._compare()
            return
        image = taken_over(made.painted)
        if self._made.get(photo_id) == wish:
            self.images[photo_id], self.standings[photo_id] = image, made.standing
            self.notes.pop(photo_id, None)
            self._compare()

    def _compare(self) -> None:
        workspace = self._session.workspace
        here = [photo.id for photo in self.photos if photo.id in self.standings]
        self.off = outliers([(key, workspace.listing_of(key).sku, self.standings[key]) for key in here])
        if self.photos:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.photos) - 1, 0))

    def remarks(self, photo_id: str) -> tuple[str, ...]:
        """In what a picture stands out, and whether its cutout is doubtful."""
        doubtful = ("Cutout needs a look",) if self._session.workspace.state_of(photo_id).reasons else ()
        return (*doubtful, *self.off.get(photo_id, ()))

    @property
    def waiting(self) -> int:
        """How many pictures are still to come."""
        return len(self._running)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's signature)
        return len(self.photos)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        photo = self.photos[index.row()]
        if role == PHOTO:
            return photo.id
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{photo.path.name}: {'; '.join(self.remarks(photo.id)) or 'like the others'}"
        return photo.path.name if role == Qt.ItemDataRole.DisplayRole else None


def _waiting(status: str) -> str:
    return "Could not be cut out" if status == "failed" else "Being cut out…"

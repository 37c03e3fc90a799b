"""The left side of the window: a filter box above the list of photos."""

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QInputDialog,
    QLineEdit,
    QListView,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from studio.app.workspace.workspace import Change, Workspace
from studio.model.photo import Photo
from studio.ui.filmstrip.delegate import FilmDelegate
from studio.ui.filmstrip.model import FilmModel
from studio.ui.filmstrip.rows import Heading
from studio.ui.filmstrip.thumbnails import Thumbnails
from studio.ui.theme import GRID

LIST_KEYS = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)
FOLD = 24  # pixels at the left of a heading that fold it


class Filmstrip(QWidget):
    """Choosing here chooses in the workspace and the other way round. `in_sight_changed` when scrolling rests."""

    in_sight_changed = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.thumbnails = Thumbnails()
        self.model = FilmModel(workspace, self)
        self.view = _View(self.model, self.thumbnails)
        self.filter = QLineEdit(placeholderText="Filter photos", clearButtonEnabled=True)
        self.filter.setAccessibleName("Filter photos by name, listing or status")
        self.filter.setToolTip("Filter by name, listing or status (Ctrl+F)")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GRID, 0, 0)
        layout.setSpacing(GRID // 2)
        above = QHBoxLayout()
        above.setContentsMargins(GRID + 4, 0, GRID + 4, 0)
        above.addWidget(self.filter)
        layout.addLayout(above)
        layout.addWidget(self.view)
        self._rest = QTimer(self, singleShot=True, interval=60)
        self._rest.timeout.connect(self.in_sight_changed)
        self._typed = QTimer(self, singleShot=True, interval=120)
        self._typed.timeout.connect(self._apply_filter)
        self._following = False
        self.filter.textChanged.connect(self._typed.start)
        self.view.verticalScrollBar().valueChanged.connect(self._rest.start)
        self.view.selectionModel().selectionChanged.connect(self._chosen)
        self.view.selectionModel().currentChanged.connect(self._chosen)
        self.model.modelReset.connect(self._follow)
        workspace.subscribe(self._heard)
        self._follow()

    def in_sight(self) -> list[str]:
        """Return the photos in sight and those just beyond, nearest first."""
        area = self.view.viewport().rect()
        first = self.view.indexAt(QPoint(area.center().x(), 1)).row()
        last = self.view.indexAt(QPoint(area.center().x(), area.bottom() - 1)).row()
        last = last if last >= 0 else self.model.rowCount() - 1
        beyond = max(1, last - first)
        return [
            *self.model.photos_between(first, last),
            *self.model.photos_between(last + 1, last + beyond),
        ]

    def _apply_filter(self) -> None:
        self.model.set_filter(self.filter.text())

    # --- selection, both ways ----------------------------------------------------------------------------------------

    def _chosen(self, *_: object) -> None:
        if self._following:
            return
        selection = self.view.selectionModel()
        ids = [row.id for row in map(self.model.row, selection.selectedIndexes()) if isinstance(row, Photo)]
        index = selection.currentIndex()
        row = self.model.row(index) if index.isValid() else None
        if ids:
            self._workspace.select(ids, row.id if isinstance(row, Photo) else None)

    def _heard(self, change: Change) -> None:
        if change.kind == "selection":
            self._follow()

    def _follow(self) -> None:
        """Show the workspace's selection."""
        wanted = QItemSelection()
        for photo_id in self._workspace.selection:
            index = self.model.index_of(photo_id)
            if index.isValid():
                wanted.select(index, index)
        self._following = True
        selection = self.view.selectionModel()
        selection.select(wanted, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        current = self.model.index_of(self._workspace.current or "")
        if current.isValid():
            selection.setCurrentIndex(current, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.view.scrollTo(current, QAbstractItemView.ScrollHint.EnsureVisible)
        self._following = False
        self.view.viewport().update()
        self._rest.start()

    def choose_listing(self, sku: str) -> None:
        """Choose every photo of a listing."""
        ids = [photo.id for it in self._workspace.listings if it.sku == sku for photo in it.photos]
        self._workspace.select(ids)

    def rename_listing(self, sku: str = "") -> None:
        """Ask for another name of a listing (default: that of the photo shown)."""
        if not sku and self._workspace.current is not None:
            sku = self._workspace.listing_of(self._workspace.current).sku
        new, sure = QInputDialog.getText(self, "Rename listing", "Name or SKU of this listing", text=sku)
        if sure:
            self._workspace.rename_listing(sku, new)

    def offer_listings(self) -> None:
        """A menu of listings to move the chosen photos to, for hands that stay on the keyboard."""
        menu = QMenu(self)
        menu.setAccessibleName("Move to listing")
        for sku in (*(listing.sku for listing in self._workspace.listings), self.model.new_sku()):
            menu.addAction(sku.replace("&", "&&")).setData(sku)
        menu.triggered.connect(self._move_to)
        row = self.view.visualRect(self.model.index_of(self._workspace.current or ""))
        menu.popup(self.view.viewport().mapToGlobal(row.bottomLeft()))

    def _move_to(self, action: QAction) -> None:
        self._workspace.move(self._workspace.selection, action.data())


class _View(QListView):
    def __init__(self, model: FilmModel, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._delegate = FilmDelegate(model.workspace, thumbnails)
        self._model = model
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Photos")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(self.model().supportedDropActions())
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down (with Shift too) choose; letters, digits and Space are the window's keys, not a search."""
        if event.key() in LIST_KEYS or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        row = self._model.row(index) if index.isValid() else None
        if isinstance(row, Heading):
            self._press_heading(row, event)
            return
        super().mousePressEvent(event)

    def _press_heading(self, row: Heading, event: QMouseEvent) -> None:
        strip = self.parent()
        if event.position().x() < FOLD:
            self._model.fold(row.sku)
        elif isinstance(strip, Filmstrip):
            strip.choose_listing(row.sku)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index: QModelIndex = self.indexAt(event.position().toPoint())
        row = self._model.row(index) if index.isValid() else None
        strip = self.parent()
        if isinstance(row, Heading) and isinstance(strip, Filmstrip) and event.position().x() >= FOLD:
            strip.rename_listing(row.sku)

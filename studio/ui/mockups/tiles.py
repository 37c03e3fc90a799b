"""A list of pictures with names: the artwork shelf, and the gallery of items."""

from collections.abc import Collection

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QImage, QKeyEvent
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QWidget

from studio.ui import drop
from studio.ui.mockups.tile_painter import GAP, NAME, PICTURE, TilePainter

_KEY = Qt.ItemDataRole.UserRole
_SCROLLBAR = 12


class Tiles(QListWidget):
    """`picked(key)` when one is chosen by hand, `removed(key)` by Delete, `dropped(paths)`. Keys are texts."""

    picked = Signal(str)
    removed = Signal(str)
    dropped = Signal(object)

    def __init__(self, name: str, side: int, *, one_row: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        elide = Qt.TextElideMode.ElideRight if one_row else Qt.TextElideMode.ElideMiddle  # file names differ at the end
        self.setItemDelegate(TilePainter(side, elide, self))
        # in icon mode hidden tiles are painted over the first one
        self.setViewMode(QListView.ViewMode.ListMode if one_row else QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setGridSize(QSize(side + 2 * GAP, side + NAME + 2 * GAP))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self._side = side
        if one_row:
            self.setFlow(QListView.Flow.LeftToRight)
            self.setWrapping(False)
            self.setViewportMargins(GAP, GAP, GAP, 0)
            self.setFixedHeight(side + NAME + 3 * GAP + _SCROLLBAR)
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentItemChanged.connect(self._picked)

    def put(self, key: str, words: str, hint: str = "") -> None:
        """Add a tile without a picture, or rename it."""
        item = self.tile(key)
        if item is None:
            item = QListWidgetItem(words, self)
            item.setData(_KEY, key)
        item.setText(words)
        item.setToolTip(hint or words)

    def show_image(self, key: str, image: QImage) -> None:
        """Give a tile its picture."""
        item = self.tile(key)
        if item is not None:
            pixels = round(self._side * self.devicePixelRatioF())
            smooth, whole = Qt.TransformationMode.SmoothTransformation, Qt.AspectRatioMode.KeepAspectRatio
            item.setData(PICTURE, image.scaled(pixels, pixels, whole, smooth))

    def choose(self, key: str) -> None:
        """Mark a tile without telling anybody."""
        self.blockSignals(True)
        item = self.tile(key)
        if item is not None:
            self.setCurrentItem(item)
        else:
            self.setCurrentRow(-1)
        self.blockSignals(False)

    def show_only(self, keys: Collection[str]) -> None:
        """Hide all other tiles."""
        for row in range(self.count()):
            self.setRowHidden(row, self.item(row).data(_KEY) not in keys)
        self.horizontalScrollBar().setValue(0)

    def remove(self, key: str) -> None:
        """Take a tile out."""
        item = self.tile(key)
        if item is not None:
            self.blockSignals(True)
            self.takeItem(self.row(item))
            self.blockSignals(False)

    def tile(self, key: str) -> QListWidgetItem | None:
        """Return a tile by its key."""
        items = (self.item(row) for row in range(self.count()))
        return next((item for item in items if item.data(_KEY) == key), None)

    def image(self, key: str) -> QImage | None:
        """Return a tile's picture, where it has one."""
        item = self.tile(key)
        return item.data(PICTURE) if item is not None else None

    def keys(self) -> list[str]:
        """Return all keys in order."""
        return [str(self.item(row).data(_KEY)) for row in range(self.count())]

    def _picked(self, now: QListWidgetItem | None) -> None:
        if now is not None:
            self.picked.emit(str(now.data(_KEY)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        now = self.currentItem()
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and now is not None:
            self.removed.emit(str(now.data(_KEY)))
        else:
            super().keyPressEvent(event)

    # --- drops -------------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if drop.paths_of(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.dropped.emit(drop.paths_of(event.mimeData()))
        event.acceptProposedAction()

"""A list of pictures with names: the artwork shelf, and the gallery of items."""

from PySide6.QtCore import QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QWidget

_KEY = Qt.ItemDataRole.UserRole


class Tiles(QListWidget):
    """`picked(key)` when one is chosen by hand. Keys are texts."""

    picked = Signal(str)

    def __init__(self, name: str, side: int, *, one_row: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setIconSize(QSize(side, side))
        self.setGridSize(QSize(side + 16, side + 34))
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setUniformItemSizes(True)
        self.setSpacing(0)
        if one_row:
            self.setFlow(QListView.Flow.LeftToRight)
            self.setWrapping(False)
            self.setFixedHeight(side + 52)
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentItemChanged.connect(self._picked)
        self._blank = QPixmap(side, side)
        self._blank.fill(Qt.GlobalColor.transparent)

    def put(self, key: str, words: str, hint: str = "") -> None:
        """Add a tile without a picture, or rename it."""
        item = self.tile(key)
        if item is None:
            item = QListWidgetItem(QIcon(self._blank), words, self)
            item.setData(_KEY, key)
        item.setText(words)
        item.setToolTip(hint or words)

    def show_image(self, key: str, image: QImage) -> None:
        """Give a tile its picture."""
        item = self.tile(key)
        if item is not None:
            side = QSizeF(self.iconSize()) * self.devicePixelRatioF()
            small = image.scaled(
                side.toSize(), Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            card = QImage(side.toSize(), QImage.Format.Format_ARGB32_Premultiplied)
            card.fill(Qt.GlobalColor.transparent)
            painter = QPainter(card)
            painter.drawImage((card.width() - small.width()) // 2, (card.height() - small.height()) // 2, small)
            painter.end()
            card.setDevicePixelRatio(self.devicePixelRatioF())
            icon = QIcon(QPixmap.fromImage(card))
            icon.addPixmap(QPixmap.fromImage(card), QIcon.Mode.Selected)  # never tinted: colours are judged here
            item.setIcon(icon)

    def choose(self, key: str) -> None:
        """Mark a tile without telling anybody."""
        self.blockSignals(True)
        item = self.tile(key)
        if item is not None:
            self.setCurrentItem(item)
        self.blockSignals(False)

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

    def keys(self) -> list[str]:
        """Return all keys in order."""
        return [str(self.item(row).data(_KEY)) for row in range(self.count())]

    def _picked(self, now: QListWidgetItem | None) -> None:
        if now is not None:
            self.picked.emit(str(now.data(_KEY)))

"""All items in a row, and beside them a field that finds one by its name, its kind or a word for it."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from studio.app.mockups.shelf import Item, is_meant
from studio.ui import icons
from studio.ui.mockups.tiles import Tiles
from studio.ui.theme import GRID, PADDING

SIDE, WIDTH = 124, 168


class Gallery(QWidget):
    """`tiles` are the items, `add` asks for a new one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: Sequence[Item] = ()
        self.tiles = Tiles("Items", SIDE, one_row=True)
        self.search = QLineEdit(placeholderText="Find an item", clearButtonEnabled=True)
        self.search.setAccessibleName("Find an item by its name, kind or a word for it")
        self.search.setToolTip("Name, kind or a word for it: mug, wall art, shirt…")
        self.said = QLabel()
        self.said.setProperty("role", "caption")
        self.said.setWordWrap(True)
        self.add = QToolButton()
        self.add.setIcon(icons.icon("add"))
        self.add.setText("New item")
        self.add.setIconSize(QSize(20, 20))
        self.add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.add.setToolTip("New item of a photo of your own, a PSD or a mockup file")
        self.add.setAccessibleName("New item")
        self._lay_out()
        self.search.textChanged.connect(self._find)
        self.search.returnPressed.connect(self._take_first)

    def _lay_out(self) -> None:
        beside = QWidget()
        beside.setFixedWidth(WIDTH)
        column = QVBoxLayout(beside)
        column.setContentsMargins(PADDING, GRID, 0, GRID)
        column.setSpacing(GRID)
        column.addWidget(self.search)
        column.addWidget(self.said)
        column.addStretch(1)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(4)
        across.addWidget(beside)
        across.addWidget(self.tiles, 1)

    def show_items(self, items: Sequence[Item]) -> None:
        """Say which items the tiles are."""
        self._items = items
        self._find(self.search.text())

    def _find(self, words: str) -> None:
        found = [item.id for item in self._items if is_meant(item, words)]
        self.tiles.show_only(found)
        self.said.setText(_how_many(len(found), len(self._items), words))

    def _take_first(self) -> None:
        found = next((item.id for item in self._items if is_meant(item, self.search.text())), None)
        if found is not None:
            self.tiles.choose(found)
            self.tiles.picked.emit(found)


def _how_many(found: int, whole: int, words: str) -> str:
    if words.strip() and not found:
        return "Nothing is called that."
    if words.strip():
        return f"{found} of {whole} items"
    return f"{whole} items" if whole != 1 else "1 item"

"""The print areas of a photo: which one is worked on, its name, one more, one less."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QWidget

from studio.ui import icons
from studio.ui.controls.choice import Combo


class AreaRow(QWidget):
    """`chosen(number)`, `named(name)`; `add` and `remove` are its buttons. The list's text can be written over."""

    chosen = Signal(int)
    named = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = Combo()
        self.list.setEditable(True)
        self.list.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.list.setCompleter(None)  # type: ignore[arg-type]  # a name is written, not found
        self.list.setAccessibleName("Print area")
        self.list.setToolTip("Which print area is worked on; write over its name")
        line = self.list.lineEdit()
        assert line is not None
        line.setAccessibleName("Name of the print area")
        line.setStyleSheet("border: none; background: transparent;")  # the list around it is the frame
        self.add, self.remove = QToolButton(), QToolButton()
        for button, icon, words in (
            (self.add, "add", "Add a print area: a sleeve, a back, a label"),
            (self.remove, "delete", "Remove this print area"),
        ):
            button.setIcon(icons.icon(icon))
            button.setToolTip(words)
            button.setAccessibleName(words)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.list, 1)
        row.addWidget(self.add)
        row.addWidget(self.remove)
        self.list.activated.connect(self.chosen)
        line.editingFinished.connect(lambda: self.named.emit(line.text().strip()))

    def show_areas(self, names: Sequence[str], chosen: int) -> None:
        """Show the areas there are."""
        if [self.list.itemText(row) for row in range(self.list.count())] != list(names):
            self.list.clear()
            self.list.addItems(names)
        if self.list.currentIndex() != chosen:
            self.list.setCurrentIndex(chosen)
        self.remove.setEnabled(len(names) > 1)

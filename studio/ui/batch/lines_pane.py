"""The middle of the batch page: what the batch is and does, its figures, and its lines, chosen by kind or word."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from studio.ui.batch.bar import BatchBar
from studio.ui.batch.figures import Figures
from studio.ui.batch.lines_delegate import LinesDelegate
from studio.ui.batch.lines_model import LinesModel, Which
from studio.ui.batch.lines_view import LinesView
from studio.ui.batch.welcome import Welcome
from studio.ui.panes import line as rule
from studio.ui.theme import PADDING

WHICH: dict[Which, str] = {"all": "All", "review": "To review", "failed": "Failed", "ready": "Ready"}
NONE: dict[Which, str] = {
    "review": "Nothing needs your look.",
    "failed": "No photo failed.",
    "ready": "No picture is ready without a look.",
}


class LinesPane(QWidget):
    """`sifted(which, words)`: others are to be seen. Without a batch the welcome stands in its place."""

    sifted = Signal(str, str)

    def __init__(self, model: LinesModel, delegate: LinesDelegate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.bar, self.figures, self.empty = BatchBar(self), Figures(self), Welcome(self)
        self.view, self.search = LinesView(self), QLineEdit(self)
        self.chips: dict[Which, QPushButton] = {which: self._chip(which) for which in WHICH}
        self.view.setModel(model)
        self.view.setItemDelegate(delegate)
        self.view.setUniformItemSizes(True)
        self.view.setMouseTracking(True)
        self.view.setAccessibleName("Pictures of the batch")
        self.search.setPlaceholderText("Search")
        self.search.setAccessibleName("Search a photo or a channel")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._sift)
        self._assemble()

    def _assemble(self) -> None:
        self._head = QWidget(self)
        head = QVBoxLayout(self._head)
        head.setContentsMargins(PADDING, PADDING, PADDING, 8)
        head.setSpacing(10)
        head.addWidget(self.bar)
        head.addWidget(self.figures)
        chips = QHBoxLayout()
        chips.setSpacing(4)
        for chip in self.chips.values():
            chips.addWidget(chip)
        chips.addStretch(1)
        self.search.setMinimumWidth(84)
        self.search.setMaximumWidth(240)
        chips.addWidget(self.search, 1)
        head.addLayout(chips)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._rule = rule()
        for part, stretch in ((self._head, 0), (self._rule, 0), (self.view, 1), (self.empty, 1)):
            column.addWidget(part, stretch)

    def _chip(self, which: Which) -> QPushButton:
        chip = QPushButton(WHICH[which], self)
        chip.setObjectName(which)
        chip.setCheckable(True)
        chip.setAutoExclusive(True)
        chip.setProperty("role", "segment")
        chip.setMinimumWidth(104)
        chip.setChecked(which == "all")
        chip.setAccessibleName(f"Show: {WHICH[which]}")
        chip.clicked.connect(self._sift)
        return chip

    def _sift(self) -> None:
        which = next(which for which, chip in self.chips.items() if chip.isChecked())
        self.sifted.emit(which, self.search.text())

    def show_some(self, some: bool) -> None:
        """Show the lines of a batch, or the welcome."""
        for part in (self._head, self._rule, self.view):
            part.setVisible(some)
        self.empty.setVisible(not some)

    def count(self) -> None:
        """Say on the chips how many lines there are of each kind, and why there are none in sight."""
        for which, chip in self.chips.items():
            chip.setText(f"{WHICH[which]} {self.model.count(which):,}")
        if not self.model.count("all"):
            self.view.say("Finished pictures appear here one by one.")
        elif self.search.text():
            self.view.say("No picture is found by these words.")
        else:
            self.view.say(NONE.get(self.model.which, ""))

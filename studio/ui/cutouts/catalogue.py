"""The catalogue of cutout models: what there is, what each may be used for, and getting or removing their files."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from studio.app.model_files import disk_use
from studio.app.models import model_cards
from studio.ui.cutouts.catalogue_row import CatalogueRow
from studio.ui.cutouts.fetching import Fetching
from studio.ui.panes import line
from studio.ui.session import Session
from studio.ui.theme import PADDING

INTRODUCTION = (
    "The built-in method needs no download. Every other model is a file that you get once; it then works offline. "
    "Nothing is fetched unless you press Get."
)


class Catalogue(QDialog):
    """Not modal. `changed` when a model came or went, so that menus can be filled anew."""

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Cutout models")
        self.resize(720, 680)
        self._fetching = Fetching(session.bridge, self)
        self._rows: dict[str, CatalogueRow] = {}
        introduction = QLabel(INTRODUCTION, self)
        introduction.setWordWrap(True)
        introduction.setProperty("role", "caption")
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, PADDING, 0)
        column.setSpacing(8)
        for card in model_cards():
            if "cutout" in card["tasks"] and card["where"] == "local":
                row = CatalogueRow(card, self._fetching, inside)
                row.changed.connect(self._changed)
                self._rows[card["id"]] = row
                column.addWidget(row)
                column.addWidget(line())
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._space = QLabel(self)
        self._space.setProperty("role", "caption")
        close = QPushButton("Close", self)
        close.clicked.connect(self.close)
        foot = QHBoxLayout()
        foot.addWidget(self._space, 1)
        foot.addWidget(close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(PADDING, PADDING, PADDING, PADDING)
        whole.setSpacing(PADDING)
        whole.addWidget(introduction)
        whole.addWidget(scroll, 1)
        whole.addLayout(foot)
        self._tell_space()

    def _changed(self) -> None:
        installed = {card["id"]: bool(card["installed"]) for card in model_cards()}
        for model, row in self._rows.items():
            row.set_installed(installed.get(model, False))
        self._tell_space()
        self.changed.emit()

    def _tell_space(self) -> None:
        self._space.setText(f"Model files take {disk_use() / 1e6:.0f} MB on this computer.")

    def closeEvent(self, event: QCloseEvent) -> None:
        self._fetching.close()
        super().closeEvent(event)

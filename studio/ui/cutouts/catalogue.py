"""The catalogue of cutout models: what there is, what each may be used for, and getting or removing their files."""

from concurrent.futures import Future
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from studio.app.device import device_sentence
from studio.app.model_files import disk_use
from studio.app.models import find_card, model_cards
from studio.ui.closing import Closing
from studio.ui.cutouts.catalogue_row import CatalogueRow
from studio.ui.cutouts.fetching import Fetching
from studio.ui.cutouts.own_model import OwnModel
from studio.ui.panes import line
from studio.ui.session import Session
from studio.ui.theme import PADDING

INTRODUCTION = (
    "The built-in method needs no download. Every other model is a file that you get once; it then works offline. "
    "Nothing is fetched unless you press Get."
)


class Catalogue(Closing):
    """Not modal. `changed` when a model came or went, so that menus can be filled anew."""

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Cutout models")
        self.resize(720, 680)
        self._session = session
        self._fetching = Fetching(session.bridge, self)
        self._rows: dict[str, CatalogueRow] = {}
        self._lines: dict[str, QWidget] = {}
        introduction = QLabel(INTRODUCTION, self)
        introduction.setWordWrap(True)
        introduction.setProperty("role", "caption")
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, PADDING, 0)
        column.setSpacing(8)
        self._column = column
        column.addStretch(1)
        for card in model_cards():
            if "cutout" in card["tasks"] and card["where"] == "local":
                self._show_row(card)
        scroll = QScrollArea(self)
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._space, self._device = QLabel(self), QLabel(self)
        for fact in (self._space, self._device):
            fact.setProperty("role", "caption")
            fact.setWordWrap(True)
        facts = QVBoxLayout()
        facts.setSpacing(2)
        facts.addWidget(self._space)
        facts.addWidget(self._device)
        close = QPushButton("Close", self)
        close.clicked.connect(self.close)
        self._own = QPushButton("Add a model of your own…", self)
        self._own.setToolTip("An ONNX file that takes one picture and answers with a mask")
        self._own.clicked.connect(self._add_own)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addLayout(facts, 1)
        foot.addWidget(self._own)
        foot.addWidget(close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(PADDING, PADDING, PADDING, PADDING)
        whole.setSpacing(PADDING)
        whole.addWidget(introduction)
        whole.addWidget(scroll, 1)
        whole.addLayout(foot)
        self._tell_space()
        session.bridge.deliver(session.workers.submit(device_sentence), self._device_known)

    def _show_row(self, card: dict[str, Any]) -> None:
        row = CatalogueRow(card, self._fetching, self)
        row.changed.connect(self._changed)
        self._rows[card["id"]] = row
        self._lines[card["id"]] = line()
        for part in (row, self._lines[card["id"]]):
            self._column.insertWidget(self._column.count() - 1, part)

    def _device_known(self, future: "Future[str]") -> None:
        if not future.cancelled() and future.exception() is None:
            self._device.setText(f"Fetched models run on {future.result()}")

    def _add_own(self) -> None:
        file, _ = QFileDialog.getOpenFileName(self, "A model of your own", "", "Models (*.onnx)")
        if file:
            own = OwnModel(Path(file), self._session, self)
            own.added.connect(self._own_added)
            own.open()

    def _own_added(self, model: str) -> None:
        self._show_row(find_card(model))
        self._changed()

    def _changed(self) -> None:
        installed = {card["id"]: bool(card["installed"]) for card in model_cards()}
        for model, row in self._rows.items():
            row.set_installed(installed.get(model, False))
            for part in (row, self._lines[model]):
                part.setVisible(model in installed)  # one's own that was removed has no card any more
        self._tell_space()
        self.changed.emit()

    def _tell_space(self) -> None:
        self._space.setText(f"Model files take {disk_use() / 1e6:.0f} MB on this computer.")

    def leave(self) -> None:
        self._fetching.close()

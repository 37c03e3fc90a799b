"""Taking up an ONNX file of one's own: its name, and the family whose way of being fed it shares."""

from concurrent.futures import Future
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from studio.app.model_files import add_model, free_name
from studio.ui.controls.choice import Combo
from studio.ui.fit_height import fit_height
from studio.ui.panes import dialog_column
from studio.ui.session import Session
from studio.ui.theme import PADDING

FAMILIES = {
    "isnet": "ISNet (DIS): answers a probability",
    "u2net": "U²-Net: answers a probability",
    "bria": "RMBG: answers a probability",
    "birefnet": "BiRefNet: answers logits",
}


class OwnModel(QDialog):
    """`added(model)` once it was tried on a drawn disc and taken."""

    added = Signal(str)

    def __init__(self, file: Path, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("A model of your own")
        self.setMinimumWidth(440)
        self._file, self._session = file, session
        self.name = QLineEdit(free_name(file.stem), self)
        self.name.setAccessibleName("Name")
        self.family = Combo(self)
        self.family.setAccessibleName("Trained and fed like")
        for family, words in FAMILIES.items():
            self.family.addItem(words, family)
        self.said = QLabel(self)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        self.said.hide()
        self.add = QPushButton("Try and add", self)
        self.add.setProperty("role", "primary")
        self.add.setDefault(True)
        self.add.clicked.connect(self._try)
        cancel = QPushButton("Cancel", self)
        cancel.clicked.connect(self.close)
        form = QFormLayout()
        form.setSpacing(8)
        form.addRow("File", QLabel(file.name, self))
        form.addRow("Name", self.name)
        form.addRow("Fed like", self.family)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.add)
        column = dialog_column(self, PADDING)
        column.addLayout(form)
        column.addWidget(self.said)
        column.addLayout(buttons)
        fit_height(self)

    def _try(self) -> None:
        self.add.setEnabled(False)
        self._say("Trying it…", "caption")
        entered = self.name.text().strip(), str(self.family.currentData())
        self._session.bridge.deliver(self._session.workers.submit(add_model, self._file, *entered), self._tried)

    def _tried(self, future: "Future[str]") -> None:
        self.add.setEnabled(True)
        error = None if future.cancelled() else future.exception()
        if error is not None:
            self._say(str(error), "error")
        elif not future.cancelled():
            self.added.emit(future.result())
            self.close()

    def _say(self, text: str, role: str) -> None:
        self.said.setText(text)
        self.said.setProperty("role", role)
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)
        self.said.show()
        fit_height(self)

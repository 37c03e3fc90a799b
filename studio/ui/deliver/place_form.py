"""Where to: the kind of place, its address, and who logs in there."""

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCompleter,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from studio.delivery import Login
from studio.store.connections import Connections
from studio.ui.controls.choice import Combo
from studio.ui.controls.tick import Tick
from studio.ui.deliver.kinds import FOLDER, KINDS, ZIP, Kind, full_address, kind_of

LABEL = 96  # pixels


class PlaceForm(QWidget):
    """`changed` whenever the address is another one. `password_wanted(address)`: the keyring may know it.

    `always_kept`: nobody is asked whether the keyring keeps the password.
    """

    changed = Signal()
    password_wanted = Signal(str)

    def __init__(self, known: Connections, parent: QWidget | None = None, *, always_kept: bool = False) -> None:
        super().__init__(parent)
        self._known, self._always_kept = known, always_kept
        self.kind = Combo(self)
        self.kind.setAccessibleName("Kind of place")
        for kind in KINDS:
            self.kind.addItem(kind.name, kind)
        self.address = _field("Address", self)
        self.choose = QPushButton("Choose…", self)
        self.user = _field("User", self)
        self.secret = _field("Password", self)
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.keep = Tick("Keep it in this computer's keyring", self)
        self._names = {field: QLabel(self) for field in (self.address, self.user, self.secret)}
        self._assemble()
        self.kind.currentIndexChanged.connect(self._another_kind)
        self.choose.clicked.connect(self._browse)
        self.address.textChanged.connect(self.changed)
        self.address.editingFinished.connect(self.ask_password)
        self._begin(known.places[0] if known.places else "")

    def _assemble(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, LABEL)
        grid.setColumnStretch(1, 1)
        grid.addWidget(QLabel("Deliver to", self), 0, 0)
        grid.addWidget(self.kind, 0, 1)
        for line, field in enumerate((self.address, self.user, self.secret), 1):
            self._names[field].setBuddy(field)
            grid.addWidget(self._names[field], line, 0)
            if field is not self.address:
                grid.addWidget(field, line, 1)
        where = QHBoxLayout()
        where.setSpacing(8)
        where.addWidget(self.address, 1)
        where.addWidget(self.choose)
        grid.addLayout(where, 1, 1)
        grid.addWidget(self.keep, 4, 1)

    def _begin(self, address: str) -> None:
        """Show a place that was delivered to before, or none."""
        kind = kind_of(address)
        with QSignalBlocker(self.kind):
            self.kind.setCurrentIndex(KINDS.index(kind))
        self._show_kind(kind, address)

    def _another_kind(self) -> None:
        kind = self.chosen
        self._show_kind(kind, next((place for place in self._known.places if kind_of(place) == kind), ""))

    def _show_kind(self, kind: Kind, address: str) -> None:
        names = {self.address: "Address", self.user: kind.user, self.secret: kind.secret}
        for field, name in names.items():
            self._names[field].setText(name)
            self._names[field].setVisible(bool(name))
            field.setVisible(bool(name))
            field.setAccessibleName(name)
        self.keep.setVisible(bool(kind.secret) and not self._always_kept)
        self.choose.setVisible(kind in (FOLDER, ZIP))
        self.address.setPlaceholderText(kind.example)
        completer = QCompleter([place for place in self._known.places if kind_of(place) == kind], self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.address.setCompleter(completer)
        self.address.setText(address)
        self.user.setText(dict(self._known.users).get(address, ""))
        self.secret.clear()
        self.ask_password()

    def ask_password(self) -> None:
        """Ask for the place's password, where it needs one and none is typed."""
        if self.chosen.secret and self.place and not self.secret.text():
            self.password_wanted.emit(self.place)

    def show_password(self, address: str, password: str) -> None:
        """Fill in what the keyring knew, where nothing was typed meanwhile."""
        if password and address == self.place and not self.secret.text():
            self.secret.setText(password)
            self.keep.setChecked(True)

    def _browse(self) -> None:
        begin = self.address.text() or str(Path.home())
        if self.chosen == ZIP:
            found, _ = QFileDialog.getSaveFileName(
                self, "Zip file", begin, "Zip (*.zip)", options=QFileDialog.Option.DontConfirmOverwrite
            )
            found = found if not found or found.lower().endswith(".zip") else f"{found}.zip"
        else:
            found = QFileDialog.getExistingDirectory(self, "Deliver to this folder", begin)
        if found:
            self.address.setText(found)

    @property
    def chosen(self) -> Kind:
        """The kind of place."""
        kind: Kind = self.kind.currentData()
        return kind

    @property
    def place(self) -> str:
        """The whole address, "" where none is entered."""
        return full_address(self.chosen, self.address.text())

    @property
    def login(self) -> Login:
        """Who delivers."""
        return Login(self.user.text().strip() if self.chosen.user else "", self.secret.text())


def _field(name: str, parent: QWidget) -> QLineEdit:
    field = QLineEdit(parent)
    field.setAccessibleName(name)
    return field

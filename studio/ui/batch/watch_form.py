"""A folder to be watched: which, with which preset, for which channels, and where the results go and are delivered."""

from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from studio.app.workspace.export_run import usual_folder
from studio.check import load_channels
from studio.store.connections import load_connections
from studio.store.presets import DEFAULT, list_presets
from studio.store.watch_folders import WatchFolder
from studio.ui import icons
from studio.ui.batch.watch_words import channels_of
from studio.ui.controls.choice import Combo
from studio.ui.controls.tick import Tick
from studio.ui.deliver.place_form import PlaceForm
from studio.ui.export.channel_menu import ChannelMenu
from studio.ui.export.idle_bar import short
from studio.ui.fit_height import fit_height
from studio.ui.panes import dialog_column, words
from studio.ui.theme import LABEL

_WORDS = "Photos that are put into it, or lie in it now, are taken in as soon as they have been copied."
_DELIVER = "Deliver what passes, too"
_STAY = "Pictures with findings and those that wait for review stay here."
_KEPT = f"{_STAY} The password is kept in this computer's keyring."


class WatchForm(QDialog):
    """`wanted(WatchFolder, Login)` once, when a person says so: a login for where it is delivered to.

    `password_wanted(address)`: the keyring may know it.
    """

    wanted = Signal(object, object)
    password_wanted = Signal(str)

    def __init__(self, channels: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Watch a folder")
        self.setMinimumWidth(480)
        self._folder: Path | None = None
        self._out: Path | None = None
        self._channels = list(channels)
        self.folder, self.out = self._place("Folder to watch"), self._place("Folder of the results")
        self.preset = Combo(self)
        self.channels = QPushButton(icons.icon("channel", "quiet"), "", self)
        self.deliver, self.place = Tick(_DELIVER, self), PlaceForm(load_connections(), self, always_kept=True)
        self.kept = words(_KEPT, "caption")
        self.trouble = words("", "warning")
        self.trouble.hide()
        self.cancel, self.go = QPushButton("Cancel", self), QPushButton("Watch", self)
        self.go.setProperty("role", "primary")
        self.go.setDefault(True)
        for preset in list_presets():
            self.preset.addItem(preset.name, preset.id)
        self.preset.setCurrentIndex(max(0, self.preset.findData(DEFAULT)))
        self._assemble()
        self.folder.clicked.connect(self._choose_folder)
        self.out.clicked.connect(self._choose_out)
        self.channels.clicked.connect(self._choose_channels)
        self.cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self._submit)
        self.deliver.toggled.connect(self._show_delivery)
        self.place.changed.connect(self._show)
        self.place.kind.currentIndexChanged.connect(self._show)
        self.place.password_wanted.connect(self.password_wanted)
        self._show()

    def _place(self, name: str) -> QPushButton:
        button = QPushButton(icons.icon("folder", "quiet"), "", self)
        button.setProperty("role", "folder")
        button.setAccessibleName(name)
        return button

    def _assemble(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, LABEL)
        grid.setColumnStretch(1, 1)
        fields = (
            ("Folder", self.folder),
            ("Preset", self.preset),
            ("Channels", self.channels),
            ("Results to", self.out),
        )
        for row, (text, part) in enumerate(fields):
            grid.addWidget(QLabel(text, self), row, 0)
            grid.addWidget(part, row, 1)
        self.preset.setAccessibleName("Preset")
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.go)
        column = dialog_column(self)
        column.addWidget(words(_WORDS))
        column.addSpacing(4)
        column.addLayout(grid)
        column.addWidget(self.deliver)
        column.addWidget(self.place)
        column.addWidget(self.kept)
        column.addWidget(self.trouble)
        column.addStretch(1)
        column.addSpacing(8)
        column.addLayout(buttons)

    def choose(self, folder: Path) -> None:
        """Take a folder; until another one was chosen its results go to one of its name among the usual ones."""
        usual = self._out is None or (self._folder is not None and self._out == _results(self._folder))
        self._folder = folder
        self._out = _results(folder) if usual else self._out
        self._show()

    def send_to(self, out: Path) -> None:
        """Take another folder for the results."""
        self._out = out
        self._show()

    def pick(self, channel_id: str, chosen: bool) -> None:
        """Choose a channel, or leave it."""
        kept = [each for each in self._channels if each != channel_id]
        self._channels = [*kept, channel_id] if chosen else kept
        self._show()

    def password_found(self, future: "Future[tuple[str, str]]") -> None:
        """Fill in what the keyring knew of an address."""
        if not future.cancelled() and future.exception() is None:
            self.place.show_password(*future.result())

    def _show_delivery(self, wanted: bool) -> None:
        if wanted:
            self.place.ask_password()
            self.place.address.setFocus()
        self._show()

    def _show(self) -> None:
        delivers = self.deliver.isChecked()
        self.place.setVisible(delivers)
        self.kept.setVisible(delivers)
        self.kept.setText(_KEPT if self.place.chosen.secret else _STAY)
        for button, place in ((self.folder, self._folder), (self.out, self._out)):
            text = short(place) if place is not None else "Choose…"
            button.setText(f" {button.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, 300)}")
            button.setToolTip(str(place or ""))
        named = channels_of(self._channels) if self._channels else "Choose…"
        self.channels.setText(f" {self.fontMetrics().elidedText(named, Qt.TextElideMode.ElideRight, 300)}")
        self.channels.setToolTip(named)
        self.channels.setAccessibleName(f"Channels: {named}")
        nowhere = delivers and not self.place.place
        self.go.setEnabled(self._folder is not None and bool(self._channels) and not nowhere)
        clash = self._folder is not None and self._folder == self._out
        self.trouble.setText("The results need another folder than the photos." if clash else "")
        self.trouble.setVisible(clash)
        self.go.setEnabled(self.go.isEnabled() and not clash)
        fit_height(self)

    def _choose_folder(self) -> None:
        found = QFileDialog.getExistingDirectory(self, "Folder to watch", str(self._folder or Path.home()))
        if found:
            self.choose(Path(found))

    def _choose_out(self) -> None:
        start = str(self._out or usual_folder().parent)
        found = QFileDialog.getExistingDirectory(self, "Where the results go", start)
        if found:
            self.send_to(Path(found))

    def _choose_channels(self) -> None:
        menu = ChannelMenu(load_channels().values(), self._channels, self)
        menu.toggled.connect(self.pick)
        menu.open_above(self.channels)

    def _submit(self) -> None:
        if self._folder is None or self._out is None:
            return
        address = self.place.place if self.deliver.isChecked() else ""
        channels = tuple(self._channels)
        watch = WatchFolder(self._folder, self._out, self.preset.currentData(), channels, deliver=address)
        self.wanted.emit(watch, self.place.login)
        self.accept()


def _results(folder: Path) -> Path:
    return usual_folder() / (folder.name or "watched")

"""All watched folders: how each stands, and one more."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from studio.app.watch import Standing
from studio.ui import icons
from studio.ui.batch.watch_card import WatchCard
from studio.ui.batch.watch_desk import WatchDesk
from studio.ui.batch.watch_form import WatchForm
from studio.ui.panes import dialog_column, holder, words
from studio.ui.theme import PADDING

_WORDS = "What is put into a watched folder is made ready by itself, as long as the studio is open."
_NONE = "No folder is watched yet. Point your camera's or your photographer's folder here, and find finished pictures."


class WatchDialog(QDialog):
    """Asks the desk by itself. `channels`: those that a new folder begins with."""

    def __init__(self, desk: WatchDesk, channels: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Watched folders")
        self.resize(560, 480)
        self._desk, self._channels = desk, channels
        self.cards: dict[str, WatchCard] = {}
        self.none = words(_NONE, "quiet")
        self.add = QPushButton(icons.icon("add", "on_fill"), "Watch a folder…", self)
        self.add.setProperty("role", "primary")
        self.close_button = QPushButton("Close", self)
        self._pile = holder()
        self._column = QVBoxLayout()
        self._assemble()
        self.add.clicked.connect(self.ask)
        self.close_button.clicked.connect(self.accept)
        desk.shown.connect(self.show_standings)
        self.show_standings(desk.standings)

    def _assemble(self) -> None:
        pile = self._pile.layout()
        assert isinstance(pile, QVBoxLayout)
        self._column.setSpacing(8)
        pile.addWidget(self.none)
        pile.addLayout(self._column)
        pile.addStretch(1)
        room = QScrollArea(self)
        room.setWidgetResizable(True)
        room.setFrameShape(QFrame.Shape.NoFrame)
        room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        room.setWidget(self._pile)
        buttons = QHBoxLayout()
        buttons.addWidget(self.add)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        whole = dialog_column(self, PADDING)
        whole.addWidget(words(_WORDS))
        whole.addWidget(room, 1)
        whole.addLayout(buttons)

    def show_standings(self, standings: Sequence[Standing]) -> None:
        """Show how each folder stands; cards stay where they are."""
        known = {each.watch.id: each for each in standings}
        for key in [key for key in self.cards if key not in known]:
            self.cards.pop(key).deleteLater()
        for key, standing in known.items():
            if key in self.cards:
                self.cards[key].show_standing(standing)
            else:
                card = self.cards[key] = WatchCard(standing, self)
                card.pause_asked.connect(self._desk.pause)
                card.remove_asked.connect(self._desk.remove)
                self._column.addWidget(card)
        self.none.setVisible(not known)

    def ask(self) -> None:
        """Ask for one more folder."""
        form = WatchForm(self._channels, self)
        form.wanted.connect(self._desk.add)
        form.password_wanted.connect(lambda address: self._desk.ask_password(address, form.password_found))
        form.open()

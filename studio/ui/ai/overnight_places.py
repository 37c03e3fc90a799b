"""Places handed in overnight at half the price, looked for later, kept among the seller's pictures when they came."""

from concurrent.futures import Future
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from studio.ai.tasks import Brief
from studio.app.ai.calls import Wish
from studio.app.ai.overnight import under_way
from studio.app.trial.tasks import Given
from studio.store.nights import Night
from studio.ui.ai.background import Background
from studio.ui.ai.rows import button
from studio.ui.ai.trying import handed_in, morning
from studio.ui.controls.check import Switch
from studio.ui.panes import words


class OvernightPlaces(QObject):
    """`came([Pictured, …])` after a look; `ended(future)` after handing in and after a look."""

    came = Signal(object)
    ended = Signal(object)

    def __init__(self, background: Background, parent: QWidget) -> None:
        super().__init__(parent)
        self._background = background
        self.nights: list[Night] = []
        self.switch = Switch(parent)
        self.switch.setAccessibleName("Overnight, half the price")
        self.switch.setToolTip("Made within a day, at half the price; the studio may be closed meanwhile.")
        self.label = words("Overnight", wrap=False)
        self.look_button = button("Look whether it has come", self.look)
        self.look_button.hide()

    def show_for(self, wanted: bool) -> None:
        """Offer it or not."""
        for each in (self.label, self.switch):
            each.setVisible(wanted)

    def read(self) -> None:
        """See what is on its way."""
        self._background.read(self._read, under_way)

    def _read(self, future: "Future[Any]") -> None:
        if future.exception() is None:
            self.nights = [night for night in future.result() if night.task == "backdrop"]
            self.look_button.setVisible(bool(self.nights))

    def hand_in(self, wish: Wish, place: Brief, *, demo: bool) -> "Future[Any]":
        """Hand a place in."""
        given = Given(style=place.style)
        where = {"places": [place.words], "size": place.size, "quality": place.quality}
        work = partial(handed_in, wish, [], given, None, demo=demo, places=where)
        return self._background.ask(self._ended, work)

    def look(self) -> None:
        """Ask the providers whether they have come."""
        nights = self.nights
        self.look_button.setEnabled(False)
        self._background.ask(self._looked, lambda: morning(nights))

    def _looked(self, future: "Future[Any]") -> None:
        self.look_button.setEnabled(True)
        if not future.cancelled() and future.exception() is None:
            self.came.emit(future.result())
        self._ended(future)

    def _ended(self, future: "Future[Any]") -> None:
        self.read()
        self.ended.emit(future)

"""Calls handed in overnight at half the price: the switch, what is on its way, and a look whether it has come."""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from concurrent.futures import Future
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from studio.ai.product_sheet import ProductSheet
from studio.app.ai.calls import Wish
from studio.app.ai.overnight import under_way
from studio.app.ai.words import About
from studio.app.trial.tasks import Given
from studio.store.nights import Night
from studio.ui.ai.background import Background
from studio.ui.ai.rows import button
from studio.ui.ai.trying import handed_in
from studio.ui.controls.check import Switch
from studio.ui.panes import words

Look = Callable[[Sequence[Night]], Coroutine[Any, Any, Any]]


class Overnight(QObject):
    """`ended(future)` after handing in; after a look `came(what)`, or `failed(future)`.

    `places`: whether this is about places, or about words; `look`: what asks the providers and returns what came.
    """

    came = Signal(object)
    failed = Signal(object)
    ended = Signal(object)

    def __init__(self, background: Background, parent: QWidget, look: Look, *, places: bool) -> None:
        super().__init__(parent)
        self._background, self._asks, self._places = background, look, places
        self.nights: list[Night] = []
        self.switch = Switch(parent)
        self.switch.setAccessibleName("Overnight, half the price")
        self.switch.setToolTip("Done within a day, at half the price; the studio may be closed meanwhile.")
        self.label = words("Overnight", wrap=False)
        self.told = words("", "caption", wrap=False)
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
        if future.exception() is not None:
            return
        self.nights = [night for night in future.result() if (night.task == "backdrop") == self._places]
        many, what = sum(night.total for night in self.nights), "place" if self._places else "photo"
        self.told.setText(f"{many} {what}{'' if many == 1 else 's'} handed in overnight" if many else "")
        self.look_button.setVisible(bool(many))

    def hand_in(
        self,
        wish: Wish,
        given: Given,
        *,
        demo: bool,
        about: Sequence[About] = (),
        sheet: ProductSheet | None = None,
        places: Mapping[str, Any] | None = None,
    ) -> "Future[Any]":
        """Hand calls in; `places`: see `studio.ui.ai.trying.handed_in`."""
        work = partial(handed_in, wish, about, given, sheet, demo=demo, places=places)
        return self._background.ask(self._ended, work)

    def look(self) -> None:
        """Ask the providers whether they have come."""
        self.look_button.setEnabled(False)
        self._background.ask(self._looked, partial(self._asks, tuple(self.nights)))

    def _looked(self, future: "Future[Any]") -> None:
        self.look_button.setEnabled(True)
        self.read()
        if not future.cancelled() and future.exception() is None:
            self.came.emit(future.result())
        else:
            self.failed.emit(future)

    def _ended(self, future: "Future[Any]") -> None:
        self.read()
        self.ended.emit(future)

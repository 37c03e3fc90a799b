"""What the views that ask a model have in common: whom to ask, demonstration, price on the button, budget."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from typing import Any

from PySide6.QtWidgets import QWidget

from studio.app.ai.consent import Ahead, over_budget
from studio.app.ai.demo import NOTICE
from studio.app.ai.overview import ModelLine, asked_models, listed_models, model_lines
from studio.model.ai import Task
from studio.ui import icons
from studio.ui.ai.asking import Asking, ahead_for, facts_text, no_key
from studio.ui.ai.consent import may_go_over
from studio.ui.ai.page import AiPage, View
from studio.ui.ai.rows import button, words
from studio.ui.controls.check import Switch
from studio.ui.controls.choice import Combo
from studio.ui.export.progress_line import ProgressLine


class AskingView(View):
    """Subclasses say which `task`, how `many` calls, and begin in `start`."""

    verb = "Ask"

    def __init__(self, page: AiPage) -> None:
        super().__init__(page)
        self.cards: Sequence[Mapping[str, Any]] = ()
        self.lines: list[ModelLine] = []
        self.running: Future[Any] | None = None
        self.model = Combo(self)
        self.model.setAccessibleName("Model")
        self.demo = Switch(self)
        self.demo.setAccessibleName("Demonstration")
        self.demo.setToolTip(NOTICE)
        self.switches: tuple[QWidget, ...] = (words("Demonstration", wrap=False), self.demo)
        self._soon: Asking | None = None
        self.run_button = button(self.verb, self.start, role="primary")
        self.stop_button = button("Stop", self.stop)
        self.leaves = words("", "caption")
        self.progress = ProgressLine(self)
        self.stop_button.hide()
        self.progress.hide()
        self.model.currentIndexChanged.connect(self.reckon)
        self.demo.toggled.connect(self.reckon)

    # --- for subclasses ----------------------------------------------------------------------------------------------

    @property
    def task(self) -> Task:
        """The task that is asked for."""
        raise NotImplementedError

    @property
    def many(self) -> int:
        """How many calls there will be."""
        raise NotImplementedError

    @property
    def overnight(self) -> bool:
        """Whether the calls are to be handed in for the night, at half the price."""
        return False

    def start(self) -> None:
        """Begin."""
        raise NotImplementedError

    # --- before ------------------------------------------------------------------------------------------------------

    def arrive(self) -> None:
        self.background.read(self._read, listed_models, keyring_first=True)

    def _read(self, future: "Future[Any]") -> None:
        if (error := future.exception()) is not None:
            self.tell(error)
            return
        self.cards = future.result()
        self.offer()
        if self._soon is not None and self.running is None:
            asking, self._soon = self._soon, None
            self.take(asking)

    def ask(self, asking: Asking) -> None:
        """Begin what was asked for elsewhere, where its price stood on the button, as soon as the models are known."""
        self._soon = asking

    def take(self, asking: Asking) -> None:
        """Show what was asked for, and begin."""
        self.model.setCurrentIndex(max(0, self.model.findData(asking.model)))
        self.demo.setChecked(asking.demo)
        self.start()

    def offer(self) -> None:
        """Offer the order chosen under Models, then every model alone."""
        before = self.model.currentData()
        self.model.blockSignals(True)
        self.model.clear()
        self.model.addItem(f"As chosen: {asked_models(self.cards)[self.task] or 'none'}", "")
        self.lines = model_lines(self.task, self.cards)
        for each in self.lines:
            self.model.addItem(facts_text(each), each.id)
        self.model.setCurrentIndex(max(0, self.model.findData(before)))
        self.model.blockSignals(False)
        self.reckon()

    @property
    def models(self) -> tuple[str, ...]:
        """The model that is picked alone; none for the order under Models."""
        picked = str(self.model.currentData() or "")
        return (picked,) if picked else ()

    def ahead(self) -> Ahead:
        """What it will come to."""
        picked = str(self.model.currentData() or "")
        return ahead_for(self.task, picked, self.many, self.cards, overnight=self.overnight)

    def reckon(self) -> None:
        """Say on the button what is about to happen and what it costs, and beside it what leaves."""
        if self.running is not None:
            return
        demo, ahead = self.demo.isChecked(), self.ahead()
        cloud = not demo and "Nothing" not in ahead.leaves
        self.run_button.setIcon(icons.icon("cloud" if cloud else "play", "on_fill"))
        price = f", {'free' if demo else ahead.price}" if self.many else ""
        self.run_button.setText(f" {self.describe()}{price}")
        self.run_button.setEnabled(self.many > 0)
        leaves = f"{ahead.leaves} {self._missing()}".strip()
        self.leaves.setText(NOTICE if demo else leaves if self.many else "No photo is chosen on Edit.")

    def describe(self) -> str:
        """The button's words before the price."""
        return self.verb

    # --- while -------------------------------------------------------------------------------------------------------

    def consent(self) -> bool | None:
        """Ask where the budget would be left: None to go no further, else whether a person agreed to go over it."""
        why = None if self.demo.isChecked() else over_budget(self.ahead())
        if why is None:
            return None if self._told_of_key() else False
        return True if may_go_over(self, why) and not self._told_of_key() else None

    def _told_of_key(self) -> bool:
        """Say so where nobody can be asked: else every photo would fail for itself."""
        missing = self._missing()
        if missing:
            message, _, hint = missing.partition(": ")
            self.page.trouble.emit(f"{message}.", f"{hint[:1].upper()}{hint[1:]}")
        return bool(missing)

    def _missing(self) -> str:
        return "" if self.demo.isChecked() else no_key(self.lines, str(self.model.currentData() or ""))

    def show_running(self, future: "Future[Any] | None") -> None:
        """Show whether something is on its way."""
        self.running = future
        self.stop_button.setVisible(future is not None)
        self.progress.setVisible(future is not None)
        self.run_button.setVisible(future is None)
        (self.run_button if future is None else self.stop_button).setFocus()
        self.progress.show_share(0.0)

    def stop(self) -> None:
        """Call everything off at once; what had come is kept and will not be paid again."""
        if self.running is not None:
            self.running.cancel()

    def close_view(self) -> None:
        self.stop()

"""A view that asks one model, or the order under Models; what was asked for on Edit begins here by itself."""

from concurrent.futures import Future
from typing import Any

from studio.app.ai.consent import Ahead
from studio.app.ai.estimates import Quality
from studio.app.ai.overview import asked_models, model_lines
from studio.ui.ai.asking import Asking, ahead_for, facts_text
from studio.ui.ai.calling_view import CallingView
from studio.ui.ai.page import AiPage
from studio.ui.controls.choice import Combo


class AskingView(CallingView):
    """See the module."""

    def __init__(self, page: AiPage) -> None:
        super().__init__(page)
        self.model = Combo(self)
        self.model.setAccessibleName("Model")
        self.model.currentIndexChanged.connect(self.reckon)
        self._soon: Asking | None = None

    @property
    def overnight(self) -> bool:
        """Whether the calls are to be handed in for the night, at half the price."""
        return False

    @property
    def grade(self) -> Quality:
        """The quality of pictures that are made."""
        return "medium"

    @property
    def models(self) -> tuple[str, ...]:
        picked = str(self.model.currentData() or "")
        return (picked,) if picked else ()

    def ahead(self) -> Ahead:
        return ahead_for(self.task, self.models, self.loads, self.cards, overnight=self.overnight, quality=self.grade)

    def _read(self, future: "Future[Any]") -> None:
        super()._read(future)
        if self.cards and self._soon is not None and self.running is None:
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

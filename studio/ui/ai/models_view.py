"""Which model does which task: accounts and tasks on the left, whoever can do the task on the right."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from studio.app.ai.accounts import account, list_models
from studio.app.ai.brand import brand_of
from studio.app.ai.order import choose, order_for
from studio.app.ai.overview import (
    AccountLine,
    ModelLine,
    account_lines,
    asked_models,
    listed_models,
    model_lines,
    retired_lines,
    task_titles,
)
from studio.model.ai import Task
from studio.model.brand import Brand
from studio.model.errors import StudioError
from studio.ui.ai.account_row import AccountRow
from studio.ui.ai.brand_dialog import BrandDialog
from studio.ui.ai.key_entry import KeyEntry, ServerEntry
from studio.ui.ai.model_row import ModelRow
from studio.ui.ai.page import AiPage, View
from studio.ui.ai.price_entry import PriceEntry
from studio.ui.ai.rows import Scroll, button, row
from studio.ui.ai.task_list import TaskList
from studio.ui.elided import ElidedLabel
from studio.ui.panes import line, words
from studio.ui.theme import PADDING

LEFT = 300  # pixels
AT_ONCE = 6  # rows made in one turn of the event loop


class ModelsView(View):
    """Reads everything anew when it comes into sight: keys and prices can change elsewhere."""

    def __init__(self, page: AiPage) -> None:
        super().__init__(page)
        self.cards: Sequence[Mapping[str, Any]] = ()
        self.task: Task = "identify"
        self._left: list[ModelLine] = []
        self._asked = 0
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._show_more)
        self.tasks = TaskList(self.task, self)
        self.tasks.picked.connect(self._task_changed)
        self.accounts = QWidget(self)
        self._account_column = QVBoxLayout(self.accounts)
        self._account_column.setContentsMargins(PADDING, PADDING, PADDING, PADDING)
        self._account_column.setSpacing(12)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tasks, 1)
        column.addWidget(line())
        column.addWidget(self.accounts)
        column.addWidget(line())
        self.brand_style = ElidedLabel(mode=Qt.TextElideMode.ElideRight)
        self.brand_style.setProperty("role", "caption")
        self.brand_button = button("Your brand…", self.ask_brand)
        brand = row(self.brand_style, self.brand_button)
        brand.setContentsMargins(PADDING, 8, PADDING, 8)
        brand.setStretch(0, 1)
        column.addLayout(brand)
        self.models = Scroll("Models for the task", self)
        self.models.fill([words("Reading the models, their prices and your calls…", "caption")])
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.addWidget(left)
        splitter.addWidget(self.models)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([LEFT, 900])
        splitter.setHandleWidth(1)
        splitter.setCollapsible(0, False)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(splitter)

    def arrive(self) -> None:
        self.background.read(self._read, _read)

    def _read(self, future: "Future[Any]") -> None:
        if self.failed(future):
            return
        self.cards, accounts, brand = future.result()
        self._show_brand(brand)
        self._show_accounts(accounts)
        self._show_models()

    # --- tasks and models --------------------------------------------------------------------------------------------

    def show_task(self, task: Task) -> None:
        """Show who can do a task."""
        self.tasks.show_task(task)

    def _task_changed(self, task: Task) -> None:
        self.task = task
        self._show_models()

    def _show_models(self) -> None:
        lines = model_lines(self.task, self.cards)
        self.models.fill(
            [words(dict(task_titles())[self.task], "title"), words(self._explanation(len(lines)), "caption")]
        )
        self._left, self._asked = lines, sum(each.place is not None for each in lines)
        self._show_more()
        self.tasks.show_models(asked_models(self.cards))

    def _show_more(self) -> None:
        """Show the next few: all at once would hold up the window."""
        alone = self._asked == 1
        rows: list[QWidget] = []
        now, self._left = self._left[:AT_ONCE], self._left[AT_ONCE:]
        for model in now:
            model_row = ModelRow(model, choice=self.task != "cutout", alone=alone)
            model_row.chosen.connect(self._choose)
            model_row.priced.connect(self.ask_price)
            rows += [line(), model_row]
        gone = [] if self._left else retired_lines(self.task, self.cards)
        if gone:
            rows += [line(), words("No longer offered", "whom"), words("\n".join(gone), "caption")]
        self.models.append(rows)
        if self._left:
            self._later.start()

    def _explanation(self, count: int) -> str:
        if not count:
            return "No model on this computer or in the cloud can do this yet."
        if self.task == "cutout":
            return "Cutouts never leave this computer. The method is chosen on Edit, under Cutout."
        return (
            "Asked in this order: the next one steps in when one is down, over its limits or out of your budget."
            " Prices are estimates with the day of their table; the medians are yours."
        )

    def _choose(self, model: str, act: str) -> None:
        order = [card["id"] for card in self._order() if card["id"] != model]
        order = [model, *order] if act == "first" else [*order, model] if act == "add" else order
        try:
            choose(self.task, order, self.cards)
        except StudioError as error:
            self.tell(error)
        self._show_models()

    def ask_price(self, model: str) -> None:
        """Let the person enter what a model costs."""
        entry = PriceEntry(next(card for card in self.cards if card["id"] == model), self.background, self)
        entry.kept.connect(self.arrive)
        entry.open()

    def _order(self) -> list[dict[str, Any]]:
        try:
            return order_for(self.task, known=self.cards)
        except StudioError:
            return []

    # --- brand -------------------------------------------------------------------------------------------------------

    def ask_brand(self) -> None:
        """Let the person say what the brand is."""
        dialog = BrandDialog(self)
        dialog.finished.connect(self.arrive)
        dialog.open()

    def _show_brand(self, brand: Brand) -> None:
        """Say in one line what everything is held to."""
        self.brand_style.setText(" ".join(brand.style.split()) or "No style in words yet")
        self.brand_style.setToolTip(brand.style or "Models make and judge pictures as shops usually want it.")

    # --- accounts ----------------------------------------------------------------------------------------------------

    def _show_accounts(self, accounts: Sequence[AccountLine]) -> None:
        while (item := self._account_column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for each in accounts:
            shown = AccountRow(each)
            shown.asked.connect(self._ask_key)
            shown.refresh.connect(self._refresh)
            self._account_column.addWidget(shown)
        self._account_column.addWidget(button("Add a server of your own…", self.add_server, role="flat"))

    def _ask_key(self, account_line: AccountLine) -> None:
        kind = ServerEntry if account_line.server else KeyEntry
        entry = kind(account_line, self.background, self)
        entry.kept.connect(self.arrive)
        entry.open()

    def add_server(self) -> None:
        """Ask for the address of Ollama, LM Studio, llama.cpp or the like."""
        entry = ServerEntry(None, self.background, self)
        entry.kept.connect(self.arrive)
        entry.open()

    def _refresh(self, account_line: AccountLine) -> None:
        at = (account_line.provider, account_line.server)
        self.background.ask(self._listed, lambda: list_models(account(*at, keyring_first=True)))

    def _listed(self, future: "Future[Any]") -> None:
        self.failed(future)
        self.arrive()


def _read() -> tuple[list[dict[str, Any]], list[AccountLine], Brand]:
    return listed_models(keyring_first=True), account_lines(), brand_of()

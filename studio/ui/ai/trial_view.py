"""Trying models on the chosen photos: the price on the button, results side by side, one taken for the task."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from studio.app.ai.calls import Wish
from studio.app.ai.consent import Ahead, look_ahead, over_budget
from studio.app.ai.demo import NOTICE
from studio.app.ai.order import choose, order_for
from studio.app.ai.overview import ModelLine, listed_models, model_lines, task_titles
from studio.app.trial.item import TrialItem
from studio.app.trial.tasks import TRIED, new_folder
from studio.app.trial.trial import Trial
from studio.app.trial.votes import judged
from studio.model.ai import Task
from studio.model.errors import StudioError
from studio.model.photo import Photo
from studio.ui import icons
from studio.ui.ai.blind import Blind
from studio.ui.ai.consent import may_go_over
from studio.ui.ai.model_menu import ModelMenu
from studio.ui.ai.page import AiPage, View
from studio.ui.ai.rows import button, nothing, row, words
from studio.ui.ai.trial_grid import TrialGrid
from studio.ui.ai.trying import reported, saved_csv, tried
from studio.ui.controls.check import Switch
from studio.ui.controls.choice import Combo
from studio.ui.export.progress_line import ProgressLine
from studio.ui.panes import line
from studio.ui.theme import PADDING

MOST = 20
"""Photos of one trial: enough for a median, little enough to look at."""
NOTHING_YET = (
    "Choose photos on Edit, tick models, and press the button: each model gets the same photos, one after the other. "
    "You see what came, how many seconds it took here, what it cost, and can compare without knowing whose is whose."
)


class TrialView(View):
    """See the module. `trial`: the last one."""

    def __init__(self, page: AiPage) -> None:
        super().__init__(page)
        self.cards: Sequence[Mapping[str, Any]] = ()
        self.trial: Trial | None = None
        self._lines: list[ModelLine] = []
        self._running: Future[Any] | None = None
        self._came = self._total = 0
        self.task = Combo(self)
        self.task.setAccessibleName("Task")
        self.task.setFixedWidth(220)
        for task, title in task_titles():
            if task in TRIED:
                self.task.addItem(title, task)
        self.task.setCurrentIndex(self.task.findData("identify"))
        self.models = ModelMenu(self)
        self.words = QLineEdit(self)
        self.words.setPlaceholderText("A wish of your own (optional)")
        self.words.setAccessibleName("A wish of your own")
        self.demo = Switch(self)
        self.demo.setAccessibleName("Demonstration")
        self.demo.setToolTip(NOTICE)
        self.run_button = button("Try", self.start, role="primary")
        self.stop_button = button("Stop", self.stop)
        self.leaves = words("", "caption")
        self.progress = ProgressLine(self)
        self.again_button = button("Ask again for what is unsettled", self.start_again)
        self.blind_button = button("Compare blind…", self.compare)
        self.report_button = button("Open the report", self.open_report)
        self.csv_button = button("Save as CSV…", self.save_csv)
        self.grid = TrialGrid(self)
        self.grid.chosen.connect(self.use)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(nothing("trials", "Try models on your own photos", NOTHING_YET))
        self.stack.addWidget(self.grid)
        self._assemble()
        self.task.currentIndexChanged.connect(self._offer)
        self.models.changed.connect(self._reckon)
        self.demo.toggled.connect(self._reckon)
        for shown in (self.stop_button, self.again_button, self.blind_button, *self._reports, self.progress):
            shown.hide()

    def _assemble(self) -> None:
        head = QWidget(self)
        column = QVBoxLayout(head)
        column.setContentsMargins(PADDING, PADDING, PADDING, 8)
        column.setSpacing(8)
        demo = words("Demonstration", wrap=False)
        column.addLayout(row(self.task, self.models, self.words, demo, self.demo, self.stop_button, self.run_button))
        foot = row(self.leaves, self.again_button, self.blind_button, *self._reports)
        foot.setStretch(0, 1)
        column.addLayout(foot)
        column.addWidget(self.progress)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
        whole.addWidget(line())
        whole.addWidget(self.stack, 1)

    @property
    def _reports(self) -> tuple[QPushButton, QPushButton]:
        return self.csv_button, self.report_button

    # --- before ------------------------------------------------------------------------------------------------------

    @property
    def photos(self) -> list[Photo]:
        """The photos that are chosen on Edit, the first twenty of them."""
        workspace = self.page.session.workspace
        return [workspace.photo(each) for each in workspace.selection[:MOST]]

    @property
    def picked(self) -> list[ModelLine]:
        """The models that are ticked."""
        return [each for each in self._lines if each.id in self.models.picked]

    @property
    def wanted(self) -> Task:
        """The task in the menu."""
        task: Task = self.task.currentData()
        return task

    def arrive(self) -> None:
        self.background.read(self._read, listed_models, keyring_first=True)

    def _read(self, future: "Future[Any]") -> None:
        if (error := future.exception()) is not None:
            self.tell(error)
            return
        self.cards = future.result()
        self._offer()

    def _offer(self) -> None:
        lines = model_lines(self.wanted, self.cards)
        self._lines = [each for each in lines if self.wanted != "cutout" or not each.missing]
        self.models.offer(self._lines)
        self._reckon()

    def _reckon(self) -> None:
        """Say on the button what is about to happen and what it costs."""
        photos, picked = len(self.photos), len(self.models.picked)
        ahead = self._ahead()
        many = f"{photos} {'photo' if photos == 1 else 'photos'} × {picked} {'model' if picked == 1 else 'models'}"
        demo = self.demo.isChecked()
        cloud = not demo and "Nothing" not in ahead.leaves
        self.run_button.setIcon(icons.icon("cloud", "on_fill") if cloud else icons.icon("play", "on_fill"))
        self.run_button.setText(f" Try {many}, {'free' if demo else ahead.price}")
        self.run_button.setEnabled(bool(photos and picked) and self._running is None)
        self.leaves.setText(NOTICE if demo else ahead.leaves if photos else "No photo is chosen on Edit.")

    def _ahead(self) -> Ahead:
        chosen = [card for card in self.cards if card["id"] in self.models.picked]
        return look_ahead(self.wanted, chosen, len(self.photos))

    # --- while -------------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin, after asking where the budget would be left."""
        self._start(again=False)

    def start_again(self) -> None:
        """Repeat what is unsettled: the person has said so. What is done stays as it is."""
        self._start(again=True)

    def _start(self, *, again: bool) -> None:
        demo = self.demo.isChecked()
        why = None if demo else over_budget(self._ahead())
        if why is not None and not may_go_over(self, why):
            return
        if not demo and self.picked and all(each.missing for each in self.picked):
            self.page.trouble.emit(
                "There is no key for any of these models yet.",
                "Enter one under Models, or switch Demonstration on to see what a trial is like.",
            )
            return
        wish = Wish(
            self.wanted,
            self.models.picked,
            batch=uuid4().hex,
            agreed=why is not None,
            again=again,
            keyring_first=True,
        )
        self._came = 0
        photos, folder, own = self.photos, new_folder(self.wanted), self.words.text().strip()
        self._total = len(photos) * len(wish.models)
        channel = next(iter(self.page.session.workspace.channels), "")
        self._running = self.background.ask(
            self._ended, lambda: tried(wish, photos, folder, words=own, told=self._told, demo=demo, channel=channel)
        )
        self.progress.show_share(0.0)
        self._show_running(True)

    def _told(self, item: TrialItem) -> None:
        self.background.call(self._one_came, item.model)

    def _one_came(self, _model: str) -> None:
        self._came += 1
        self.progress.show_share(self._came / max(1, self._total))
        self.leaves.setText(f"{self._came} of {self._total} results are there.")

    def stop(self) -> None:
        """Call everything off at once; what was on its way is written down as called off."""
        if self._running is not None:
            self._running.cancel()

    def _show_running(self, running: bool) -> None:
        for shown in (self.stop_button, self.progress):
            shown.setVisible(running)
        for hidden in (self.run_button, self.again_button, self.blind_button, *self._reports):
            hidden.setVisible(hidden is self.run_button and not running)

    def _ended(self, future: "Future[Any]") -> None:
        self._running = None
        self._show_running(False)
        if future.cancelled():
            self._reckon()
            self.leaves.setText("Stopped. What had come is kept and will not be paid again.")
            return
        if (error := future.exception()) is not None:
            self.tell(error)
        else:
            self._show(future.result())
        self._reckon()

    # --- after -------------------------------------------------------------------------------------------------------

    def _show(self, trial: Trial) -> None:
        self.trial = trial
        titles = {card["id"]: str(card.get("title", card["id"])) for card in self.cards}
        try:
            first = order_for(trial.task, known=self.cards)[0]["id"]
        except StudioError:
            first = ""
        self.grid.show_trial(trial, titles, first)
        self.stack.setCurrentWidget(self.grid)
        unsettled = any(item.error and item.error["kind"] == "unsettled" for item in trial.items)
        self.again_button.setVisible(unsettled)
        self.blind_button.setVisible(sum(bool(each.done) for each in trial.summary) > 1)
        for each in self._reports:
            each.setVisible(True)

    def use(self, model: str) -> None:
        """Ask this model first for the task, from now on."""
        if self.trial is None:
            return
        try:
            before = [card["id"] for card in order_for(self.trial.task, known=self.cards)]
            choose(self.trial.task, [model, *(each for each in before if each != model)], self.cards)
        except StudioError as error:
            self.tell(error)
            return
        self._show(self.trial)

    def compare(self) -> None:
        """Let the person judge without names."""
        if self.trial is not None:
            blind = Blind(self.trial, self)
            blind.judged.connect(self._judged)
            blind.open()

    def _judged(self, preferred: object) -> None:
        if self.trial is not None and isinstance(preferred, dict):
            self._show(judged(self.trial, preferred))
            self.background.read(self._written, reported, self.trial)

    def _written(self, future: "Future[Any]") -> None:
        if (error := future.exception()) is not None:
            self.tell(error)

    def open_report(self) -> None:
        """Open the page in the browser."""
        if self.trial is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.trial.folder / "trial.html")))

    def save_csv(self) -> None:
        """Write the table where the person says."""
        name, _ = QFileDialog.getSaveFileName(self, "Save the trial", "trial.csv", "Tables (*.csv)")
        if name and self.trial is not None:
            self.background.read(self._saved, saved_csv, self.trial, Path(name))

    def _saved(self, future: "Future[Any]") -> None:
        if (error := future.exception()) is not None:
            self.tell(error)
        else:
            self.page.trouble.emit(f"The trial is in {future.result()}.", "")

    def close_view(self) -> None:
        self.stop()

"""Trying models on the chosen photos: the price on the button, results side by side, one taken for the task."""

from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from studio.app.ai.brand import brand_of
from studio.app.ai.calls import Wish
from studio.app.ai.consent import Ahead, look_ahead
from studio.app.ai.loads import Load
from studio.app.ai.material import Stroke, painted
from studio.app.ai.order import choose, order_for
from studio.app.ai.overview import model_lines, task_titles
from studio.app.trial.item import TrialItem
from studio.app.trial.local import LOCAL
from studio.app.trial.pictures import Held
from studio.app.trial.tasks import TRIED, Given, new_folder
from studio.app.trial.trial import Trial
from studio.app.trial.votes import judged
from studio.model.ai import Task
from studio.model.errors import StudioError
from studio.model.photo import Photo
from studio.model.picture import Bytes, Picture
from studio.ui.ai.blind import Blind
from studio.ui.ai.calling_view import CallingView
from studio.ui.ai.channel_limits import ChannelLimits
from studio.ui.ai.model_menu import ModelMenu
from studio.ui.ai.page import AiPage
from studio.ui.ai.rows import TABLES, button, nothing, row
from studio.ui.ai.trial_grid import TrialGrid
from studio.ui.ai.trying import reported, save_trial, tried
from studio.ui.controls.choice import Combo
from studio.ui.panes import line
from studio.ui.theme import PADDING

MOST = 20
"""Photos of one trial: enough for a median, little enough to look at."""
NOTHING_YET = (
    "Choose photos on Edit, tick models, and press the button: each model gets the same photos, one after the other. "
    "You see what came, how many seconds it took here, what it cost, and can compare without knowing whose is whose."
)
NOTHING_MARKED = "Mark on Pictures, under “Remove dust, creases, tags”, what should go from the photos."


@dataclass
class _Marks:
    """Where photos may be retouched, by their id: what was painted on Pictures."""

    strokes: dict[str, tuple[Stroke, ...]] = field(default_factory=dict)

    def keep(self, photo: Photo, picture: Picture) -> Bytes:
        plane: Bytes = painted(self.strokes.get(photo.id, ()), picture.width, picture.height)
        return plane


class TrialView(CallingView):
    """See the module. `trial`: the last one."""

    def __init__(self, page: AiPage) -> None:
        super().__init__(page)
        self.trial: Trial | None = None
        self._came = self._total = 0
        self.kind = Combo(self)
        self.kind.setAccessibleName("Task")
        self.kind.setFixedWidth(220)
        for task, title in task_titles():
            if task in TRIED:
                self.kind.addItem(title, task)
        self.kind.setCurrentIndex(self.kind.findData("identify"))
        self.menu = ModelMenu(self)
        self.words = QLineEdit(self)
        self.words.setPlaceholderText("A wish of your own (optional)")
        self.words.setAccessibleName("A wish of your own")
        self.channel = ChannelLimits(self)
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
        self.kind.currentIndexChanged.connect(self.offer)
        self.menu.changed.connect(self.reckon)
        for shown in (self.again_button, self.blind_button, *self._reports):
            shown.hide()

    def _assemble(self) -> None:
        head = QWidget(self)
        column = QVBoxLayout(head)
        column.setContentsMargins(PADDING, PADDING, PADDING, 8)
        column.setSpacing(8)
        self.channel.setFixedWidth(220)
        column.addLayout(row(self.kind, self.menu, self.channel, self.words, *self.switches))
        after = (self.again_button, self.blind_button, *self._reports)
        second = row(self.leaves, *after, self.stop_button, self.run_button)
        second.setStretch(0, 1)
        column.addLayout(second)
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
    def task(self) -> Task:
        task: Task = self.kind.currentData()
        return task

    @property
    def models(self) -> tuple[str, ...]:
        return self.menu.picked

    @property
    def strokes(self) -> dict[str, tuple[Stroke, ...]]:
        """Where photos are to be retouched, as painted on Pictures."""
        found: dict[str, tuple[Stroke, ...]] = self.page.view("pictures").strokes if self.task == "retouch" else {}
        return found

    @property
    def about(self) -> list[str]:
        """The photos that are chosen on Edit, the first twenty; to be retouched those that are marked."""
        chosen = list(self.page.session.workspace.selection[:MOST])
        return [each for each in chosen if self.strokes.get(each)] if self.task == "retouch" else chosen

    @property
    def loads(self) -> list[Load]:
        """The photos in their own frame: a trial knows nothing of scenes, and judges a place at 1024 × 1024."""
        workspace = self.page.session.workspace
        sizes = [self.sizes.of(workspace.photo(each).path) for each in self.about]
        return [Load(size, None if self.task == "backdrop" else size) for size in sizes]

    def arrive(self) -> None:
        self.channel.offer(self.page.session.workspace.channels)
        super().arrive()

    def offer(self) -> None:
        lines = model_lines(self.task, self.cards)
        self.lines = [each for each in lines if self.task not in LOCAL or not each.missing]
        self.menu.offer(self.lines)
        self.reckon()

    def reckon(self) -> None:
        super().reckon()
        if self.running is None:
            self.run_button.setEnabled(bool(self.many and self.models))
            if self.task == "retouch" and not self.many:
                self.leaves.setText(NOTHING_MARKED)

    def describe(self) -> str:
        photos, picked = self.many, len(self.models)
        return f"Try {photos} {'photo' if photos == 1 else 'photos'} × {picked} {'model' if picked == 1 else 'models'}"

    def ahead(self) -> Ahead:
        return look_ahead(self.task, [card for card in self.cards if card["id"] in self.models], self.loads)

    # --- while -------------------------------------------------------------------------------------------------------

    def start(self) -> None:
        self._start(again=False)

    def start_again(self) -> None:
        """Repeat what is unsettled: the person has said so. What is done stays as it is."""
        self._start(again=True)

    def _start(self, *, again: bool) -> None:
        agreed = self.consent()
        if agreed is None:
            return
        workspace, brand = self.page.session.workspace, brand_of()
        wish = Wish(self.task, self.models, batch=uuid4().hex, agreed=agreed, again=again, keyring_first=True)
        photos = [workspace.photo(each) for each in self.about]
        self._came, self._total = 0, len(photos) * len(wish.models)
        work = partial(
            tried,
            wish,
            photos,
            new_folder(self.task),
            given=Given(self.words.text().strip(), limits=self.channel.limits, style=brand.style),
            held=Held(brand.limits, _Marks(dict(self.strokes)).keep),
            told=self._told,
            demo=self.demo.isChecked(),
            channel=self.channel.channel,
        )
        for hidden in (self.again_button, self.blind_button, *self._reports):
            hidden.hide()
        self.show_running(self.background.ask(self._ended, work))

    def _told(self, item: TrialItem) -> None:
        self.background.call(self._one_came, item.model)

    def _one_came(self, _model: str) -> None:
        self._came += 1
        self.progress.show_share(self._came / max(1, self._total))
        self.leaves.setText(f"{self._came} of {self._total} results are there.")

    def _ended(self, future: "Future[Any]") -> None:
        self.show_running(None)
        self.reckon()
        if future.cancelled():
            self.leaves.setText("Stopped. What had come is kept and will not be paid again.")
        elif not self.failed(future):
            self._show(future.result())

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
            self.background.read(self.failed, reported, self.trial)

    def open_report(self) -> None:
        """Open the page in the browser."""
        if self.trial is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.trial.folder / "trial.html")))

    def save_csv(self) -> None:
        """Write the table where the person says."""
        if self.trial is not None:
            self.save_as("the trial", "trial.csv", TABLES, partial(save_trial, self.trial))

"""Pictures of the chosen photos: a place behind them, other surroundings, a person, retouched, enlarged."""

from concurrent.futures import Future
from functools import partial
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QGridLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from studio.ai.tasks import Brief
from studio.app.ai.brand import brand_of
from studio.app.ai.calls import Wish
from studio.app.ai.estimates import Quality
from studio.app.ai.loads import Load
from studio.app.ai.material import Edited, Stroke, scene_size
from studio.app.ai.overview import task_titles
from studio.app.ai.pictures import PICTURES, PLACED, Pictured
from studio.app.trial.tasks import Given
from studio.model.ai import Task
from studio.ui.ai.asking import Asking
from studio.ui.ai.asking_view import AskingView
from studio.ui.ai.brand_dialog import ask_brand
from studio.ui.ai.mark_dialog import MarkDialog
from studio.ui.ai.overnight import Overnight
from studio.ui.ai.page import AiPage
from studio.ui.ai.picture_card import PictureCard
from studio.ui.ai.rows import button, nothing, row
from studio.ui.ai.trying import morning, pictured
from studio.ui.ai.using import edited_of, use_picture
from studio.ui.controls.choice import Combo
from studio.ui.panes import line
from studio.ui.theme import PADDING

ACROSS, MOST = 3, 20
WISHES = {
    "backdrop": "Which place? Such as: a bright kitchen counter in the morning, seen from a little above",
    "scene-edit": "Which surroundings? Such as: on a stone step among herbs (optional)",
    "model-shot": "How is it worn or held? Such as: over the shoulder, outdoors (optional)",
    "retouch": "What should go? Such as: the price tag (optional)",
}
VERBS = {
    "backdrop": "Make a place",
    "scene-edit": "Change the surroundings",
    "model-shot": "Show it with a person",
    "retouch": "Retouch",
    "upscale": "Enlarge",
}
FIRST = {"backdrop": "Describe the place first.", "retouch": "Press Mark… and paint over what should go."}
NOTHING_YET = (
    "Choose photos on Edit, say what you would like, and press the button. Whatever a model makes, your product's own "
    "pixels are put back, and you see what it had changed. Files that show such a picture are marked as made by AI."
)


class PicturesView(AskingView):
    """`made`: what came in this session, the newest first. `strokes`: by photo, where it is to be retouched."""

    def __init__(self, page: AiPage) -> None:
        super().__init__(page)
        self.made: list[Pictured] = []
        self.strokes: dict[str, tuple[Stroke, ...]] = {}
        self._cards: dict[int, PictureCard] = {}
        self._grid: QGridLayout | None = None
        self._came = self._total = 0
        self._wishes: dict[Task, str] = {}
        self._shown_task: Task = "backdrop"
        titles = dict(task_titles())
        self.kind = _choice("What to make", [(task, titles[task]) for task in PICTURES], 240)
        self.wish = QLineEdit(self)
        self.wish.setAccessibleName("Your wish")
        policy = self.wish.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.wish.setSizePolicy(policy)
        self.quality = _choice("Quality", [("low", "Draft"), ("medium", "Good"), ("high", "Best")], 110)
        self.quality.setCurrentIndex(1)
        self.quality.currentIndexChanged.connect(self.reckon)
        self.factor = _choice("How much larger", [(2.0, "2 × larger"), (3.0, "3 × larger"), (4.0, "4 × larger")], 110)
        self.mark_button = button("Mark…", self.mark)
        self.brand_button = button("Brand…", partial(ask_brand, self), name="Your brand's style and limits")
        self.night = Overnight(self.background, self, morning, places=True)
        self.results = QScrollArea(self)
        self.results.setWidgetResizable(True)
        self.results.setAccessibleName("Pictures")
        self.results.setFrameShape(QScrollArea.Shape.NoFrame)
        self._assemble()
        self.night.switch.toggled.connect(self.reckon)
        self.night.came.connect(self._overnight_came)
        self.night.failed.connect(self.failed)
        self.night.ended.connect(self._ended)
        self.wish.textChanged.connect(self.reckon)
        self.wish.returnPressed.connect(self.start)
        self.kind.currentIndexChanged.connect(self._kind_changed)
        self._kind_changed()
        self._show()

    def _assemble(self) -> None:
        head = QWidget(self)
        column = QVBoxLayout(head)
        column.setContentsMargins(PADDING, PADDING, PADDING, 8)
        column.setSpacing(8)
        first = row(self.kind, self.wish, self.factor, self.quality, self.mark_button, self.brand_button)
        first.setStretch(1, 1)
        column.addLayout(first)
        column.addLayout(
            row(self.model, self.night.label, self.night.switch, *self.switches, self.stop_button, self.run_button)
        )
        foot = row(self.leaves, self.night.told, self.night.look_button, self.again_button)
        foot.setStretch(0, 1)
        column.addLayout(foot)
        column.addWidget(self.progress)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
        whole.addWidget(line())
        whole.addWidget(self.results, 1)

    # --- before ------------------------------------------------------------------------------------------------------

    @property
    def task(self) -> Task:
        task: Task = self.kind.currentData()
        return task

    @property
    def about(self) -> list[str]:
        """The photos that a picture is made of; a place, which shows no product, is made once."""
        chosen = list(self.page.session.workspace.selection[:MOST])
        if self.task == "backdrop":
            return chosen[:1]
        return [each for each in chosen if self.strokes.get(each)] if self.task == "retouch" else chosen

    @property
    def loads(self) -> list[Load]:
        return (super().loads or [Load()])[: self.many] if self.task == "backdrop" else super().loads

    @property
    def many(self) -> int:
        if self.task == "backdrop":
            return 1 if self.wish.text().strip() else 0
        return len(self.about)

    @property
    def grade(self) -> Quality:
        grade: Quality = self.quality.currentData()
        return grade

    @property
    def overnight(self) -> bool:
        return self.task == "backdrop" and self.night.switch.isChecked()

    def arrive(self) -> None:
        super().arrive()
        self.night.read()

    def describe(self) -> str:
        if self.overnight:
            return "Hand in a place"
        if self.task == "backdrop" or not self.many:
            return VERBS[self.task]
        return f"{VERBS[self.task]}, {self.many} {'photo' if self.many == 1 else 'photos'}"

    def reckon(self) -> None:
        super().reckon()
        if not self.many and self.running is None:
            chosen = self.page.session.workspace.selection or self.task == "backdrop"
            self.leaves.setText(FIRST.get(self.task, "") if chosen else "No photo is chosen on Edit.")

    def take(self, asking: Asking) -> None:
        self.kind.setCurrentIndex(self.kind.findData(asking.task))
        self.wish.setText(asking.wish)
        super().take(asking)
        if asking.task == "retouch" and not self.many:
            self.mark()

    def _kind_changed(self) -> None:
        here = self.task == "upscale"
        self._wishes[self._shown_task] = self.wish.text()  # each task has its own
        self._shown_task = self.task
        self.wish.setText(self._wishes.get(self.task, ""))
        self.wish.setVisible(not here)
        self.wish.setPlaceholderText(WISHES.get(self.task, ""))
        self.factor.setVisible(here)
        self.quality.setVisible(not here)
        self.mark_button.setVisible(self.task == "retouch")
        self.brand_button.setVisible(not here)
        self.night.show_for(self.task == "backdrop")
        for each in self.switches:
            each.setVisible(not here)
        if self.cards:
            self.offer()

    def mark(self) -> None:
        """Let the person paint over what should go from the photo on the canvas."""
        workspace = self.page.session.workspace
        if workspace.current is None:
            self.page.trouble.emit("No photo is chosen.", "Choose one on Edit.")
            return
        dialog = MarkDialog(
            workspace.photo(workspace.current), self.strokes.get(workspace.current, ()), self.background, self
        )
        dialog.marked.connect(partial(self._marked, workspace.current))
        dialog.open()

    def _marked(self, photo: str, strokes: object) -> None:
        self.strokes[photo] = strokes if isinstance(strokes, tuple) else ()
        self.reckon()

    # --- while -------------------------------------------------------------------------------------------------------

    def start(self) -> None:
        if not self.many or self.running is not None:
            return
        agreed = self.consent()
        if agreed is None:
            return
        edited = [self._edited(each) for each in self.about] or [self._edited(None)]
        brief = Brief(words=self.wish.text().strip(), style=brand_of().style, quality=self.grade)
        wish = Wish(self.task, self.models, batch=uuid4().hex, agreed=agreed, again=self.again, keyring_first=True)
        demo = self.demo.isChecked()
        if self.overnight:
            scene = edited[0].scene
            places: dict[str, Any] = {"places": [brief.words], "size": scene_size(scene), "quality": brief.quality}
            places |= {"light": scene.light, "camera": scene.camera}
            self.show_running(self.night.hand_in(wish, Given(style=brief.style), demo=demo, places=places))
            return
        self._came, self._total = 0, len(edited)
        self.leaves.setText("Being made. What comes is kept, whatever you do meanwhile.")
        work = partial(pictured, wish, edited, brief, told=self._told, demo=demo)
        self.show_running(self.background.ask(self._all_came, work))

    def _overnight_came(self, made: object) -> None:
        if isinstance(made, list) and made:
            self.made = [*made, *self.made]
            self._show()
        else:
            self.page.trouble.emit("It is not done yet.", "It may take a day; you can close the studio meanwhile.")

    def _edited(self, photo: str | None) -> Edited:
        strokes = self.strokes.get(photo or "", ())
        return edited_of(self.page.session.workspace, photo, strokes=strokes, factor=self.factor.currentData())

    def _told(self, made: Pictured) -> None:
        self.background.call(self._one_came, made)

    def _one_came(self, made: Pictured) -> None:
        self.made.insert(0, made)
        self._came += 1
        self.progress.show_share(self._came / max(1, self._total))
        self._show()

    def _ended(self, future: "Future[Any]") -> None:
        self.show_running(None)
        self.failed(future)
        self.reckon()

    def _all_came(self, future: "Future[Any]") -> None:
        self._ended(future)
        if not future.cancelled() and future.exception() is None:
            self.offer_again(each.error for each in future.result())

    # --- after -------------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        if not self.made:
            self.results.setWidget(nothing("picture", "Pictures made of your photos", NOTHING_YET))
            return
        if self._grid is None:
            inside = QWidget()
            self._grid = QGridLayout(inside)
            self._grid.setContentsMargins(PADDING, PADDING, PADDING, PADDING)
            self._grid.setSpacing(16)
            for column in range(ACROSS):
                self._grid.setColumnStretch(column, 1)
            self.results.setWidget(inside)
        for number, made in enumerate(self.made):  # those that are shown move on: opening all anew holds up the window
            card = self._cards.get(id(made)) or PictureCard(made, partial(self.use, made))
            self._cards[id(made)] = card
            self._grid.removeWidget(card)
            self._grid.addWidget(card, number // ACROSS, number % ACROSS)
        last = (len(self.made) - 1) // ACROSS + 1
        for line_number in range(last + 1):
            self._grid.setRowStretch(line_number, int(line_number == last))

    def use(self, made: Pictured) -> None:
        """Take a picture over into the workspace, and go there."""
        why = use_picture(self.page.session.workspace, made)
        if why is not None:
            self.page.trouble.emit(*why)
        elif made.task in PLACED or made.file is not None:
            self.page.go("edit")


def _choice(name: str, options: list[tuple[Any, str]], width: int) -> Combo:
    made = Combo()
    made.setAccessibleName(name)
    made.setFixedWidth(width)
    for value, text in options:
        made.addItem(text, value)
    return made

"""AI: what can be asked of a model about the chosen photos, with its price on the button and what leaves beside it."""

from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QWidget

from studio.app.workspace.workspace import Workspace
from studio.ui import icons
from studio.ui.bridge import Bridge
from studio.ui.controls.check import Switch
from studio.ui.controls.choice import Combo
from studio.ui.sections.section import Section
from studio.ui.theme import LABEL

if TYPE_CHECKING:
    from studio.ui.ai.asking import Offer

TASKS = {
    "alt-text": ("Write alt text", "Write", "Language and wishes (optional)"),
    "copy": ("Write title, bullets, description", "Write", "Language and wishes (optional)"),
    "identify": ("Recognise the product", "Recognise", "What matters to you (optional)"),
    "analyse": ("Judge the photo", "Judge", "What matters to you (optional)"),
    "compare": ("Judge against your style", "Judge", "Another style than your brand's (optional)"),
    "backdrop": ("Make a place", "Make", "Which place?"),
    "scene-edit": ("Change the surroundings", "Change", "Which surroundings? (optional)"),
    "model-shot": ("Show it worn or held", "Show it", "How? (optional)"),
    "retouch": ("Remove dust, creases, tags", "Retouch", "What should go? (optional)"),
    "upscale": ("Enlarge", "Enlarge", ""),
}
"""By task: in the menu, on the button, in the empty field."""


class AiSection(Section):
    """What is asked for is `asked`; the page of models does it and shows what comes."""

    title: ClassVar[str] = "AI"
    glyph: ClassVar[str] = "fix"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._bridge = Bridge(self)
        self._offer: Offer | None = None
        self._looking = self._again = False
        self._chosen: tuple[Any, ...] = ()
        self.kind, self.model = Combo(self), Combo(self)
        self.kind.setAccessibleName("AI: what to do")
        self.model.setAccessibleName("AI: model")
        for task, (text, _, _) in TASKS.items():
            self.kind.addItem(text, task)
        self.wish = QLineEdit(self)
        self.wish.setAccessibleName("AI: your wish")
        self.demo = Switch(self)
        self.demo.setAccessibleName("AI: demonstration")
        self.demo.setToolTip("Answers made up on this computer: nothing is sent, nothing is charged.")
        self.leaves = QLabel(self)
        self.leaves.setProperty("role", "caption")
        self.leaves.setWordWrap(True)
        self.leaves.setMinimumHeight(3 * self.leaves.fontMetrics().lineSpacing())  # the button stays where it is
        self.button = QPushButton(self)
        self.button.setProperty("role", "primary")
        self.button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # never widens the inspector
        self.button.clicked.connect(self._press)
        for name, control in (("Task", self.kind), ("Model", self.model), ("Wish", self.wish)):
            self.column.addLayout(_row(name, control))
        self.column.addLayout(_row("Demonstration", self.demo))
        self.column.addWidget(self.leaves)
        self.column.addWidget(self.button)
        self.kind.currentIndexChanged.connect(self._kind_changed)
        self.model.currentIndexChanged.connect(self._look)
        self.wish.textChanged.connect(self._tell)
        self.wish.returnPressed.connect(self._press)
        self.demo.toggled.connect(self._tell)
        self._kind_changed()

    @property
    def task(self) -> str:
        """The task in the menu."""
        return str(self.kind.currentData())

    def show_task(self, task: str) -> None:
        """Choose a task, and wait for the wish."""
        self.kind.setCurrentIndex(self.kind.findData(task))
        self.wish.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Keys, prices and choices may have changed elsewhere."""
        self._offer = None
        self._look()
        super().showEvent(event)

    def refresh(self) -> None:
        super().refresh()
        if self._chosen != self._about():
            self._look()

    def _about(self) -> tuple[Any, ...]:
        """Return what prices depend on: the chosen photos and the sizes of their pictures."""
        return tuple((each, self.workspace.scene_of(each).canvas) for each in self.workspace.selection)

    def _kind_changed(self) -> None:
        self.wish.setPlaceholderText(TASKS[self.task][2])
        self.wish.setEnabled(bool(TASKS[self.task][2]))
        self._look()

    # --- what it comes to --------------------------------------------------------------------------------------------

    def _look(self) -> None:
        """Ask on a thread; what changes meanwhile is asked after it."""
        if self._looking:
            self._again = True
            return
        from studio.ui.ai.asking import offer_for
        from studio.ui.ai.using import edited_of

        self._looking, self._again = True, False
        self._chosen = self._about()
        cards = self._offer.cards if self._offer is not None else None
        model = str(self.model.currentData() or "")
        edited = [edited_of(self.workspace, each) for each in self.workspace.selection]
        reader = ThreadPoolExecutor(1, "ai-prices")
        future = reader.submit(offer_for, self.kind.currentData(), model, edited, cards)
        self._bridge.deliver(future, self._looked)
        reader.shutdown(wait=False)
        self._tell()

    def _looked(self, future: "Future[Any]") -> None:
        self._looking = False
        if (error := future.exception()) is not None:
            self.leaves.setText(str(error))
            return
        self._offer = future.result()
        if self._again:
            self._look()
            return
        self._show_models(future.result())
        self._tell()

    def _show_models(self, offer: "Offer") -> None:
        from studio.ui.ai.asking import facts_text

        with QSignalBlocker(self.model):
            self.model.clear()
            self.model.addItem(f"As chosen: {offer.usual or 'none'}", "")
            for each in offer.lines:
                self.model.addItem(facts_text(each), each.id)
            self.model.setCurrentIndex(max(0, self.model.findData(offer.model)))
        self.model.setToolTip(self.model.currentText())

    def _tell(self) -> None:
        """Say what leaves, and on the button what it costs."""
        from studio.app.ai.demo import NOTICE
        from studio.ui.ai.asking import no_key

        offer, demo = self._offer, self.demo.isChecked()
        known = offer is not None and offer.task == self.task and not self._looking
        verb = TASKS[self.task][1]
        self.button.setEnabled(known and (self.task != "backdrop" or bool(self.wish.text().strip())))
        if offer is None or not known:
            self.button.setText(f" {verb}")
            return
        here = offer.ahead.leaves.startswith("Nothing")
        self.button.setIcon(icons.icon("play" if demo or here else "cloud", "on_fill"))
        self.button.setText(f" {verb}, {'free' if demo else offer.ahead.price}")
        self.button.setAccessibleName(f"{self.kind.currentText()}: {self.button.text().strip()}")
        missing = no_key(offer.lines, (offer.model,) if offer.model else ())
        self.leaves.setText(NOTICE if demo and not here else f"{offer.ahead.leaves} {missing}".strip())

    def _press(self) -> None:
        from studio.ui.ai.asking import Asking

        if self.button.isEnabled():
            model = str(self.model.currentData() or "")
            self.asked.emit(Asking(self.kind.currentData(), self.wish.text().strip(), model, self.demo.isChecked()))


def _row(name: str, control: QWidget) -> QHBoxLayout:
    label = QLabel(name)
    label.setFixedWidth(LABEL)
    label.setBuddy(control)
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(label)
    row.addWidget(control, 0 if isinstance(control, Switch) else 1)
    if isinstance(control, Switch):
        row.addStretch(1)
    return row

"""Places made by a model, without the product: described in words, lit as the scene is, used as the backdrop."""

from concurrent.futures import Future
from functools import partial
from typing import Any
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from studio.ai.tasks import Brief
from studio.app.ai_calls import Wish
from studio.app.ai_estimates import dollars
from studio.app.trial_report import seconds_text
from studio.model.ai import Task
from studio.model.scene import Camera, Light, Scene
from studio.store import paths
from studio.ui.ai.asking_view import AskingView
from studio.ui.ai.page import AiPage
from studio.ui.ai.rows import button, row, words
from studio.ui.ai.trial_cell import Picture
from studio.ui.ai.trying import Place, placed
from studio.ui.controls.choice import Combo
from studio.ui.panes import line
from studio.ui.sections.backdrop import with_backdrop
from studio.ui.theme import PADDING

ACROSS, HIGH = 3, 260
LONGEST = 1536  # px of a place; a backdrop is softer than the product before it
NOTHING_YET = (
    "Describe a place, such as: a bright kitchen counter in the morning, seen from a little above.\n"
    "No photo leaves this computer for it; the light and the camera of your scene go along in words.\n"
    "What a model made is marked as such in every file that shows it."
)


class PlacesView(AskingView):
    """`places`: what was made in this session, the newest first."""

    verb = "Make a place"

    def __init__(self, page: AiPage) -> None:
        super().__init__(page)
        self.places: list[Place] = []
        self.wish = QLineEdit(self)
        self.wish.setPlaceholderText("Which place?")
        self.wish.setAccessibleName("Which place")
        self.wish.textChanged.connect(self.reckon)
        self.wish.returnPressed.connect(self.start)
        self.quality = Combo(self)
        self.quality.setAccessibleName("Quality")
        for value, text in (("low", "Draft"), ("medium", "Good"), ("high", "Best")):
            self.quality.addItem(text, value)
        self.quality.setCurrentIndex(1)
        self.quality.setFixedWidth(120)
        self.results = QScrollArea(self)
        self.results.setWidgetResizable(True)
        self.results.setAccessibleName("Places")
        self.results.setFrameShape(QScrollArea.Shape.NoFrame)
        self._assemble()
        self._show()

    def _assemble(self) -> None:
        head = QWidget(self)
        column = QVBoxLayout(head)
        column.setContentsMargins(PADDING, PADDING, PADDING, 8)
        column.setSpacing(8)
        column.addLayout(row(self.wish, self.quality))
        demo = words("Demonstration", wrap=False)
        column.addLayout(row(self.model, demo, self.demo, self.stop_button, self.run_button))
        column.addWidget(self.leaves)
        column.addWidget(self.progress)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
        whole.addWidget(line())
        whole.addWidget(self.results, 1)

    @property
    def task(self) -> Task:
        return "backdrop"

    @property
    def many(self) -> int:
        return 1 if self.wish.text().strip() else 0

    def reckon(self) -> None:
        super().reckon()
        if not self.many:
            self.leaves.setText("Describe the place first.")

    def start(self) -> None:
        if not self.many or self.running is not None:
            return
        agreed = self.consent()
        if agreed is None:
            return
        scene = self._scene()
        longest = max(scene.canvas.width, scene.canvas.height)
        size = (round(LONGEST * scene.canvas.width / longest), round(LONGEST * scene.canvas.height / longest))
        brief = Brief(words=self.wish.text().strip(), size=size, quality=self.quality.currentData())
        wish = Wish("backdrop", self.models, batch=uuid4().hex, agreed=agreed, keyring_first=True)
        demo = self.demo.isChecked()
        light, camera = scene.light, scene.camera
        self.show_running(self.background.ask(self._ended, lambda: _made(wish, brief, light, camera, demo)))

    def _scene(self) -> Scene:
        workspace = self.page.session.workspace
        return workspace.scene_of(workspace.current) if workspace.current else Scene()

    def _ended(self, future: "Future[Any]") -> None:
        self.show_running(None)
        if not future.cancelled():
            if (error := future.exception()) is not None:
                self.tell(error)
            else:
                self.places.insert(0, future.result())
                self._show()
        self.reckon()

    def _show(self) -> None:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(PADDING, PADDING, PADDING, PADDING)
        grid.setSpacing(16)
        if not self.places:
            empty = words(NOTHING_YET)
            empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
            grid.addWidget(empty, 0, 0, 1, ACROSS)
        for number, place in enumerate(self.places):
            grid.addWidget(self._cell(place), number // ACROSS, number % ACROSS)
        for column in range(ACROSS):
            grid.setColumnStretch(column, 1)
        if self.places:
            grid.setRowStretch(len(self.places), 1)
        self.results.setWidget(inside)

    def _cell(self, place: Place) -> QWidget:
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Picture(paths.home() / "pictures" / place.name, place.words, HIGH))
        column.addWidget(words(place.words))
        paid = "kept, nothing paid" if place.kept else dollars(place.cost_usd)
        column.addWidget(words(f"{place.model} · {seconds_text(place.seconds)} · {paid}", "caption"))
        use = button("Use as backdrop", partial(self.use, place), name=f"Use as backdrop: {place.words}")
        column.addLayout(row(use, 1))
        return cell

    def use(self, place: Place) -> None:
        """Set the place behind the chosen photos, and go there."""
        from studio.scene.elements import PictureBackdrop

        workspace = self.page.session.workspace
        if not workspace.selection:
            self.page.trouble.emit("No photo is chosen.", "Choose photos on Edit, then use the place.")
            return
        backdrop = PictureBackdrop(picture=place.name)
        workspace.edit(lambda scene: with_backdrop(scene, backdrop), name="Backdrop made by a model")
        self.page.go("edit")


async def _made(wish: Wish, brief: Brief, light: Light, camera: Camera, demo: bool) -> Place:
    return await placed(wish, brief, light=light, camera=camera, demo=demo)

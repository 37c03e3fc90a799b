"""Up to four methods' cutouts of one photo, side by side: look, zoom into the edge, take the best."""

from concurrent.futures import Future
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from studio.app.comparing import Tried, try_method
from studio.app.workspace.workspace import Workspace
from studio.model.errors import Cancelled, StudioError
from studio.ui.closing import Closing
from studio.ui.controls.choice import ComboControl, SegmentedControl
from studio.ui.cutouts.methods import installed_methods, method_name
from studio.ui.cutouts.pane import Look, Pane
from studio.ui.session import Session
from studio.ui.theme import PADDING

MOST = 4
PATIENCE = 120.0  # seconds that one method may take
GROUNDS = (
    ("checkerboard", "Nothing"),
    ("cutout-white", "White"),
    ("cutout-grey", "Grey"),
    ("cutout-black", "Black"),
    ("cutout-colour", "Colour"),
)


class _Place(QWidget):
    """One of the four: a menu of methods, the picture, what it took, and the button that takes it."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.method = ""
        self.running: Future[Any] | None = None
        self.tried: Tried | None = None
        methods = [("", "—"), *installed_methods()]
        self.menu = ComboControl(methods, "")
        self.menu.describe("Method", "Which method cuts this one out")
        self.pane = Pane(look, self)
        self.facts = QLabel(self)
        self.facts.setProperty("role", "caption")
        self.take = QPushButton("Use this", self)
        self.take.setEnabled(False)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.menu, 1)
        foot.addWidget(self.facts, 1)
        foot.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.pane, 1)
        column.addLayout(foot)

    def forget(self) -> None:
        """Let what was shown go."""
        if self.running is not None:
            self.running.cancel()
        if self.tried is not None:
            self.tried.remove()
        self.running = self.tried = None
        self.facts.clear()
        self.take.setEnabled(False)


class Compare(Closing):
    """Not modal: the window goes on beside it. It shows the photo that was on the canvas when it was opened."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._workspace = session, session.workspace
        self._photo = self._workspace.current or ""
        self.setWindowTitle(f"Compare methods – {Path(self._photo).name}")
        self.resize(940, 760)
        look = Look()
        self._places = [_Place(look, self) for _ in range(MOST)]
        ground = SegmentedControl(GROUNDS, "checkerboard")
        ground.describe("Ground", "What the cutouts lie on")
        ground.edited.connect(self._choose_ground)
        head = QHBoxLayout()
        head.setSpacing(8)
        hint = QLabel("Turn the wheel to look at the edge; all move together.", self)
        hint.setProperty("role", "caption")
        head.addWidget(hint, 1)
        head.addWidget(QLabel("On", self))
        head.addWidget(ground)
        grid = QGridLayout()
        grid.setSpacing(PADDING)
        for number, place in enumerate(self._places):
            grid.addWidget(place, number // 2, number % 2)
            place.menu.edited.connect(self._method_chosen)
            place.take.clicked.connect(self._taken)
            place.pane.moved.connect(self._moved)
        column = QVBoxLayout(self)
        column.setContentsMargins(PADDING, PADDING, PADDING, PADDING)
        column.addLayout(head)
        column.addLayout(grid, 1)
        self._begin()

    def _begin(self) -> None:
        """Show the method in force first, then the others there are."""
        now = self._workspace.cutout_settings_of(self._photo).model
        others = [method for method, _ in installed_methods() if method != now]
        for place, method in zip(self._places, [now, *others], strict=False):
            self._show(place, method)
        for place in self._places:
            if not place.method:
                place.pane.show_note("Choose a method above to see it here.")

    def _show(self, place: _Place, method: str) -> None:
        place.forget()
        place.method = method
        place.menu.show_value(method)
        if not method:
            place.pane.show_note("Choose a method above to see it here.")
            return
        place.pane.show_note("Cutting out…")
        settings = self._workspace.cutout_settings_of(self._photo).changed(model=method)
        session = self._session
        place.running = session.workers.submit(try_method, self._photo, settings, session.folder, timeout=PATIENCE)
        session.bridge.deliver(place.running, self._done)

    def _done(self, future: "Future[Any]") -> None:
        place = next((place for place in self._places if place.running is future), None)
        if place is None:
            if not future.cancelled() and future.exception() is None:
                future.result().remove()
            return
        place.running = None
        try:
            tried: Tried = future.result()
        except (StudioError, Cancelled, OSError) as error:
            place.pane.show_note(f"{getattr(error, 'message', error)}\n{getattr(error, 'hint', '')}".strip())
            return
        place.tried = tried
        place.pane.show_cutout(tried)
        sure = f"{round(tried.confidence * 100)} % sure"
        place.facts.setText(f"{sure} · {tried.seconds:.1f} s · {tried.device}")
        place.facts.setToolTip("\n".join(tried.reasons))
        now = self._workspace.cutout_settings_of(self._photo).model
        place.take.setEnabled(place.method != now)
        place.take.setText("In use" if place.method == now else "Use this")
        place.take.setAccessibleName(f"Use {method_name(place.method)}")

    def _method_chosen(self, method: str, final: bool) -> None:
        place = next(place for place in self._places if place.menu is self.sender())
        self._show(place, method)

    def _taken(self) -> None:
        place = next(place for place in self._places if place.take is self.sender())
        workspace: Workspace = self._workspace
        chosen = workspace.selection if self._photo in workspace.selection else (self._photo,)
        workspace.set_value("cutout.model", place.method, name="Method", ids=chosen)
        for each in self._places:
            if each.tried is not None:
                each.take.setEnabled(each is not place)
                each.take.setText("In use" if each is place else "Use this")

    def _choose_ground(self, ground: str, final: bool) -> None:
        for place in self._places:
            place.pane.ground = ground
            place.pane.update()

    def _moved(self) -> None:
        for place in self._places:
            place.pane.update()

    def leave(self) -> None:
        for place in self._places:
            place.forget()

"""The page of AI models: its views, each made when it is first looked at."""

from collections.abc import Callable
from concurrent.futures import Future
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QButtonGroup, QFileDialog, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from studio.app.workspace.commands import Command
from studio.ui.ai.background import Background
from studio.ui.pages.page import Page
from studio.ui.panes import line
from studio.ui.session import Session
from studio.ui.theme import PADDING

if TYPE_CHECKING:
    from studio.ui.ai.asking import Asking

VIEWS = {
    "models": ("Models", "studio.ui.ai.models_view", "ModelsView"),
    "words": ("Words", "studio.ui.ai.words_view", "WordsView"),
    "pictures": ("Pictures", "studio.ui.ai.pictures_view", "PicturesView"),
    "trial": ("Trial", "studio.ui.ai.trial_view", "TrialView"),
    "spend": ("Spend", "studio.ui.ai.spend_view", "SpendView"),
    "privacy": ("What left", "studio.ui.ai.privacy_view", "PrivacyView"),
}


class AiPage(Page):
    """`show_view(name)` goes to one of the views; each has `arrive()`."""

    def __init__(self, session: Session, go: Callable[[str], None]) -> None:
        super().__init__(session, go)
        self.background = Background(session.bridge, self)
        self._made: dict[str, Any] = {}
        self._buttons = QButtonGroup(self)
        self._stack = QStackedWidget(self)
        self.current = "models"
        bar = QHBoxLayout()
        bar.setContentsMargins(PADDING, 8, PADDING, 8)
        bar.setSpacing(4)
        for number, (name, (title, _, _)) in enumerate(VIEWS.items()):
            button = QPushButton(title, self)
            button.setCheckable(True)
            button.setProperty("role", "segment")
            button.setMinimumWidth(96)
            button.setAccessibleName(f"View: {title}")
            button.setChecked(name == self.current)
            self._buttons.addButton(button, number)
            bar.addWidget(button)
        bar.addStretch(1)
        self._buttons.idClicked.connect(self._pressed)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(bar)
        whole.addWidget(line())
        whole.addWidget(self._stack, 1)

    def _pressed(self, number: int) -> None:
        self.show_view(list(VIEWS)[number])

    def show_view(self, name: str) -> None:
        """Show a view as things stand now."""
        if name not in self._made:
            _, module, kind = VIEWS[name]
            view = getattr(import_module(module), kind)(self)
            self._made[name] = view
            self._stack.addWidget(view)
        self.current = name
        self._buttons.button(list(VIEWS).index(name)).setChecked(True)
        self._stack.setCurrentWidget(self._made[name])
        self._made[name].arrive()

    def view(self, name: str) -> Any:
        """Return a view, made if it was not yet."""
        if name not in self._made:
            self.show_view(name)
        return self._made[name]

    def arrive(self) -> None:
        self.show_view(self.current)

    def ask(self, asking: "Asking") -> None:
        """Ask a model for words or pictures, as the inspector on Edit wishes; what comes is shown here."""
        from studio.app.ai.pictures import PICTURES  # brings much along

        name = "pictures" if asking.task in PICTURES else "words"
        self.show_view(name)
        self._made[name].ask(asking)

    def commands(self) -> list[Command]:
        def shower(name: str) -> Callable[[], None]:
            def show() -> None:
                self.go("ai")
                self.show_view(name)

            return show

        return [
            Command(f"ai-{name}", f"{title}: AI models", shower(name), (), "View", "trials", words="ai cost privacy")
            for name, (title, _, _) in VIEWS.items()
        ]

    def close_page(self) -> None:
        for view in self._made.values():
            view.close_view()
        self.background.close()


class View(QWidget):
    """One of the views."""

    def __init__(self, page: AiPage) -> None:
        super().__init__()
        self.page = page
        self.background = page.background
        self._saving = ""

    def arrive(self) -> None:
        """The view comes into sight."""

    def close_view(self) -> None:
        """The window closes."""

    def failed(self, future: "Future[Any]") -> bool:
        """Return whether there is no result, after saying why; a work that was called off needs no words."""
        if future.cancelled():
            return True
        if (error := future.exception()) is not None:
            self.tell(error)
        return error is not None

    def save_as(self, what: str, file: str, kinds: str, write: Callable[[Path], Path]) -> None:
        """Ask where `what` ("the trial") shall be saved, write it on a thread, and say where it is."""
        name, _ = QFileDialog.getSaveFileName(self, f"Save {what}", file, kinds)
        if name:
            self._saving = what
            self.background.read(self._saved, write, Path(name))

    def _saved(self, future: "Future[Any]") -> None:
        if not self.failed(future):
            self.page.trouble.emit(f"{self._saving[:1].upper()}{self._saving[1:]} is in {future.result()}.", "")

    def tell(self, error: BaseException) -> None:
        """Say what went wrong, in the window's banner."""
        hint = getattr(error, "hint", "")
        self.page.trouble.emit(getattr(error, "message", str(error)), hint)

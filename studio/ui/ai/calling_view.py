"""What every view that makes calls has in common: demonstration, price on the button, key, budget, progress, stop."""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from studio.app.ai.consent import Ahead, over_budget
from studio.app.ai.demo import NOTICE
from studio.app.ai.loads import Load, PhotoSizes, load_of
from studio.app.ai.overview import ModelLine, listed_models
from studio.model.ai import Task
from studio.ui import icons
from studio.ui.ai.asking import no_key
from studio.ui.ai.consent import may_go_over
from studio.ui.ai.page import AiPage, View
from studio.ui.ai.rows import button
from studio.ui.controls.check import Switch
from studio.ui.export.progress_line import ProgressLine
from studio.ui.panes import words


class CallingView(View):
    """Subclasses say which `task` and `models`, what each call is `about`, and begin in `start`."""

    verb = "Ask"

    def __init__(self, page: AiPage) -> None:
        super().__init__(page)
        self.cards: Sequence[Mapping[str, Any]] = ()
        self.lines: list[ModelLine] = []
        self.sizes = PhotoSizes()
        self.running: Future[Any] | None = None
        self.demo = Switch(self)
        self.demo.setAccessibleName("Demonstration")
        self.demo.setToolTip(NOTICE)
        self.switches: tuple[QWidget, ...] = (words("Demonstration", wrap=False), self.demo)
        self.run_button = button(self.verb, self.start, role="primary")
        self.stop_button = button("Stop", self.stop)
        self.again = False
        self.again_button = button("Ask again for what is unsettled", self.start_again)
        self.leaves = words("", "caption")
        self.progress = ProgressLine(self)
        self.stop_button.hide()
        self.again_button.hide()
        self.progress.hide()
        self.demo.toggled.connect(self.reckon)

    # --- for subclasses ----------------------------------------------------------------------------------------------

    @property
    def task(self) -> Task:
        """The task that is asked for."""
        raise NotImplementedError

    @property
    def models(self) -> tuple[str, ...]:
        """The models that are picked; none for the order under Models."""
        raise NotImplementedError

    @property
    def about(self) -> Sequence[str]:
        """The ids of the photos that are asked about."""
        return self.page.session.workspace.selection

    def start(self) -> None:
        """Begin."""
        raise NotImplementedError

    def offer(self) -> None:
        """Offer models: `cards` were read anew."""
        raise NotImplementedError

    def ahead(self) -> Ahead:
        """Return what it will come to."""
        raise NotImplementedError

    def describe(self) -> str:
        """Return the button's words before the price."""
        return self.verb

    # --- before ------------------------------------------------------------------------------------------------------

    @property
    def loads(self) -> list[Load]:
        """The calls, with the sizes of what they send and make."""
        workspace, task = self.page.session.workspace, self.task
        return [load_of(task, workspace.photo(it).path, workspace.scene_of(it), self.sizes) for it in self.about]

    @property
    def many(self) -> int:
        """How many calls there will be."""
        return len(self.about)

    def arrive(self) -> None:
        workspace = self.page.session.workspace
        paths = [workspace.photo(each).path for each in workspace.selection]
        self.background.read(self._read, _read, self.sizes, paths)

    def _read(self, future: "Future[Any]") -> None:
        if not self.failed(future):
            self.cards = future.result()
            self.offer()

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

    def consent(self) -> bool | None:
        """Ask where the budget would be left: None to go no further, else whether a person agreed to go over it."""
        why = None if self.demo.isChecked() else over_budget(self.ahead())
        if why is not None and not may_go_over(self, why):
            return None
        if (missing := self._missing()) != "":  # said at once: else every photo would fail for itself
            message, _, hint = missing.partition(": ")
            self.page.trouble.emit(f"{message}.", f"{hint[:1].upper()}{hint[1:]}")
            return None
        return why is not None

    def _missing(self) -> str:
        return "" if self.demo.isChecked() else no_key(self.lines, self.models)

    # --- while -------------------------------------------------------------------------------------------------------

    def show_running(self, future: "Future[Any] | None") -> None:
        """Show whether something is on its way."""
        self.running = future
        self.stop_button.setVisible(future is not None)
        self.progress.setVisible(future is not None)
        self.run_button.setVisible(future is None)
        self.again_button.hide()
        (self.run_button if future is None else self.stop_button).setFocus()
        self.progress.show_share(0.0)

    def offer_again(self, errors: Iterable[Mapping[str, str] | None]) -> None:
        """Let a person repeat what was not, because it may have been charged; what came is kept and costs nothing."""
        self.again_button.setVisible(any(error is not None and error["kind"] == "unsettled" for error in errors))

    def start_again(self) -> None:
        """Begin, and repeat what is unsettled: the person has said so."""
        self.again = True
        self.start()
        self.again = False

    def stop(self) -> None:
        """Call everything off at once; what had come is kept and will not be paid again."""
        if self.running is not None:
            self.running.cancel()

    def close_view(self) -> None:
        self.stop()


def _read(sizes: PhotoSizes, paths: Sequence[Path]) -> list[dict[str, Any]]:
    sizes.read(paths)
    return listed_models(keyring_first=True)

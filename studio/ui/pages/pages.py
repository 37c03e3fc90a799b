"""The stack of pages under the header: makes a page when it is first gone to."""

from collections.abc import Callable
from concurrent.futures import Future
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from studio.ui.pages.registry import PAGES
from studio.ui.pages.tabs import EDIT

if TYPE_CHECKING:
    from studio.app.workspace.commands import Command
    from studio.ui.pages.page import Page
    from studio.ui.session import Session


class Pages(QStackedWidget):
    """`edit` is the first page and always there. `serve` gives it the session that the others need."""

    changed = Signal(str)
    trouble = Signal(str, str)
    commands_made = Signal(object)  # list[Command] of a page that was just made

    def __init__(self, edit: QWidget) -> None:
        super().__init__()
        self.addWidget(edit)
        self.current_id = EDIT
        self.made: dict[str, Page] = {}
        self._session: Session | None = None

    def serve(self, session: "Session") -> None:
        """From now on pages can be made."""
        self._session = session

    def go_on(self) -> None:
        """Have batches that were left unfinished go on, and folders watched, although nobody has come to that page."""
        if self._session is not None:
            self._session.bridge.deliver(self._session.disk.submit(_anything_waits), self._wake)

    def _wake(self, waits: "Future[bool]") -> None:
        if not waits.cancelled() and waits.exception() is None and waits.result():
            self.wake("batch")

    def go(self, page_id: str) -> None:
        """Show a page by id."""
        if page_id != EDIT and self._session is None:
            return
        page: QWidget | None = self.widget(0) if page_id == EDIT else self._page(page_id)
        if page is None:
            return
        self.current_id = page_id
        self.setCurrentWidget(page)
        if page_id != EDIT:
            self.made[page_id].arrive()
        self.changed.emit(page_id)

    def _page(self, page_id: str) -> "Page | None":
        entry = next((entry for entry in PAGES if entry.id == page_id), None)
        if entry is None or self._session is None:
            return None
        if page_id not in self.made:
            page: Page = getattr(import_module(entry.module), entry.kind)(self._session, self.go)
            page.trouble.connect(self.trouble)
            self.made[page_id] = page
            self.addWidget(page)
            self.commands_made.emit(page.commands())
        return self.made[page_id]

    def wake(self, page_id: str) -> None:
        """Have a page go on with what was left unfinished, without showing it."""
        page = self._page(page_id)
        if page is not None:
            page.wake()

    def ask_model(self, asking: object) -> None:
        """Have a model asked, on its page: there stands what came, and every button that goes on from it."""
        self.go("ai")
        self.made["ai"].ask(asking)  # type: ignore[attr-defined]

    def page_commands(self) -> "list[Command]":
        """Return one command for every page: the keys 1, 2, 3, … in the order of the tabs."""
        from studio.app.workspace.commands import Command

        if not PAGES:
            return []
        titles = [(EDIT, "Edit", "edit"), *((entry.id, entry.title, entry.glyph) for entry in PAGES)]
        return [
            Command(f"page-{page}", f"Go to {title}", self._goer(page), (str(number),), "View", glyph, words="page")
            for number, (page, title, glyph) in enumerate(titles, 1)
        ]

    def _goer(self, page_id: str) -> Callable[[], None]:
        return lambda: self.go(page_id)

    def close_pages(self) -> None:
        """End what the pages started."""
        for page in self.made.values():
            page.close_page()


def _anything_waits() -> bool:
    """On another thread: what has to be imported for this would hold up the first paint."""
    from studio.app.watch.waiting import anything_waits

    return anything_waits()

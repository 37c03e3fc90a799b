"""Pages beside Edit: made when first gone to, their errors told, their commands found, the header cleared for them."""

import pytest
from PySide6.QtWidgets import QLabel, QToolButton, QVBoxLayout, QWidget

from studio.app.workspace.commands import Command
from studio.ui.header import Header
from studio.ui.pages import pages as stack
from studio.ui.pages import registry
from studio.ui.pages import tabs as tab_row
from studio.ui.pages.page import Page
from studio.ui.pages.registry import PageEntry
from studio.ui.theme import Theme


class Drawn(Page):
    """A page of one label."""

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)  # type: ignore[arg-type]
        QVBoxLayout(self).addWidget(QLabel("drawn"))
        self.arrivals = 0

    def arrive(self) -> None:
        self.arrivals += 1

    def commands(self) -> list[Command]:
        return [Command("drawn-go", "Draw", self.arrive, ("Ctrl+Alt+9",))]


@pytest.fixture
def entries(monkeypatch: pytest.MonkeyPatch) -> tuple[PageEntry, ...]:
    entries = (PageEntry("drawn", "Drawn", "edit", __name__, "Drawn"),)
    for module in (registry, stack, tab_row):
        monkeypatch.setattr(module, "PAGES", entries)
    return entries


def test_a_page_is_made_once_and_told_when_it_is_gone_to(qtbot, entries: tuple[PageEntry, ...]) -> None:
    pages = stack.Pages(QWidget())
    qtbot.addWidget(pages)
    heard: list[Command] = []
    pages.commands_made.connect(heard.extend)
    pages.go("drawn")
    assert pages.current_id == "edit", "without a session there is nothing to make a page with"
    pages.serve(object())  # type: ignore[arg-type]
    pages.go("drawn")
    pages.go("edit")
    pages.go("drawn")
    page = pages.made["drawn"]
    assert isinstance(page, Drawn)
    assert page.arrivals == 2
    assert pages.currentWidget() is page
    assert [command.id for command in heard] == ["drawn-go"]
    assert [command.keys for command in pages.page_commands()] == [("1",), ("2",)]
    pages.go("unknown")
    assert pages.current_id == "drawn"


def test_tabs_name_the_pages_and_mark_the_one_in_sight(qtbot, entries: tuple[PageEntry, ...]) -> None:
    tabs = tab_row.PageTabs()
    qtbot.addWidget(tabs)
    chosen: list[str] = []
    tabs.chosen.connect(chosen.append)
    buttons = {button.objectName(): button for button in tabs._group.buttons()}
    assert list(buttons) == ["edit", "drawn"]
    assert buttons["drawn"].accessibleName() == "Page: Drawn"
    buttons["drawn"].click()
    assert chosen == ["drawn"]
    tabs.show_page("drawn")
    assert buttons["drawn"].isChecked()
    assert not buttons["edit"].isChecked()


def test_a_long_name_gives_way_to_the_tabs(qtbot, qapp) -> None:
    Theme.install(qapp, "dark")
    header = Header()
    qtbot.addWidget(header)
    header.resize(1100, header.height())
    header.tell("a very long name of a photo " * 9, "", "", "Ready", "")
    header.show()
    for button in header.tabs.findChildren(QToolButton):
        assert button.width() >= button.sizeHint().width()

"""The export panel: channels chosen, counted, exported; findings lead to their photo; Fix can be undone."""

from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from studio.app.batch.report import Item
from studio.app.workspace.export_run import ExportState, Order
from studio.app.workspace.workspace import PhotoState, Workspace
from studio.check import load_channels
from studio.model.finding import Finding
from studio.model.photo import Listing, Photo
from studio.scene import ColourBackdrop
from studio.ui.bridge import Bridge
from studio.ui.export.channel_menu import ChannelMenu
from studio.ui.export.channel_words import channel_caption, channel_name, channel_note
from studio.ui.export.chip import Chip, Counts
from studio.ui.export.found import entries
from studio.ui.export.idle_bar import duration
from studio.ui.export_panel import ExportPanel
from studio.ui.findings import Entry, FindingsList, grouped
from studio.ui.inspector import Inspector

GREY = Finding("background-white", "error", "The background is not white.", (0, 0, 9, 9), "Set it to white.", "white")
SMALL = Finding("recommended-size", "warning", "The picture is small.", None, "Use a larger original.")


class FakeRun:
    """Tells what it is told to, at once."""

    def __init__(self, order: Order, *, on_state: Callable[..., Any], on_items: Callable[..., Any]) -> None:
        self.order, self.on_state, self.on_items = order, on_state, on_items
        self.state = ExportState(total=len(order.photos))
        self.calls: list[str] = []

    def tell(self, **values: Any) -> None:
        self.state = ExportState(**{"total": len(self.order.photos), **values})
        self.on_state(self.state)

    def start(self) -> None:
        self.calls.append("start")
        self.tell(stage="running")

    def pause(self) -> None:
        self.calls.append("pause")
        self.tell(stage="paused", done=1)

    def resume(self) -> None:
        self.calls.append("resume")
        self.tell(stage="running", done=1, left=12.0)

    def cancel(self) -> None:
        self.calls.append("cancel")
        self.tell(stage="cancelled", done=1)

    def join(self, timeout: float | None = None) -> None:
        self.calls.append("join")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = Workspace(channels=("amazon-main", "etsy-first"))
    photos = tuple(Photo(Path(f"/shop/{name}.jpg"), PurePosixPath(f"{name}.jpg")) for name in ("front", "back"))
    workspace.add_listings([Listing("RED", photos)])
    workspace.set_destination(tmp_path / "out")
    return workspace


@pytest.fixture
def panel(workspace: Workspace, qtbot: QtBot) -> ExportPanel:
    bridge = Bridge()
    panel = ExportPanel(workspace, bridge, run=FakeRun)  # type: ignore[arg-type]
    bridge.setParent(panel)
    qtbot.addWidget(panel)
    panel.resize(1100, 52)
    panel.show()
    return panel


def running(panel: ExportPanel) -> FakeRun:
    run = panel._run
    assert isinstance(run, FakeRun)
    return run


def finish(panel: ExportPanel, workspace: Workspace, qtbot: QtBot) -> None:
    """Export with one photo fine and one with findings."""
    panel.start()
    run = running(panel)
    front, back = workspace.photos
    for photo, findings, status in ((front, (GREY, SMALL), "flagged"), (back, (), "done")):
        item = Item(
            photo.relative.as_posix(),
            "",
            "amazon-main",
            f"amazon-main/{photo.relative}",
            status,  # type: ignore[arg-type]
            "embedded",
            findings,
            size=(1000, 1000),
        )
        run.on_items(photo.id, [item])
    run.tell(stage="done", done=2, left=0.0)
    qtbot.waitUntil(lambda: panel._bars.currentWidget() is panel.done)


def test_chips_show_the_channels_and_take_them_off(panel: ExportPanel, workspace: Workspace, qtbot: QtBot) -> None:
    chips = {chip.channel_id: chip for chip in panel.findChildren(Chip)}
    assert [chip.name for chip in chips.values()] == ["Amazon main", "Etsy first photo"]
    chip = chips["etsy-first"]
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(chip.width() - 8, 14))
    assert workspace.channels == ("amazon-main",)
    qtbot.keyClick(chips["amazon-main"], Qt.Key.Key_Delete)
    assert workspace.channels == ()
    assert not panel.idle.button.isEnabled()
    assert "channel" in panel.idle.button.toolTip()


def test_a_channel_is_found_by_typing_and_chosen_by_enter(
    panel: ExportPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    panel.idle.channels.open_menu()
    menu = panel.findChild(ChannelMenu)
    assert menu is not None
    qtbot.keyClicks(menu._wanted, "ebay")
    assert [channel.id for channel in menu._model.shown] == ["ebay-listing"]
    qtbot.keyClick(menu._wanted, Qt.Key.Key_Return)
    assert workspace.channels == ("amazon-main", "etsy-first", "ebay-listing")
    qtbot.keyClick(menu._wanted, Qt.Key.Key_Return)
    assert workspace.channels == ("amazon-main", "etsy-first")
    menu.close()


def test_what_does_not_fit_is_counted(panel: ExportPanel, workspace: Workspace, qtbot: QtBot) -> None:
    workspace.set_channels(list(load_channels())[:12])
    panel.resize(1100, 52)
    qtbot.waitUntil(panel.idle.channels._more.isVisible)
    shown = [chip for chip in panel.findChildren(Chip) if chip.isVisible()]
    assert panel.idle.channels._more.text() == f"+{12 - len(shown)} more"


def test_pause_resume_and_cancel_reach_the_run(panel: ExportPanel, qtbot: QtBot) -> None:
    qtbot.mouseClick(panel.idle.button, Qt.MouseButton.LeftButton)
    run = running(panel)
    assert panel._bars.currentWidget() is panel.running
    qtbot.mouseClick(panel.running._pause, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: panel.running._pause.text() == "Resume")
    qtbot.mouseClick(panel.running._pause, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: panel.running._left.text() == "about 12 s left")
    qtbot.mouseClick(panel.running._cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: panel._bars.currentWidget() is panel.done)
    assert run.calls == ["start", "pause", "resume", "cancel"]
    assert panel.done._what.text() == "Stopped: 0 pictures finished"


def test_the_report_counts_and_leads_to_the_photo(panel: ExportPanel, workspace: Workspace, qtbot: QtBot) -> None:
    finish(panel, workspace, qtbot)
    assert panel.done._what.text() == "2 pictures exported"
    assert panel.list.isVisible()  # something would be refused: it is shown without asking
    assert panel.list.count == 2
    workspace.select([workspace.photos[1].id])
    with qtbot.waitSignal(panel.go_asked) as heard:
        panel.list._go(panel.list._lines.index(1, 0))
    assert heard.args == [workspace.photos[0].id, "amazon-main", GREY]
    assert workspace.current == workspace.photos[0].id
    panel.reset()
    counts = {chip.channel_id: chip._counts for chip in panel.findChildren(Chip)}
    assert counts == {"amazon-main": Counts(fine=1, refused=1), "etsy-first": None}


def test_fix_mends_the_look_and_can_be_undone(panel: ExportPanel, workspace: Workspace, qtbot: QtBot) -> None:
    front = workspace.photos[0]
    backdrop = ColourBackdrop(colour="#d6d6d6")
    workspace.edit(lambda scene: scene.replaced(scene.elements[0], backdrop), [front.id], name="Grey")
    finish(panel, workspace, qtbot)
    panel.list.fix_asked.emit(panel.list._lines.lines[1])
    backdrop_now = workspace.scene_of(front.id).elements[0]
    assert isinstance(backdrop_now, ColourBackdrop)
    assert backdrop_now.colour == "#ffffff"
    assert workspace.undo_name == "Fix: background white"
    assert GREY not in workspace.state_of(front.id).findings.get("amazon-main", ())
    workspace.undo()
    assert workspace.scene_of(front.id).elements[0] == backdrop


def test_nothing_chosen_is_said_and_nothing_starts(panel: ExportPanel, workspace: Workspace, qtbot: QtBot) -> None:
    workspace.set_channels([])
    with qtbot.waitSignal(panel.trouble) as heard:
        panel.start()
    assert heard.args is not None
    assert "No channel" in heard.args[0]
    assert not panel.busy


def test_findings_are_grouped_with_the_gravest_photo_first() -> None:
    entries = [
        Entry("a", "a.jpg", finding=SMALL),
        Entry("b", "b.jpg", finding=SMALL),
        Entry("b", "b.jpg", finding=GREY),
    ]
    lines = grouped(entries)
    assert [line.name for line in lines if line.heading] == ["b.jpg", "a.jpg"]
    assert lines[1].finding is GREY


def test_every_channel_has_words_and_the_thin_ones_say_so() -> None:
    channels = load_channels()
    names = [channel_name(channel) for channel in channels.values()]
    assert len(set(names)) == len(names)
    assert all(channel_caption(channel) for channel in channels.values())
    assert {bool(channel_note(channel)) for channel in channels.values() if channel.thin} == {True}
    assert not channel_note(channels["amazon-main"])


@pytest.mark.parametrize(("seconds", "words"), [(0.2, "1 s"), (12.4, "12 s"), (200, "3 min"), (9000, "2 h 30 min")])
def test_durations(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_an_export_is_taken_back_into_the_trash(
    panel: ExportPanel, workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish(panel, workspace, qtbot)
    files = panel._files()
    for file in files:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("written")
    trashed: list[str] = []
    monkeypatch.setattr("studio.ui.export.panel.QFile.moveToTrash", lambda path: trashed.append(path) or True)
    assert panel.can_take_back
    panel.take_back()
    assert sorted(trashed) == sorted(str(file) for file in files)
    assert len(files) == 4
    assert {workspace.state_of(photo.id).status for photo in workspace.photos} == {"ready"}
    assert not panel.can_take_back
    assert panel._bars.currentWidget() is panel.idle


def test_the_list_keeps_its_place_while_more_is_found(qtbot: QtBot) -> None:
    found = FindingsList()
    qtbot.addWidget(found)
    found.resize(500, 150)
    found.show()
    entries = [Entry(f"{number:02}", f"{number:02}.jpg", finding=SMALL) for number in range(30)]
    found.show_entries(entries)
    view = found._view
    view.setCurrentIndex(found._lines.index(41, 0))
    view.verticalScrollBar().setValue(700)
    found.show_entries([*entries, Entry("99", "99.jpg", finding=SMALL)])
    assert view.verticalScrollBar().value() == 700
    assert view.currentIndex().row() == 41


def test_doubts_about_the_cutout_are_marked(workspace: Workspace, qtbot: QtBot) -> None:
    inspector = Inspector(workspace)
    qtbot.addWidget(inspector)
    inspector.show()
    assert not inspector._doubts.isVisible()
    front = workspace.photos[0].id
    workspace.report(front, PhotoState("look", reasons=("The product touches the edge of the photo.",)))
    qtbot.waitUntil(inspector._doubts.isVisible)
    assert "touches the edge" in inspector._doubts.toolTip()


def test_what_several_channels_say_alike_is_said_once(workspace: Workspace) -> None:
    front = workspace.photos[0].id
    workspace.report(front, PhotoState("ready", findings={"amazon-main": (SMALL, GREY), "etsy-first": (SMALL,)}))
    found = list(entries(workspace, load_channels()))
    assert [(entry.finding, entry.channel) for entry in found] == [
        (SMALL, "Amazon main, Etsy first photo"),
        (GREY, "Amazon main"),
    ]
    assert [entry.finding for entry in entries(workspace, load_channels(), "etsy-first")] == [SMALL]

"""Watched folders on the batch page: added, told of, paused, removed, and gone on with by the next program."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from studio.app.deliver import Delivered
from studio.app.queue import Queue, Runner
from studio.app.watch import delivering
from studio.app.watch.waiting import anything_waits
from studio.app.workspace.workspace import Workspace
from studio.delivery import DeliveryError, Login
from studio.store.connections import load_connections
from studio.store.watch_folders import WatchFolder, load_watch_folders, save_watch_folders, watch_folders_file
from studio.ui.batch import desk, watch_desk
from studio.ui.batch.page import BatchPage
from studio.ui.batch.watch_dialog import WatchDialog
from studio.ui.batch.watch_form import WatchForm
from studio.ui.bridge import Bridge
from studio.ui.deliver import courier
from studio.ui.pages.pages import Pages
from tests.app import queued
from tests.app.queued import Calm
from tests.app.shots import shot

ROOM = 30_000


@pytest.fixture
def pages(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pages]:
    """The window's pages, nobody at any of them but Edit; photos are worked on in the runner's own thread."""

    def here(queue: Queue, crew: queued.Desk | None = None) -> Runner:
        return Runner(queue, crew=crew or queued.Desk(), machine=Calm())

    monkeypatch.setattr(desk, "Runner", here)
    bridge, disk = Bridge(), ThreadPoolExecutor(1)
    session = SimpleNamespace(bridge=bridge, disk=disk, workspace=Workspace(channels=("plain",)))
    made = Pages(QWidget())
    qtbot.addWidget(made)
    made.resize(1300, 800)
    made.session_for_tests = session  # type: ignore[attr-defined]
    yield made
    made.close_pages()
    bridge.close()
    disk.shutdown()


def serve(pages: Pages) -> None:
    pages.serve(pages.session_for_tests)  # type: ignore[attr-defined]


def batch_page(pages: Pages) -> BatchPage:
    serve(pages)
    pages.go("batch")
    page = pages.made["batch"]
    assert isinstance(page, BatchPage)
    return page


def dialog_of(page: BatchPage) -> WatchDialog:
    page.left.watch.click()
    return page.window().findChildren(WatchDialog)[-1]


def test_a_folder_is_added_and_says_what_it_took_in_and_refused(qtbot: QtBot, pages: Pages, tmp_path: Path) -> None:
    folder = tmp_path / "camera"
    shot(folder / "red.png", (80, 60))
    (folder / "notes.txt").write_text("no photo")
    page = batch_page(pages)
    dialog = dialog_of(page)
    assert not dialog.none.isHidden()
    dialog.ask()
    form = dialog.findChildren(WatchForm)[-1]
    assert not form.go.isEnabled(), "without a folder there is nothing to watch"
    form.choose(folder)
    form.send_to(folder)
    assert not form.go.isEnabled(), "results beside the photos would be taken in again"
    form.send_to(tmp_path / "out")
    form.pick("plain", False)
    assert not form.go.isEnabled()
    form.pick("etsy-first", True)
    form.go.click()
    assert load_watch_folders() == (WatchFolder(folder, tmp_path / "out", "clean-white", ("etsy-first",)),)
    qtbot.waitUntil((tmp_path / "out/etsy-first/red.jpg").is_file, timeout=ROOM)
    [card] = dialog.cards.values()
    qtbot.waitUntil(lambda: card.counts.text() == "1 photo taken in · 1 refused", timeout=ROOM)
    assert card.refused.text() == "notes.txt is no photo that the studio knows."
    assert card.way.text() == "Clean white, for Etsy first photo"
    assert page.left.watch.text().strip() == "Watching camera"
    qtbot.waitUntil(lambda: [batch.name for batch in page._snapshot.batches] == ["From camera"], timeout=ROOM)


def sent(out: Path, address: str, login: Login) -> tuple[str, list[Delivered]]:
    """Stand in for a delivery: a server that lets nobody in, and a shop that takes everything."""
    if address.startswith("sftp"):
        assert login == Login("me", "secret")
        raise DeliveryError("The server is full.", "Ask its owner.")
    made = sorted(path.name for path in (out / "plain").glob("*.jpg"))
    return "the shop", [*(Delivered(name, "delivered") for name in made), Delivered("other", "review")]


def test_what_passed_is_delivered_and_what_went_wrong_is_told(
    qtbot: QtBot, pages: Pages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    passwords: dict[str, str] = {}
    for place in (watch_desk, delivering):
        monkeypatch.setattr(place, "find_password", lambda address: passwords.get(address, ""))
    monkeypatch.setattr(delivering, "send", sent)
    monkeypatch.setattr(courier, "save_password", passwords.__setitem__)
    shot(tmp_path / "camera" / "red.png", (80, 60))
    page = batch_page(pages)
    dialog = dialog_of(page)
    dialog.ask()
    form = dialog.findChildren(WatchForm)[-1]
    form.choose(tmp_path / "camera")
    form.send_to(tmp_path / "out")
    form.deliver.setChecked(True)
    assert not form.go.isEnabled(), "it is not said where to"
    form.place.kind.setCurrentIndex(2)
    assert form.place.keep.isHidden()
    form.place.address.setText("127.0.0.1:1/shop")
    form.place.user.setText("me")
    form.place.secret.setText("secret")
    form.go.click()
    [watch] = load_watch_folders()
    assert watch.deliver == "sftp://127.0.0.1:1/shop"
    qtbot.waitUntil(lambda: passwords == {watch.deliver: "secret"}, timeout=ROOM)
    assert load_connections().users == ((watch.deliver, "me"),)
    qtbot.waitUntil(lambda: len(dialog.cards) == 1, timeout=ROOM)
    [card] = dialog.cards.values()
    qtbot.waitUntil(lambda: "It is tried again by itself." in card.refused.text(), timeout=ROOM)
    page.watching.add(replace(watch, deliver=str(tmp_path / "shop")))
    assert len(load_watch_folders()) == 1, "it is the same folder with another target"
    shot(tmp_path / "camera" / "blue.png", (80, 60))
    expected = "2 delivered to the shop · 1 waits for review"  # what failed before, too
    qtbot.waitUntil(lambda: card.delivery.text() == expected, timeout=ROOM)
    assert card.refused.text() == ""


def test_a_list_that_cannot_be_read_is_kept_aside_and_told(qtbot: QtBot, pages: Pages, tmp_path: Path) -> None:
    watch_folders_file().parent.mkdir(parents=True, exist_ok=True)
    watch_folders_file().write_text('{"folders": [{"folder": "/half')
    assert anything_waits(), "somebody must be told"
    serve(pages)
    told: list[str] = []
    pages.trouble.connect(lambda message, hint: told.append(message))
    pages.go_on()
    aside = watch_folders_file().with_name("watch-folders.broken.json")
    qtbot.waitUntil(lambda: told == [f"The list of watched folders could not be read. It is kept as {aside}."])
    page = batch_page(pages)
    page.watching.add(WatchFolder(tmp_path / "new", tmp_path / "out", "clean-white", ("plain",)))
    assert len(load_watch_folders()) == 1
    assert aside.read_text().endswith("/half"), "it can still be mended"


def test_a_folder_is_paused_and_removed_for_good(qtbot: QtBot, pages: Pages, tmp_path: Path) -> None:
    watch = WatchFolder(tmp_path / "gone", tmp_path / "out", "clean-white", ("plain",))
    save_watch_folders([watch])
    page = batch_page(pages)
    dialog = dialog_of(page)
    card = dialog.cards[watch.id]
    qtbot.waitUntil(lambda: "is not there" in card.refused.text(), timeout=ROOM)
    qtbot.waitUntil(lambda: page.left.watch.text().strip() == "1 folder cannot be watched", timeout=ROOM)
    card.pause.click()
    assert load_watch_folders()[0].paused
    qtbot.waitUntil(lambda: page.left.watch.text().strip() == "Watching is paused", timeout=ROOM)
    assert "again" in card.pause.accessibleName()
    card.remove.click()
    qtbot.waitUntil(lambda: not dialog.cards, timeout=ROOM)
    assert load_watch_folders() == ()


def test_the_next_program_watches_on_although_nobody_goes_to_the_page(
    qtbot: QtBot, pages: Pages, tmp_path: Path
) -> None:
    assert not anything_waits()
    shot(tmp_path / "camera" / "red.png", (80, 60))
    save_watch_folders([WatchFolder(tmp_path / "camera", tmp_path / "out", "clean-white", ("plain",))])
    serve(pages)
    pages.go_on()
    qtbot.waitUntil((tmp_path / "out/plain/red.jpg").is_file, timeout=ROOM)
    assert pages.current_id == "edit"


def test_an_unfinished_batch_goes_on_by_itself(qtbot: QtBot, pages: Pages, tmp_path: Path) -> None:
    batch = queued.submitted(Queue(), tmp_path, "red")
    assert anything_waits()
    serve(pages)
    pages.go_on()
    qtbot.waitUntil(lambda: Queue().batch(batch.id).over, timeout=ROOM)
    assert not anything_waits()

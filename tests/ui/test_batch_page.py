"""The batch page: what the queue does is seen, steered and reviewed, by key as well."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from studio.app.batch.cluster import ClusterError
from studio.app.batch.report import Item
from studio.app.photo.job import Job
from studio.app.queue import NOW, Queue, Runner, Wish
from studio.app.queue.states import Event
from studio.app.workspace.workspace import Workspace
from studio.model.touchup import Region, TouchUp
from studio.store.batch_rules import BatchRules, load_rules, save_rules
from studio.store.connections import load_connections
from studio.ui.batch import desk, machines
from studio.ui.batch.history_dialog import HistoryDialog, words_of
from studio.ui.batch.new_batch import NewBatch
from studio.ui.batch.page import BatchPage
from studio.ui.batch.rules_dialog import RulesDialog
from studio.ui.batch.tray import word_for
from studio.ui.bridge import Bridge
from tests.app import queued
from tests.app.queued import Calm, failed, plan_of, submitted, written
from tests.app.shots import shot


@pytest.fixture
def went() -> list[str]:
    return []


@pytest.fixture
def page(qtbot: QtBot, went: list[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[BatchPage]:
    """A page whose runner works in its own thread, on files that are no pictures."""

    def here(queue: Queue, crew: queued.Desk | None = None) -> Runner:
        return Runner(queue, crew=crew or queued.Desk(), machine=Calm())

    monkeypatch.setattr(desk, "Runner", here)
    bridge = Bridge()
    session = SimpleNamespace(bridge=bridge, workspace=Workspace(channels=("plain",)))
    made = BatchPage(session, went.append)  # type: ignore[arg-type]
    bridge.setParent(made)
    qtbot.addWidget(made)
    made.resize(1300, 800)
    made.show()
    yield made
    made.close_page()
    bridge.close()


def a_batch(tmp_path: Path) -> tuple[Queue, str]:
    """A finished batch of one good, one doubtful and one failed photo."""
    queue = Queue()
    batch = submitted(queue, tmp_path, "good doubtful broken", name="Shoes")

    def work(job: Job, out_dir: Path) -> list[Item]:
        if job.photo.relative.stem == "broken":
            return [failed(job, "plain", "unreadable-photo")]
        items = written(job, out_dir)
        sure = 0.3 if job.photo.relative.stem == "doubtful" else 0.99
        return [item.unlike(status="flagged" if sure < 0.5 else "done", confidence=sure) for item in items]

    queued.run(queue, work)
    return queue, batch.id


def names(page: BatchPage) -> list[str]:
    return [line.item.photo for line in page.model.seen]


def press(page: BatchPage, name: str) -> None:
    button = next(each for each in page.findChildren(QAbstractButton) if each.objectName() == name)
    button.click()


def test_a_batch_is_shown_and_sifted(qtbot: QtBot, page: BatchPage, tmp_path: Path) -> None:
    a_batch(tmp_path)
    assert page.empty.isVisible()
    page.arrive()
    qtbot.waitUntil(lambda: len(page.model.seen) == 3, timeout=20_000)
    assert page.batches.count() == 1
    assert page.batches.item(0).text() == "Shoes: Done, 3 of 3 photos · 1 failed"
    assert [chip.text() for chip in page.chips.values()] == ["All 3", "To review 1", "Failed 1", "Ready 1"]
    press(page, "failed")
    assert names(page) == ["broken.jpg"]
    press(page, "review")
    assert names(page) == ["doubtful.jpg"]
    press(page, "all")
    page.search.setText("GOOD")
    assert names(page) == ["good.jpg"]
    assert page.figures.value("To look at") == "1"


def test_reviewing_by_key_accepts_and_goes_on(qtbot: QtBot, page: BatchPage, tmp_path: Path) -> None:
    queue, batch = a_batch(tmp_path)
    page.arrive()
    qtbot.waitUntil(lambda: len(page.model.seen) == 3, timeout=20_000)
    page.view.setCurrentIndex(page.model.index(0))
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_A)
    assert page.line is not None
    assert page.line.item.photo == "doubtful.jpg"
    qtbot.keyClick(page.view, Qt.Key.Key_A)
    qtbot.keyClick(page.view, Qt.Key.Key_A)  # what failed cannot be accepted
    qtbot.waitUntil(lambda: page.chips["review"].text() == "To review 0", timeout=20_000)
    assert [row["reviewed"] for row in queue.lines(batch)] == ["accepted", "accepted", ""]


def test_the_rest_is_accepted_at_once_when_all_that_needed_a_look_had_one(
    qtbot: QtBot, page: BatchPage, tmp_path: Path
) -> None:
    queue = Queue()
    batch = submitted(queue, tmp_path, "a b doubtful")

    def work(job: Job, out_dir: Path) -> list[Item]:
        sure = 0.3 if job.photo.relative.stem == "doubtful" else 0.99
        return [item.unlike(review=True, confidence=sure, output_sha256="00") for item in written(job, out_dir)]

    queued.run(queue, work)
    page.arrive()
    qtbot.waitUntil(lambda: len(page.model.seen) == 3, timeout=20_000)
    button = page.bar.buttons["accept"]
    assert button.isHidden()
    press(page, "review")
    page.view.setCurrentIndex(page.model.index(0))
    page.accept()
    qtbot.waitUntil(lambda: not button.isHidden(), timeout=20_000)
    button.click()
    qtbot.waitUntil(lambda: [row["reviewed"] for row in queue.lines(batch.id)] == ["accepted"] * 3, timeout=20_000)
    qtbot.waitUntil(button.isHidden, timeout=20_000)


def test_a_photo_is_touched_up_and_done_again(qtbot: QtBot, page: BatchPage, went: list[str], tmp_path: Path) -> None:
    queue = Queue()
    photo = shot(tmp_path / "in" / "a.jpg", size=(60, 40))
    batch = queue.submit(plan_of(tmp_path / "in", "a", tmp_path / "out"), Wish())
    queued.run(queue)
    page.arrive()
    qtbot.waitUntil(lambda: len(page.model.seen) == 1, timeout=20_000)
    page.view.setCurrentIndex(page.model.index(0))
    qtbot.keyClick(page.view, Qt.Key.Key_T)
    workspace = page.session.workspace
    assert went == ["edit"]
    assert workspace.current == str(photo)
    by_hand = TouchUp(operations=(Region(keep=True, at=(0.5, 0.5)),))
    workspace.set_touchup(by_hand, str(photo), name="Region")
    number = queue.last_event()
    qtbot.keyClick(page.view, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: bool(kinds(queue, number) & {"ended"}), timeout=30_000)
    row = queue.catalogue.row("SELECT document FROM job WHERE batch = ?", batch.id)
    assert row is not None
    assert "region" in row["document"]


def kinds(queue: Queue, after: int) -> set[str]:
    return {event.kind for event in queue.events(after)}


def test_photos_of_edit_become_a_batch_that_is_worked_off(qtbot: QtBot, page: BatchPage, tmp_path: Path) -> None:
    workspace = page.session.workspace
    workspace.add([shot(tmp_path / "in" / f"{at}.jpg", size=(60, 40), seed=at) for at in range(3)])
    workspace.set_destination(tmp_path / "out")
    page.arrive()
    begun(qtbot, page).go.click()
    qtbot.waitUntil(lambda: Queue().batches() != [] and Queue().latest().stage == "done", timeout=30_000)
    qtbot.waitUntil(lambda: len(page.model.seen) == 3, timeout=20_000)
    assert (tmp_path / "out" / "report.html").is_file()


def begun(qtbot: QtBot, page: BatchPage) -> NewBatch:
    """Return the dialog of a new batch, as soon as it knows what the batch would be."""
    page.begin.click()
    dialog = page.window().findChild(NewBatch)
    assert dialog is not None
    qtbot.waitUntil(dialog.go.isEnabled, timeout=30_000)
    return dialog


def test_a_batch_is_told_before_it_begins(qtbot: QtBot, page: BatchPage, tmp_path: Path) -> None:
    """Two photos of one name, a sample first, at night, with a time that is none at first."""
    workspace = page.session.workspace
    workspace.add([shot(tmp_path / name / "a.jpg", size=(60, 40), seed=len(name)) for name in ("in", "more")])
    workspace.set_destination(tmp_path / "out")
    page.arrive()
    dialog = begun(qtbot, page)
    assert dialog.headline.text() == "2 photos → 2 files"
    assert "nothing to pay" in dialog.told.text()
    assert "a-2.jpg" in dialog.told.text(), "the name that both photos would have taken"
    dialog.start.setCurrentIndex(dialog.start.findData("at"))
    dialog.time.setText("late")
    dialog.go.click()
    assert "not a time" in dialog.trouble.text()
    assert Queue().batches() == []
    dialog.time.setText("2999-01-01 22:00")
    dialog.first.setCurrentIndex(dialog.first.findData(3))
    dialog.urgency.setCurrentIndex(dialog.urgency.findData(NOW))
    dialog.mains.setChecked(True)
    dialog.name.setText("Two")
    dialog.go.click()
    qtbot.waitUntil(lambda: bool(Queue().batches()), timeout=30_000)
    batch = Queue().latest()
    assert (batch.name, batch.priority, batch.stage, batch.when.mains) == ("Two", NOW, "held", True)


def test_the_empty_page_leads_on(qtbot: QtBot, page: BatchPage, went: list[str], tmp_path: Path) -> None:
    page.arrive()
    assert not page.left.isVisible()
    page.empty.begin.click()
    assert went == ["edit"]
    page.session.workspace.add([shot(tmp_path / "a.jpg", size=(60, 40))])
    page.arrive()
    assert page.empty.said.text() == "1 photo is open in Edit, for 1 channel."
    page.empty.begin.click()
    assert page.window().findChild(NewBatch) is not None


def test_rules_are_shown_tried_and_kept(qtbot: QtBot, page: BatchPage) -> None:
    save_rules(BatchRules(cores=64, stalled=3))
    page.left.rules.click()
    dialog = page.window().findChild(RulesDialog)
    assert dialog is not None
    assert dialog.cores.currentText() == "64 at once"
    dialog.try_out.click()
    assert "first" in dialog.said.text()
    dialog.webhook.setText("http://127.0.0.1:9/nobody")
    dialog.try_out.click()
    qtbot.waitUntil(lambda: "not reached" in dialog.said.text(), timeout=60_000)
    dialog.quiet.setText("by day")
    dialog.save.click()
    assert "no hours" in dialog.said.text()
    dialog.quiet.setText("08:00-18:00")
    dialog.messengers.setText("")
    dialog.save.click()
    kept = load_rules()
    assert kept == BatchRules(
        cores=64, stalled=3, quiet="08:00-18:00", webhook="http://127.0.0.1:9/nobody", secret=dialog.secret.text()
    )


def test_what_earlier_batches_took_is_drawn(qtbot: QtBot, page: BatchPage, tmp_path: Path) -> None:
    a_batch(tmp_path)
    page.left.history.click()
    dialog = page.window().findChild(HistoryDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: "1 batch: 3 photos" in dialog.said.text(), timeout=30_000)
    assert "Shoes" in dialog.photos.accessibleDescription()
    assert "1 failed" in dialog.photos.accessibleDescription()
    assert words_of([]) == "No batch has ended yet. Each one leaves its figures here."


def test_a_batch_that_is_over_is_taken_off_the_list(qtbot: QtBot, page: BatchPage, tmp_path: Path) -> None:
    queue, _batch = a_batch(tmp_path)
    page.arrive()
    qtbot.waitUntil(lambda: len(page.model.seen) == 3, timeout=20_000)
    (action,) = page.batches.actions()
    qtbot.waitUntil(action.isEnabled, timeout=20_000)
    action.trigger()
    qtbot.waitUntil(page.empty.isVisible, timeout=20_000)
    assert queue.batches() == []
    assert (tmp_path / "out" / "plain" / "good.jpg").is_file()


def test_a_sample_is_released_by_its_button(qtbot: QtBot, page: BatchPage, tmp_path: Path) -> None:
    queue = Queue()
    batch = queue.submit(plan_of(tmp_path / "in", "a b", tmp_path / "out"), Wish(sample=1))
    queued.run(queue)
    page.arrive()
    qtbot.waitUntil(lambda: page.bar.buttons["resume"].text() == "Release the rest", timeout=20_000)
    assert not page.batches.actions()[0].isEnabled()
    press(page, "resume")
    qtbot.waitUntil(lambda: queue.batch(batch.id).stage == "done", timeout=30_000)


def test_without_photos_it_says_so(qtbot: QtBot, page: BatchPage) -> None:
    with qtbot.waitSignal(page.trouble, timeout=20_000) as heard:
        page.begin.click()
    assert heard.args[0] == "There is no photo to export."


@pytest.mark.parametrize(("button", "stage"), [("pause", "paused"), ("cancel", "cancelled"), ("first", "held")])
def test_a_waiting_batch_is_steered_by_its_buttons(
    qtbot: QtBot, page: BatchPage, tmp_path: Path, button: str, stage: str
) -> None:
    from datetime import datetime

    from studio.app.queue import When

    queue = Queue()
    batch = submitted(queue, tmp_path, "a", when=When(after=datetime(2999, 1, 1)))
    page.arrive()
    qtbot.waitUntil(page.bar.buttons["pause"].isVisible, timeout=20_000)
    assert not page.bar.buttons["retry"].isVisible()
    press(page, button)
    expected: Callable[[], bool] = lambda: (  # noqa: E731
        queue.batch(batch.id).stage == stage and (button != "first" or queue.batch(batch.id).priority == NOW)
    )
    qtbot.waitUntil(expected, timeout=20_000)


def test_the_tray_tells_only_what_a_person_wants_to_hear(tmp_path: Path) -> None:
    queue, batch = a_batch(tmp_path)
    known = {batch: queue.batch(batch)}
    words = {event.kind: word_for(event, known) for event in queue.events()}
    assert words["ended"] == ("Shoes is done", "3 of 3 photos · 1 failed")
    assert words["item"] is None
    alert = Event(1, batch, "alert", 0.0, {"alert": "disk", "message": "Only 3 MB are free."})
    assert word_for(alert, known) == ("Shoes", "Only 3 MB are free.")
    gathers = {batch: replace(known[batch], gathers=True)}
    ended = next(event for event in queue.events() if event.kind == "ended")
    assert word_for(ended, gathers) is None, "a watched folder is told of when nothing more comes"


def test_everything_that_can_be_pressed_has_a_name(page: BatchPage) -> None:
    for button in page.findChildren(QAbstractButton):
        if isinstance(button.parent(), QLineEdit):
            continue  # Qt's own cross that empties a field
        assert button.accessibleName() or button.text() or button.toolTip(), button
    for view in (page.view, page.batches, page.search):
        assert view.accessibleName()


def test_other_machines_work_once_they_answered(
    qtbot: QtBot, page: BatchPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def crew(address: str) -> queued.Desk:
        asked.append(address)
        return queued.Desk()

    monkeypatch.setattr(desk, "_crew", crew)
    monkeypatch.setattr(machines, "workers_at", lambda address: 2)
    page.arrive()
    page.machines.ask()
    dialog = page.window().findChild(machines.MachinesDialog)
    assert dialog is not None
    assert not dialog.use.isEnabled()
    dialog.address.setText("shop-pc:8786")
    dialog.use.click()
    qtbot.waitUntil(lambda: page.machines.text() == " On shop-pc:8786", timeout=20_000)
    assert load_connections().cluster == "tcp://shop-pc:8786"
    queue = Queue()
    batch = submitted(queue, tmp_path, "a b")
    qtbot.waitUntil(lambda: queue.batch(batch.id).stage == "done", timeout=30_000)
    assert set(asked) == {"tcp://shop-pc:8786"}


def test_machines_that_are_gone_are_told_once_and_this_one_takes_over(
    qtbot: QtBot, page: BatchPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def crew(address: str) -> queued.Desk:
        asked.append(address)
        raise ClusterError("No scheduler answers.", "Start it.")

    monkeypatch.setattr(desk, "_crew", crew)
    monkeypatch.setattr(desk, "REST", 0.0)
    told: list[str] = []
    page.desk.trouble.connect(lambda message, _hint: told.append(message))
    page.desk.work_on("tcp://gone:8786")
    queue = Queue()
    batch = submitted(queue, tmp_path, "a b")
    page.arrive()
    qtbot.waitUntil(lambda: len(asked) >= 3, timeout=30_000)
    assert page.machines.text() == " gone:8786: not reached"
    assert told == ["No scheduler answers."]
    assert queue.batch(batch.id).stage == "waiting"
    page.machines.ask()
    dialog = page.window().findChild(machines.MachinesDialog)
    assert dialog is not None
    dialog.alone.click()
    qtbot.waitUntil(lambda: queue.batch(batch.id).stage == "done", timeout=30_000)
    assert page.machines.text() == " On this computer"
    assert load_connections().cluster == ""


def test_an_address_without_a_scheduler_is_told(qtbot: QtBot, page: BatchPage) -> None:
    page.machines.ask()
    dialog = page.window().findChild(machines.MachinesDialog)
    assert dialog is not None
    dialog.address.setText("http://shop-pc")
    dialog.use.click()
    qtbot.waitUntil(lambda: "no address of a scheduler" in dialog.said.text(), timeout=30_000)
    assert dialog.use.isEnabled()

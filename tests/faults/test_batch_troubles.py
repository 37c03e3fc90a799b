"""What happens to disks, folders, photos, clocks and the catalogue while a batch runs; never to what is finished."""

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from studio.app.batch.report import Item
from studio.app.photo.job import Job
from studio.app.queue import Queue, Runner, Wish, room
from studio.app.queue.when import When, hours_of, next_time
from studio.model.errors import UsageError, WriteError
from studio.store import atomic
from studio.store.catalogue import Catalogue, CatalogueError, catalogue_file
from studio.store.runners import is_alive
from tests.app import queued
from tests.app.queued import Calm, Desk, eventually, failed, plan_of, run, stray, submitted, written


@pytest.fixture
def queue() -> Queue:
    return Queue()


# --- the disk and the folder -------------------------------------------------------------------------------------


def test_a_full_disk_holds_the_batch_and_nothing_fails(
    queue: Queue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second photo finds the disk full; there is room again later, and the batch goes on by itself."""
    full = False

    def probe(folder: Path) -> None:
        if full:
            raise OSError(errno.ENOSPC, "No space left on device")

    def work(job: Job, out_dir: Path) -> list[Item]:
        nonlocal full
        if job.photo.relative.stem == "b" and len(worked) == 0:
            full = True
            worked.append("b")
            return [failed(job, "plain", "cannot-write")]
        return written(job, out_dir)

    worked: list[str] = []
    monkeypatch.setattr(room, "_try", probe)
    batch = submitted(queue, tmp_path, "a b c")
    assert run(queue, work).worked == ["a.jpg", "b.jpg"]
    told = queue.batch(batch.id)
    assert told.stage == "held"
    assert "full" in told.held
    assert told.items == {"done": 1}
    assert run(queue, work).worked == []
    full = False
    assert run(queue, work).worked == ["b.jpg", "c.jpg"]
    assert queue.batch(batch.id).items == {"done": 3}
    assert [event.kind for event in queue.events(batch=batch.id) if event.kind in ("held", "released")] == [
        "held", "released",
    ]  # fmt: skip


def test_one_file_that_cannot_be_written_fails_alone(queue: Queue, tmp_path: Path) -> None:
    def work(job: Job, out_dir: Path) -> list[Item]:
        if job.photo.relative.stem == "b":
            return [failed(job, "plain", "cannot-write")]
        return written(job, out_dir)

    batch = submitted(queue, tmp_path, "a b c")
    run(queue, work)
    assert queue.batch(batch.id).items == {"done": 2, "failed": 1}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of six megabytes; skipped where mounting is not allowed."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    done = mount and subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=6m", "none", place], capture_output=True, check=False
    )
    if not done or done.returncode:
        pytest.skip("mounting a small file system is not allowed here")
    yield place
    subprocess.run(["umount", place], check=True)


def test_a_disk_that_is_really_full(queue: Queue, tmp_path: Path, small_disk: Path) -> None:
    """Finished files stay whole, nothing half is left, and after the disk has grown the rest is made."""
    plan = plan_of(tmp_path / "in", "a b c d e", small_disk / "out")
    for job in plan.jobs:
        job.photo.path.write_bytes(os.urandom(1_300_000))

    def work(job: Job, out_dir: Path) -> list[Item]:
        try:
            return written(job, out_dir)
        except WriteError:
            return [failed(job, "plain", "cannot-write")]

    batch = queue.submit(plan)
    run(queue, work)
    told = queue.batch(batch.id)
    assert (told.stage, told.items) == ("held", {"done": 4})
    assert stray(small_disk) == []
    subprocess.run(["mount", "-o", "remount,size=32m", small_disk], check=True)
    assert run(queue, work).worked == ["e.jpg"]
    for job in plan.jobs:
        data = (small_disk / "out" / job.targets[0].output).read_bytes()
        assert data == job.photo.path.read_bytes() + b"plain"


def test_a_folder_that_went_is_made_again_with_all_that_was_in_it(queue: Queue, tmp_path: Path) -> None:
    batch = submitted(queue, tmp_path, "a b c")

    removed: list[Path] = []

    def gone(job: Job, out_dir: Path) -> list[Item]:
        items = written(job, out_dir)
        if job.photo.relative.stem == "b" and not removed:
            shutil.rmtree(out_dir)
            removed.append(out_dir)
        return items

    assert run(queue, gone).worked == ["a.jpg", "b.jpg", "a.jpg", "b.jpg", "c.jpg"]
    assert queue.batch(batch.id).stage == "done"
    assert sorted(path.name for path in (tmp_path / "out" / "plain").iterdir()) == ["a.jpg", "b.jpg", "c.jpg"]


def test_an_unplugged_disk_is_not_filled_up_elsewhere(queue: Queue, tmp_path: Path) -> None:
    disk = tmp_path / "usb"
    plan = plan_of(tmp_path / "in", "a b", disk / "out")
    batch = queue.submit(plan)

    def unplugged(job: Job, out_dir: Path) -> list[Item]:
        items = written(job, out_dir)
        disk.rename(tmp_path / "away")
        return items

    run(queue, unplugged)
    told = queue.batch(batch.id)
    assert told.stage == "held"
    assert "not there any more" in told.held
    assert not disk.exists()
    (tmp_path / "away").rename(disk)
    assert run(queue).worked == ["b.jpg"]
    assert queue.batch(batch.id).items == {"done": 2}


def test_a_folder_that_turns_read_only_holds_the_batch(queue: Queue, tmp_path: Path, small_disk: Path) -> None:
    batch = queue.submit(plan_of(tmp_path / "in", "a b", small_disk / "out"))

    def work(job: Job, out_dir: Path) -> list[Item]:
        if job.photo.relative.stem == "b":
            return [failed(job, "plain", "cannot-write")]
        items = written(job, out_dir)
        subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
        return items

    run(queue, work)
    told = queue.batch(batch.id)
    assert (told.stage, told.items) == ("held", {"done": 1})
    assert "read-only" in told.held
    subprocess.run(["mount", "-o", "remount,rw", small_disk], check=True)
    run(queue)
    assert queue.batch(batch.id).items == {"done": 2}


@pytest.mark.parametrize("number", [errno.EIO, errno.EROFS, errno.EDQUOT, errno.ENOSPC, errno.EACCES])
def test_every_refusal_of_the_disk_is_a_sentence_with_a_cure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(folder: Path) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(room, "_try", refuse)
    told = room.hindrance_of(tmp_path)
    assert str(tmp_path) in told
    assert told.endswith("The batch goes on by itself.")
    assert "The system says" not in told


def test_an_input_output_error_in_the_middle_of_a_file_leaves_nothing_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A faulty file layer: writing works, bringing it to the disk does not."""
    (tmp_path / "a.jpg").write_bytes(b"old")

    def refuse(handle: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(WriteError, match=r"a\.jpg"):
        atomic.write_bytes(tmp_path / "a.jpg", b"new")
    assert (tmp_path / "a.jpg").read_bytes() == b"old"
    assert stray(tmp_path) == []


def pausing_at(name: str, queue: Queue) -> queued.Work:
    """Return work after which, at the photo of a name, the batch is paused."""

    def work(job: Job, out_dir: Path) -> list[Item]:
        if job.photo.relative.stem == name:
            queue.pause(queue.latest().id)
        return written(job, out_dir)

    return work


# --- the photos --------------------------------------------------------------------------------------------------


def test_only_a_photo_that_changed_is_done_again(queue: Queue, tmp_path: Path) -> None:
    """The runner stops, one finished photo is replaced and another removed; the next runner looks."""
    batch = submitted(queue, tmp_path, "a b c d")
    run(
        queue,
        lambda job, out: (queue.pause(batch.id) if job.photo.relative.stem == "c" else None, written(job, out))[1],
    )
    (tmp_path / "in" / "a.jpg").write_bytes(b"another photo")
    (tmp_path / "in" / "b.jpg").unlink()
    queue.resume(batch.id)
    assert run(queue).worked == ["a.jpg", "d.jpg"]
    assert queue.batch(batch.id).items == {"done": 4}
    assert (tmp_path / "out" / "plain" / "a.jpg").read_bytes() == b"another photoplain"


def test_an_output_that_was_lost_is_made_again(queue: Queue, tmp_path: Path) -> None:
    batch = submitted(queue, tmp_path, "a b c")
    run(
        queue,
        lambda job, out: (queue.pause(batch.id) if job.photo.relative.stem == "b" else None, written(job, out))[1],
    )
    (tmp_path / "out" / "plain" / "a.jpg").unlink()
    queue.resume(batch.id)
    assert run(queue).worked == ["a.jpg", "c.jpg"]


# --- time --------------------------------------------------------------------------------------------------------


def test_a_clock_that_goes_back_changes_nothing(queue: Queue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = submitted(queue, tmp_path, "a b")
    monkeypatch.setattr(time, "time", lambda: 1_000_000.0)
    run(queue)
    told = queue.batch(batch.id)
    assert (told.stage, told.items) == ("done", {"done": 2})
    assert told.worked >= 0
    numbers = [event.number for event in queue.events()]
    assert numbers == sorted(numbers)


def test_a_batch_for_the_night_waits_for_it(tmp_path: Path) -> None:
    machine = Calm()
    noon, night = datetime(2026, 11, 21, 12), datetime(2026, 11, 21, 23)
    assert next_time("22:00", noon) == datetime(2026, 11, 21, 22)
    assert next_time("22:00", night) == datetime(2026, 11, 22, 22)
    assert "22:00" in When(after=next_time("22:00", noon)).hindrance(noon, machine)
    assert When(after=next_time("22:00", noon)).hindrance(night, machine) == ""
    hours = When(hours=hours_of("22:00-06:00"))
    assert [hours.hindrance(datetime(2026, 11, 21, hour), machine) == "" for hour in (5, 6, 21, 22, 0)] == [
        True, False, False, True, True,
    ]  # fmt: skip
    machine.mains, machine.idle = False, False
    assert "mains" in When(mains=True).hindrance(noon, machine)
    assert "not used" in When(idle=True).hindrance(noon, machine)
    machine.mains = None  # a computer without a battery
    assert When(mains=True).hindrance(noon, machine) == ""
    for told in (When(), When(noon, hours.hours, True, True)):
        assert When.of(told.as_json()) == told
    with pytest.raises(UsageError, match="no hours"):
        hours_of("late")
    with pytest.raises(UsageError, match="not a time"):
        next_time("late", noon)


def test_a_scheduled_batch_does_not_run_before_its_time(queue: Queue, tmp_path: Path) -> None:
    batch = submitted(queue, tmp_path, "a", when=When(after=datetime(2999, 1, 1)))
    assert run(queue).worked == []
    assert queue.batch(batch.id).stage == "held"
    assert "2999" in queue.batch(batch.id).held
    queue.resume(batch.id)  # go on now
    assert run(queue).worked == ["a.jpg"]


# --- the catalogue -----------------------------------------------------------------------------------------------


def test_lines_that_the_catalogue_cannot_take_are_written_later(
    queue: Queue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The catalogue's own disk is full at the moment when the first photo is finished."""
    from studio.app.queue.journal import Journal

    record, refusals = Journal.record, iter([True, True, False, False])

    def refusing(self: Journal, *arguments: object, **options: object) -> bool:
        if next(refusals):
            raise WriteError("The catalogue could not be written.", "The disk is full.")
        return record(self, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Journal, "record", refusing)
    batch = submitted(queue, tmp_path, "a b")
    desk = run(queue)
    assert sorted(desk.worked) == ["a.jpg", "b.jpg"]
    assert queue.batch(batch.id).items == {"done": 2}


def test_a_full_disk_under_the_catalogue_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue = Catalogue(tmp_path / "c.sqlite")
    with catalogue.writing() as now:
        now.execute("PRAGMA max_page_count = 1")

    def fill() -> None:
        with catalogue.writing() as now:
            for at in range(200):
                now.execute("INSERT INTO look VALUES (?, ?)", (str(at), "x" * 4000))

    with pytest.raises(WriteError, match="catalogue") as told:
        fill()
    assert "full" in told.value.hint
    assert catalogue.row("SELECT count(*) FROM look")[0] == 0  # type: ignore[index]


def test_a_broken_catalogue_is_set_aside(tmp_path: Path) -> None:
    file = catalogue_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"no database at all, but long enough to look at" * 100)
    queue = Queue()
    assert queue.batches() == []
    assert file.with_name("catalogue.broken-1.sqlite").exists()


def test_a_newer_catalogue_is_left_alone(tmp_path: Path) -> None:
    Catalogue().close()
    with sqlite3.connect(catalogue_file()) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    with pytest.raises(CatalogueError, match="newer"):
        Queue()


# --- runners -----------------------------------------------------------------------------------------------------

_DYING = """
import os, signal, sys, time
from studio.app.queue.journal import Journal
from studio.app.queue import Queue
from studio.store import atomic, runners
from pathlib import Path
queue, me = Queue(), runners.Runner()
atomic.sign(me.id)
batch = queue.latest()
claim = Journal(queue.catalogue, me.id).claim(batch.id, batch.out_dir)
with atomic.replacing(batch.out_dir / claim.outputs[0], parents=True) as file:
    file.write(b"half"); file.flush()
    print(me.id, flush=True)
    time.sleep(600)
"""


def test_what_a_killed_runner_had_is_taken_over(queue: Queue, tmp_path: Path) -> None:
    batch = submitted(queue, tmp_path, "a b")
    runner = subprocess.Popen([sys.executable, "-c", _DYING], stdout=subprocess.PIPE, text=True)
    assert runner.stdout is not None
    name = runner.stdout.readline().strip()
    assert is_alive(name)
    living = stray(tmp_path / "out")
    assert len(living) == 1
    desk = Desk()
    thread = threading.Thread(target=Runner(queue, crew=desk, machine=Calm()).run)
    thread.start()
    assert eventually(lambda: queue.batch(batch.id).jobs == {"running": 1, "done": 1})
    assert stray(tmp_path / "out") == living  # it is at work: its photo and its file are its own
    runner.kill()
    runner.wait()
    runner.stdout.close()
    thread.join(60)
    assert desk.worked == ["b.jpg", "a.jpg"]
    assert queue.batch(batch.id).items == {"done": 2}
    assert stray(tmp_path / "out") == []
    assert not is_alive(name)


def test_stopping_gives_photos_back(queue: Queue, tmp_path: Path) -> None:
    batch = submitted(queue, tmp_path, "a b c")
    stop = threading.Event()

    def work(job: Job, out_dir: Path) -> list[Item]:
        if job.photo.relative.stem == "b":
            stop.set()
        return written(job, out_dir)

    Runner(queue, crew=Desk(work), machine=Calm()).run(stop)
    assert queue.batch(batch.id).jobs in ({"done": 2, "waiting": 1}, {"done": 1, "waiting": 2})
    run(queue)
    assert queue.batch(batch.id).items == {"done": 3}


def test_a_channel_that_is_no_more_fails_its_photos_alone(queue: Queue, tmp_path: Path) -> None:
    batch = submitted(queue, tmp_path, "a")
    with queue.catalogue.writing() as now:
        now.execute("UPDATE job SET document = replace(document, 'plain', 'gone-channel')")
    other = submitted(queue, tmp_path, "b")
    run(queue)
    assert queue.batch(batch.id).items == {"failed": 1}
    assert queue.batch(other.id).items == {"done": 1}


def test_alarms_are_told_once(queue: Queue, tmp_path: Path) -> None:
    names = " ".join(f"{at:02}" for at in range(25))
    batch = queue.submit(plan_of(tmp_path / "in", names, tmp_path / "out"), Wish())
    run(queue, lambda job, out: [failed(job, "plain", "unreadable-photo")])
    told = [event.data for event in queue.events(batch=batch.id) if event.kind == "alert"]
    assert [(each["alert"]) for each in told] == ["failures"]
    assert "photos failed" in told[0]["message"]

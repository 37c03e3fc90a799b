"""The queue: what is submitted is done once, in order of urgency, and obeys at every moment."""

import json
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from studio.app.batch import batch as batches
from studio.app.batch.report import Item
from studio.app.photo.job import Job
from studio.app.queue import NIGHT, NOW, Queue, Runner, UnknownBatchError, Wish
from studio.app.queue.follow import Follower
from studio.model.errors import UsageError, WorkerCrashedError
from studio.model.touchup import Region, TouchUp
from tests.app import queued
from tests.app.queued import Calm, Desk, eventually, run, submitted, written


@pytest.fixture
def queue() -> Queue:
    return Queue()


def doing(at: str, deed: Callable[[], object]) -> queued.Work:
    """Return work that does something when it has finished the photo of a name."""

    def work(job: Job, out_dir: Path) -> list[Item]:
        items = written(job, out_dir)
        if job.photo.relative.stem == at:
            deed()
        return items

    return work


def test_everything_submitted_is_done_and_written_down(queue: Queue, tmp_path: Path) -> None:
    plan = queued.plan_of(tmp_path / "in", "a b/c d", tmp_path / "out", ("amazon-main", "etsy"))
    batch = queue.submit(plan, Wish(name="Shoes"))
    assert (batch.stage, batch.photos, batch.channels, batch.finished) == ("waiting", 3, 2, 0)
    run(queue)
    batch = queue.batch(batch.id)
    assert (batch.stage, batch.finished, batch.items) == ("done", 3, {"done": 6})
    assert [item.output for item in queue.items(batch.id)][:3] == [
        "amazon-main/a.jpg", "etsy-first/a.jpg", "amazon-main/b/c.jpg",
    ]  # fmt: skip
    document = json.loads((tmp_path / "out" / "batch.json").read_text())
    assert document["summary"]["photos"] == 3
    assert len(document["items"]) == 6
    assert [event.kind for event in queue.events(batch=batch.id)] == [
        "submitted", "started", *["item"] * 6, "ended",
    ]  # fmt: skip
    assert run(queue).worked == []


def test_a_mark_is_submitted_once(queue: Queue, tmp_path: Path) -> None:
    one = submitted(queue, tmp_path, "a", mark="order 17")
    two = submitted(queue, tmp_path, "b", mark="order 17")
    assert two.id == one.id
    assert len(queue.batches()) == 1


def test_a_preview_overtakes_a_night_batch_at_the_next_photo(queue: Queue, tmp_path: Path) -> None:
    submitted(queue, tmp_path, "night1 night2 night3", priority=NIGHT)
    submitted(queue, tmp_path, "day1 day2")
    preview = doing("day1", lambda: submitted(queue, tmp_path, "preview", priority=NOW))
    names = ["day1.jpg", "preview.jpg", "day2.jpg", "night1.jpg", "night2.jpg", "night3.jpg"]
    assert run(queue, preview).worked == names


def test_priority_can_change_while_it_runs(queue: Queue, tmp_path: Path) -> None:
    submitted(queue, tmp_path, "a1 a2")
    later = submitted(queue, tmp_path, "b1 b2")
    assert run(queue, doing("a1", lambda: queue.prioritise(later.id, NOW))).worked == [
        "a1.jpg", "b1.jpg", "b2.jpg", "a2.jpg",
    ]  # fmt: skip


def test_pause_begins_no_further_photo_and_resume_goes_on(queue: Queue, tmp_path: Path) -> None:
    batch = submitted(queue, tmp_path, "a b c")
    assert run(queue, doing("b", lambda: queue.pause(batch.id))).worked == ["a.jpg", "b.jpg"]
    assert queue.batch(batch.id).stage == "paused"
    assert queue.batch(batch.id).finished == 2
    queue.resume(batch.id)
    assert run(queue).worked == ["c.jpg"]
    assert queue.batch(batch.id).stage == "done"


def test_cancel_then_retry_does_only_the_rest(queue: Queue, tmp_path: Path) -> None:
    batch = submitted(queue, tmp_path, "a b c")
    assert run(queue, doing("b", lambda: queue.cancel(batch.id))).worked == ["a.jpg", "b.jpg"]
    told = queue.batch(batch.id)
    assert (told.stage, told.jobs) == ("cancelled", {"done": 1, "cancelled": 2})  # b's result came too late to count
    assert queue.retry(batch.id) == 2
    assert run(queue).worked == ["b.jpg", "c.jpg"]
    assert queue.batch(batch.id).items == {"done": 3}


def test_failed_photos_are_named_and_tried_again_when_asked(queue: Queue, tmp_path: Path) -> None:
    batch = submitted(queue, tmp_path, "a gone c")
    photo = tmp_path / "in" / "gone.jpg"
    photo.unlink()
    run(queue)
    told = queue.batch(batch.id)
    assert (told.stage, told.jobs, told.items) == ("done", {"done": 2, "failed": 1}, {"done": 2, "failed": 1})
    (item,) = queue.items(batch.id, status="failed")
    assert item.error is not None
    assert "gone.jpg" in item.error["message"]
    photo.write_bytes(b"back")
    assert queue.retry(batch.id) == 1
    assert run(queue).worked == ["gone.jpg"]
    assert queue.batch(batch.id).items == {"done": 3}


def test_two_strikes_and_a_photo_is_left_alone(queue: Queue, tmp_path: Path) -> None:
    def work(job: Job, out_dir: Path) -> list[Item]:
        if "killer" in job.photo.relative.name:
            raise WorkerCrashedError("The process that worked on it ended unexpectedly (by signal 11).")
        return written(job, out_dir)

    batch = submitted(queue, tmp_path, "a killer c")
    assert run(queue, work).worked == ["a.jpg", "killer.jpg", "c.jpg", "killer.jpg"]
    (item,) = queue.items(batch.id, status="failed")
    assert item.error is not None
    assert item.error["kind"] == "worker-crashed"
    assert item.error["message"].startswith("killer.jpg: ")
    assert "2 times" in item.error["message"]


def test_a_sample_waits_for_a_look_before_the_rest(queue: Queue, tmp_path: Path) -> None:
    batch = submitted(queue, tmp_path, "bags/1 bags/2 bags/3 shoes/1 shoes/2", sample=1)
    assert run(queue).worked == ["1.jpg", "1.jpg"]
    assert queue.batch(batch.id).stage == "review"
    assert run(queue).worked == []
    queue.resume(batch.id)
    assert run(queue).worked == ["2.jpg", "3.jpg", "2.jpg"]
    assert queue.batch(batch.id).stage == "done"


def test_paths_that_are_no_text_survive(queue: Queue, tmp_path: Path) -> None:
    plan = queued.plan_of(tmp_path / "in", [os.fsdecode(b"caf\xe9"), "naïve ✂"], tmp_path / "out")
    batch = queue.submit(plan)
    run(queue)
    assert queue.batch(batch.id).items == {"done": 2}


def test_what_does_not_exist_is_said_so(queue: Queue, tmp_path: Path) -> None:
    with pytest.raises(UnknownBatchError, match="no batch nothing"):
        queue.pause("nothing")
    with pytest.raises(UnknownBatchError, match="empty"):
        queue.latest()
    batch = submitted(queue, tmp_path, "a")
    with pytest.raises(UsageError, match="not finished"):
        queue.forget(batch.id)
    queue.cancel(batch.id)
    queue.forget(batch.id)
    assert queue.batches() == []
    assert queue.events() == []


def test_two_runners_share_a_batch_and_do_nothing_twice(queue: Queue, tmp_path: Path) -> None:
    names = [f"{at:02}" for at in range(40)]
    batch = submitted(queue, tmp_path, " ".join(names))
    desks = [Desk(), Desk()]
    both = threading.Barrier(2)

    def work(desk: Desk) -> None:
        runner = Runner(Queue(), crew=desk, machine=Calm())
        both.wait(30)
        runner.run()

    threads = [threading.Thread(target=work, args=(desk,)) for desk in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(desks[0].worked + desks[1].worked) == [f"{name}.jpg" for name in names]
    assert desks[0].worked
    assert desks[1].worked
    assert queue.batch(batch.id).items == {"done": 40}
    assert [event.kind for event in queue.events(batch=batch.id)].count("ended") == 1


def test_a_batch_takes_no_more_at_once_than_it_may(queue: Queue, tmp_path: Path) -> None:
    """With room for three processes, the batch that may use one leaves the others to its neighbour."""
    modest = submitted(queue, tmp_path, "a1 a2 a3", workers=1)
    submitted(queue, tmp_path, "b1 b2 b3")
    runner = Runner(queue, crew=Desk(count=3), machine=Calm())
    runner._fill()
    claims = [claim.batch for claim, _ in runner._running.values()]
    assert claims.count(modest.id) == 1
    assert len(claims) == 3
    runner._end()
    assert queue.batch(modest.id).jobs == {"waiting": 3}


def test_cancel_ends_the_process_at_once(queue: Queue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A real process that would work for ten minutes, in the middle of writing a file."""
    monkeypatch.setattr(batches, "work_off", write_slowly)
    batch = submitted(queue, tmp_path, "slow")
    thread = threading.Thread(target=Runner(queue, workers=1, machine=Calm()).run)
    thread.start()
    assert eventually(lambda: queued.stray(tmp_path / "out"))
    queue.cancel(batch.id)
    thread.join(20)
    assert not thread.is_alive()
    assert queue.batch(batch.id).stage == "cancelled"
    assert queued.stray(tmp_path / "out") == []


def write_slowly(job: Job, out_dir: Path, resume: bool) -> list[Item]:
    import time

    from studio.store import atomic

    with atomic.replacing(out_dir / job.targets[0].output, parents=True) as file:
        file.write(b"half")
        file.flush()
        time.sleep(600)
    return []


def test_a_photo_that_takes_too_long_gets_its_strikes(
    queue: Queue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "work_off", write_slowly)
    batch = submitted(queue, tmp_path, "slow")
    Runner(queue, workers=1, timeout=0.4, machine=Calm()).run()
    (item,) = queue.items(batch.id)
    assert item.error is not None
    assert "longer than" in item.error["message"]
    assert "2 times" in item.error["message"]
    assert queued.stray(tmp_path / "out") == []


def test_following_reads_only_what_is_new(queue: Queue, tmp_path: Path) -> None:
    batch = submitted(queue, tmp_path, "a b gone d")
    (tmp_path / "in" / "gone.jpg").unlink()
    follower, seen = Follower(queue), []

    def work(job: Job, out_dir: Path) -> list[Item]:
        seen.append(follower.look(batch.id))
        return written(job, out_dir)

    run(queue, work)
    last = follower.look(batch.id)
    assert [len(each.lines) for each in (*seen, last)] == [0, 1, 2, 3, 4]
    assert [line.photo.name for line in last.lines] == ["a.jpg", "b.jpg", "gone.jpg", "d.jpg"]
    assert [line.risk == 1.0 for line in last.lines] == [False, False, True, False]
    assert [event.kind for event in last.news][-1] == "ended"
    assert follower.look(batch.id).news == ()
    assert follower.look(None).lines == ()


def test_a_review_is_remembered_and_a_touch_up_is_done_again(queue: Queue, tmp_path: Path) -> None:
    batch = submitted(queue, tmp_path, "a b")
    run(queue)
    follower = Follower(queue)
    assert [line.reviewed for line in follower.look(batch.id).lines] == ["", ""]
    queue.accept(batch.id, [(0, 0)])
    assert [line.reviewed for line in follower.look(batch.id).lines] == ["accepted", ""]
    by_hand = TouchUp(operations=(Region(keep=True, at=(0.5, 0.5)),))
    got: list[TouchUp] = []

    def work(job: Job, out_dir: Path) -> list[Item]:
        got.append(job.touchup)
        return written(job, out_dir)

    assert queue.redo(batch.id, {1: by_hand}) == 1
    assert run(queue, work).worked == ["b.jpg"]
    assert got == [by_hand]
    assert queue.batch(batch.id).stage == "done"

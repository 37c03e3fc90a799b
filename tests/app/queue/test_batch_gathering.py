"""Photos that come one after the other are one batch a day, whose end is told once."""

from pathlib import Path

import pytest

from studio.app.queue import Batch, Queue, Wish, gathering, runner
from studio.app.queue.gathering import came_to_rest, gather
from tests.app.queued import failed, plan_of, run, written


@pytest.fixture
def queue(tmp_path: Path) -> Queue:
    return Queue()


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was said to people who are not there."""
    words: list[str] = []
    for place in (gathering, runner):
        monkeypatch.setattr(place, "say", lambda kind, batch, message: words.append(message))
    return words


def come(queue: Queue, tmp_path: Path, names: str, earlier: list[str], mark: str = "") -> Batch:
    plan = plan_of(tmp_path / "in", names, tmp_path / "out")
    return gather(queue, plan, earlier, Wish(name="From in", mark=mark or f"watch {names}"))


def test_arrivals_join_the_days_batch_whether_it_had_ended_or_not(
    queue: Queue, tmp_path: Path, said: list[str]
) -> None:
    first = come(queue, tmp_path, "a b", [])
    assert come(queue, tmp_path, "c", [first.id]).id == first.id
    run(queue, written)
    assert queue.batch(first.id).stage == "done"
    joined = come(queue, tmp_path, "d", [first.id])
    assert (joined.id, joined.stage, joined.photos) == (first.id, "waiting", 4)
    desk = run(queue, written)
    assert desk.worked == ["d.jpg"]
    assert [item.photo for item in queue.items(first.id)] == ["a.jpg", "b.jpg", "c.jpg", "d.jpg"]
    assert len(queue.batches()) == 1
    assert said == [], "nobody is told before nothing more comes"
    assert not (tmp_path / "out/report.html").exists()
    came_to_rest(queue, first.id)
    assert said == ["Done: 4 photos, 0 failed, 0 files to look at."]
    assert "d.jpg" in (tmp_path / "out/report.html").read_text()


def test_the_same_arrival_told_twice_changes_nothing(queue: Queue, tmp_path: Path) -> None:
    """A program that was killed before it had noted what it took in."""
    first = come(queue, tmp_path, "a", [])
    assert come(queue, tmp_path, "a", []).photos == 1
    assert come(queue, tmp_path, "a", [first.id]).photos == 1
    for _ in range(2):
        assert come(queue, tmp_path, "b", [first.id]).photos == 2
    other = come(queue, tmp_path, "a", [first.id], mark="watch a, changed")
    assert come(queue, tmp_path, "b", [first.id, other.id]).id == first.id
    assert sorted(batch.photos for batch in queue.batches()) == [1, 2]


def test_new_content_under_an_old_name_is_a_batch_of_its_own(queue: Queue, tmp_path: Path) -> None:
    first = come(queue, tmp_path, "a b", [])
    other = come(queue, tmp_path, "b c", [first.id])
    assert other.id != first.id
    assert come(queue, tmp_path, "d", [first.id, other.id]).id == other.id


def test_what_takes_no_more_is_left_alone(queue: Queue, tmp_path: Path) -> None:
    cancelled = come(queue, tmp_path, "a", [])
    queue.cancel(cancelled.id)
    today = come(queue, tmp_path, "b", [cancelled.id])
    assert today.id != cancelled.id
    with queue.catalogue.writing() as now:
        now.execute("UPDATE batch SET created = created - 86400 * 2 WHERE id = ?", (today.id,))
    assert come(queue, tmp_path, "c", [today.id]).id not in (today.id, cancelled.id)
    assert come(queue, tmp_path, "d", ["forgotten"]).photos == 1


def test_results_that_were_taken_away_are_not_made_again(queue: Queue, tmp_path: Path) -> None:
    first = come(queue, tmp_path, "a", [])
    run(queue, written)
    (tmp_path / "out/plain/a.jpg").unlink()
    come(queue, tmp_path, "b", [first.id])
    desk = run(queue, written)
    assert desk.worked == ["b.jpg"]


def test_alarms_are_told_once_by_however_many_runners(queue: Queue, tmp_path: Path, said: list[str]) -> None:
    first = come(queue, tmp_path, " ".join(f"{at:02}" for at in range(25)), [])
    for name in ("x", "y"):
        run(queue, lambda job, out: [failed(job, "plain", "unreadable-photo")])
        come(queue, tmp_path, name, [first.id])
    told = [event for event in queue.events(batch=first.id, most=10_000) if event.kind == "alert"]
    assert [event.data["alert"] for event in told] == ["failures"]
    came_to_rest(queue, first.id)
    assert said == [], "it is not over yet"

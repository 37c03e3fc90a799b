"""How many at once: measured, not believed; and one call of many can be stopped."""

import threading
import time
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from studio.app.batch.report import Item
from studio.app.batch.workers import Workers
from studio.app.queue import Queue, Runner
from studio.app.queue.pace import Pace
from studio.model.errors import WorkerCrashedError
from tests.app.queued import Calm, Desk, eventually, submitted


def settled(most: int, speed: dict[int, float], photos: int = 2000) -> list[int]:
    """Return the limits that were tried for each photo, where so many at once give `speed` photos a second."""
    now = 0.0
    pace = Pace(most, Calm(), clock=lambda: now)
    limits = []
    for _ in range(photos):
        limits.append(pace.limit)
        now += 1 / speed[pace.limit]
        pace.finished()
    return limits


@pytest.mark.parametrize(
    ("speed", "best"),
    [
        ({1: 1.0, 2: 2.0, 3: 3.0, 4: 4.0}, 4),
        ({1: 1.0, 2: 2.0, 3: 1.9, 4: 1.5}, 2),  # memory bandwidth is used up by two
        ({1: 3.0, 2: 2.5, 3: 2.0, 4: 1.0}, 1),  # a disk that hates company
    ],
)
def test_the_fastest_count_is_found_and_kept(speed: dict[int, float], best: int) -> None:
    limits = settled(4, speed)
    late = limits[-500:]
    assert late.count(best) > 0.7 * len(late)


def test_little_memory_means_one_at_a_time() -> None:
    class Tight(Calm):
        def free_memory(self) -> int | None:
            return 100_000_000

    assert Pace(8, Tight()).limit == 1


@pytest.mark.parametrize(
    ("seconds", "ready"),
    [
        (0.002, 32),  # found made: eight for each process, and no more
        (0.1, 10),  # two and a half for each
        (0.2, 5),
        (2.0, 0),  # a few milliseconds between two photos do not matter
    ],
)
def test_quick_photos_lie_ready_and_slow_ones_do_not(seconds: float, ready: int) -> None:
    now = 0.0
    pace = Pace(4, Calm(), clock=lambda: now)
    assert pace.ready == 0  # nothing was measured
    for _ in range(9):
        now += seconds / 4
        pace.finished()
    assert pace.ready == pytest.approx(ready, abs=1)
    now += 4.0
    assert pace.ready == 0, "the next ones are slow"


def test_nothing_lies_ready_while_fewer_processes_work_than_there_are() -> None:
    """Those without a photo would take what lies ready."""
    now = 0.0
    pace = Pace(4, Calm(), clock=lambda: now)
    seen = []
    for _ in range(600):
        now += {1: 1.0, 2: 0.01, 3: 0.02, 4: 0.03}[pace.limit]
        pace.finished()
        seen.append((pace.limit, pace.ready))
    assert {ready for limit, ready in seen if limit < 4} == {0}
    assert any(ready for limit, ready in seen if limit == 4)


def test_one_call_is_stopped_and_the_others_go_on(tmp_path: Path) -> None:
    with Workers(2) as crew:
        slow: Future[None] = crew.submit(rest_after_telling, tmp_path / "begun")
        assert eventually((tmp_path / "begun").exists)
        crew.call_off(slow)
        with pytest.raises(WorkerCrashedError, match="called off"):
            slow.result(30)
        assert crew.submit(abs, -3).result(60) == 3
        assert [crew.submit(abs, -at).result(60) for at in range(4)] == [0, 1, 2, 3]


def test_a_call_that_waits_is_called_off_too(tmp_path: Path) -> None:
    with Workers(1) as crew:
        first: Future[None] = crew.submit(rest_after_telling, tmp_path / "begun")
        waiting: Future[int] = crew.submit(abs, -1)
        assert eventually((tmp_path / "begun").exists)
        crew.call_off(waiting)
        assert waiting.cancelled()
        crew.call_off(first)
        assert crew.submit(abs, -5).result(60) == 5


def rest_after_telling(path: Path) -> None:
    path.touch()
    time.sleep(600)


class Stuck(Desk):
    """A crew whose first photos are made at once; then one is in work for long, and the others lie ready behind it."""

    def __init__(self, quick: int) -> None:
        super().__init__()
        self.quick, self.held = quick, 0

    def submit(self, *arguments: Any, **options: Any) -> "Future[list[Item]]":
        if len(self.worked) < self.quick:
            return super().submit(*arguments, **options)
        future: Future[list[Item]] = Future()
        self.held += 1
        if self.held == 1:
            future.set_running_or_notify_cancel()
        return future


def test_what_lies_ready_behind_a_slow_photo_waits_for_all_again(tmp_path: Path) -> None:
    queue, crew, stop = Queue(), Stuck(12), threading.Event()
    batch = submitted(queue, tmp_path, " ".join(f"{at:02}" for at in range(40)))
    runner = Runner(queue, crew=crew, machine=Calm())
    thread = threading.Thread(target=runner.run, args=(stop,))
    thread.start()
    try:
        assert eventually(lambda: crew.held > 2), "quick photos lie ready"
        assert eventually(lambda: queue.batch(batch.id).jobs["running"] == 1)
        assert queue.batch(batch.id).jobs["waiting"] == 27
    finally:
        stop.set()
        thread.join()

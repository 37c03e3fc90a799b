"""What a batch will take is told from what the latest photos took here."""

from dataclasses import replace
from pathlib import Path

import pytest

from studio.app.batch.report import Item
from studio.app.photo.job import Job
from studio.app.queue import Queue, Wish, estimate
from studio.app.queue.estimate import estimate_of
from tests.app.queued import Work, plan_of, run, written


def taking(seconds: float, size: int) -> Work:
    def work(job: Job, out: Path) -> list[Item]:
        return [replace(item, seconds={"cutout": seconds}, length=size) for item in written(job, out)]

    return work


def test_a_first_guess_says_so(tmp_path: Path) -> None:
    found = estimate_of(Queue(), plan_of(tmp_path / "in", "a b", tmp_path / "out"))
    assert not found.measured
    assert "a first guess" in found.sentence


def test_the_latest_photos_tell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(estimate, "_LATEST", 3)
    monkeypatch.setattr(estimate, "worker_count", lambda: 2)
    queue = Queue()
    for number, (seconds, size) in enumerate([(9.0, 9_000), (1.0, 1_000), (9.0, 9_000), (2.0, 3_000)]):
        batch = queue.submit(plan_of(tmp_path / f"in{number}", "a b c", tmp_path / f"out{number}"), Wish())
        with queue.catalogue.writing() as now:
            now.execute("UPDATE batch SET created = ? WHERE id = ?", (1_000 + number, batch.id))
        run(queue, taking(seconds, size))
    found = estimate_of(queue, plan_of(tmp_path / "new", "d e f g", tmp_path / "out"))
    assert found.measured
    assert found.seconds == pytest.approx(4 * 2.0 / 2)
    assert found.size == 4 * 3_000
    assert "About 4 s (as measured on this computer), 0 MB on disk, nothing to pay" in found.cost

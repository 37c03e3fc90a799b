"""A runner killed at random moments, by SIGKILL, as a power cut would: nothing is lost, half-written or done twice."""

from pathlib import Path

from tests.app.shots import shot
from tests.benchmarks.faults import Survived, survive

_LIGHT = """
import sys
from studio.app.batch import batch
from tests.faults.light import work_off
batch.work_off = work_off
"""


def unharmed(found: Survived) -> None:
    assert found.kills > 0
    assert found.missing == ()
    assert found.differing == ()
    assert found.twice == ()
    assert found.stray == ()
    assert set(found.statuses) <= {"done", "flagged"}


def test_the_pipeline_survives_kills(studio_home: Path, tmp_path: Path) -> None:
    """The real processes and the real pipeline, killed twice."""
    for at in range(5):
        shot(tmp_path / "in" / f"{at}.jpg", size=(300, 240), seed=at)
    found = survive(tmp_path / "in", tmp_path, ["amazon-main", "etsy"], kills=2, seed=7, workers=1)
    unharmed(found)
    assert found.files == 5 * 2 * 2 + 1  # outputs, receipts, batch.json


def test_the_queue_survives_many_kills(studio_home: Path, tmp_path: Path) -> None:
    """With a pipeline that only writes, slowly and in parts, so that kills fall into the middle of files."""
    for at in range(12):
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / f"{at:02}.jpg").write_bytes(b"photo %d" % at)
    found = survive(tmp_path / "in", tmp_path, ["amazon-main", "etsy"], kills=4, seed=3, program=_LIGHT)
    unharmed(found)
    assert found.files == 12 * 2 + 1

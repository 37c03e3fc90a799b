"""Seconds of methods on this computer: kept by name, the newest only, and never a reason to fail."""

from multiprocessing import get_context
from pathlib import Path

import pytest

from studio.store import paths, speeds


def notes(number: int) -> None:
    for _ in range(50):
        speeds.note("shared", number + 0.25)


def test_each_method_has_its_own_and_the_newest_stay() -> None:
    assert speeds.seconds_of("embedded") == []
    for number in range(4000):
        speeds.note("embedded", number / 1000)
    speeds.note("mine/u2net", 3.0)
    found = speeds.seconds_of("embedded")
    assert (len(found), found[-1]) == (speeds.KEPT, 3.999)
    assert speeds.seconds_of("mine/u2net") == [3.0]
    assert sum(file.stat().st_size for file in (paths.cache() / "speeds").iterdir()) <= speeds.LARGEST + 100


def test_processes_that_write_together_lose_nothing() -> None:
    with get_context("spawn").Pool(2) as pool:
        pool.map(notes, range(3))
    assert sorted(speeds.seconds_of("shared")) == sorted([0.25, 1.25, 2.25] * 50)


def test_what_cannot_be_written_or_read_is_no_reason_to_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    speeds.note("embedded", 1.0)
    next((paths.cache() / "speeds").iterdir()).write_bytes(b"\xff\x00 1.5\n")
    assert speeds.seconds_of("embedded") == []
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setattr(paths, "cache", lambda: tmp_path / "file")
    speeds.note("embedded", 1.0)
    assert speeds.seconds_of("embedded") == []

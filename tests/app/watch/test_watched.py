"""A watched folder: what settles is taken in, once for each content, and keeps its name."""

import json
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import studio.scene  # noqa: F401  (makes the element kinds known)
from studio.app.batch.report import Item
from studio.app.queue import Queue
from studio.app.watch import Watched
from studio.app.watch import watched as watched_module
from studio.app.watch.settling import Settling
from studio.app.wishes import chosen_channels, chosen_preset
from studio.model.errors import UsageError
from tests.app.shots import shot

NEVER = threading.Event()


def watched(tmp_path: Path, **options: Any) -> Watched:
    preset = chosen_preset("clean-white")
    folder = tmp_path / "in"
    folder.mkdir(exist_ok=True)
    channels = chosen_channels(preset, ["plain"])
    return Watched(folder, tmp_path / "out", preset, channels, Queue(), settle=0.0, workers=1, **options)


def taken(watch: Watched) -> list[tuple[str, str | None]]:
    """Look once, and once more; return (photo, output) of what came of it."""
    return [(item.photo, item.output) for _ in range(2) for item in watch.look(NEVER)]


def test_a_file_settles_when_it_rests() -> None:
    now = [0.0]
    settling = Settling(2.0, clock=lambda: now[0])
    path, empty = Path("a.jpg"), Path("b.jpg")
    assert settling.settled({path: (10, 1), empty: (0, 1)}) == set()
    now[0] = 1.9
    assert settling.settled({path: (20, 2), empty: (0, 1)}) == set()  # it grew
    now[0] = 3.8
    assert settling.settled({path: (20, 2), empty: (0, 1)}) == set()
    now[0] = 3.9
    assert settling.settled({path: (20, 2), empty: (0, 1)}) == {path}
    assert settling.settled({}) == set()
    now[0] = 9.0
    assert settling.settled({path: (20, 2)}) == set()  # it was away


def test_what_is_put_in_comes_out_once_and_keeps_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[tuple[str, ...]] = []

    class Runner:
        """Does the work here and now, so that no process need start."""

        def __init__(self, queue: Queue, *, workers: int | None = None, only: str) -> None:
            self.queue, self.only = queue, only

        def run(self, stop: threading.Event, *, wait: bool) -> None:
            from studio.app.queue.journal import Journal

            journal = Journal(self.queue.catalogue, "r1")
            told = self.queue.batch(self.only)
            while (claim := journal.claim(self.only, told.out_dir)) is not None:
                made.append(tuple(claim.outputs))
                item = Item(claim.photo.relative.as_posix(), "", "plain", claim.outputs[0], "done", "embedded")
                journal.record(claim, [item], source="", worked=0.0, peak=0)
            journal.end(self.only)

    monkeypatch.setattr(watched_module, "Runner", Runner)
    watch = watched(tmp_path)
    assert taken(watch) == []
    png = shot(watch.folder / "red.png", (80, 60))
    (watch.folder / "notes.txt").write_text("no photo")
    assert taken(watch) == [("red.png", "plain/red.jpg")]
    assert taken(watch) == []
    shot(watch.folder / "red.jpg", (80, 60))  # comes first by name, but second in time
    shot(watch.folder / "sub" / "blue.jpg", (80, 60))
    expected = [("red.jpg", "plain/red-2.jpg"), ("sub/blue.jpg", "plain/sub/blue.jpg")]
    assert taken(watch) == expected
    again = watched(tmp_path)  # a restart
    assert taken(again) == []
    shot(png, (90, 60), seed=1)  # new content under an old name
    assert taken(again) == [("red.png", "plain/red.jpg")]
    png.unlink()
    shot(watch.folder / "a" / "red.png", (80, 60))
    assert taken(again) == [("a/red.png", "plain/a/red.jpg")]
    report = json.loads((tmp_path / "out/batch.json").read_text())
    assert sorted(item["photo"] for item in report["items"]) == ["a/red.png", "red.jpg", "red.png", "sub/blue.jpg"]
    assert len(made) == 5
    assert sorted(batch.photos for batch in Queue().batches()) == [2, 3], "new content is a batch of its own"
    assert not (tmp_path / "out/report.html").exists()
    again.rest(3600.0)
    assert not (tmp_path / "out/report.html").exists()
    again.rest(0.0)
    assert "a/red.png" in (tmp_path / "out/report.html").read_text()
    assert len(json.loads((tmp_path / "out/batch.json").read_text())["items"]) == 4, "of all that ever came"


def test_a_folder_that_is_being_copied_becomes_one_batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    watch = watched(tmp_path, works=False)
    red, blue = (shot(watch.folder / name, (80, 60)) for name in ("red.png", "blue.png"))
    still_copied = {blue}
    monkeypatch.setattr(watch._settling, "settled", lambda looks: set(looks) - still_copied)
    watch.look(NEVER)
    assert Queue().batches() == []
    assert watch.seen.settling == 1
    still_copied.clear()
    watch.look(NEVER)
    assert [batch.photos for batch in Queue().batches()] == [2]
    still_copied.add(shot(watch.folder / "large.png", (80, 60)))
    shot(watch.folder / "green.png", (80, 60))
    monkeypatch.setattr(watched_module, "GATHER", 0.0)
    watch.look(NEVER)
    assert [batch.photos for batch in Queue().batches()] == [3], "it does not wait for ever"
    assert red.exists()


def until(met: Callable[[], bool], seconds: float = 90) -> None:
    end = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.05)


def test_a_real_folder_is_watched(tmp_path: Path) -> None:
    found: list[Item] = []
    watch = watched(tmp_path, told=found.extend)
    stop = threading.Event()
    thread = threading.Thread(target=watch.run, args=(stop,))
    thread.start()
    try:
        photo = shot(tmp_path / "red.jpg", (300, 200)).read_bytes()
        target = watch.folder / "red.jpg"
        target.write_bytes(photo[: len(photo) // 2])
        (watch.folder / "broken.jpg").write_bytes(photo[:300])
        with target.open("ab") as file:
            file.write(photo[len(photo) // 2 :])
        until(lambda: {item.photo for item in found} >= {"red.jpg", "broken.jpg"})
    finally:
        stop.set()
        thread.join()
    last = {item.photo: item for item in found}
    assert last["red.jpg"].status in ("done", "flagged")
    assert (tmp_path / "out/plain/red.jpg").is_file()
    assert last["broken.jpg"].error is not None


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    preset = chosen_preset("clean-white")
    with pytest.raises(UsageError):
        Watched(tmp_path / "none", tmp_path, preset, chosen_channels(preset, ["plain"]), Queue())

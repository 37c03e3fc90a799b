"""Folders watched for the window: taken in into the queue, paused, missed and found again, remembered."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import studio.scene  # noqa: F401  (makes the element kinds known)
from studio.app.queue import Queue
from studio.app.watch import Standing, Watching
from studio.store.watch_folders import WatchFolder, load_watch_folders, save_watch_folders
from tests.app.queued import run, written
from tests.app.shots import shot


class Post:
    """A Watching that can be waited for."""

    def __init__(self) -> None:
        self._something = threading.Condition()
        self.watching = Watching(self._told, again=0.05)

    def _told(self) -> None:
        with self._something:
            self._something.notify_all()

    def until(self, met: Callable[[list[Standing]], bool]) -> Standing:
        """Wait until the standings are so; return the first."""
        with self._something:
            for _ in range(600):
                if met(self.watching.standings()):
                    return self.watching.standings()[0]
                self._something.wait(0.1)
        raise AssertionError(self.watching.standings())


@pytest.fixture
def post() -> Iterator[Post]:
    post = Post()
    yield post
    post.watching.close()


def watch_of(tmp_path: Path, *, paused: bool = False) -> WatchFolder:
    folder = tmp_path / "in"
    return WatchFolder(folder, tmp_path / "out", "clean-white", ("plain",), paused=paused)


def test_what_is_put_in_goes_into_the_queue_and_is_told(tmp_path: Path, post: Post) -> None:
    watch = watch_of(tmp_path)
    watch.folder.mkdir()
    (watch.folder / "notes.txt").write_text("no photo")
    post.watching.follow([watch])
    standing = post.until(lambda all_: bool(all_[0].seen.refused))
    assert dict(standing.seen.refused) == {"notes.txt": "no picture"}
    shot(watch.folder / "red.png", (80, 60))
    standing = post.until(lambda all_: all_[0].seen.taken == 1)
    queue = Queue()
    [batch] = queue.batches()
    assert (batch.name, batch.photos, standing.seen.batches) == ("From in", 1, (batch.id,))
    run(queue, written)
    post.until(lambda all_: not all_[0].seen.batches)
    assert (tmp_path / "out/plain/red.jpg").is_file()
    assert (tmp_path / "out/batch.json").is_file()


def test_a_paused_folder_takes_nothing_in_and_goes_on_later(tmp_path: Path, post: Post) -> None:
    watch = watch_of(tmp_path)
    watch.folder.mkdir()
    shot(watch.folder / "red.png", (80, 60))
    post.watching.follow([watch])
    post.until(lambda all_: all_[0].seen.taken == 1)
    paused = watch_of(tmp_path, paused=True)
    post.watching.follow([paused])
    shot(watch.folder / "blue.png", (80, 60))
    assert post.watching.standings()[0].seen.taken == 1
    post.watching.follow([watch])
    post.until(lambda all_: all_[0].seen.taken == 2)
    assert sum(batch.photos for batch in Queue().batches()) == 2, "what was taken in before is not taken in again"


def test_a_folder_that_is_not_there_is_tried_again(tmp_path: Path, post: Post) -> None:
    watch = watch_of(tmp_path)
    post.watching.follow([watch])
    standing = post.until(lambda all_: bool(all_[0].trouble))
    assert str(watch.folder) in standing.trouble
    watch.folder.mkdir()
    shot(watch.folder / "red.png", (80, 60))
    post.until(lambda all_: not all_[0].trouble and all_[0].seen.taken == 1)


def test_folders_are_remembered(tmp_path: Path) -> None:
    assert load_watch_folders() == ()
    folders = (watch_of(tmp_path), watch_of(tmp_path / "لقطات", paused=True))
    save_watch_folders(folders)
    assert load_watch_folders() == folders
    assert folders[0].id == watch_of(tmp_path, paused=True).id != folders[1].id

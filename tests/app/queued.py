"""What tests of the queue share: photos that are no pictures, and a crew that works in the test's own process.

`Desk` calls a function for each photo, which may do to the queue what a person, another runner or a disk would do at
that very moment. The real processes and the real pipeline have tests of their own.
"""

import hashlib
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path, PurePosixPath
from typing import Any

from studio.app.batch.plan import Plan, make_plan
from studio.app.batch.report import Item
from studio.app.photo.job import Job
from studio.app.queue import Batch, Queue, Runner, Wish
from studio.app.queue.machine import Machine
from studio.check import find_channel
from studio.model.photo import Photo
from studio.model.preset import Preset
from studio.store import atomic

PRESET = Preset(id="test", name="Test")
Work = Callable[[Job, Path], list[Item]]


def written(job: Job, out_dir: Path, resume: bool = True) -> list[Item]:
    """Stand in for the pipeline: an output for each target, made of the photo's bytes; a missing photo fails."""
    items = []
    for target in job.targets:
        try:
            data = job.photo.path.read_bytes() + target.channel.id.encode()
        except OSError:
            items.append(failed(job, target.channel.id, "unreadable-photo"))
            continue
        atomic.write_bytes(out_dir / target.output, data, parents=True)
        items.append(
            Item(
                photo=str(job.photo.relative),
                sha256=hashlib.sha256(data).hexdigest(),
                channel=target.channel.id,
                output=str(target.output),
                status="done",
                model="none",
                seconds={"export": 0.01},
                confidence=0.9,
                length=len(data),
            )
        )
    return items


def failed(job: Job, channel: str, kind: str) -> Item:
    error = {"kind": kind, "message": f"{job.photo.relative.name} failed.", "hint": "Try it."}
    return Item(str(job.photo.relative), "", channel, None, "failed", "none", error=error)


class Desk:
    """A crew of one that works at once, in the caller's thread."""

    def __init__(self, work: Work = written, count: int = 1) -> None:
        self.work, self.count = work, count
        self.worked: list[str] = []

    def submit(
        self, function: object, job: Job, out_dir: Path, resume: bool, *, timeout: float
    ) -> "Future[list[Item]]":
        future: Future[list[Item]] = Future()
        self.worked.append(job.photo.relative.name)
        try:
            future.set_result(self.work(job, out_dir))
        except Exception as error:
            future.set_exception(error)
        return future

    def call_off(self, future: object) -> None:
        pass

    def living(self) -> set[int]:
        return set()

    def peak_memory(self) -> int:
        return 100_000_000

    def shutdown(self, *, kill: bool) -> None:
        pass


class Calm(Machine):
    """A computer whose state a test decides."""

    mains: bool | None = True
    idle = True

    def on_mains(self) -> bool | None:
        return self.mains

    def is_idle(self) -> bool:
        return self.idle

    def free_memory(self) -> int | None:
        return None


def plan_of(folder: Path, names: str | list[str], out: Path, channels: tuple[str, ...] = ("plain",)) -> Plan:
    """Make one file per name (`a b/c` gives a and b/c) and plan their export."""
    photos = []
    for name in names.split() if isinstance(names, str) else names:
        path = folder / f"{name}.jpg"
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.write_bytes(f"photo {name}".encode("utf-8", "surrogateescape"))
        photos.append(Photo(path.absolute(), PurePosixPath(f"{name}.jpg")))
    return make_plan(photos, PRESET, [find_channel(channel) for channel in channels], out)


def submitted(queue: Queue, tmp_path: Path, names: str, **wish: Any) -> Batch:
    return queue.submit(plan_of(tmp_path / "in", names, tmp_path / "out"), Wish(**wish))


def run(queue: Queue, work: Work = written, **options: Any) -> Desk:
    """Let a desk work off what may run now."""
    desk = Desk(work)
    Runner(queue, crew=desk, machine=Calm(), **options).run(wait=False)
    return desk


def stray(*folders: Path) -> list[Path]:
    return [path for folder in folders for path in folder.rglob("*.part")]


def eventually(condition: Callable[[], object], seconds: float = 60.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False

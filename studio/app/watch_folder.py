"""A watched folder: what is put into it and has settled goes through a preset, once for each content.

    Watched(folder, out_dir, preset, channels, queue).run(stop)

Files that are still being copied are left alone until they rest. What was taken in is remembered under the studio's
home, so that a restart begins nothing anew and two photos never take turns on one output name.
"""

import hashlib
import json
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from time import monotonic

from studio.app.batch.plan import Plan, make_plan, photos_in
from studio.app.batch.report import Item, Report
from studio.app.queue import Queue, Runner, UnknownBatchError, Wish
from studio.model.channel import Channel
from studio.model.errors import UsageError
from studio.model.photo import Photo
from studio.model.preset import Preset
from studio.store import atomic, paths

SETTLE = 2.0
"""Seconds that a file must rest, in size and time, before it is taken in."""
_LOOK_AGAIN = 30.0  # seconds; shares on a network do not tell of every change
_BEAT = 0.25

Look = tuple[int, int]
"""Size in bytes and time of the last change in nanoseconds."""


class Settling:
    """Tells which files have come to rest. `clock` gives seconds."""

    def __init__(self, seconds: float = SETTLE, clock: Callable[[], float] = monotonic) -> None:
        self._seconds, self._clock = seconds, clock
        self._since: dict[Path, tuple[Look, float]] = {}

    def settled(self, looks: dict[Path, Look]) -> set[Path]:
        """Return those whose look has been the same for long enough; empty files never are."""
        now = self._clock()
        self._since = {
            path: known if (known := self._since.get(path)) is not None and known[0] == look else (look, now)
            for path, look in looks.items()
        }
        return {path for path, (look, since) in self._since.items() if look[0] > 0 and now - since >= self._seconds}


@dataclass
class Taken:
    """What was taken in, in that order, by place under the folder; and the batches that came of it."""

    looks: dict[str, Look] = field(default_factory=dict)
    batches: list[str] = field(default_factory=list)

    @staticmethod
    def read(file: Path) -> "Taken":
        """Return what is remembered; nothing where there is none or it cannot be read."""
        try:
            document = json.loads(file.read_bytes())
            return Taken({name: (look[0], look[1]) for name, look in document["looks"]}, document["batches"])
        except (OSError, ValueError, KeyError, TypeError, IndexError):
            return Taken()

    def write(self, file: Path) -> None:
        """Remember it; raises WriteError."""
        looks = [[name, list(look)] for name, look in self.looks.items()]
        atomic.write_json(file, {"version": 1, "looks": looks, "batches": self.batches}, parents=True)


class Watched:
    """See the module. `told` is called with the items of what was taken in together."""

    def __init__(
        self,
        folder: Path,
        out_dir: Path,
        preset: Preset,
        channels: Sequence[Channel],
        queue: Queue,
        *,
        settle: float = SETTLE,
        workers: int | None = None,
        told: Callable[[Sequence[Item]], object] = lambda items: None,
    ) -> None:
        if not folder.is_dir():
            raise UsageError(f"The folder {folder} is not there.", "Name an existing folder.")
        self.folder, self.out_dir = folder.absolute(), out_dir.absolute()
        self._preset, self._channels, self._queue = preset, tuple(channels), queue
        self._workers, self._told = workers, told
        self._settling = Settling(settle)
        wish = [str(self.folder), str(self.out_dir), preset.model_dump_json(), [channel.id for channel in channels]]
        self._file = paths.home() / "watch" / f"{hashlib.sha256(json.dumps(wish).encode()).hexdigest()[:16]}.json"
        self._taken = Taken.read(self._file)
        self._open = list(self._taken.batches)
        self._unsettled = True

    def run(self, stop: threading.Event) -> None:
        """Watch until `stop` is set; raises StudioError where the queue or the output folder fails for good."""
        from watchfiles import watch

        self._work_off(stop)  # what a killed run has left
        looked = -_LOOK_AGAIN
        beats = watch(
            self.folder,
            stop_event=stop,
            rust_timeout=int(_BEAT * 1000),
            debounce=200,
            yield_on_timeout=True,
            raise_interrupt=False,
        )
        for changes in beats:
            if changes or monotonic() - looked > _LOOK_AGAIN or self._unsettled:
                looked = monotonic()
                self.look(stop)
        if not stop.is_set():
            raise KeyboardInterrupt

    def look(self, stop: threading.Event) -> list[Item]:
        """Look at the folder once, and take in what has settled; return the items that came of it."""
        photos = self._photos()
        looks = {photo.path: look for photo in photos if (look := _look(photo.path)) is not None}
        new = {path: look for path, look in looks.items() if self._taken.looks.get(self._name(path)) != look}
        settled = self._settling.settled(new)
        self._unsettled = len(settled) < len(new)
        return self._take([photo for photo in photos if photo.path in settled], new, stop) if settled else []

    def _take(self, photos: Sequence[Photo], looks: dict[Path, Look], stop: threading.Event) -> list[Item]:
        plan = self._plan(photos)
        taken = {self._name(photo.path): looks[photo.path] for photo in photos}
        mark = hashlib.sha256(json.dumps([self._file.name, sorted(taken.items())]).encode()).hexdigest()
        batch = self._queue.submit(plan, Wish(name=f"From {self.folder.name}", mark=f"watch {mark}"))
        self._taken.looks |= taken
        self._taken.batches.append(batch.id)
        self._taken.write(self._file)
        self._open.append(batch.id)
        return self._work_off(stop)

    def _plan(self, photos: Sequence[Photo]) -> Plan:
        """Return the plan of some photos with names that no earlier photo's output has."""
        known = {self._name(photo.path): photo for photo in self._photos()}
        earlier = [known.get(name) or self._gone(name) for name in self._taken.looks]
        fresh = [photo for photo in photos if self._name(photo.path) not in self._taken.looks]
        plan = make_plan([*earlier, *fresh], self._preset, self._channels, self.out_dir)
        wanted = {photo.path for photo in photos}
        return replace(plan, jobs=tuple(job for job in plan.jobs if job.photo.path in wanted))

    def _work_off(self, stop: threading.Event) -> list[Item]:
        """Work on what was submitted and is not over; then write batch.json of everything that ever came in."""
        found: list[Item] = []
        for batch in self._open:
            with suppress(UnknownBatchError):
                if not self._queue.batch(batch).over:
                    Runner(self._queue, workers=self._workers, only=batch).run(stop, wait=False)
                    found += self._queue.items(batch)
        self._open = [batch for batch in self._open if not self._is_over(batch)]
        if found:
            self._write_report()
            self._told(found)
        return found

    def _is_over(self, batch: str) -> bool:
        try:
            return self._queue.batch(batch).over
        except UnknownBatchError:
            return True

    def _write_report(self) -> None:
        items: dict[tuple[str, str], Item] = {}
        seconds, peak = 0.0, 0
        for batch in self._taken.batches:
            try:
                report = self._queue.report(batch)
            except UnknownBatchError:
                continue
            items |= {(item.photo, item.channel): item for item in report.items}
            seconds, peak = seconds + report.seconds, max(peak, report.peak_bytes)
        photos = len({photo for photo, _ in items})
        Report(tuple(items.values()), photos, seconds, peak).write(self.out_dir)

    def _photos(self) -> list[Photo]:
        try:
            return photos_in([self.folder], self.out_dir)
        except UsageError:  # nothing there (yet)
            return []

    def _gone(self, name: str) -> Photo:
        """Return a photo that was taken in and is there no more: its output keeps its name."""
        return Photo(self.folder / name, PurePosixPath(name))

    def _name(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix()


def _look(path: Path) -> Look | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns

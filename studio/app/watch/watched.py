"""A watched folder: what is put into it and has settled goes through a preset, once for each content.

    Watched(folder, out_dir, preset, channels, queue).run(stop)

Files that are still being copied are left alone until they rest. What was taken in is remembered under the studio's
home, so that a restart begins nothing anew and two photos never take turns on one output name. The photos of a day are
one batch, however they arrive; its report is written, and its end told, when nothing more has come for a minute.
"""

import hashlib
import json
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from time import monotonic

from studio.app.batch.plan import Plan, make_plan, photos_in
from studio.app.batch.report import Item, Report
from studio.app.queue import Queue, Runner, UnknownBatchError, Wish
from studio.app.queue.gathering import came_to_rest, gather
from studio.app.watch.settling import SETTLE, Look, Settling, Taken, look_of
from studio.model.channel import Channel
from studio.model.errors import UsageError
from studio.model.photo import Photo
from studio.model.preset import Preset
from studio.store import paths

_LOOK_AGAIN = 30.0  # seconds; shares on a network do not tell of every change
_BEAT = 0.25
GATHER = 20.0
"""Seconds at most that a settled photo waits for those that are still being copied."""
REST = 60.0
"""Seconds without an arrival after which the end of a batch is told."""


@dataclass(frozen=True)
class Seen:
    """What a watched folder has come to: photos ever `taken` in, those still `settling`, and what was `refused`.

    `refused`: names with a sentence each, of files that are no photos and photos that failed. `batches`: those whose
    work is still to come. `left_out`: of the refused those that are no photos.
    """

    taken: int = 0
    settling: int = 0
    refused: tuple[tuple[str, str], ...] = ()
    batches: tuple[str, ...] = ()
    left_out: frozenset[str] = frozenset()


NOTHING = Seen()


class Watched:
    """See the module. `told` is called with the items of what was taken in together, once they are finished.

    `works`: work off what was taken in; else it only goes into the queue, for a runner elsewhere. `memory`: name under
    which is remembered what was taken in; by default it follows from folder, output, preset and channels. `noticed` is
    called after every look that saw something else than the last, `beaten` a few times a second.
    """

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
        works: bool = True,
        memory: str | None = None,
        told: Callable[[Sequence[Item]], object] = lambda items: None,
        noticed: Callable[[], object] = lambda: None,
        beaten: Callable[[], object] = lambda: None,
    ) -> None:
        if not folder.is_dir():
            raise _missing(folder)
        self.folder, self.out_dir = folder.absolute(), out_dir.absolute()
        self._preset, self._channels, self._queue = preset, tuple(channels), queue
        self._workers, self._told = workers, told
        self._settling = Settling(settle)
        self._works, self._noticed, self._beaten = works, noticed, beaten
        wish = [str(self.folder), str(self.out_dir), preset.model_dump_json(), [channel.id for channel in channels]]
        name = memory or hashlib.sha256(json.dumps(wish).encode()).hexdigest()[:16]
        self._file = paths.home() / "watch" / f"{name}.json"
        self._taken = Taken.read(self._file)
        self._open = [batch for batch in self._taken.batches if not self._is_over(batch)]
        self._failed = dict(self._failures(self._taken.batches))
        self._skipped: dict[str, str] = {}
        self._gathering: float | None = None  # since when something has waited for others
        self._came: dict[str, set[str]] = {}  # what came into a batch since it was over last
        self._over: dict[str, float] = {}  # batches whose end was not told yet, and since when they are over
        self._unsettled: set[Path] | None = None  # None: not looked yet

    @property
    def seen(self) -> Seen:
        """What it has come to; may be asked on any thread."""
        refused = {**self._skipped, **self._failed}
        return Seen(
            taken=len(self._taken.looks),
            settling=len(self._unsettled or ()),
            refused=tuple(refused.items()),
            batches=tuple(self._open),
            left_out=frozenset(self._skipped),
        )

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
        try:
            for changes in beats:
                if not self.folder.is_dir():
                    raise _missing(self.folder)
                if changes or monotonic() - looked > _LOOK_AGAIN or self._unsettled or self._unsettled is None:
                    looked, before = monotonic(), self.seen
                    self.look(stop)
                    if self.seen != before:
                        self._noticed()
                elif self._open and not self._works:
                    self._work_off(stop)
                self.rest(REST)
                self._beaten()
        finally:
            self.rest(0.0)
        if not stop.is_set():
            raise KeyboardInterrupt

    def look(self, stop: threading.Event) -> list[Item]:
        """Look at the folder once, and take in what has settled; return the items that came of it."""
        photos = self._photos()
        looks = {photo.path: look for photo in photos if (look := look_of(photo.path)) is not None}
        new = {path: look for path, look in looks.items() if self._taken.looks.get(self._name(path)) != look}
        settled = self._settling.settled(new)
        self._unsettled = set(new) - settled
        here = {self._name(path) for path in looks}
        self._failed = {name: why for name, why in self._failed.items() if name in here}
        fresh = [] if settled and self._gathers() else [photo for photo in photos if photo.path in settled]
        return self._take(fresh, new, stop) if fresh else self._work_off(stop)

    def _gathers(self) -> bool:
        """Whether what has settled waits for what is still being copied, so that a copied folder is one batch or few.

        Where the work is done here it gathers by itself meanwhile.
        """
        if not self._unsettled or self._works:
            self._gathering = None
            return False
        self._gathering = self._gathering or monotonic()
        if monotonic() - self._gathering < GATHER:
            return True
        self._gathering = None
        return False

    def _take(self, photos: Sequence[Photo], looks: dict[Path, Look], stop: threading.Event) -> list[Item]:
        plan = self._plan(photos)
        taken = {self._name(photo.path): looks[photo.path] for photo in photos}
        mark = hashlib.sha256(json.dumps([self._file.name, sorted(taken.items())]).encode()).hexdigest()
        wish = Wish(name=f"From {self.folder.name}", mark=f"watch {mark}")
        batch = gather(self._queue, plan, self._taken.batches, wish)
        self._taken.looks |= taken
        self._taken.batches = [*(each for each in self._taken.batches if each != batch.id), batch.id]
        self._taken.write(self._file)
        self._open = [*(each for each in self._open if each != batch.id), batch.id]
        self._came.setdefault(batch.id, set()).update(taken)
        self._over.pop(batch.id, None)
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
        """Work on what was submitted, tell of what is over, and write batch.json of everything that ever came in."""
        if self._works:
            for batch in self._open:
                if not self._is_over(batch):
                    Runner(self._queue, workers=self._workers, only=batch).run(stop, wait=False)
        over = [batch for batch in self._open if self._is_over(batch)]
        found = [item for batch in over for item in self._news(batch)]
        self._over |= {batch: monotonic() for batch in over}
        self._open = [batch for batch in self._open if batch not in over]
        if found:
            for item in found:
                self._failed.pop(item.photo, None)
            self._failed |= self._failures(over)
            self._write_report()
            self._told(found)
        return found

    def _news(self, batch: str) -> list[Item]:
        """Return the items of what came into a batch since it was over last; all of them after a restart."""
        came = self._came.pop(batch, None)
        return [item for item in self._items(batch) if came is None or item.photo in came]

    def rest(self, seconds: float) -> None:
        """Tell of the batches that have been over for so long, and write their reports."""
        now = monotonic()
        for batch in [batch for batch, since in self._over.items() if now - since >= seconds]:
            del self._over[batch]
            with suppress(UnknownBatchError):  # forgotten meanwhile
                came_to_rest(self._queue, batch)

    def _items(self, batch: str, status: str | None = None) -> list[Item]:
        try:
            return self._queue.items(batch, status=status)
        except UnknownBatchError:
            return []

    def _failures(self, batches: Sequence[str]) -> dict[str, str]:
        """Return a sentence for each photo of some batches that could not be made."""
        items = [item for batch in batches for item in self._items(batch, "failed")]
        return {item.photo: f"{item.error['message']} {item.error['hint']}".strip() for item in items if item.error}

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
        left_out: dict[str, str] = {}

        def skipped(path: Path, why: str) -> None:
            if self.out_dir not in path.parents and not path.name.startswith("."):
                left_out[self._name(path)] = why

        try:
            return photos_in([self.folder], self.out_dir, skipped=skipped)
        except UsageError:  # nothing there (yet)
            return []
        finally:
            self._skipped = left_out

    def _gone(self, name: str) -> Photo:
        """Return a photo that was taken in and is there no more: its output keeps its name."""
        return Photo(self.folder / name, PurePosixPath(name))

    def _name(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix()


def _missing(folder: Path) -> UsageError:
    return UsageError(f"The folder {folder} is not there.", "Name an existing folder, or connect its disk.")

"""The one that works the queue off: claims photos in order of priority, hands them to processes, writes the journal.

    runner = Runner(Queue(), workers=2)
    runner.run(stop=event)            # or runner.run(wait=False): until nothing is left that may run now

Several runners may work on one catalogue. Killed at any instant, the next one goes on from the journal.
"""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from datetime import datetime
from typing import Any

from studio.app.batch import batch as batches
from studio.app.batch.workers import Workers, worker_count
from studio.app.photo import mattes
from studio.app.queue.ending import write_reports
from studio.app.queue.journal import STRIKES, Claim, Journal
from studio.app.queue.journal import source_of as source
from studio.app.queue.machine import MACHINE, Machine
from studio.app.queue.outcome import Outcome, failed_items, outcome_of
from studio.app.queue.pace import Pace
from studio.app.queue.queue import Queue
from studio.app.queue.room import hindrance_of
from studio.app.queue.states import REVIEW, Batch
from studio.app.queue.watch import Watch, ending_words, say
from studio.model.errors import StudioError, WriteError
from studio.store import atomic, runners
from studio.store.batch_rules import usual_rules

BEAT = 0.2  # seconds after which a wish of a person is noticed
_AGAIN = 1.0  # seconds to wait for the catalogue's disk
_ROUND = 2.0  # seconds between looks at the dead, the held and the alarming


class Runner:
    """See the module. `crew` may be any object with the methods of Workers, such as a cluster's.

    `workers`: at most so many photos at once. `timeout`: seconds for a photo. `memory_limit`: bytes for a process;
    default: the house rules'.
    `only`: the id of the one batch to work on.
    """

    def __init__(
        self,
        queue: Queue,
        *,
        workers: int | None = None,
        crew: Any = None,
        only: str | None = None,
        timeout: float | None = None,
        memory_limit: int | None = None,
        machine: Machine = MACHINE,
        now: Callable[[], datetime] = datetime.now,
    ) -> None:
        self.queue, self.only, self.timeout = queue, only, timeout
        self._me = runners.Runner()
        self._journal = Journal(queue.catalogue, self._me.id)
        self._crew = crew or _crew(workers, memory_limit, self._me.id)
        self._pace = Pace(self._crew.count, machine)
        self._watch = Watch(self._journal, machine)
        self._machine, self._now = machine, now
        self._running: dict[Future[Any], tuple[Claim, str]] = {}
        self._unwritten: list[tuple[Claim, str, Outcome]] = []
        self._since: dict[str, float] = {}
        self._checked: set[str] = set()
        self._round = 0.0

    @property
    def id(self) -> str:
        """The runner's name in the catalogue and in the names of its unfinished files."""
        return self._me.id

    def run(self, stop: threading.Event | None = None, *, wait: bool = True) -> None:
        """Work until `stop` is set, or nothing is left; `wait`: also for batches that may only run later.

        Stopping gives photos in work back at once. Can be called once.
        """
        stop = stop or threading.Event()
        atomic.sign(self._me.id)
        try:
            while not stop.is_set():
                try:
                    self._look_around()
                    self._fill()
                except WriteError:  # the catalogue's disk: what is in work goes on, and we try again
                    stop.wait(_AGAIN)
                if not self._running and not self._unwritten:
                    if not self._open(waiting=wait):
                        return
                    stop.wait(BEAT)
                self._collect()
        finally:
            self._end()

    def _end(self) -> None:
        for future in self._running:
            self._crew.call_off(future)
        self._crew.shutdown(kill=True)
        folders = [folder for claim, _ in self._running.values() for folder in _folders(claim)]
        runners.sweep([*mattes.folders(), *folders], own=self._me.id)
        for claim, _ in self._running.values():
            self._journal.give_back(claim)
        atomic.sign("")
        self._me.end()
        mattes.prune()

    def _look_around(self) -> None:
        """Every beat: what was called off. Now and then: dead runners, held batches, alarms, ends."""
        claims = {(claim.batch, claim.at): future for future, (claim, _) in self._running.items()}
        for claim in self._journal.lost([claim for claim, _ in self._running.values()]):
            self._crew.call_off(claims[claim.batch, claim.at])
        self._take_back()
        self._write_late()
        if time.monotonic() - self._round < _ROUND:
            return
        self._round = time.monotonic()
        taken = self._journal.take_over()
        if taken:
            runners.sweep({*mattes.folders(), *(folder for claim in taken for folder in _folders(claim))})
        for told in self.queue.batches(open_only=True):
            self._care_for(told)

    def _take_back(self) -> None:
        """Let those wait again that lie ready where photos turned out slow: others may be more urgent by now."""
        spare = len(self._running) - self._pace.limit - self._pace.ready
        for future in reversed(list(self._running)):
            if spare <= 0:
                return
            if future.cancel():
                self._write(*self._running.pop(future), Outcome("back"))
                spare -= 1

    def _care_for(self, told: Batch) -> None:
        if self.only not in (None, told.id):
            return
        if told.held and told.held != REVIEW and not hindrance_of(told.out_dir):
            self._journal.hold(told.id, "")
        if told.started is not None and told.id not in self._checked:
            self._journal.recheck(told.id, told.out_dir)
        self._checked.add(told.id)
        self._watch.look_at(told)
        self._end_batch(told.id)

    def _fill(self) -> None:
        """Hand out photos until every process that makes sense has one, and the next ones where photos are quick."""
        while len(self._running) < self._pace.limit + self._pace.ready:
            claim = self._next()
            if claim is None:
                return
            found = source(claim.photo)
            try:
                job = claim.job()
            except Exception as error:  # a channel or a preset of another version: this batch's trouble only
                self._write(claim, found, Outcome("record", failed_items(claim, error)))
                self._end_batch(claim.batch)
                continue
            patience = self.timeout or batches.patience(len(job.targets))
            future = self._crew.submit(batches.work_off, job, claim.out_dir, True, timeout=patience)
            self._running[future] = claim, found
            self._since.setdefault(claim.batch, time.monotonic())

    def _next(self) -> Claim | None:
        for told in self._open():
            mine = sum(claim.batch == told.id for claim, _ in self._running.values())
            if told.workers is not None and mine >= told.workers:
                continue
            if not told.out_dir.is_dir() and not self._folder_is_back(told):
                continue
            try:
                claim = self._journal.claim(told.id, told.out_dir)
            except WriteError:  # the catalogue's own disk is full: what runs is finished, nothing new is begun
                return None
            if claim is not None:
                return claim
        return None

    def _open(self, *, waiting: bool = False) -> list[Batch]:
        """Return the batches that may run now, the most urgent first; with `waiting` also those that may later."""
        found = []
        for told in reversed(self.queue.batches(open_only=True)):
            later = waiting and told.stage == "held"
            if self.only in (None, told.id) and (told.stage in ("waiting", "running") or later):
                found.append(told)
        return sorted(found, key=lambda told: -told.priority)

    def _folder_is_back(self, told: Batch) -> bool:
        """Make the output folder (again); what was in it is to be made again. Hold the batch where that fails."""
        why = hindrance_of(told.out_dir, begun=told.started is not None)
        if why:
            self._journal.hold(told.id, why)
        elif told.started is not None:
            self._journal.recheck(told.id, told.out_dir)
        return not why

    def _collect(self) -> None:
        """Take what is finished within a beat, and write it down."""
        if not self._running:
            return
        for future in wait(self._running, timeout=BEAT, return_when=FIRST_COMPLETED).done:
            claim, found = self._running.pop(future)
            outcome = outcome_of(future, claim)
            self._pace.finished(outcome.action == "record")
            if outcome.crashed:
                runners.sweep([*mattes.folders(), *_folders(claim)], own=self._me.id, living=self._crew.living())
            self._write(claim, found, outcome)
            self._end_batch(claim.batch)

    def _write(self, claim: Claim, found: str, outcome: Outcome) -> None:
        try:
            if outcome.action == "record":
                self._record(claim, found, outcome.items)
            elif outcome.action == "back":
                self._journal.give_back(claim)
            elif outcome.action == "hold":
                self._journal.give_back(claim)
                self._journal.hold(claim.batch, outcome.why)
            elif claim.strikes + 1 < STRIKES:
                self._journal.give_back(claim, strike=True)
            else:
                self._record(claim, found, outcome.items)
        except WriteError:
            self._unwritten.append((claim, found, outcome))

    def _record(self, claim: Claim, found: str, items: Sequence[Any]) -> None:
        since = self._since.get(claim.batch, time.monotonic())
        worked = time.monotonic() - since
        self._journal.record(claim, items, source=found, worked=worked, peak=self._crew.peak_memory())
        if any(other.batch == claim.batch for other, _ in self._running.values()):
            self._since[claim.batch] = time.monotonic()
        else:
            self._since.pop(claim.batch, None)

    def _write_late(self) -> None:
        """Write what the catalogue's disk did not take before."""
        late, self._unwritten = self._unwritten, []
        for claim, found, outcome in late:
            self._write(claim, found, outcome)
            self._end_batch(claim.batch)

    def _end_batch(self, batch: str) -> None:
        """Write the reports and end the batch where nothing is left to do."""
        try:
            if not self._journal.is_through(batch):
                return
            told = self.queue.batch(batch)
            self._watch.look_at(told)
            runners.sweep(self._journal.folders(batch, told.out_dir), own=self._me.id, living=self._crew.living())
            if told.gathers:
                self._journal.end(batch)
                return
            report = self.queue.report(batch)
            write_reports(told, report)
            self._journal.end(batch)
            say("ended", told, ending_words(told, report))
        except WriteError as error:
            self._journal.hold(batch, str(error))
        except StudioError:  # forgotten meanwhile
            return


def _crew(workers: int | None, memory_limit: int | None, owner: str) -> Workers:
    """Return processes as many and as large as the house rules allow."""
    rules = usual_rules()
    limit = memory_limit or (rules.memory_mb * 1_000_000 if rules.memory_mb else batches.MEMORY_LIMIT)
    return Workers(min(worker_count(workers), rules.cores or 10_000), memory_limit=limit, owner=owner)


def _folders(claim: Claim) -> list[Any]:
    return [(claim.out_dir / output).parent for output in claim.outputs]

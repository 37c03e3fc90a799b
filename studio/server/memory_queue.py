"""A job queue that lives as long as the server: one job at a time, the most urgent first."""

import itertools
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

from studio.app.batch import run_plan
from studio.app.plan import Plan
from studio.app.report import Item
from studio.model.errors import Cancelled, StudioError
from studio.server.jobs import Event, JobState


class _Entry:
    def __init__(self, plan: Plan, state: JobState, mark: str | None) -> None:
        self.plan, self.state, self.mark = plan, state, mark
        self.items: list[dict[str, Any]] = []
        self.cancelled, self.go = threading.Event(), threading.Event()
        self.go.set()


class MemoryQueue:
    """See `studio.server.jobs.Queue`."""

    def __init__(self, *, workers: int | None = None) -> None:
        self._workers = workers
        self._entries: dict[str, _Entry] = {}
        self._events: list[Event] = []
        self._changed = threading.Condition()
        self._closed = False
        self._numbers = itertools.count(1)
        self._thread = threading.Thread(target=self._run, name="jobs", daemon=True)
        self._thread.start()

    def submit(self, plan: Plan, *, name: str, priority: int, mark: str | None = None) -> str:
        """Queue a plan."""
        with self._changed:
            for known in self._entries.values():
                if mark is not None and known.mark == mark:
                    return known.state.id
            job_id = plan.out_dir.name
            state = JobState(
                job_id, name, "waiting", priority, 0, len(plan.jobs), time.time(), out_dir=str(plan.out_dir)
            )
            self._entries[job_id] = _Entry(plan, state, mark)
            self._changed.notify_all()
        return job_id

    def jobs(self) -> list[JobState]:
        """Return every job, newest first."""
        with self._changed:
            return [entry.state for entry in reversed(self._entries.values())]

    def job(self, job_id: str) -> JobState | None:
        """Return one job, or None."""
        entry = self._entries.get(job_id)
        return entry.state if entry is not None else None

    def items(self, job_id: str) -> list[dict[str, Any]]:
        """Return what is finished."""
        entry = self._entries.get(job_id)
        return list(entry.items) if entry is not None else []

    def events(self, job_id: str | None = None, *, after: int = 0, limit: int = 500) -> Sequence[Event]:
        """Return what happened after an event's number."""
        with self._changed:
            found = (event for event in self._events if event.number > after and job_id in (None, event.job))
            return list(itertools.islice(found, limit))

    def wish(self, job_id: str, wish: Literal["run", "pause", "cancel"]) -> None:
        """Ask for a job to go on, pause or stop."""
        with self._changed:
            entry = self._entries.get(job_id)
            if entry is None or entry.state.over:
                return
            if wish == "cancel":
                entry.cancelled.set()
                entry.go.set()
                if entry.state.started is None:
                    self._end(entry, "cancelled")
            elif wish == "pause":
                entry.go.clear()
                self._tell(entry, state="paused")
            else:
                entry.go.set()
                self._tell(entry, state="running" if entry.state.started is not None else "waiting")
            self._changed.notify_all()

    def close(self) -> None:
        """Stop working."""
        with self._changed:
            self._closed = True
            for entry in self._entries.values():
                entry.cancelled.set()
                entry.go.set()
            self._changed.notify_all()
        self._thread.join()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._closed or self._next() is not None)
                entry = self._next()
                if self._closed or entry is None:
                    return
                self._tell(entry, state="running", started=time.time())
            self._work(entry)

    def _next(self) -> _Entry | None:
        waiting = [entry for entry in self._entries.values() if entry.state.state == "waiting"]
        return max(waiting, key=lambda entry: entry.state.priority, default=None)

    def _work(self, entry: _Entry) -> None:
        def finished(done: int, total: int, items: Sequence[Item]) -> None:
            with self._changed:
                for item in items:
                    entry.items.append(item.as_json())
                    self._event(entry, "item", item.as_json())
                    counts = {**entry.state.counts, item.status: entry.state.counts.get(item.status, 0) + 1}
                    entry.state = replace(entry.state, counts=counts)
                self._tell(entry, done=done)

        try:
            run_plan(entry.plan, workers=self._workers, progress=finished, cancelled=entry.cancelled, go=entry.go)
        except Cancelled:
            with self._changed:
                self._end(entry, "cancelled")
        except StudioError as error:
            with self._changed:
                self._end(entry, "failed", error.as_json())
        else:
            with self._changed:
                self._end(entry, "done")

    def _end(self, entry: _Entry, state: str, problem: dict[str, str] | None = None) -> None:
        entry.state = replace(entry.state, state=state, ended=time.time(), problem=problem)  # type: ignore[arg-type]
        self._event(entry, "end", {"state": state, "counts": entry.state.counts})

    def _tell(self, entry: _Entry, **values: Any) -> None:
        entry.state = replace(entry.state, **values)
        state = entry.state
        self._event(entry, "progress", {"state": state.state, "done": state.done, "total": state.total})

    def _event(self, entry: _Entry, kind: Literal["progress", "item", "end"], data: dict[str, Any]) -> None:
        self._events.append(Event(next(self._numbers), entry.state.id, kind, time.time(), data))

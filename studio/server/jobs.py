"""What the server asks of a job queue, and what it learns of a job: the seam between HTTP and the batch."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from studio.app.plan import Plan

State = Literal["waiting", "running", "paused", "done", "failed", "cancelled"]
OVER: tuple[State, ...] = ("done", "failed", "cancelled")


@dataclass(frozen=True)
class JobState:
    """How far a job is. Times are seconds since 1970, `left` seconds, None while they cannot be told.

    `done` and `total` count photos, `counts` finished files by status (done, flagged, failed). "done" as a state means
    that every photo was worked on, not that every photo went well; "failed" that the job could not run at all.
    """

    id: str
    name: str
    state: State
    priority: int
    done: int
    total: int
    created: float
    out_dir: str
    started: float | None = None
    ended: float | None = None
    left: float | None = None
    counts: dict[str, int] = field(default_factory=dict)
    problem: dict[str, str] | None = None

    @property
    def over(self) -> bool:
        """Whether nothing more will come."""
        return self.state in OVER


@dataclass(frozen=True)
class Event:
    """Something that happened to a job: `number` grows over all jobs; kinds are progress, item and end."""

    number: int
    job: str
    kind: Literal["progress", "item", "end"]
    time: float
    data: dict[str, Any]


class Queue(Protocol):
    """A queue of jobs that runs them by itself. Every method may be called from any thread."""

    def submit(self, plan: Plan, *, name: str, priority: int, mark: str | None = None) -> str:
        """Queue a plan and return the job's id; with a `mark` that is known already, that earlier job's id."""

    def jobs(self) -> list[JobState]:
        """Return every job, newest first."""

    def job(self, job_id: str) -> JobState | None:
        """Return one job, or None."""

    def items(self, job_id: str) -> list[dict[str, Any]]:
        """Return what is finished, as the items of batch.json in the order of the photos."""

    def events(self, job_id: str | None = None, *, after: int = 0, limit: int = 500) -> Sequence[Event]:
        """Return what happened after an event's number, oldest first; of one job, or of all."""

    def wish(self, job_id: str, wish: Literal["run", "pause", "cancel"]) -> None:
        """Ask for a job to go on, pause or stop; nothing where it is over or not known."""

    def close(self) -> None:
        """Stop working; jobs that are not over stay queued where the queue is a lasting one."""

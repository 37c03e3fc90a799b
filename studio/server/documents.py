"""The JSON documents that the server answers with."""

from datetime import UTC, datetime
from typing import Literal

from pydantic import BaseModel

from studio.app.queue import Batch
from studio.app.queue.states import Stage
from studio.server.problems import Problem


class Job(BaseModel):
    """How far a job is: `done` of `total` photos, finished files by status in `counts`, `left` in seconds.

    `held` says why it waits by itself. The state "done" means that every photo was worked on, well or not.
    """

    id: str
    name: str
    state: Stage
    held: str
    priority: int
    done: int
    total: int
    counts: dict[str, int]
    left: float | None
    created: datetime
    started: datetime | None
    ended: datetime | None

    @classmethod
    def of(cls, job: Batch) -> "Job":
        """Return the document of a job."""
        return cls(
            id=job.id,
            name=job.name,
            state=job.stage,
            held=job.held,
            priority=job.priority,
            done=job.finished,
            total=job.photos,
            counts=dict(job.items),
            left=job.left,
            created=_time(job.created),
            started=_time(job.started) if job.started else None,
            ended=_time(job.ended) if job.ended else None,
        )


def _time(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


class Jobs(BaseModel):
    """Jobs, newest first."""

    items: list[Job]


class Finding(BaseModel):
    """What a check found; `where` is x, y, width, height in pixels."""

    check: str
    severity: Literal["error", "warning", "info"]
    message: str
    where: list[int] | None = None
    fix: str | None = None


class Item(BaseModel, extra="allow"):
    """One photo on one channel, as in batch.json; `output` is what GET …/files/{output} takes."""

    photo: str
    sha256: str
    channel: str
    output: str | None
    status: Literal["done", "flagged", "failed"]
    findings: list[Finding]
    error: Problem | None


class Results(BaseModel):
    """What is finished so far."""

    job: Job
    items: list[Item]


class Health(BaseModel):
    """That the server is there."""

    ok: bool
    version: str


class Choice(BaseModel):
    """A preset or channel that a job may name."""

    id: str
    name: str


class Choices(BaseModel):
    """Presets or channels."""

    items: list[Choice]

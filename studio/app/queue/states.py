"""What the queue tells of its batches."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from studio.app.queue.when import ANY_TIME, When
from studio.model.errors import StudioError

Stage = Literal["waiting", "running", "paused", "held", "review", "done", "cancelled"]
NIGHT, USUAL, NOW = -10, 0, 10
"""Priorities: the higher goes first, photo by photo; a single preview (NOW) overtakes a night batch."""
REVIEW: Final = "Look at the sample, then release the rest."


class UnknownBatchError(StudioError):
    """No batch of that id."""

    kind = "unknown-batch"


@dataclass(frozen=True)
class Batch:
    """One batch as it stands. `stage` "held": it goes on by itself when `held` (a sentence) is no longer so.

    `photos` counts jobs, `jobs` by state, `items` finished files by status. Times are seconds since 1970, `worked`
    seconds of work, `peak` bytes of memory. `left`: seconds to go at the pace so far, None while that cannot be told.
    `gathers`: further photos may join it, and who adds them tells of its end and writes its report.
    """

    id: str
    name: str
    out_dir: Path
    priority: int
    stage: Stage
    held: str
    when: When
    workers: int | None
    photos: int
    channels: int
    jobs: Mapping[str, int] = field(default_factory=dict)
    items: Mapping[str, int] = field(default_factory=dict)
    created: float = 0.0
    started: float | None = None
    ended: float | None = None
    worked: float = 0.0
    peak: int = 0
    collisions: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    gathers: bool = False

    @property
    def over(self) -> bool:
        """Whether nothing more will come (unless failed photos are tried again)."""
        return self.stage in ("done", "cancelled")

    @property
    def finished(self) -> int:
        """How many photos are finished, well or not."""
        return self.jobs.get("done", 0) + self.jobs.get("failed", 0)

    @property
    def left(self) -> float | None:
        """Seconds to go at the pace so far."""
        if self.over:
            return 0.0
        return self.worked / self.finished * (self.photos - self.finished) if self.finished > 1 else None

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "id": self.id,
            "name": self.name,
            "out": str(self.out_dir),
            "priority": self.priority,
            "stage": self.stage,
            "held": self.held,
            "when": self.when.as_json(),
            "workers": self.workers,
            "photos": self.photos,
            "channels": self.channels,
            "jobs": dict(self.jobs),
            "items": dict(self.items),
            "created": self.created,
            "started": self.started,
            "ended": self.ended,
            "seconds": round(self.worked, 3),
            "seconds_left": None if self.left is None else round(self.left, 1),
            "peak_rss_mb": round(self.peak / 1e6, 1),
            "collisions": list(self.collisions),
            "left_out": list(self.left_out),
        }


@dataclass(frozen=True)
class Event:
    """Something that happened; `number` only grows, and a watcher asks for what came after the last it saw.

    Kinds: submitted, joined (data: photos), started, item (data: at, photo, channel, output, status), paused, resumed,
    held, released, review (data: message), reviewed, cancelled, retried, alert (data: alert, message), ended.
    """

    number: int
    batch: str
    kind: str
    time: float
    data: Mapping[str, Any]


@dataclass(frozen=True)
class Wish:
    """How a batch is to be run. `mark`: submitting the same mark again returns the first batch (idempotency key).

    `sample`: first only so many photos of each sub-folder, then it waits for a look. `workers`: so many at once.
    `gathers`: see Batch.
    """

    name: str = ""
    priority: int = USUAL
    when: When = ANY_TIME
    workers: int | None = None
    sample: int | None = None
    mark: str | None = None
    paused: bool = False
    gathers: bool = False

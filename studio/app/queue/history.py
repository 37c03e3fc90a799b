"""What earlier batches took, for planning the next: how fast, how much, how many failed."""

import time
from dataclasses import asdict, dataclass
from typing import Any

from studio.app.batch.report import STAGES
from studio.app.queue.queue import Queue

_SUMS = ", ".join(f"total(json_extract(document, '$.seconds.{stage}')) AS seconds_{stage}" for stage in STAGES)
_AGAIN = "json_extract(document, '$.again')"


@dataclass(frozen=True)
class Past:
    """A batch that ended. `ended` in seconds since 1970; `seconds` of work; `size` in bytes on disk; `peak` of memory.

    `stages`: seconds by stage of all its photos together. `files` counts those made, not those that were there already.
    """

    id: str
    name: str
    ended: float
    photos: int
    failed: int
    flagged: int
    files: int
    seconds: float
    size: int
    peak: int
    stages: dict[str, float]

    @property
    def rate(self) -> float:
        """Photos a minute; 0 where that was not measured."""
        return (self.photos - self.failed) / self.seconds * 60 if self.seconds > 0 and self.files else 0.0

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        ended = time.strftime("%Y-%m-%dT%H:%M:%S", time.localtime(self.ended))
        return {**asdict(self), "ended": ended, "photos_per_minute": round(self.rate, 2)}


def history_of(queue: Queue, most: int = 60) -> list[Past]:
    """Return the batches that ended last, the earliest first."""
    sql = "SELECT id FROM batch WHERE ended IS NOT NULL AND wish != 'cancel' ORDER BY ended DESC LIMIT ?"
    return [_past(queue, row["id"]) for row in queue.catalogue.rows(sql, most)][::-1]


def _past(queue: Queue, batch: str) -> Past:
    told = queue.batch(batch)
    row = queue.catalogue.row(
        f"SELECT sum(status != 'failed' AND NOT coalesce({_AGAIN}, 0)) AS files,"
        f" total(json_extract(document, '$.bytes')) AS size, {_SUMS} FROM item WHERE batch = ?",
        batch,
    )
    assert row is not None  # sums are there even of nothing
    return Past(
        id=told.id,
        name=told.name or told.out_dir.name,
        ended=told.ended or 0.0,
        photos=told.photos,
        failed=told.jobs.get("failed", 0),
        flagged=told.items.get("flagged", 0),
        files=int(row["files"] or 0),
        seconds=told.worked,
        size=int(row["size"]),
        peak=told.peak,
        stages={stage: round(float(row[f"seconds_{stage}"]), 3) for stage in STAGES},
    )

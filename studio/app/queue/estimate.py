"""What a batch will take, before it begins: time as measured on this computer, disk space, price."""

import json
import statistics
from dataclasses import dataclass
from typing import Any

from studio.app.batch.plan import Plan
from studio.app.batch.workers import worker_count
from studio.app.queue.queue import Queue
from studio.app.workspace.export_run import expected_seconds

_LATEST = 400  # lines of the journal that tell how fast this computer is


@dataclass(frozen=True)
class Estimate:
    """`seconds` over all processes, `size` in bytes on disk, `cost_usd` for providers. `measured`: on this computer."""

    photos: int
    files: int
    seconds: float
    size: int
    cost_usd: float
    measured: bool

    @property
    def sentence(self) -> str:
        """The estimate in words."""
        return f"{self.photos} photos → {self.files} files: {self.cost[:1].lower()}{self.cost[1:]}."

    @property
    def cost(self) -> str:
        """What it takes, in words."""
        minutes = f"{self.seconds:.0f} s" if self.seconds < 120 else f"{self.seconds / 60:.0f} min"
        how = "as measured on this computer" if self.measured else "a first guess"
        price = "nothing to pay" if not self.cost_usd else f"${self.cost_usd:.2f}"
        return f"About {minutes} ({how}), {self.size / 1e6:.0f} MB on disk, {price}"

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "photos": self.photos,
            "files": self.files,
            "seconds": round(self.seconds, 1),
            "bytes": self.size,
            "cost_usd": self.cost_usd,
            "measured": self.measured,
        }


def estimate_of(queue: Queue, plan: Plan) -> Estimate:
    """Return the estimate of a plan from the latest lines of the journal; every model is local, so the price is 0."""
    sql = (
        "SELECT document, place FROM item JOIN batch ON batch.id = item.batch WHERE status != 'failed'"
        " ORDER BY batch.created DESC, batch.id, at DESC LIMIT ?"
    )
    rows = queue.catalogue.rows(sql, _LATEST)
    first: list[float] = []
    further: list[float] = []
    sizes: list[int] = []
    for row in rows:
        document = json.loads(row["document"])
        seconds = sum(document.get("seconds", {}).values())
        if not document.get("again"):
            (further if row["place"] else first).append(seconds)
            sizes.append(document.get("bytes") or 0)
    files = sum(len(job.targets) for job in plan.jobs)
    if not first:
        guess = expected_seconds(len(plan.jobs), files // len(plan.jobs))
        return Estimate(len(plan.jobs), files, guess, files * 500_000, 0.0, False)
    further_one = statistics.mean(further) if further else statistics.mean(first) / 4
    work = len(plan.jobs) * statistics.mean(first) + (files - len(plan.jobs)) * further_one
    return Estimate(len(plan.jobs), files, work / worker_count(), int(files * statistics.mean(sizes)), 0.0, True)

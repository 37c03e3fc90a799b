"""What a batch's journal adds up to: seconds by stage with percentiles, findings by kind, throughput over time."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from studio.app.batch.report import STAGES, Item


@dataclass(frozen=True)
class StageTime:
    """Seconds of one stage over the photos that were worked on: `total`, and per photo median, 95th and largest."""

    stage: str
    total: float
    median: float
    p95: float
    largest: float
    largest_photo: str


@dataclass(frozen=True)
class Tally:
    """`stages` in the order of the work, "all" last; `findings` (check, severity, count), the most frequent first.

    `again`: files that were already there from an earlier run.
    """

    stages: tuple[StageTime, ...]
    findings: tuple[tuple[str, str, int], ...]
    problems: tuple[tuple[str, int], ...]
    again: int

    @property
    def slowest(self) -> StageTime | None:
        """The stage that takes most of the time."""
        return max(self.stages[:-1], key=lambda stage: stage.total, default=None)


def tally_of(items: Sequence[Item]) -> Tally:
    """Add up the lines of a journal."""
    photos: dict[str, Counter[str]] = {}
    for item in items:
        if not item.again:
            photos.setdefault(item.photo, Counter()).update(item.seconds)
    stages = tuple(_stage(name, {photo: spent[name] for photo, spent in photos.items()}) for name in STAGES)
    everything = _stage("all", {photo: sum(spent.values()) for photo, spent in photos.items()})
    findings = Counter((found.check, found.severity) for item in items for found in item.findings)
    problems = Counter(item.error["kind"] for item in items if item.error is not None)
    return Tally(
        (*stages, everything) if photos else (),
        tuple((check, severity, count) for (check, severity), count in findings.most_common()),
        tuple(problems.most_common()),
        sum(item.again for item in items),
    )


def _stage(name: str, seconds: dict[str, float]) -> StageTime:
    ordered = sorted(seconds.values())
    slowest = max(seconds, key=lambda photo: seconds[photo], default="")
    return StageTime(
        name, sum(ordered), percentile(ordered, 0.5), percentile(ordered, 0.95), seconds.get(slowest, 0.0), slowest
    )


def percentile(ordered: Sequence[float], share: float) -> float:
    """Return the value below which a share (0–1) of ascending values lies (nearest rank); 0 for none."""
    if not ordered:
        return 0.0
    return ordered[min(len(ordered) - 1, max(0, math.ceil(share * len(ordered)) - 1))]

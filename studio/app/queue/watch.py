"""Alarms about a batch that nobody watches: many failures, a standstill, a disk that fills. Each is told once."""

import time

from studio.app.queue.journal import Journal
from studio.app.queue.machine import Machine
from studio.app.queue.states import Batch

SHARE, LEAST_PHOTOS = 0.2, 20
"""Failures of more than this share of the photos are alarming, once so many are finished."""
STANDSTILL = 600.0  # seconds without a finished photo
_LOW = 500_000_000  # bytes free


class Watch:
    """Looks at running batches now and then, and writes `alert` events."""

    def __init__(self, journal: Journal, machine: Machine) -> None:
        self._journal, self._machine = journal, machine
        self._told: set[tuple[str, str]] = set()
        self._moved: dict[str, tuple[int, float]] = {}

    def look_at(self, batch: Batch) -> None:
        """Tell what is alarming about a batch."""
        for kind, message in self._alarms(batch):
            if (batch.id, kind) not in self._told:
                self._told.add((batch.id, kind))
                self._journal.tell(batch.id, "alert", {"alert": kind, "message": message})

    def _alarms(self, batch: Batch) -> list[tuple[str, str]]:
        found = []
        failed = batch.jobs.get("failed", 0)
        if batch.finished >= LEAST_PHOTOS and failed > SHARE * batch.finished:
            found.append(("failures", f"{failed} of {batch.finished} photos failed."))
        if batch.stage == "held":
            found.append(("held", batch.held))
        if batch.stage == "running" and self._stands_still(batch):
            found.append(("stalled", f"No photo was finished for {STANDSTILL / 60:.0f} minutes."))
        free = self._machine.free_disk(batch.out_dir)
        if batch.stage == "running" and free is not None and free < _LOW:
            found.append(("disk", f"Only {free / 1e6:.0f} MB are free where {batch.out_dir} lies."))
        return found

    def _stands_still(self, batch: Batch) -> bool:
        count, since = self._moved.get(batch.id, (-1, 0.0))
        if count != batch.finished or batch.stage != "running":
            self._moved[batch.id] = batch.finished, time.monotonic()
            return False
        return time.monotonic() - since > STANDSTILL

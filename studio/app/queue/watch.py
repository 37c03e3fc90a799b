"""Alarms about a batch that nobody watches: many failures, a standstill, a disk that fills. Each is told once."""

import json
import time
from contextlib import closing
from datetime import date

from studio.app.batch.report import Report
from studio.app.queue.journal import Journal
from studio.app.queue.machine import Machine
from studio.app.queue.notify import notify
from studio.app.queue.states import Batch
from studio.model.errors import StudioError
from studio.store.ai_settings import load_ai_settings
from studio.store.batch_rules import BatchRules, usual_rules
from studio.store.ledger_file import LedgerFile
from studio.store.spending import spent_since

LEAST_PHOTOS = 20
"""So many photos must be finished before their failures are alarming."""


_LATELY = 6 * 3600.0  # seconds


class Watch:
    """Looks at running batches now and then, and writes `alert` events."""

    def __init__(self, journal: Journal, machine: Machine) -> None:
        self._journal, self._machine = journal, machine
        self._told: set[tuple[str, str]] = set()
        self._moved: dict[str, tuple[int, float]] = {}

    def look_at(self, batch: Batch) -> None:
        """Tell what is alarming about a batch."""
        for kind, message in self._alarms(batch, usual_rules()):
            if self._is_new(batch, kind):
                self._journal.tell(batch.id, "alert", {"alert": kind, "message": message})
                say("alert", batch, message)
        if batch.stage == "review" and (batch.id, batch.held) not in self._told:
            self._told.add((batch.id, batch.held))
            say("review", batch, batch.held)

    def _is_new(self, batch: Batch, kind: str) -> bool:
        """Whether it was not told yet, by this runner or by another one lately: a watched folder has many runners."""
        if (batch.id, kind) in self._told:
            return False
        self._told.add((batch.id, kind))
        sql = "SELECT data FROM event WHERE batch = ? AND kind = 'alert' AND time > ?"
        rows = self._journal.catalogue.rows(sql, batch.id, time.time() - _LATELY)
        return all(json.loads(row["data"]).get("alert") != kind for row in rows)

    def _alarms(self, batch: Batch, rules: BatchRules) -> list[tuple[str, str]]:
        found = []
        failed = batch.jobs.get("failed", 0)
        if batch.finished >= LEAST_PHOTOS and failed > rules.failures / 100 * batch.finished:
            found.append(("failures", f"{failed} of {batch.finished} photos failed."))
        if batch.stage == "held":
            found.append(("held", batch.held))
        if batch.stage == "running" and self._stands_still(batch, rules.stalled * 60):
            found.append(("stalled", f"No photo was finished for {rules.stalled:g} minutes."))
        free = self._machine.free_disk(batch.out_dir)
        if batch.stage == "running" and free is not None and free < rules.disk_mb * 1e6:
            found.append(("disk", f"Only {free / 1e6:.0f} MB are free where {batch.out_dir} lies."))
        if batch.stage == "running" and (spent := spent_of_budget(rules.budget)):
            found.append(("budget", spent))
        return found

    def _stands_still(self, batch: Batch, longest: float) -> bool:
        count, since = self._moved.get(batch.id, (-1, 0.0))
        if count != batch.finished or batch.stage != "running":
            self._moved[batch.id] = batch.finished, time.monotonic()
            return False
        return time.monotonic() - since > longest


def say(kind: str, batch: Batch, message: str) -> None:
    """Tell it to who is not at the computer."""
    notify(kind, batch.id, batch.name or batch.out_dir.name, message)


def spent_of_budget(per_cent: float) -> str:
    """Return a sentence where so much of the month's AI budget is spent, else ""."""
    try:
        most = load_ai_settings().budget.month_usd
        if not most:
            return ""
        with closing(LedgerFile()) as ledger:
            spent = spent_since(ledger, date.today().replace(day=1))
    except StudioError:
        return ""
    if spent < per_cent / 100 * most:
        return ""
    return f"${spent:.2f} of this month's ${most:.2f} for AI are spent."


def ending_words(batch: Batch, report: Report) -> str:
    """Return how a batch ended, as a sentence."""
    failed = batch.jobs.get("failed", 0)
    return f"Done: {batch.photos:,} photos, {failed:,} failed, {report.to_look_at:,} files to look at."

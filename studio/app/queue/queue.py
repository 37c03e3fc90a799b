"""The queue as its users see it: submit, list, steer, watch. What works on it is `runner.Runner`.

    queue = Queue()
    batch = queue.submit(make_plan(photos, preset, channels, out_dir), Wish(priority=NOW, mark="order 17"))
    queue.pause(batch.id); queue.resume(batch.id); queue.cancel(batch.id); queue.retry(batch.id)
    for event in queue.events(after=last_seen): ...

Any number of threads and processes may do so at once. Everything is in the catalogue before a call returns.
"""

import json
import secrets
import sqlite3
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from studio.app.batch.plan import Plan
from studio.app.batch.report import Item, Report
from studio.app.queue.documents import as_text, item_of, touched
from studio.app.queue.entering import insert_batch
from studio.app.queue.quiet import resting
from studio.app.queue.states import REVIEW, Batch, Event, Stage, UnknownBatchError, Wish
from studio.app.queue.when import REGARDLESS, When
from studio.model.errors import UsageError
from studio.model.touchup import TouchUp
from studio.store.catalogue import Catalogue


class Queue:
    """See the module. Raises WriteError where the catalogue cannot be written, UnknownBatchError."""

    def __init__(self, catalogue: Catalogue | None = None) -> None:
        self.catalogue = catalogue or Catalogue()

    def submit(self, plan: Plan, wish: Wish | None = None) -> Batch:
        """Put a plan into the queue; returns the earlier batch where its mark was submitted before."""
        wish = wish or Wish()
        if not plan.jobs:
            raise UsageError("There is no photo to export.", "Name some photos first.")
        batch = secrets.token_hex(4)
        with self.catalogue.writing() as now:
            if wish.mark is not None:
                earlier = now.execute("SELECT id FROM batch WHERE mark = ?", (wish.mark,)).fetchone()
                if earlier is not None:
                    return self.batch_in(now, earlier["id"])
            insert_batch(now, batch, plan, wish)
            tell(now, batch, "submitted", {"photos": len(plan.jobs), "name": wish.name})
            return self.batch_in(now, batch)

    def batches(self, *, open_only: bool = False) -> list[Batch]:
        """Return the batches, the latest first."""
        condition = "WHERE ended IS NULL" if open_only else ""
        ids = self.catalogue.rows(f"SELECT id FROM batch {condition} ORDER BY created DESC, rowid DESC")
        return [self.batch(row["id"]) for row in ids]

    def batch(self, batch: str) -> Batch:
        """Return one batch as it stands; raises UnknownBatchError."""
        with self.catalogue.reading() as now:
            return self.batch_in(now, batch)

    def latest(self) -> Batch:
        """Return the batch submitted last; raises UnknownBatchError where there is none."""
        row = self.catalogue.row("SELECT id FROM batch ORDER BY created DESC, rowid DESC LIMIT 1")
        if row is None:
            raise UnknownBatchError(
                "The queue is empty.", "Submit a batch first: studio batch submit PHOTO… --out DIR."
            )
        return self.batch(row["id"])

    def items(self, batch: str, *, status: str | None = None, after: int = -1, most: int = -1) -> list[Item]:
        """Return the journal's lines in the order of the photos: those of a status, of photos behind place `after`."""
        self.batch(batch)
        condition, values = ("AND status = ?", [status]) if status is not None else ("", [])
        rows = self.catalogue.rows(
            f"SELECT document FROM item WHERE batch = ? AND at > ? {condition} ORDER BY at, place LIMIT ?",
            batch, after, *values, most,
        )  # fmt: skip
        return [item_of(row["document"]) for row in rows]

    def lines(self, batch: str, ats: Sequence[int] | None = None) -> list[sqlite3.Row]:
        """Return the journal's lines as rows (at, place, document, reviewed, job): all, or those of some photos."""
        sql = (
            "SELECT item.at, place, item.document, reviewed, job.document AS job FROM item"
            " JOIN job ON job.batch = item.batch AND job.at = item.at WHERE item.batch = ?"
        )
        if ats is None:
            return self.catalogue.rows(f"{sql} ORDER BY item.at, place", batch)
        return [row for at in ats for row in self.catalogue.rows(f"{sql} AND item.at = ? ORDER BY place", batch, at)]

    def last_event(self) -> int:
        """Return the number of the latest event."""
        row = self.catalogue.row("SELECT max(number) FROM event")
        return int(row[0] or 0) if row is not None else 0

    def accept(self, batch: str, lines: Iterable[tuple[int, int]], verdict: str = "accepted") -> None:
        """Note what a person said of some lines (at, place); "" takes it back."""
        with self.catalogue.writing() as now:
            for at, place in lines:
                now.execute(
                    "UPDATE item SET reviewed = ? WHERE batch = ? AND at = ? AND place = ?", (verdict, batch, at, place)
                )
                tell(now, batch, "reviewed", {"at": at, "place": place, "verdict": verdict})

    def redo(self, batch: str, touchups: Mapping[int, TouchUp]) -> int:
        """Do finished photos (by place in the batch) again with what was done to their cutouts by hand meanwhile."""
        count = 0
        with self.catalogue.writing() as now:
            self.batch_in(now, batch)
            for at, touchup in touchups.items():
                row = now.execute("SELECT document FROM job WHERE batch = ? AND at = ?", (batch, at)).fetchone()
                if row is not None:
                    text = touched(row["document"], touchup)
                    count += now.execute(
                        "UPDATE job SET document = ?, state = 'waiting', strikes = 0"
                        " WHERE batch = ? AND at = ? AND state != 'running'",
                        (text, batch, at),
                    ).rowcount
            if count:
                now.execute("UPDATE batch SET wish = 'run', held = '', ended = NULL WHERE id = ?", (batch,))
                tell(now, batch, "retried", {"photos": count})
        return count

    def report(self, batch: str) -> Report:
        """Return the batch as the report of its `batch.json`."""
        told = self.batch(batch)
        items = tuple(self.items(batch))
        return Report(items, told.photos, told.worked, told.peak, told.collisions, told.left_out)

    def events(self, after: int = 0, *, batch: str | None = None, most: int = 1000) -> list[Event]:
        """Return what happened since the event of number `after`, of one batch or of all."""
        condition, values = ("AND batch = ?", [batch]) if batch is not None else ("", [])
        rows = self.catalogue.rows(
            f"SELECT * FROM event WHERE number > ? {condition} ORDER BY number LIMIT ?", after, *values, most
        )
        return [Event(row["number"], row["batch"], row["kind"], row["time"], json.loads(row["data"])) for row in rows]

    def pause(self, batch: str) -> None:
        """Begin no further photo; those in work are finished."""
        self._steer(batch, "UPDATE batch SET wish = 'pause' WHERE id = ? AND ended IS NULL", "paused")

    def resume(self, batch: str) -> None:
        """Go on after a pause or a hold, and with the rest after a sample was looked at.

        A batch that waits for its time, for power or for rest goes on now.
        """
        with self.catalogue.writing() as now:
            told = self.batch_in(now, batch)
            if told.when.hindrance(datetime.now()) or resting(told.priority, told.when):
                conditions = as_text(REGARDLESS.as_json())
                now.execute("UPDATE batch SET conditions = ? WHERE id = ?", (conditions, batch))
            now.execute("UPDATE batch SET wish = 'run', held = '' WHERE id = ? AND ended IS NULL", (batch,))
            if not _count(now, batch, "waiting", "running"):
                now.execute("UPDATE job SET state = 'waiting' WHERE batch = ? AND state = 'later'", (batch,))
            tell(now, batch, "resumed")

    def cancel(self, batch: str) -> None:
        """Stop at once; what is finished stays, nothing half-written is left. `retry` takes it up again."""
        with self.catalogue.writing() as now:
            if self.batch_in(now, batch).over:
                return
            now.execute("UPDATE batch SET wish = 'cancel', held = '', ended = ? WHERE id = ?", (time.time(), batch))
            now.execute(
                "UPDATE job SET state = 'cancelled', runner = NULL"
                " WHERE batch = ? AND state IN ('waiting', 'later', 'running')",
                (batch,),
            )
            tell(now, batch, "cancelled")

    def retry(self, batch: str) -> int:
        """Try failed and called-off photos again, quarantined ones too; returns how many."""
        with self.catalogue.writing() as now:
            self.batch_in(now, batch)
            states = "('failed', 'cancelled')"
            count = now.execute(
                f"UPDATE job SET state = 'waiting', strikes = 0 WHERE batch = ? AND state IN {states}", (batch,)
            ).rowcount
            if count:
                now.execute("UPDATE batch SET wish = 'run', held = '', ended = NULL WHERE id = ?", (batch,))
                tell(now, batch, "retried", {"photos": count})
            return count

    def prioritise(self, batch: str, priority: int) -> None:
        """Let it overtake, or be overtaken, from the next photo on."""
        with self.catalogue.writing() as now:
            self.batch_in(now, batch)
            now.execute("UPDATE batch SET priority = ? WHERE id = ?", (priority, batch))

    def forget(self, batch: str) -> None:
        """Take a batch off the list; its files stay. Raises UsageError while it is being worked on."""
        with self.catalogue.writing() as now:
            if not self.batch_in(now, batch).over:
                raise UsageError("The batch is not finished.", "Cancel it first.")
            now.execute("DELETE FROM batch WHERE id = ?", (batch,))
            now.execute("DELETE FROM event WHERE batch = ?", (batch,))

    def _steer(self, batch: str, sql: str, kind: str) -> None:
        with self.catalogue.writing() as now:
            self.batch_in(now, batch)
            if now.execute(sql, (batch,)).rowcount:
                tell(now, batch, kind)

    def batch_in(self, now: sqlite3.Connection, batch: str) -> Batch:
        """Return one batch within a transaction; raises UnknownBatchError."""
        row = now.execute("SELECT * FROM batch WHERE id = ?", (batch,)).fetchone()
        if row is None:
            raise UnknownBatchError(f"There is no batch {batch}.", "`studio batch status` lists them.")
        jobs = Counter(_counted(now, "SELECT state, count(*) FROM job WHERE batch = ? GROUP BY state", batch))
        items = _counted(now, "SELECT status, count(*) FROM item WHERE batch = ? GROUP BY status", batch)
        plan, when = json.loads(row["plan"]), When.of(json.loads(row["conditions"]))
        runs = row["ended"] is None and row["wish"] == "run"
        hindrance = when.hindrance(datetime.now()) or resting(row["priority"], when) if runs else ""
        return Batch(
            id=row["id"],
            name=row["name"],
            out_dir=Path(json.loads(row["out_dir"])),
            priority=row["priority"],
            stage=_stage(row, jobs, hindrance),
            held=row["held"] or hindrance,
            when=when,
            workers=plan["workers"],
            photos=sum(jobs.values()),
            channels=plan["channels"],
            jobs=jobs,
            items=items,
            created=row["created"],
            started=row["started"],
            ended=row["ended"],
            worked=row["worked"],
            peak=row["peak"],
            collisions=tuple(plan["collisions"]),
            left_out=tuple(plan["left_out"]),
            gathers=plan.get("gathers", False),
        )


def tell(now: sqlite3.Connection, batch: str, kind: str, data: dict[str, Any] | None = None) -> None:
    """Write an event within a transaction."""
    now.execute(
        "INSERT INTO event (batch, kind, time, data) VALUES (?, ?, ?, ?)",
        (batch, kind, time.time(), as_text(data or {})),
    )


def _stage(row: sqlite3.Row, jobs: Counter[str], hindrance: str) -> Stage:
    if row["wish"] == "cancel":
        return "cancelled"
    if row["ended"] is not None:
        return "done"
    if row["wish"] == "pause":
        return "paused"
    if row["held"] or hindrance:
        return "review" if row["held"] == REVIEW else "held"
    return "running" if jobs["running"] else "waiting"


def _counted(now: sqlite3.Connection, sql: str, batch: str) -> dict[str, int]:
    return dict(now.execute(sql, (batch,)).fetchall())


def _count(now: sqlite3.Connection, batch: str, *states: str) -> int:
    jobs = _counted(now, "SELECT state, count(*) FROM job WHERE batch = ? GROUP BY state", batch)
    return sum(jobs.get(state, 0) for state in states)

"""The journal as a runner sees it: claim a photo, write down what became of it, give it back, take over from the dead.

Every step is one transaction. A photo belongs to one runner at a time; once its lines are written no runner claims it
again, unless a person asks for it or its content is found changed.
"""

import json
import sqlite3
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from studio.app.batch.report import Item
from studio.app.photo.job import Job
from studio.app.queue.documents import as_text, item_of, job_of, photo_of
from studio.app.queue.entering import SETTLED
from studio.app.queue.queue import tell
from studio.app.queue.states import REVIEW
from studio.model.photo import Photo
from studio.store.catalogue import Catalogue
from studio.store.runners import is_alive

STRIKES = 2
"""So often may a photo end its process, or take too long, before it is left alone."""


@dataclass(frozen=True)
class Claim:
    """A photo of a batch that a runner has taken. `text` and `look` are its job and preset as JSON."""

    batch: str
    at: int
    out_dir: Path
    text: str
    look: str
    strikes: int

    @property
    def photo(self) -> Photo:
        """The photo."""
        return photo_of(self.text)

    @property
    def channels(self) -> list[str]:
        """The channels' ids."""
        return [channel for channel, _ in json.loads(self.text)["targets"]]

    @property
    def outputs(self) -> list[str]:
        """The outputs' places under the output folder."""
        return [output for _, output in json.loads(self.text)["targets"]]

    def job(self) -> Job:
        """Return the job; raises as `documents.job_of` does."""
        return job_of(self.text, self.look)


class Journal:
    """The catalogue under one runner's name. Raises WriteError where the catalogue cannot be written."""

    def __init__(self, catalogue: Catalogue, runner: str) -> None:
        self.catalogue, self.runner = catalogue, runner

    def claim(self, batch: str, out_dir: Path) -> Claim | None:
        """Take the next photo of a batch, those with strikes last; None where there is none or it may not run."""
        with self.catalogue.writing() as now:
            row = now.execute(
                "UPDATE job SET state = 'running', runner = ? WHERE batch = ? AND state = 'waiting' AND at ="
                " (SELECT at FROM job WHERE batch = ? AND state = 'waiting' ORDER BY strikes, at LIMIT 1)"
                " AND EXISTS (SELECT 1 FROM batch WHERE id = ? AND wish = 'run' AND held = '')"
                " RETURNING at, document, look, strikes",
                (self.runner, batch, batch, batch),
            ).fetchall()
            if not row:
                return None
            job = row[0]
            begun = now.execute(
                "UPDATE batch SET started = ? WHERE id = ? AND started IS NULL", (time.time(), batch)
            ).rowcount
            if begun:
                tell(now, batch, "started")
            look = now.execute("SELECT preset FROM look WHERE hash = ?", (job["look"],)).fetchone()["preset"]
            return Claim(batch, job["at"], out_dir, job["document"], look, job["strikes"])

    def record(self, claim: Claim, items: Sequence[Item], *, source: str, worked: float, peak: int) -> bool:
        """Write a photo's lines; False (and nothing written) where it is no longer this runner's."""
        failed = all(item.status == "failed" for item in items)
        with self.catalogue.writing() as now:
            mine = now.execute(
                "UPDATE job SET state = ?, runner = NULL, source = ? WHERE batch = ? AND at = ? AND runner = ?",
                ("failed" if failed else "done", source, claim.batch, claim.at, self.runner),
            ).rowcount
            if not mine:
                return False
            now.execute("DELETE FROM item WHERE batch = ? AND at = ?", (claim.batch, claim.at))
            for place, item in enumerate(items):
                now.execute(
                    "INSERT INTO item (batch, at, place, status, document) VALUES (?, ?, ?, ?, ?)",
                    (claim.batch, claim.at, place, item.status, as_text(item.as_json())),
                )
                told = {
                    "at": claim.at,
                    "photo": item.photo,
                    "channel": item.channel,
                    "output": item.output,
                    "status": item.status,
                }
                tell(now, claim.batch, "item", told)
            now.execute(
                "UPDATE batch SET worked = worked + ?, peak = max(peak, ?) WHERE id = ?", (worked, peak, claim.batch)
            )
            return True

    def give_back(self, claim: Claim, *, strike: bool = False) -> None:
        """Let a photo wait again, behind the others where it has a strike."""
        with self.catalogue.writing() as now:
            now.execute(
                "UPDATE job SET state = 'waiting', runner = NULL, strikes = strikes + ?"
                " WHERE batch = ? AND at = ? AND runner = ?",
                (int(strike), claim.batch, claim.at, self.runner),
            )

    def lost(self, claims: Sequence[Claim]) -> list[Claim]:
        """Return those of one's claims that were called off meanwhile."""
        rows = self.catalogue.rows("SELECT batch, at FROM job WHERE runner = ?", self.runner)
        mine = {(row["batch"], row["at"]) for row in rows}
        return [claim for claim in claims if (claim.batch, claim.at) not in mine]

    def take_over(self) -> list[Claim]:
        """Let photos of runners that died wait again; returns what they were working on."""
        owners = self.catalogue.rows("SELECT DISTINCT runner FROM job WHERE runner IS NOT NULL")
        dead = [row["runner"] for row in owners if row["runner"] != self.runner and not is_alive(row["runner"])]
        found = []
        for runner in dead:
            with self.catalogue.writing() as now:
                rows = now.execute(
                    "SELECT job.*, batch.out_dir FROM job JOIN batch ON batch.id = job.batch WHERE runner = ?",
                    (runner,),
                ).fetchall()
                now.execute("UPDATE job SET state = 'waiting', runner = NULL WHERE runner = ?", (runner,))
            found += [Claim(row["batch"], row["at"], folder_of(row["out_dir"]), row["document"], "", 0) for row in rows]
        return found

    def hold(self, batch: str, why: str, kind: str = "held") -> None:
        """Let a batch wait for something, told in a sentence; "" lets it go on."""
        with self.catalogue.writing() as now:
            changed = now.execute(
                "UPDATE batch SET held = ? WHERE id = ? AND held != ? AND ended IS NULL", (why, batch, why)
            ).rowcount
            if changed:
                tell(now, batch, kind if why else "released", {"message": why} if why else {})

    def recheck(self, batch: str, out_dir: Path) -> int:
        """Let those finished photos wait again whose original is another by now, or whose files are gone."""
        sql = "SELECT at, document, source FROM job WHERE batch = ? AND state = 'done' AND source != ?"
        rows = self.catalogue.rows(sql, batch, SETTLED)
        changed = [row["at"] for row in rows if self._is_other(batch, row, out_dir)]
        with self.catalogue.writing() as now:
            for at in changed:
                now.execute(
                    "UPDATE job SET state = 'waiting' WHERE batch = ? AND at = ? AND state = 'done'", (batch, at)
                )
        return len(changed)

    def _is_other(self, batch: str, row: sqlite3.Row, out_dir: Path) -> bool:
        source = source_of(photo_of(row["document"]))
        if source and source != row["source"]:  # a photo that is gone leaves what was made of it
            return True
        lines = self.catalogue.rows("SELECT document FROM item WHERE batch = ? AND at = ?", batch, row["at"])
        return any(not _is_there(item_of(line["document"]), out_dir) for line in lines)

    def is_through(self, batch: str) -> bool:
        """Whether a batch that has not ended has nothing left to do.

        Where only the rest behind a sample is left, the batch is held for a look.
        """
        with self.catalogue.writing() as now:
            if now.execute("SELECT 1 FROM batch WHERE id = ? AND ended IS NULL", (batch,)).fetchone() is None:
                return False
            found = now.execute("SELECT DISTINCT state FROM job WHERE batch = ?", (batch,)).fetchall()
            states = {row["state"] for row in found}
            if states & {"waiting", "running"}:
                return False
            if "later" not in states:
                return True
            sql = "UPDATE batch SET held = ? WHERE id = ? AND held != ?"
            if now.execute(sql, (REVIEW, batch, REVIEW)).rowcount:
                tell(now, batch, "review", {"message": REVIEW})
            return False

    def end(self, batch: str) -> None:
        """End a batch that is through."""
        with self.catalogue.writing() as now:
            sql = "UPDATE batch SET ended = ?, held = '' WHERE id = ? AND ended IS NULL"
            if now.execute(sql, (time.time(), batch)).rowcount:
                tell(now, batch, "ended")

    def folders(self, batch: str, out_dir: Path) -> set[Path]:
        """Return every folder that a batch writes to."""
        rows = self.catalogue.rows("SELECT document FROM job WHERE batch = ?", batch)
        outputs = (output for row in rows for _, output in json.loads(row["document"])["targets"])
        return {out_dir, *((out_dir / output).parent for output in outputs)}

    def tell(self, batch: str, kind: str, data: dict[str, object]) -> None:
        """Write an event."""
        with self.catalogue.writing() as now:
            tell(now, batch, kind, data)


def source_of(photo: Photo) -> str:
    """Return what tells a photo's file from another one of the same name without reading it; "" where it is gone."""
    try:
        facts = photo.path.stat()
    except OSError:
        return ""
    return f"{facts.st_size}-{facts.st_mtime_ns}"


def folder_of(text: str) -> Path:
    """Return an output folder from its JSON."""
    return Path(json.loads(text))


def _is_there(item: Item, out_dir: Path) -> bool:
    if item.output is None:
        return True
    try:
        return (out_dir / item.output).stat().st_size == item.length
    except OSError:
        return False

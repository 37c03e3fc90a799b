"""How a plan enters the catalogue: as a batch of its own, or as more photos of a batch that gathers them."""

import hashlib
import json
import sqlite3
import time
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from studio.app.batch.plan import Plan
from studio.app.photo.job import Job
from studio.app.queue.documents import as_text, job_text
from studio.app.queue.states import Wish

SETTLED = "settled"
"""In place of what a photo's file looked like: its batch had ended, and who took the results away may keep them."""


def insert_batch(now: sqlite3.Connection, batch: str, plan: Plan, wish: Wish) -> None:
    """Write a new batch within a transaction."""
    document = {
        "collisions": plan.collisions,
        "left_out": plan.left_out,
        "channels": max(len(job.targets) for job in plan.jobs),
        "workers": wish.workers,
        "gathers": wish.gathers,
    }
    now.execute(
        "INSERT INTO batch (id, mark, name, out_dir, priority, wish, plan, conditions, created)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            batch, wish.mark, wish.name, as_text(str(plan.out_dir.absolute())), wish.priority,
            "pause" if wish.paused else "run", as_text(document), as_text(wish.when.as_json()), time.time(),
        ),
    )  # fmt: skip
    seen: Counter[Any] = Counter()
    states = []
    for job in plan.jobs:
        folder = job.photo.relative.parent
        seen[folder] += 1
        states.append("later" if wish.sample is not None and seen[folder] > wish.sample else "waiting")
    _insert_jobs(now, batch, plan.jobs, states, 0)


def join_batch(now: sqlite3.Connection, batch: str, plan: Plan) -> bool:
    """Add a plan's photos to a batch within a transaction; False, and nothing done, where they need one of their own.

    They join the batch of the same day and output folder that was not cancelled; not where one of their outputs is the
    batch's already, by a photo of the same name and another content. A batch that had ended goes on; what it had
    finished is looked at no more.
    """
    row = now.execute("SELECT * FROM batch WHERE id = ?", (batch,)).fetchone()
    if row is None or row["wish"] == "cancel" or json.loads(row["out_dir"]) != str(plan.out_dir.absolute()):
        return False
    if date.fromtimestamp(row["created"]) != date.today():
        return False
    jobs = now.execute("SELECT at, document FROM job WHERE batch = ? ORDER BY at", (batch,)).fetchall()
    held = {output for job in jobs for _, output in json.loads(job["document"])["targets"]}
    if any(output.as_posix() in held for job in plan.jobs for output in (target.output for target in job.targets)):
        return False
    document = json.loads(row["plan"])
    document["collisions"] = [*document["collisions"], *plan.collisions]
    document["channels"] = max(document["channels"], *(len(job.targets) for job in plan.jobs))
    if row["ended"] is not None:
        now.execute("UPDATE job SET source = ? WHERE batch = ? AND state = 'done'", (SETTLED, batch))
    now.execute("UPDATE batch SET plan = ?, ended = NULL WHERE id = ?", (as_text(document), batch))
    _insert_jobs(now, batch, plan.jobs, ["waiting"] * len(plan.jobs), jobs[-1]["at"] + 1 if jobs else 0)
    return True


def _insert_jobs(now: sqlite3.Connection, batch: str, jobs: Sequence[Job], states: Sequence[str], first: int) -> None:
    looks: dict[int, str] = {}
    for at, (job, state) in enumerate(zip(jobs, states, strict=True), first):
        if id(job.preset) not in looks:
            text = job.preset.model_dump_json()
            looks[id(job.preset)] = hashlib.sha256(text.encode()).hexdigest()
            now.execute("INSERT OR IGNORE INTO look VALUES (?, ?)", (looks[id(job.preset)], text))
        now.execute(
            "INSERT INTO job (batch, at, look, document, state) VALUES (?, ?, ?, ?, ?)",
            (batch, at, looks[id(job.preset)], job_text(job), state),
        )

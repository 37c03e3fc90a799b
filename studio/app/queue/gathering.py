"""Photos that come one after the other into one batch, so that a watched folder is one batch a day and not hundreds."""

import json
from collections.abc import Sequence
from dataclasses import replace

from studio.app.batch.plan import Plan
from studio.app.queue.ending import write_pages
from studio.app.queue.entering import join_batch
from studio.app.queue.queue import Queue, tell
from studio.app.queue.states import Batch, Wish
from studio.app.queue.watch import ending_words, say

_LATEST = 3
"""Batches in which the photos of a program that was killed may be found."""


def gather(queue: Queue, plan: Plan, earlier: Sequence[str], wish: Wish) -> Batch:
    """Add a plan to the latest of some earlier batches, or submit it where that takes no more; returns the batch.

    `wish.mark` tells one gathering from another: the same one again changes nothing. Raises WriteError.
    """
    with queue.catalogue.writing() as now:
        for batch in earlier[-_LATEST:]:
            sql = "SELECT data FROM event WHERE batch = ? AND kind = 'joined'"
            marks = {json.loads(row["data"])["mark"] for row in now.execute(sql, (batch,))}
            if wish.mark in marks:
                return queue.batch_in(now, batch)
        if earlier and _is_new(queue, wish) and join_batch(now, earlier[-1], plan):
            tell(now, earlier[-1], "joined", {"photos": len(plan.jobs), "mark": wish.mark})
            return queue.batch_in(now, earlier[-1])
    return queue.submit(plan, replace(wish, gathers=True))


def _is_new(queue: Queue, wish: Wish) -> bool:
    return queue.catalogue.row("SELECT 1 FROM batch WHERE mark = ?", wish.mark) is None


def came_to_rest(queue: Queue, batch: str) -> None:
    """Write the report of a batch that gathers, and tell of its end: nothing more has come for a while.

    Raises UnknownBatchError, WriteError.
    """
    told = queue.batch(batch)
    if told.stage != "done":
        return
    report = queue.report(batch)
    write_pages(told, report)
    words = ending_words(told, report)
    with queue.catalogue.writing() as now:
        tell(now, batch, "alert", {"alert": "rested", "message": words})
    say("ended", told, words)

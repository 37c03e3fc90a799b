"""What the end of a photo's work means for its batch: write it down, try once more, or let the batch wait."""

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, Literal

from studio.app.batch.report import Item, as_error
from studio.app.queue.journal import STRIKES, Claim
from studio.app.queue.room import hindrance_of
from studio.model.errors import WorkerCrashedError

REFUSED = "cannot-write"


@dataclass(frozen=True)
class Outcome:
    """`action` "again" gives a strike; at the last one the items are written instead. `why` a batch is held.

    "back": it was not begun.
    """

    action: Literal["record", "again", "hold", "back"]
    items: Sequence[Item] = ()
    why: str = ""
    crashed: bool = False


def outcome_of(future: "Future[Any]", claim: Claim) -> Outcome:
    """Return what is to be done about a finished (or broken) future."""
    if future.cancelled():
        return Outcome("record")  # it is no longer ours: nothing will be written
    error = future.exception()
    if isinstance(error, WorkerCrashedError):
        left = f" It was tried {STRIKES} times and is left alone now."
        told = WorkerCrashedError(error.message + left, error.hint)
        return Outcome("again", failed_items(claim, told), crashed=True)
    if error is not None:
        return Outcome("record", failed_items(claim, error))
    items: Sequence[Item] = future.result()
    if any(item.error is not None and item.error["kind"] == REFUSED for item in items):
        why = hindrance_of(claim.out_dir)
        return Outcome("hold", items, why) if why else Outcome("again", items)
    return Outcome("record", items)


def failed_items(claim: Claim, error: BaseException) -> list[Item]:
    """Return the items of a photo that failed as a whole."""
    photo = claim.photo
    told = as_error(error, photo.relative.name)
    return [
        Item(
            photo=photo.relative.as_posix(),
            sha256="",
            channel=channel,
            output=None,
            status="failed",
            model="",
            error=told,
        )
        for channel in claim.channels
    ]

"""Words about photos: what is in them, alt texts, listings; within a channel's limits and by the seller's sheet."""

import asyncio
import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from studio.ai.policy import USUAL, Policy
from studio.ai.product_sheet import ProductSheet
from studio.app.ai.calls import Calls, Wish
from studio.app.batch.report import as_error
from studio.app.trial.report import plain
from studio.app.trial.tasks import Given, result_of
from studio.check import find_channel
from studio.intake import group
from studio.model.ai import Reply, Task
from studio.model.photo import Photo

TASKS_OF_WORDS: tuple[Task, ...] = ("alt-text", "copy", "identify", "analyse")
LIMITS = {
    "title_max": "title",
    "description_max": "description",
    "bullets_max": "bullets",
    "bullet_max": "bullet",
    "tags_max": "tags",
    "tag_max": "tag",
    "alt_max": "alt_text",
}
"""Rules of channels, and what the tasks call them."""
LONGEST = 4000  # signs: a description that a channel lets be longer is not asked to be
AT_ONCE = 4  # photos that are being reduced


@dataclass(frozen=True)
class About:
    """A photo with the SKU of its listing."""

    photo: Photo
    sku: str = ""


@dataclass(frozen=True)
class Written:
    """What was said of a photo. `doubts`: what the seller must check. `cost_usd` None: not known; 0: nothing paid."""

    photo: str
    sku: str
    value: Mapping[str, Any] | None = None
    doubts: tuple[str, ...] = ()
    model: str = ""
    seconds: float | None = None
    cost_usd: float | None = None
    kept: bool = False
    notes: tuple[str, ...] = ()
    error: dict[str, str] | None = None

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return vars(self) | {"doubts": list(self.doubts), "notes": list(self.notes)}

    @property
    def text(self) -> str:
        """All of it as lines, to be read and copied."""
        if self.value is None:
            return ""
        lines = [(name.replace("_", " "), plain(value)) for name, value in self.value.items() if name != "claims"]
        return lines[0][1] if len(lines) == 1 else "\n".join(f"{name}: {text}" for name, text in lines if text)


def about_photos(photos: Sequence[Photo], sku: str | None = None, sheet: ProductSheet | None = None) -> list[About]:
    """Return photos with their SKU, in their order: the one given, else what names and folders tell.

    Where the sheet does not know the listing's, the file's own name is tried: folders are not always products.
    """
    known = {photo: listing.sku for listing in group(photos) for photo in listing.photos}
    return [About(photo, sku or _known_to(sheet, known[photo], photo.path.stem)) for photo in photos]


def _known_to(sheet: ProductSheet | None, *skus: str) -> str:
    return next((sku for sku in skus if sheet is not None and sheet.of(sku)), skus[0])


def limits_of(channel: str) -> dict[str, int]:
    """Return a channel's longest texts and counts by field, as far as they are known; raises UnknownChannelError."""
    known = find_channel(channel)
    found = {name: known.value(rule) for rule, name in LIMITS.items()}
    return {name: min(int(value), LONGEST) for name, value in found.items() if isinstance(value, int) and value > 0}


async def write(
    wish: Wish,
    about: Sequence[About],
    given: Given,
    sheet: ProductSheet | None = None,
    *,
    told: Callable[[Written], None] = lambda written: None,
    rules: Policy = USUAL,
) -> list[Written]:
    """Ask about each photo; the order is kept, and what fails is an entry with its error."""
    gate = asyncio.Semaphore(AT_ONCE * 2)

    async def one(calls: Calls, each: About) -> Written:
        async with gate:
            found = await _one(calls, wish, each, with_facts(given, sheet, each.sku))
        told(found)
        return found

    async with Calls(rules=rules) as calls:
        return list(await asyncio.gather(*(one(calls, each) for each in about)))


async def _one(calls: Calls, wish: Wish, each: About, given: Given) -> Written:
    name = each.photo.relative.as_posix()
    try:
        found = await result_of(calls, wish, each.photo, given)
    except Exception as error:
        spent = calls.spent(wish, name)
        return Written(name, each.sku, cost_usd=spent, error=as_error(error, each.photo.relative.name))
    outcome = found.outcome
    return Written(
        name,
        each.sku,
        json.loads(found.data),
        _doubts(wish.task, outcome.reply.value, given),
        str(outcome.card["id"]),
        outcome.reply.seconds.total,
        outcome.cost_usd,
        outcome.reply.cached,
        outcome.notes,
    )


def come_overnight(
    task: Task, about: tuple[str, str], reply: Reply | str, model: str, facts: Mapping[str, str]
) -> Written:
    """Return what an overnight batch brought. `about`: photo and SKU; `reply`: the answer, or why there is none."""
    photo, sku = about
    if isinstance(reply, str):
        return Written(photo, sku, error={"kind": "failed", "message": reply, "hint": "Hand it in again, or ask now."})
    assert reply.value is not None
    value, doubts = reply.value.model_dump(mode="json"), _doubts(task, reply.value, Given(facts=facts))
    return Written(photo, sku, value, doubts, model, kept=True, notes=("Came overnight.",))


def _doubts(task: Task, value: Any, given: Given) -> tuple[str, ...]:
    if task != "copy":
        return ()
    from studio.ai.tasks.copy import doubts

    return tuple(doubts(value, given.facts))


def with_facts(given: Given, sheet: ProductSheet | None, sku: str) -> Given:
    """Return what is given, with the facts of a SKU."""
    if sheet is None:
        return given
    return Given(**(vars(given) | {"facts": sheet.of(sku)}))


def as_csv(written: Sequence[Written]) -> str:
    """Return a line for each photo: its fields in columns of their own, and what must be checked."""
    fields = list(dict.fromkeys(name for each in written for name in (each.value or {})))
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["sku", "photo", *fields, "to check", "model", "cost_usd", "error"])
    for each in written:
        values = [plain((each.value or {}).get(name, "")) for name in fields]
        error = each.error["message"] if each.error else ""
        cells = [each.sku, each.photo, *values, " ".join(each.doubts), each.model, each.cost_usd, error]
        writer.writerow([f"'{cell}" if isinstance(cell, str) and cell[:1] in tuple("=+-@") else cell for cell in cells])
    return text.getvalue()

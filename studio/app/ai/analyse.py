"""`studio analyse` with a vision model: what local measures cannot tell, beside them and never in their place."""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from studio.ai.policy import USUAL, Policy
from studio.ai.tasks import MAKERS, Brief
from studio.app.ai.calls import Calls, Outcome, Wish
from studio.app.ai.cards import all_tasks
from studio.app.batch.report import as_error
from studio.app.models import find_card
from studio.intake import load
from studio.model.errors import UsageError
from studio.model.photo import Photo
from studio.model.picture import Picture

Advance = Callable[[int, int], None]


def role_of(model: str) -> str:
    """Return "cutout" for a model that finds products, "vision" for one that looks; raises UsageError for others."""
    card = find_card(model)
    if "cutout" in card["tasks"]:
        return "cutout"
    if "analyse" in card["tasks"] or card["status"] == "retired":
        return "vision"
    raise UsageError(f"{card['title']} neither cuts out nor looks at photos.", "See `studio models list`.")


async def look_at(
    items: Sequence[dict[str, Any]],
    photos: Sequence[Photo],
    wish: Wish,
    *,
    advance: Advance = lambda done, total: None,
    rules: Policy = USUAL,
) -> None:
    """Put into each item what a vision model says of its photo, the cost and, where that failed, the error.

    The local facts stay whatever happens. A photo that could not be read is not asked about.
    """
    done = 0

    async def one(calls: Calls, item: dict[str, Any], photo: Photo) -> None:
        nonlocal done
        if item["error"] is None:
            await _look(calls, item, photo, wish)
        done += 1
        advance(done, len(items))

    async with Calls(rules=rules) as calls:
        await asyncio.gather(*(one(calls, item, photo) for item, photo in zip(items, photos, strict=True)))


async def _look(calls: Calls, item: dict[str, Any], photo: Photo, wish: Wish) -> None:
    try:
        picture = await asyncio.to_thread(proxy, photo.path)
        measures = {name: value for name, value in item["facts"].items() if name not in ("metadata", "bytes")}
        brief = Brief((picture,), measures=measures, photo=photo.relative.as_posix())
        found = await calls.ask(lambda card: MAKERS["analyse"](brief, as_asked(card)), wish)
    except Exception as error:
        item["error"] = as_error(error, photo.relative.name)
        item["cost_usd"] = calls.spent(wish, photo.relative.as_posix())
        return
    item["cost_usd"] = found.cost_usd
    item["vision"] = vision_of(found)


def vision_of(found: Outcome) -> dict[str, Any]:
    """Return an answer with who gave it, how long it took and what was said about it."""
    assert found.reply.value is not None
    return found.reply.value.model_dump(mode="json") | {
        "model": found.card["id"],
        "provider": found.card["provider"],
        "seconds": round(found.reply.seconds.total, 3),
        "cached": found.reply.cached,
        "notes": list(found.notes),
    }


def proxy(path: Path, longest: int | None = None) -> Picture:
    """Return a photo reduced as for sending; raises StudioError."""
    return load(path, longest=longest or all_tasks()["analyse"].longest).picture


def as_asked(card: Any) -> dict[str, Any]:
    """Return a card under the name by which its provider knows the model."""
    return {**card, "id": card.get("remote_id", card["id"])}

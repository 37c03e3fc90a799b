"""Who can do what: cards of cloud models with their prices and end dates, and what each task needs of a model."""

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from studio.ai.estimate import USUAL_ANSWER
from studio.ai.prices import NOTHING_TO_PAY, Prices, prices_of
from studio.model.ai import TASKS, Ability, ModelCard, RemoteModel, Task
from studio.model.errors import UsageError
from studio.store import atomic, paths
from studio.store.ai_settings import AiSettings, load_ai_settings

TYPICAL = (1536, 1152)  # px: a photo as it is sent, for prices a photo


@dataclass(frozen=True)
class TaskNeeds:
    """A task as `resources/ai/tasks.toml` describes it; `longest` None: no photo is sent."""

    id: Task
    title: str
    needs: frozenset[Ability]
    order: tuple[str, ...] = ()
    longest: int | None = None
    expects: int = USUAL_ANSWER


@lru_cache(maxsize=1)
def all_tasks() -> Mapping[str, TaskNeeds]:
    """Return every task by id."""
    text = paths.shipped("resources", "ai", "tasks.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    return {
        name: TaskNeeds(
            name,
            table["title"],
            frozenset(table["needs"]),
            tuple(table["order"]),
            table.get("longest"),
            table.get("expects", USUAL_ANSWER),
        )
        for name in TASKS
        for table in [tables[name]]
    }


def known_task(name: str) -> Task:
    """Return a task by its name; raises UsageError."""
    for task in TASKS:
        if task == name:
            return task
    raise UsageError(f"There is no task {name!r}.", f"Choose one of {', '.join(TASKS)}.")


def tasks_for(abilities: Sequence[str]) -> list[str]:
    """Return the tasks that a model with these abilities can be picked for."""
    have = set(abilities)
    return [task.id for task in all_tasks().values() if task.needs <= have]


def lifecycle(card: Mapping[str, Any], today: date) -> str:
    """Return "active", "deprecated" or "retired" as of today: an end date that has passed retires a model by itself."""
    ends = card.get("ends")
    day = date.fromisoformat(ends) if isinstance(ends, str) else ends
    if card.get("status") == "retired" or (day is not None and day <= today):
        return "retired"
    return "deprecated" if day is not None or card.get("status") == "deprecated" else "active"


def prices_for(card: Mapping[str, Any], settings: AiSettings | None = None) -> Prices | None:
    """Return a model's prices, the seller's own in place of the card's; None where none is known."""
    if card.get("where") == "local":
        return NOTHING_TO_PAY
    chosen = settings if settings is not None else load_ai_settings()
    own = chosen.prices.get(card["id"])
    shipped = card.get("price_table") or {}
    if not own:
        return prices_of(shipped)
    return prices_of({**shipped, "read": None, "basis": "entered by you", **own, "own": True})


def typed(card: Mapping[str, Any]) -> ModelCard:
    """Return a card of `model_cards` as the noun that calls use."""
    ends = card.get("ends")
    return ModelCard(
        card["id"],
        card["provider"],
        frozenset(card.get("abilities") or card["tasks"]),
        card["where"],
        card["status"],
        date.fromisoformat(ends) if ends else None,
        card.get("successor"),
        card.get("max_output_tokens"),
        card.get("thinks", "no"),
        dict(card),
    )


def ending(card: Mapping[str, Any], today: date, titles: Mapping[str, str] | None = None) -> str:
    """Return what a seller must know of a model's end, "" where there is none: "Ends on 2027-01-14 (in 54 days)".

    `titles`: names of models by id, for the one that replaces it.
    """
    ends, successor = card.get("ends"), card.get("successor")
    instead = f"; replaced by {(titles or {}).get(successor, successor)}" if successor else ""
    if card["status"] == "retired":
        return f"Retired on {ends}{instead}" if ends else f"Retired{instead}"
    if not ends:
        return ""
    days = (date.fromisoformat(ends) - today).days
    return f"Ends on {ends} (in {days} {'day' if days == 1 else 'days'}){instead}"


# --- what providers list today ---------------------------------------------------------------------------------------


def keep_listing(provider: str, models: Sequence[RemoteModel], today: date) -> None:
    """Keep what a provider listed, for end dates and for models of local servers; raises WriteError."""
    kept = {**_listings(), provider: {"read": today.isoformat(), "models": [_plain(model) for model in models]}}
    atomic.write_json(_listing_file(), kept, parents=True)


def listing(provider: str) -> tuple[date | None, dict[str, RemoteModel]]:
    """Return the day and the models of the last listing; (None, {}) where there was none."""
    kept = _listings().get(provider)
    if not isinstance(kept, dict):
        return None, {}
    try:
        day = date.fromisoformat(kept["read"])
        models = [
            RemoteModel(it["id"], date.fromisoformat(it["ends"]) if it["ends"] else None, it["status"], it["title"])
            for it in kept["models"]
        ]
    except (TypeError, KeyError, ValueError):
        return None, {}  # kept by another version of the studio
    return day, {model.id: model for model in models}


def _plain(model: RemoteModel) -> dict[str, Any]:
    ends = model.ends.isoformat() if model.ends else None
    return {"id": model.id, "ends": ends, "status": model.status, "title": model.title}


def _listings() -> dict[str, Any]:
    try:
        found = json.loads(_listing_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _listing_file() -> Any:
    return paths.cache() / "remote-models.json"

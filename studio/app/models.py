"""The models that can be chosen, as the contract's cards."""

import hashlib
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from studio.app.ai.cards import TYPICAL, all_tasks, lifecycle, listing, prices_for, tasks_for
from studio.cutout import cutout_models
from studio.cutout.networks import own_cards
from studio.model.errors import UsageError
from studio.store import paths
from studio.store.ai_settings import AiSettings, load_ai_settings

_FIELDS: dict[str, Any] = {
    "tasks": [],
    "where": "local",
    "provider": "",
    "licence": "unknown",
    "commercial_use": "unclear",
    "status": "active",
    "ends": None,
    "successor": None,
    "installed": False,
    "price": None,
}
PROVIDERS = ("openai", "anthropic", "compatible")
"""Who is asked over a network; their cards follow the local ones in this order."""


def model_cards(today: date | None = None) -> list[dict[str, Any]]:
    """Return a card for every model, the embedded one first; a field that a card does not state says so.

    `installed`: whether it can be used here and now, for cloud models: whether there is a key. `price`: 0 for what runs
    on this computer; for cloud models a table with its date and `usd_per_photo`, or None where nothing is known.
    """
    day = today or date.today()
    settings = load_ai_settings()
    available = {model.id: model.available for model in cutout_models()}
    cards = {}
    for path in [*sorted(paths.shipped("resources", "models").glob("*.toml")), *own_cards()]:
        try:
            card = _FIELDS | _plain(tomllib.loads(path.read_text(encoding="utf-8"))) | {"id": path.stem}
            if card["where"] == "cloud":
                card = _cloud(card, settings, day)
        except (OSError, ValueError):
            continue  # a broken card of the user's own
        card["installed"] = available.get(path.stem, bool(card["installed"]))
        if card["where"] == "local" and card["price"] is None:
            card["price"] = 0
        cards[path.stem] = card
    cards |= _served(settings)
    return sorted(cards.values(), key=_place)


def find_card(model: str) -> dict[str, Any]:
    """Return a model's card by its id or one of its other names; raises UsageError."""
    for card in model_cards():
        if model == card["id"] or model in card.get("aliases", ()):
            return card
    raise UsageError(f"There is no model {model!r}.", "See `studio models list`.")


def _place(card: Mapping[str, Any]) -> tuple[Any, ...]:
    provider = PROVIDERS.index(card["provider"]) if card["provider"] in PROVIDERS else -1
    order = [model for task in all_tasks().values() for model in task.order]
    usual = order.index(card["id"]) if card["id"] in order else len(order)
    gone = ("active", "deprecated", "retired").index(card["status"])
    return (card["id"] != "embedded", card["id"] != "classical", provider, gone, usual, card["id"])


def _cloud(card: dict[str, Any], settings: AiSettings, day: date) -> dict[str, Any]:
    """Complete a cloud model's card: what the provider listed last, its tasks, its price a photo."""
    _, listed = listing(card["provider"])
    remote = listed.get(card["id"])
    if remote is not None and remote.ends is not None:
        card["ends"] = remote.ends.isoformat()  # newer than the card
    card["status"] = lifecycle(card, day)
    card["tasks"] = tasks_for(card.get("abilities", []))
    card["price_table"] = card.pop("price", None)
    card["price"] = _price(card, settings)
    return card


def _price(card: dict[str, Any], settings: AiSettings) -> dict[str, Any] | None:
    """Return the price in USD for a million tokens by kind, its day and source, and what a usual photo costs."""
    from studio.app.ai.estimates import usual_photo

    try:
        prices = prices_for(card, settings)
    except ValueError:
        return None  # a price of the user's own that is none
    if prices is None or not prices.known:
        return None
    rates = {name: getattr(prices, name) for name in ("text_in", "image_in", "cached_in", "text_out", "image_out")}
    told = usual_photo(card, prices)
    return {
        "currency": "USD",
        "per": "1,000,000 tokens",
        **{name: rate for name, rate in rates.items() if rate is not None},
        "batch_share": prices.batch_share,
        "read": prices.read.isoformat() if prices.read else None,
        "basis": prices.basis,
        "own": prices.own,
        "usd_per_photo": told.usd,
        "usd_per_photo_note": f"{TYPICAL[0]} × {TYPICAL[1]} px, one call, an estimate. {told.why}".strip(),
    }


def _served(settings: AiSettings) -> dict[str, dict[str, Any]]:
    """Return cards for the models of one's own servers, as they were listed last: they cost nothing where local."""
    from studio.app.ai.accounts import is_on_this_computer

    cards = {}
    for server, address in settings.servers.items():
        day, models = listing(f"server:{server}")
        local = is_on_this_computer(address)
        for model in models.values():
            cards[f"{server}/{model.id}"] = _FIELDS | {
                "id": f"{server}/{model.id}",
                "title": f"{model.title or model.id} on {server}",
                "abilities": ["vision", "json"],
                "abilities_note": "Assumed; a trial on a photo of yours will show whether it can see.",
                "tasks": tasks_for(["vision", "json"]),
                "where": "local" if local else "cloud",
                "provider": "compatible",
                "server": server,
                "remote_id": model.id,
                "price": 0 if local else None,
                "installed": True,
                "read": day.isoformat() if day else None,
            }
    return cards


def _plain(value: Any) -> Any:
    """Return TOML's values as JSON can hold them: dates as text."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value.isoformat() if isinstance(value, date) else value


def weights_sha256(model: str) -> str | None:
    """Return the hash of a network's weight file, or None for a model without one."""
    from studio.cutout import embedded
    from studio.cutout.networks import installed, known_weights

    if model == "embedded":
        return embedded.model_digest()

    weights = known_weights().get(model)
    path = installed(weights) if weights is not None else None
    return None if path is None else _hash(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=8)
def _hash(path: Path, changed: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

"""The models that can be chosen, as the contract's cards: those that run here, and those described by a file."""

import tomllib
from typing import Any

from studio.store import paths

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
EMBEDDED: dict[str, Any] = {
    "id": "embedded",
    "title": "Embedded",
    "tasks": ["cutout"],
    "where": "local",
    "provider": "Listing Studio",
    "licence": "Apache-2.0",
    "commercial_use": "yes",
    "installed": True,
    "price": 0,
}


def model_cards() -> list[dict[str, Any]]:
    """Return a card for every model, the embedded one first; a field that a card does not state says so."""
    cards = {EMBEDDED["id"]: _FIELDS | EMBEDDED}
    for path in sorted(paths.shipped("resources", "models").glob("*.toml")):
        card = tomllib.loads(path.read_text(encoding="utf-8"))
        cards[path.stem] = _FIELDS | card | {"id": card.get("id", path.stem)}
    return list(cards.values())

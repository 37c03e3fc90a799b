"""The models that can be chosen, as the contract's cards."""

import hashlib
import tomllib
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from studio.cutout import cutout_models
from studio.cutout.networks import own_cards
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


def model_cards() -> list[dict[str, Any]]:
    """Return a card for every model, the embedded one first; a field that a card does not state says so.

    `installed`: whether it can be used here and now. Running a model on this computer costs nothing: `price` 0.
    """
    available = {model.id: model.available for model in cutout_models()}
    cards = {}
    for path in [*sorted(paths.shipped("resources", "models").glob("*.toml")), *own_cards()]:
        try:
            card = _FIELDS | _plain(tomllib.loads(path.read_text(encoding="utf-8"))) | {"id": path.stem}
        except (OSError, ValueError):
            continue  # a broken card of the user's own
        card["installed"] = available.get(path.stem, bool(card["installed"]))
        if card["where"] == "local" and card["price"] is None:
            card["price"] = 0
        cards[path.stem] = card
    order = sorted(cards, key=lambda name: (name != "embedded", name != "classical", name))
    return [cards[name] for name in order]


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

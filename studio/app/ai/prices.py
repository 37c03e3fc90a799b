"""Prices that the seller enters: beside the card's, dated, and never mistaken for published ones."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from studio.app.models import find_card
from studio.model.errors import UsageError
from studio.store.ai_settings import load_ai_settings, save_ai_settings


def own_price(model: str, rates: Mapping[str, float], today: date | None = None) -> dict[str, Any]:
    """Keep rates (USD a million tokens, by kind) for a model; none at all brings the card's price back.

    Returns the model's card as it is now. Raises UsageError for an unknown or local model.
    """
    card = find_card(model)
    if card["where"] == "local":
        raise UsageError(f"{model} runs on this computer and costs nothing.", "")
    settings = load_ai_settings()
    prices = {name: table for name, table in settings.prices.items() if name != card["id"]}
    if rates:
        prices[card["id"]] = {**rates, "read": (today or date.today()).isoformat()}
    save_ai_settings(replace(settings, prices=prices))
    return find_card(model)

"""Which models are asked for a task, in which order; and why one cannot be."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from studio.app.ai.accounts import NAMES
from studio.app.ai.cards import all_tasks
from studio.app.models import model_cards
from studio.model.ai import Task
from studio.model.errors import UsageError
from studio.store.ai_settings import AiSettings, load_ai_settings, save_ai_settings


def order_for(
    task: Task, models: Sequence[str] = (), known: Sequence[Mapping[str, Any]] | None = None
) -> list[dict[str, Any]]:
    """Return the cards to ask, in order: those named, else the seller's choice, else the task's own order.

    Named ones must be able to do the task (UsageError with the reason); of the others those that cannot are left out.
    `known`: the cards where they were read already, as reading all takes a moment.
    """
    cards = {card["id"]: dict(card) for card in (model_cards() if known is None else known)}
    cards |= {alias: card for card in list(cards.values()) for alias in card.get("aliases", ())}
    if models:
        return [_able(cards, model, task) for model in models]
    chosen = load_ai_settings().tasks.get(task) or all_tasks()[task].order
    usable = [cards[model] for model in chosen if model in cards and why_not(cards[model], task) is None]
    if not usable:
        raise UsageError(
            f"No model is chosen for “{all_tasks()[task].title}”.", "Choose one with --model, or under Models."
        )
    return usable


def choose(task: Task, models: Sequence[str], known: Sequence[Mapping[str, Any]] | None = None) -> AiSettings:
    """Let a task ask these models from now on, in this order; returns the settings as saved. Raises UsageError.

    A model that must not be used commercially can be named for a photo, and never becomes the usual choice.
    """
    for card in order_for(task, models, known):
        if card["commercial_use"] == "no":
            raise UsageError(
                f"{card['title']} may not be used commercially ({card['licence']}): it cannot be the usual choice.",
                "Where your use is private, name it each time, with --model.",
            )
    settings = load_ai_settings()
    settings = replace(settings, tasks={**settings.tasks, task: tuple(models)})
    save_ai_settings(settings)
    return settings


def _able(cards: Mapping[str, dict[str, Any]], model: str, task: Task) -> dict[str, Any]:
    card = cards.get(model)
    if card is None:
        raise UsageError(f"There is no model {model!r}.", "See `studio models list`.")
    why = why_not(card, task)
    if why is not None:
        able = [each["id"] for each in cards.values() if why_not(each, task) is None]
        raise UsageError(why, f"Choose one of {', '.join(dict.fromkeys(able))}." if able else "")
    return card


def why_not(card: Mapping[str, Any], task: Task) -> str | None:
    """Return why a model cannot do a task, in a sentence; None where it can."""
    if card["status"] == "retired":
        instead = f" Its successor is {card['successor']}." if card.get("successor") else ""
        return f"{card.get('title', card['id'])} was retired by {NAMES.get(card['provider'], 'its maker')}.{instead}"
    if task not in card["tasks"]:
        lacks = sorted(all_tasks()[task].needs - set(card.get("abilities", card["tasks"])))
        return f"{card.get('title', card['id'])} cannot do “{all_tasks()[task].title}”: it lacks {', '.join(lacks)}."
    return None

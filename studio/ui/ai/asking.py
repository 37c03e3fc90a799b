"""What is asked of a model from another page, and what it would come to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from studio.app.ai.consent import Ahead, look_ahead
from studio.app.ai.order import order_for
from studio.app.ai.overview import ModelLine, asked_models, listed_models, model_lines
from studio.model.ai import Task
from studio.model.errors import StudioError

Cards = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Asking:
    """What a person asks for beside the page of models. `model`: "" for the order under Models."""

    task: Task
    wish: str = ""
    model: str = ""
    demo: bool = False


@dataclass(frozen=True)
class Offer:
    """Who can do a task, who is asked where nothing else is said, what it comes to."""

    task: Task
    model: str
    cards: Cards
    lines: tuple[ModelLine, ...]
    usual: str
    ahead: Ahead


def ahead_for(task: Task, model: str, many: int, cards: Cards, *, overnight: bool = False) -> Ahead:
    """Return what it comes to when a model ("": the one that is asked first) is asked about so many photos."""
    try:
        first = order_for(task, (model,) if model else (), cards)[:1]
    except StudioError:
        first = []
    ahead = look_ahead(task, first, many, overnight=overnight)
    twice = task == "compare" and many > 1  # pictures are compared in both orders
    return replace(ahead, usd=2 * ahead.usd) if twice else ahead


def offer_for(task: Task, model: str, many: int, cards: Cards | None = None) -> Offer:
    """Return what a panel shows of a task; reads cards, ledger and keyring, so it runs on a thread."""
    known = listed_models(keyring_first=True) if cards is None else cards
    lines = tuple(model_lines(task, known))
    model = model if any(each.id == model for each in lines) else ""
    return Offer(task, model, known, lines, asked_models(known)[task], ahead_for(task, model, many, known))


def facts_text(each: ModelLine) -> str:
    """Return a model as an entry of a menu: "GPT-6 Luna (≈ $0.00045 a photo, 2.1 s (4 calls))"."""
    facts = ", ".join(part for part in (each.price, each.speed, each.missing) if part)
    return f"{each.title} ({facts})"


def no_key(lines: Sequence[ModelLine], model: str = "") -> str:
    """Return that whoever is to be asked cannot be, for want of a key; "" where one of them can."""
    asked = [each for each in lines if (each.id == model if model else each.place is not None)]
    if not asked or not all(each.missing for each in asked):
        return ""
    whom = " or ".join(dict.fromkeys(each.provider for each in asked))
    return f"There is no key for {whom} yet: enter one under Models, or switch Demonstration on."

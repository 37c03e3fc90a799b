"""What is asked of a model from another page, and what it would come to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from studio.app.ai.consent import Ahead, look_ahead
from studio.app.ai.estimates import Quality
from studio.app.ai.loads import Load, PhotoSizes, load_of
from studio.app.ai.material import Edited
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


def ahead_for(
    task: Task,
    models: Sequence[str],
    loads: Sequence[Load],
    cards: Cards,
    *,
    overnight: bool = False,
    quality: Quality = "medium",
) -> Ahead:
    """Return what it comes to when the first of some models (none: of the order) is asked."""
    try:
        first = order_for(task, models, cards)[:1]
    except StudioError:
        first = []
    ahead = look_ahead(task, first, loads, overnight=overnight, quality=quality)
    twice = task == "compare" and len(loads) > 1  # pictures are compared in both orders
    return replace(ahead, usd=2 * ahead.usd) if twice else ahead


def offer_for(task: Task, model: str, edited: Sequence[Edited], cards: Cards | None = None) -> Offer:
    """Return what a panel shows of a task; reads cards, headers, ledger and keyring, so it runs on a thread."""
    paths = [each.photo.path if each.photo else None for each in edited]
    sizes = PhotoSizes().read(path for path in paths if path is not None)
    loads = [load_of(task, path, each.scene, sizes) for path, each in zip(paths, edited, strict=True)]
    loads = (loads[:1] or [Load()]) if task == "backdrop" else loads
    known = listed_models(keyring_first=True) if cards is None else cards
    lines = tuple(model_lines(task, known))
    model = model if any(each.id == model for each in lines) else ""
    return Offer(
        task, model, known, lines, asked_models(known)[task], ahead_for(task, (model,) if model else (), loads, known)
    )


def facts_text(each: ModelLine) -> str:
    """Return a model as an entry of a menu: "GPT-6 Luna (≈ $0.00045 a photo, 2.1 s (4 calls))"."""
    facts = ", ".join(part for part in (each.price, each.speed, each.missing) if part)
    return f"{each.title} ({facts})"


def no_key(lines: Sequence[ModelLine], models: Sequence[str] = ()) -> str:
    """Return that whoever is to be asked cannot be, for want of a key; "" where one of them can."""
    asked = [each for each in lines if (each.id in models if models else each.place is not None)]
    if not asked or not all(each.missing for each in asked):
        return ""
    whom = " or ".join(dict.fromkeys(each.provider for each in asked))
    return f"There is no key for {whom} yet: enter one under Models, or switch Demonstration on."

"""What a person is told and asked before calls are made: the price, what leaves, and the budget."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from studio.ai.estimate import Estimate
from studio.app.ai.accounts import NAMES
from studio.app.ai.cards import all_tasks
from studio.app.ai.estimates import Quality, dollars, estimate_ahead
from studio.app.ai.loads import Load
from studio.model.ai import Task
from studio.model.usage import Usage
from studio.store.ai_settings import Budget, load_ai_settings
from studio.store.ledger_file import LedgerFile
from studio.store.spending import spent_since, usual_usage


@dataclass(frozen=True)
class Ahead:
    """What some calls will come to. `usd`: the sum of what is known; `unknown`: models without a known price."""

    usd: float
    unknown: tuple[str, ...]
    at_least: bool
    leaves: str

    @property
    def price(self) -> str:
        """For the button: "free", "≈ $0.0027", "≥ $0.04", "price unknown"."""
        if self.unknown and not self.usd:
            return "price unknown"
        if not self.usd:
            return "free"
        return f"{'≥' if self.at_least or self.unknown else '≈'} {dollars(self.usd)}"


def look_ahead(
    task: Task,
    cards: Sequence[Mapping[str, Any]],
    loads: Sequence[Load],
    *,
    overnight: bool = False,
    quality: Quality = "medium",
) -> Ahead:
    """Return what it will cost to ask each of some models for so much, and what leaves for it."""
    file = LedgerFile()
    told: dict[str, Estimate] = {}
    for card in cards:
        past = usual_uses(card["id"], task, quality, file)
        told[card["id"]] = estimate_ahead(task, card, loads, past, batch=overnight, quality=quality)
    file.close()
    cloud = list(dict.fromkeys(NAMES.get(card["provider"], "") for card in cards if card["where"] == "cloud"))
    return Ahead(
        sum(each.usd or 0.0 for each in told.values()),
        tuple(model for model, each in told.items() if each.usd is None),
        any(each.at_least for each in told.values()),
        _leaves(task, len(loads), cloud),
    )


def over_budget(ahead: Ahead, budget: Budget | None = None, today: date | None = None) -> str | None:
    """Return what stands against the calls, in a sentence; None where nothing does."""
    limits = budget or load_ai_settings().budget
    if ahead.price == "free":
        return None
    file = LedgerFile()
    month = spent_since(file, (today or date.today()).replace(day=1))
    file.close()
    for name, limit, spent in (("this month", limits.month_usd, month), ("one batch", limits.batch_usd, 0.0)):
        if limit is None:
            continue
        if ahead.unknown:
            return f"The price of {', '.join(ahead.unknown)} is not known; your budget for {name} is {dollars(limit)}."
        if spent + ahead.usd > limit:
            before = f", {dollars(spent)} of it is spent" if spent else ""
            return f"Your budget for {name} is {dollars(limit)}{before}; this costs {ahead.price}."
    return None


def usual_uses(
    model: str, task: Task, quality: Quality, file: LedgerFile | None = None
) -> Callable[[str], Usage | None]:
    """Return what tells, by the size of what is made, what the seller's own calls of a model used until now."""
    ledger = file or LedgerFile()
    return cache(lambda size: usual_usage(ledger, model, task, size, quality if size else ""))


def _leaves(task: Task, photos: int, cloud: Sequence[str]) -> str:
    if not cloud:
        return "Nothing leaves this computer."
    longest = all_tasks()[task].longest
    whom = " and ".join(cloud)
    if longest is None:
        return f"Only words go to {whom}; no photo leaves this computer."
    what = "The photo goes" if photos == 1 else f"{photos} photos go"
    return f"{what} to {whom}, at most {longest} px wide or high, without name and metadata."

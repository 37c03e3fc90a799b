"""What a person is told and asked before calls are made: the price, what leaves, and the budget."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from studio.ai.estimate import Estimate
from studio.app.ai.accounts import NAMES
from studio.app.ai.cards import all_tasks
from studio.app.ai.estimates import dollars, estimate_ahead
from studio.model.ai import Task
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


def look_ahead(task: Task, cards: Sequence[Mapping[str, Any]], photos: int, *, overnight: bool = False) -> Ahead:
    """Return what it will cost to ask each of some models about so many photos, and what leaves for it."""
    file = LedgerFile()
    told: dict[str, Estimate] = {}
    for card in cards:
        past = usual_usage(file, card["id"], task, "1024x1024" if task == "backdrop" else "", _quality(task))
        told[card["id"]] = estimate_ahead(task, card, photos, past, batch=overnight)
    file.close()
    cloud = list(dict.fromkeys(NAMES.get(card["provider"], "") for card in cards if card["where"] == "cloud"))
    return Ahead(
        sum(each.usd or 0.0 for each in told.values()),
        tuple(model for model, each in told.items() if each.usd is None),
        any(each.at_least for each in told.values()),
        _leaves(task, photos, cloud),
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


def _quality(task: Task) -> str:
    return "medium" if all_tasks()[task].needs & {"image-generation", "image-edit"} else ""


def _leaves(task: Task, photos: int, cloud: Sequence[str]) -> str:
    if not cloud:
        return "Nothing leaves this computer."
    longest = all_tasks()[task].longest
    whom = " and ".join(cloud)
    if longest is None:
        return f"Only words go to {whom}; no photo leaves this computer."
    what = "The photo goes" if photos == 1 else f"{photos} photos go"
    return f"{what} to {whom}, at most {longest} px wide or high, without name and metadata."

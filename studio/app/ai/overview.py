"""What a seller sees of the models: cards with measured speed and account, the lines of the Models page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from studio.app.ai.accounts import NAMES, Account, account_of, all_accounts
from studio.app.ai.cards import all_tasks, ending, listing
from studio.app.ai.estimates import dollars, estimate_ahead, money
from studio.app.ai.loads import Load
from studio.app.ai.order import order_for
from studio.app.models import PROVIDERS, model_cards
from studio.model.ai import Task
from studio.model.errors import UsageError
from studio.store import speeds, spending
from studio.store.ai_settings import load_ai_settings
from studio.store.ledger_file import LedgerFile

HOSTS = {"openai": "api.openai.com", "anthropic": "api.anthropic.com"}


def listed_models(*, keyring_first: bool = False) -> list[dict[str, Any]]:
    """Return the cards of `model_cards` with `measured` (seconds of one's own calls), `key` and `address`.

    A cloud model is `installed` where there is a key for it; `key` tells where the key comes from, never the key.
    """
    file, accounts = LedgerFile(), _Accounts(keyring_first)
    cards = [_complete(card, file, accounts) for card in model_cards()]
    file.close()
    return cards


class _Accounts:
    """Each keyring is asked once: it may take a while to answer."""

    def __init__(self, keyring_first: bool) -> None:
        self._keyring_first = keyring_first
        self._known: dict[tuple[str, str], Account] = {}

    def of(self, card: Mapping[str, Any]) -> Account:
        place = (card["provider"], card.get("server", ""))
        if place not in self._known:
            self._known[place] = account_of(card, keyring_first=self._keyring_first)
        return self._known[place]


def _complete(card: dict[str, Any], file: LedgerFile, accounts: _Accounts) -> dict[str, Any]:
    speed = spending.speed(file, card["id"]) or spending.speed_of(speeds.seconds_of(card["id"]))
    card["measured"] = speed and {
        "calls": speed.calls,
        "median_seconds": speed.median,
        "p95_seconds": speed.p95,
        "median_usd": spending.usual_cost(file, card["id"]),
    }
    if card["provider"] in PROVIDERS:
        at = accounts.of(card)
        card["installed"] = at.usable
        card["key"] = at.key and {"source": at.key.source, "shown": at.key.shown}
        card["address"] = at.address or f"https://{HOSTS.get(card['provider'], '')}"
    return card


@dataclass(frozen=True)
class ModelLine:
    """A model that can do a task, as a line to read. `place`: when it is asked, 0 first; None: not at all.

    `missing`: what stands in the way of using it now, "" for nothing. `note`: more on price and licence.
    """

    id: str
    title: str
    local: bool
    provider: str
    licence: str
    commercial_use: str
    price: str
    price_note: str
    speed: str
    ends: str
    missing: str
    purpose: str
    licence_note: str = ""
    place: int | None = None


@dataclass(frozen=True)
class AccountLine:
    """A provider as a line to read. `key`: "…cdef from the keyring", "" for none; `listed`: when its models were."""

    provider: str
    server: str
    name: str
    key: str
    address: str
    listed: str
    usable: bool


def model_lines(task: Task, cards: Sequence[Mapping[str, Any]], today: date | None = None) -> list[ModelLine]:
    """Return who can do a task, of `listed_models`: those that are asked, in order, then the others, those that end
    last; none retired.
    """
    day = today or date.today()
    try:
        order = [card["id"] for card in order_for(task, known=cards)]
    except UsageError:
        order = []
    able = [card for card in cards if task in card["tasks"] and card["status"] != "retired"]
    titles = {card["id"]: str(card.get("title", card["id"])) for card in cards}
    lines = [_line(card, task, day, order, titles) for card in able]
    return sorted(lines, key=lambda line: (len(order) if line.place is None else line.place, bool(line.ends)))


def retired_lines(task: Task, cards: Sequence[Mapping[str, Any]], today: date | None = None) -> list[str]:
    """Return a sentence for every model that ended: "GPT Image 1: Retired on 2026-10-23; replaced by GPT Image 2"."""
    day = today or date.today()
    needs = all_tasks()[task].needs - {"json"}  # the oldest answered in plain words
    retired = [card for card in cards if card["status"] == "retired"]
    gone = [card for card in retired if task in card["tasks"] or (needs and needs <= set(card.get("abilities", ())))]
    titles = {card["id"]: str(card.get("title", card["id"])) for card in cards}
    return [f"{titles[card['id']]}: {ending(card, day, titles)}" for card in gone]


def _line(card: Mapping[str, Any], task: Task, day: date, order: Sequence[str], titles: Mapping[str, str]) -> ModelLine:
    return ModelLine(
        id=card["id"],
        title=card.get("title", card["id"]),
        local=card["where"] == "local",
        provider=NAMES.get(card["provider"], card["provider"]),
        licence=card["licence"],
        commercial_use=card["commercial_use"],
        price=price_text(card, task),
        price_note=price_note(card, task),
        speed=speed_text(card),
        ends=ending(card, day, titles),
        missing=_missing(card),
        purpose=str(card.get("purpose", "")),
        licence_note=str(card.get("licence_note", "")),
        place=order.index(card["id"]) if card["id"] in order else None,
    )


def price_text(card: Mapping[str, Any], task: Task | None = None) -> str:
    """Return "free", one's own median, "≈ $0.00045 a photo" or "price unknown", of a task or in general."""
    price = card["price"]
    if card["where"] == "local":
        return "free"
    own = (card.get("measured") or {}).get("median_usd")
    if own is not None:
        return f"{dollars(own)} a call, your median"
    if not isinstance(price, Mapping) or price["usd_per_photo"] is None:
        return "price unknown"
    if task is not None:
        told = estimate_ahead(task, card, [Load()])
        what = "a photo" if all_tasks()[task].longest else "a picture"
        return money(told) if told.usd is None else f"{money(told)} {what}"
    what = "a photo" if "vision" in card.get("abilities", ()) else "a picture"
    return f"≈ {dollars(price['usd_per_photo'])} {what}"


def price_note(card: Mapping[str, Any], task: Task | None = None) -> str:
    """Return the rates with their day and source, and what the estimate rests on."""
    price = card["price"]
    if not isinstance(price, Mapping):
        return "Runs on this computer." if card["where"] == "local" else "No price is known; it is never taken for 0."
    names = {"text_in": "text in", "image_in": "photos in", "text_out": "text out", "image_out": "pictures out"}
    rates = ", ".join(f"{words} {dollars(price[name])}" for name, words in names.items() if name in price)
    day = f"of {price['read']}, " if price["read"] else ""
    longest = all_tasks()[task].longest if task is not None else None
    usual = f"A photo at most {longest} px wide or high, one call, an estimate." if longest else ""
    return f"A million tokens: {rates} ({day}{price['basis']}). {usual or price['usd_per_photo_note']}"


def speed_text(card: Mapping[str, Any]) -> str:
    """Return the seller's own median: "2.1 s (14 calls)", "0.4 s (3 photos)", or that there is none yet."""
    measured = card.get("measured")
    if not measured:
        return "not tried yet"
    calls, what = measured["calls"], "call" if card["provider"] in PROVIDERS else "photo"
    return f"{measured['median_seconds']:.1f} s ({calls} {what}{'' if calls == 1 else 's'})"


def _missing(card: Mapping[str, Any]) -> str:
    if card["installed"]:
        return ""
    return "no key" if card["where"] == "cloud" else "not on this computer"


def account_lines(*, keyring_first: bool = True) -> list[AccountLine]:
    """Return the providers and one's own servers; in the window the keyring comes first. May take a while."""
    return [_account_line(at) for at in all_accounts(keyring_first=keyring_first)]


def _account_line(at: Account) -> AccountLine:
    day, models = listing(at.listing)
    source = {"keyring": "from the system's keyring", "environment": "from the environment"}
    return AccountLine(
        at.provider,
        at.server,
        at.server or NAMES[at.provider],
        f"{at.key.shown} {source[at.key.source]}" if at.key else "",
        at.address or f"https://{HOSTS[at.provider]}",
        f"{len(models)} models, listed on {day.isoformat()}" if day else "",
        at.usable,
    )


def asked_models(cards: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return by task who is asked: "GPT-6 Luna, then Claude Haiku 5.5"; "" for nobody."""
    titles = {card["id"]: card.get("title", card["id"]) for card in cards}
    settings = load_ai_settings()
    found = {}
    for task in all_tasks().values():
        chosen = settings.tasks.get(task.id) or task.order
        found[str(task.id)] = ", then ".join(titles[model] for model in chosen if model in titles)
    return found


def task_titles() -> list[tuple[Task, str]]:
    """Return the tasks with their titles, in their order."""
    return [(task.id, task.title) for task in all_tasks().values()]


def model_titles() -> dict[str, str]:
    """Return the models' titles by id, retired ones included."""
    return {card["id"]: str(card.get("title", card["id"])) for card in model_cards()}

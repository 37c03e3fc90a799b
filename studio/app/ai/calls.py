"""One call from wish to result: whom to ask, what it may cost, the ledger's line, the answer; and who steps in."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Any

from studio.ai.calling import NEXT_MAY_HELP, ask
from studio.ai.policy import USUAL, Policy
from studio.ai.prices import cost_usd
from studio.ai.providers.warm import warm
from studio.app.ai.accounts import Account, account_of, usable_key
from studio.app.ai.cards import prices_for
from studio.app.ai.estimates import estimate_call
from studio.app.ai.order import order_for
from studio.model.ai import OnWait, Provider, Reply, Request, Task
from studio.model.usage import Usage
from studio.store.ai_settings import load_ai_settings
from studio.store.batch_rules import usual_rules
from studio.store.ledger import SpendLedger, Terms
from studio.store.ledger_file import LedgerFile
from studio.store.runners import Runner
from studio.store.spending import cost_of_answer, spent_on, usual_usage

AT_ONCE = 8
"""Calls to one provider at the same time unless the house rules say otherwise: usual accounts turn more away."""


@dataclass(frozen=True)
class Wish:
    """What a person asked for. `models`: in the order in which they are asked, none for the task's own order.

    `agreed`: may go over the budget; `again`: may repeat a call whose end is not known; `fresh`: a kept result will not
    do, as in a trial of speed; `accounts`: in place of the usual ones, as for the demonstration provider.
    """

    task: Task
    models: tuple[str, ...] = ()
    batch: str = ""
    agreed: bool = False
    again: bool = False
    fresh: bool = False
    keyring_first: bool = False
    accounts: Callable[[Mapping[str, Any]], Account] | None = None


@dataclass(frozen=True)
class Outcome:
    """A reply with what it came to. `cost_usd` None: not known; 0 for a result that was kept.

    `line`: of the ledger; `first_usd`: what it cost when it was paid for.
    """

    reply: Reply
    card: Mapping[str, Any]
    cost_usd: float | None
    notes: tuple[str, ...] = ()
    line: int | None = None
    first_usd: float | None = None


@dataclass
class _Open:
    provider: Provider
    turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(usual_rules().calls or AT_ONCE))


class Calls:
    """Makes calls on one event loop: `async with Calls() as calls: await calls.ask(…)`.

    `file` and `runner` are the ledger's and by default this home's; every call is in it before anything is sent.
    """

    def __init__(self, file: LedgerFile | None = None, runner: Runner | None = None, rules: Policy = USUAL) -> None:
        self.file = file or LedgerFile()
        self._runner, self._own_runner = runner, runner is None
        self._rules = rules
        self._open: dict[Account, _Open] = {}
        self._same: dict[str, asyncio.Lock] = {}
        self._orders: dict[tuple[Task, tuple[str, ...]], list[dict[str, Any]]] = {}

    async def __aenter__(self) -> "Calls":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Drop connections; calls on their way are cancelled by whoever started them."""
        for place in self._open.values():
            await place.provider.close()
        self._open.clear()
        if self._own_runner and self._runner is not None:
            self._runner.end()
            self._runner = None

    async def ask(
        self, make: Callable[[Mapping[str, Any]], Request], wish: Wish, on_wait: OnWait | None = None
    ) -> Outcome:
        """Ask the wish's models one after the other until one answers; `make` builds the request for a card.

        Raises ProviderError (the last one's), UsageError for a model that cannot do the task, LedgerError.
        """
        notes: list[str] = []
        asked = (wish.task, wish.models)
        order = self._orders[asked] = self._orders.get(asked) or order_for(*asked)
        for place, card in enumerate(order):
            try:
                found = await self._ask_one(make(card), card, wish, on_wait)
            except NEXT_MAY_HELP as error:
                if place == len(order) - 1 or error.billed != "no":
                    raise error.after(notes) from None
                notes.append(f"{order[place + 1]['title']} was asked in place of {card['title']}: {error.message}")
            else:
                return replace(found, notes=(*notes, *found.notes))
        raise AssertionError("an order has at least one model")

    def spent(self, wish: Wish, photo: str) -> float | None:
        """Return what a wish's calls about a photo cost that came to nothing; None where that is not known."""
        return spent_on(self.file, wish.batch, photo) if wish.batch else None

    async def _ask_one(self, request: Request, card: Mapping[str, Any], wish: Wish, on_wait: OnWait | None) -> Outcome:
        account = (wish.accounts or _usual_account(wish))(card)
        book = self._book(card, account, wish)
        same = self._same.setdefault(f"{account.listing} {request.key}", asyncio.Lock())
        async with same:  # the same photo twice in a batch is asked once
            kept = book.earlier(request, account.listing)
            if kept is not None:
                first = cost_of_answer(self.file, request.key, account.listing)
                return Outcome(kept, card, 0.0, kept.notes, first_usd=first)
            place = self._place(usable_key(account))
            await asyncio.to_thread(warm, account.provider)
            async with place.turns:
                reply = await ask(place.provider, request, ledger=book, policy=self._rules, on_wait=on_wait)
        cost = _cost(card, account, reply.usage)
        return Outcome(reply, card, cost, reply.notes, book.line, cost)

    def _place(self, account: Account) -> _Open:
        if account not in self._open:
            self._open[account] = _Open(account.open())
        return self._open[account]

    def _book(self, card: Mapping[str, Any], account: Account, wish: Wish) -> SpendLedger:
        if self._runner is None:
            self._runner = Runner()
        settings = load_ai_settings()

        def terms(request: Request) -> Terms:
            told = estimate_call(request, card, self._usual(request, card))
            free = account.costs_nothing
            return Terms(
                place="local" if free else card["where"],
                estimate_usd=0.0 if free else told.usd,
                budget=settings.budget,
                batch=wish.batch,
                agreed=wish.agreed,
                again=wish.again,
                model=card["id"],
            )

        return SpendLedger(
            self.file, self._runner, account.listing, terms, lambda usage: _cost(card, account, usage), fresh=wish.fresh
        )

    def _usual(self, request: Request, card: Mapping[str, Any]) -> Usage | None:
        size = "x".join(map(str, request.size)) if request.size else ""
        quality = request.quality if request.wants_picture else ""
        return usual_usage(self.file, card["id"], request.task, size, quality)


def _usual_account(wish: Wish) -> Callable[[Mapping[str, Any]], Account]:
    return lambda card: account_of(card, keyring_first=wish.keyring_first)


def _cost(card: Mapping[str, Any], account: Account, usage: Usage) -> float | None:
    if account.costs_nothing:
        return 0.0
    try:
        return cost_usd(prices_for(card), usage)
    except ValueError:
        return None  # a price of the seller's own that is none

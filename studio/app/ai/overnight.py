"""Overnight: many calls handed in at once at half the price, tracked over restarts, collected when they are done."""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from studio.ai.prices import cost_usd
from studio.ai.product_sheet import ProductSheet
from studio.ai.tasks import MAKERS, Brief, Maker, backdrop
from studio.app.ai.accounts import Account, account_of, usable_key
from studio.app.ai.analyse import as_asked
from studio.app.ai.calls import Wish
from studio.app.ai.cards import prices_for
from studio.app.ai.demo import demonstration
from studio.app.ai.estimates import Quality, estimate_call
from studio.app.ai.order import order_for
from studio.app.ai.words import About, with_facts
from studio.app.models import find_card
from studio.app.trial.tasks import Given, brief_for
from studio.model.ai import BatchProvider, Reply, Request, Task
from studio.model.errors import StudioError, UsageError
from studio.model.provider_errors import CalledOffError, ProviderError
from studio.model.scene import Camera, Light
from studio.store import nights
from studio.store.ai_settings import load_ai_settings
from studio.store.ledger import SpendLedger, Terms
from studio.store.ledger_file import LedgerFile
from studio.store.nights import Night, Shift
from studio.store.runners import Runner

PLACE = (1536, 1536)  # px as for `studio make backdrop`, so that either finds what the other paid for
TASKS_OVERNIGHT: tuple[Task, ...] = ("alt-text", "copy", "identify", "analyse", "backdrop")


@dataclass(frozen=True)
class HandedIn:
    """What became of handing in. `kept`: photos whose result is there already; `left_out`: what cannot be read."""

    night: Night | None
    kept: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Collected:
    """What a look at a batch brought: by photo, "done" or why not; and the replies. A place is called by its words."""

    night: Night
    photos: Mapping[str, str]
    replies: Mapping[str, Reply] = field(default_factory=dict)


async def hand_in(
    wish: Wish,
    about: Sequence[About],
    given: Given,
    sheet: ProductSheet | None = None,
    *,
    places: Sequence[str] = (),
    size: tuple[int, int] = PLACE,
    quality: Quality = "medium",
    light: Light | None = None,
    camera: Camera | None = None,
    file: LedgerFile | None = None,
) -> HandedIn:
    """Hand in a task for photos to the first model of the wish's order. Kept results are not asked for again.

    `places`: in words, what `backdrop` shall make, of a size in pixels and a quality, under a scene's light and seen
    by its camera; it needs no photos.
    Raises UsageError where the provider takes no batches, ProviderError; then nothing is on its way.
    """
    card = order_for(wish.task, wish.models)[0]
    account = usable_key((wish.accounts or _usual(wish))(card))
    ledger, runner = file or LedgerFile(), Runner()
    book = _book(ledger, runner, card, account, wish)
    provider = _batches(account, card)
    try:
        place = Brief(style=given.style, size=size, quality=quality)
        briefs = [*(_places(place, places) if wish.task == "backdrop" else _briefs(wish.task, about, given, sheet))]
        maker = partial(backdrop.request, light=light, camera=camera) if wish.task == "backdrop" else MAKERS[wish.task]
        asked = await asyncio.to_thread(_requests, book, card, maker, briefs)
        if not asked.requests:
            return HandedIn(None, tuple(asked.kept), tuple(asked.left_out))
        night = nights.begin(ledger, wish.task, card["id"], account.listing)
        lines: dict[str, int] = {}
        try:
            for name, request in asked.requests.items():
                lines[name] = book.opened(request, account.listing)
            bounds = dict(zip(("width", "height"), size, strict=True)) if wish.task == "backdrop" else given.limits
            shifts = [Shift(name, lines[name], each.photo, bounds) for name, each in asked.requests.items()]
            nights.add(ledger, night, shifts)
            state = await provider.submit_batch(asked.requests)
        except BaseException as error:
            _undo(ledger, book, night, lines, error)
            raise
        nights.handed_in(ledger, night, state)
    finally:
        await provider.close()
        runner.end()
    return HandedIn(_night(ledger, night), tuple(asked.kept), tuple(asked.left_out))


Accounts = Callable[[Mapping[str, Any]], Account]


async def look(
    night: Night, *, accounts: Accounts | None = None, file: LedgerFile | None = None, call_off: bool = False
) -> Collected:
    """Ask how far a batch is and, where it has ended, settle its lines and keep its results. Raises ProviderError.

    `call_off`: stop it; what was done by then is charged and comes with the next look.
    """
    with nullcontext(accounts) if accounts else _asked_at(night) as places:
        return await _look(night, places, file or LedgerFile(), call_off)


def _asked_at(night: Night) -> AbstractContextManager[Accounts]:
    return demonstration() if night.demo else nullcontext(account_of)


async def _look(night: Night, accounts: Accounts, ledger: LedgerFile, call_off: bool) -> Collected:
    card = find_card(night.model)
    account = usable_key(accounts(card))
    provider = _batches(account, card)
    try:
        state = await (provider.cancel_batch(night.batch) if call_off else provider.batch_state(night.batch))
        nights.note(ledger, night.id, state)
        if state.status == "waiting":
            return Collected(_night(ledger, night.id), {})
        shifts = nights.shifts(ledger, night.id)
        requests = {each.name: _again(night.task, card, each) for each in shifts}
        found = await provider.collect_batch(night.batch, requests)
    finally:
        await provider.close()
    runner = Runner()
    book = _book(ledger, runner, card, account, Wish(night.task))
    photos, replies = {}, {}
    for each in shifts:
        outcome: Reply | ProviderError = found[each.name]
        book.closed(each.call, outcome)
        photos[each.photo] = "done" if isinstance(outcome, Reply) else outcome.message
        if isinstance(outcome, Reply):
            replies[each.photo] = outcome
    nights.end(ledger, night.id, "collected")
    runner.end()
    return Collected(_night(ledger, night.id), photos, replies)


def under_way(file: LedgerFile | None = None) -> list[Night]:
    """Return the batches of which something may still come."""
    return nights.nights(file or LedgerFile())


@dataclass
class _Asked:
    requests: dict[str, Request] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


Briefing = tuple[str, Callable[[], Brief]]


def _places(place: Brief, places: Sequence[str]) -> Iterator[Briefing]:
    """Return the words of each place, by which it is called, and its brief."""
    for words in dict.fromkeys(places):
        yield words, partial(replace, place, words=words, photo=words)


def _briefs(task: Task, about: Sequence[About], given: Given, sheet: ProductSheet | None) -> Iterator[Briefing]:
    """Return each photo's name and what reads it."""
    for each in about:
        yield each.photo.relative.as_posix(), partial(brief_for, task, each.photo, with_facts(given, sheet, each.sku))


def _requests(book: SpendLedger, card: Mapping[str, Any], maker: Maker, briefs: Sequence[Briefing]) -> _Asked:
    """Build the calls, by our own ids; photos that need none or cannot be read are told apart."""
    asked, keys = _Asked(), set()
    for number, (name, brief) in enumerate(briefs, 1):
        try:
            request = maker(brief(), as_asked(card))
        except StudioError as error:
            asked.left_out.append(f"{name}: {error.message}")
            continue
        if request.key in keys or book.earlier(request, "") is not None:
            asked.kept.append(name)
        else:
            keys.add(request.key)
            asked.requests[f"photo-{number}"] = request
    return asked


def _again(task: Task, card: Mapping[str, Any], shift: Shift) -> Request:
    """Return a call as far as reading its answer needs it: the photo may be gone by now."""
    size = (shift.limits.get("width", PLACE[0]), shift.limits.get("height", PLACE[1]))
    brief = Brief(limits=shift.limits, size=size if task == "backdrop" else None, photo=shift.photo)
    return MAKERS[task](brief, as_asked(card))


def _book(ledger: LedgerFile, runner: Runner, card: Mapping[str, Any], account: Account, wish: Wish) -> SpendLedger:
    settings = load_ai_settings()

    def terms(request: Request) -> Terms:
        told = estimate_call(request, card, None, batch=True)
        usd = 0.0 if account.costs_nothing else told.usd
        place = "local" if account.costs_nothing else "cloud"
        return Terms(place, usd, settings.budget, wish.batch, wish.agreed, wish.again, card["id"])  # type: ignore[arg-type]

    def cost(usage: Any) -> float | None:
        return 0.0 if account.costs_nothing else cost_usd(prices_for(card), usage, batch=True)

    return SpendLedger(ledger, runner, account.listing, terms, cost, timed=False)


def _undo(ledger: LedgerFile, book: SpendLedger, night: int, lines: Mapping[str, int], error: BaseException) -> None:
    """Close the lines of a batch that was not taken, with the reason."""
    told = error if isinstance(error, ProviderError) else CalledOffError("The batch was called off.", "")
    for line in lines.values():
        book.closed(line, told)
    nights.end(ledger, night, "given-up")


def _batches(account: Account, card: Mapping[str, Any]) -> BatchProvider:
    provider = account.open()
    if not hasattr(provider, "submit_batch"):
        raise UsageError(f"{card['title']} takes no batches.", "Ask it at once, or pick another model.")
    return provider  # type: ignore[return-value]


def _night(ledger: LedgerFile, number: int) -> Night:
    return next(night for night in nights.nights(ledger, all_of_them=True) if night.id == number)


def _usual(wish: Wish) -> Any:
    return lambda card: account_of(card, keyring_first=wish.keyring_first)

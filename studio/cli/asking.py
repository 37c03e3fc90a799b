"""What commands that may ask providers have in common: consent, budget, the demonstration, and what is said before."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Annotated, Any

import typer

from studio.cli.output import complain
from studio.model.ai import Task

Again = Annotated[
    bool, typer.Option("--again", help="Repeat calls of which nobody knows whether they were carried out and charged.")
]
OverBudget = Annotated[bool, typer.Option("--over-budget", help="Go over a budget that asks first.")]
Demo = Annotated[
    bool, typer.Option("--demo", help="Ask a made-up provider on this computer: no key, no cost, invented answers.")
]


@contextmanager
def asked_by(
    task: Task, models: Sequence[str], *, again: bool = False, agreed: bool = False, demo: bool = False
) -> Iterator[Any]:
    """Yield the Wish for a command; raises UsageError for models that cannot do the task, before anything is done."""
    from uuid import uuid4

    from studio.app.ai.calls import Wish
    from studio.app.ai.demo import NOTICE, demonstration
    from studio.app.ai.order import order_for

    if models:
        order_for(task, models)
    wish = Wish(task, tuple(models), batch=uuid4().hex, agreed=agreed, again=again)
    if not demo:
        yield wish
        return
    complain(NOTICE)
    with demonstration() as accounts:
        yield replace(wish, accounts=accounts)


def announce(wish: Any, loads: Sequence[Any], **options: Any) -> None:
    """Say on stderr what is about to leave the computer, to whom, and what it will probably cost.

    `loads`: see `studio.app.ai.loads`; `options`: `quality` of pictures, `batch` for half the price overnight.
    """
    from studio.app.ai.accounts import account_of
    from studio.app.ai.cards import all_tasks
    from studio.app.ai.consent import usual_uses
    from studio.app.ai.estimates import estimate_ahead, money
    from studio.app.ai.order import order_for

    if wish.accounts is not None:
        return
    longest, count = all_tasks()[wish.task].longest, len(loads)
    many = f"{count} {'photo' if count == 1 else 'photos'}, reduced to {longest} px and without metadata"
    what = many if longest else f"your words only ({count} {'picture' if count == 1 else 'pictures'} to be made)"
    cards = order_for(wish.task, wish.models)
    for card in cards[: None if wish.models else 1]:
        if account_of(card).costs_nothing or card["where"] == "local":
            continue
        past = usual_uses(card["id"], wish.task, options.get("quality", "medium"))
        told = money(estimate := estimate_ahead(wish.task, card, loads, past, **options))
        complain(f"To {_named(card)}: {what}, {told}. {estimate.why}".strip())
    if not wish.models and len(cards) > 1 and not options.get("batch"):
        others = ", ".join(_named(card) for card in cards[1:])
        complain(f"Where that one cannot be asked, the next in your order is: {others}.")


def _named(card: Any) -> str:
    from studio.app.ai.accounts import NAMES

    return f"{NAMES.get(card['provider'], card['provider'])} ({card['id']})"

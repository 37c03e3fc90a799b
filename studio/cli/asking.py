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

    from studio.app.ai_calls import Wish
    from studio.app.ai_demo import NOTICE, demonstration
    from studio.app.ai_order import order_for

    if models:
        order_for(task, models)
    wish = Wish(task, tuple(models), batch=uuid4().hex, agreed=agreed, again=again)
    if not demo:
        yield wish
        return
    complain(NOTICE)
    with demonstration() as accounts:
        yield replace(wish, accounts=accounts)


def announce(wish: Any, photos: int) -> None:
    """Say on stderr what is about to leave the computer, to whom, and what it will probably cost."""
    from studio.app.ai_accounts import NAMES, account_of
    from studio.app.ai_cards import all_tasks
    from studio.app.ai_estimates import estimate_ahead, money
    from studio.app.ai_order import order_for

    if wish.accounts is not None:
        return
    longest = all_tasks()[wish.task].longest
    what = f"{photos} {'photo' if photos == 1 else 'photos'}"
    what += f", reduced to {longest} px and without metadata," if longest else ""
    for card in order_for(wish.task, wish.models)[: None if wish.models else 1]:
        if account_of(card).costs_nothing or card["where"] == "local":
            continue
        told = estimate_ahead(wish.task, card, photos)
        name = NAMES.get(card["provider"], card["provider"])
        complain(f"To {name} ({card['id']}): {what} {money(told)}. {told.why}".strip())

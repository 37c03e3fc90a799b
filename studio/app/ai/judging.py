"""Pictures of one product judged against the brand's written style, twice and in both orders."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from studio.ai.policy import USUAL, Policy
from studio.ai.tasks import Brief
from studio.ai.tasks.compare import Compared, fits, request
from studio.app.ai.analyse import as_asked, proxy
from studio.app.ai.calls import Calls, Outcome, Wish
from studio.app.ai.cards import all_tasks
from studio.model.errors import UsageError
from studio.model.photo import Photo
from studio.model.picture import Picture
from studio.model.provider_errors import WrongAnswerError

MOST = 8  # pictures that are judged beside each other


@dataclass(frozen=True)
class Judged:
    """What was said of one picture: scores from 0 to 1, both orders' mean; `reasons` as the model gave them."""

    photo: str
    style: float
    realism: float
    product_true: float
    reasons: tuple[str, ...]

    @property
    def score(self) -> float:
        """The mean of the three."""
        return round(fmean((self.style, self.realism, self.product_true)), 4)


@dataclass(frozen=True)
class Judgement:
    """`best`: the picture preferred in both orders, None where the order decided. `cost_usd` None: not known."""

    pictures: tuple[Judged, ...]
    best: str | None
    model: str
    seconds: float
    cost_usd: float | None
    notes: tuple[str, ...] = ()


async def judge(wish: Wish, photos: Sequence[Photo], style: str, *, rules: Policy = USUAL) -> Judgement:
    """Judge 1 to 8 pictures of one product; one picture is asked about once, several in both orders.

    Models favour a place in the order: what holds in one order only is not said. Raises StudioError.
    """
    if not 1 <= len(photos) <= MOST:
        raise UsageError(f"{len(photos)} pictures cannot be judged together.", f"Choose 1 to {MOST} of one product.")
    longest = all_tasks()["compare"].longest or 1024
    pictures = await asyncio.to_thread(lambda: [proxy(photo.path, longest) for photo in photos])
    forth = list(range(len(photos)))
    async with Calls(rules=rules) as calls:
        orders = [forth, forth[::-1]] if len(photos) > 1 else [forth]
        asked = [_asked(calls, wish, [pictures[at] for at in order], style, longest) for order in orders]
        outcomes = await asyncio.gather(*asked)
    return _judgement(photos, orders, outcomes)


async def _asked(calls: Calls, wish: Wish, pictures: Sequence[Picture], style: str, longest: int) -> Outcome:
    brief = Brief(tuple(pictures), style=style, longest=longest)
    found = await calls.ask(lambda card: request(brief, as_asked(card)), wish)
    assert isinstance(found.reply.value, Compared)
    if not fits(found.reply.value, len(pictures)):
        raise WrongAnswerError(
            f"{found.card['title']} did not judge each of the {len(pictures)} pictures once.",
            "Judge fewer pictures at once, or pick another model.",
            usage=found.reply.usage,
        )
    return found


def _judgement(photos: Sequence[Photo], orders: Sequence[Sequence[int]], outcomes: Sequence[Outcome]) -> Judgement:
    verdicts: list[list[Any]] = [[] for _ in photos]
    best: list[int | None] = []
    for order, outcome in zip(orders, outcomes, strict=True):
        answer: Any = outcome.reply.value
        for verdict in answer.verdicts:
            verdicts[order[verdict.picture - 1]].append(verdict)
        best.append(order[answer.best - 1] if answer.best else None)
    notes = [note for outcome in outcomes for note in outcome.notes]
    agreed = best[0] if len(set(best)) == 1 else None
    if len(set(best)) > 1:
        notes.append("Which picture is best depended on the order in which they were shown: none is named.")
    costs = [outcome.cost_usd for outcome in outcomes]
    return Judgement(
        tuple(_judged(photo, said) for photo, said in zip(photos, verdicts, strict=True)),
        photos[agreed].relative.as_posix() if agreed is not None and len(photos) > 1 else None,
        str(outcomes[0].card["id"]),
        max(outcome.reply.seconds.total for outcome in outcomes),
        None if None in costs else sum(cost for cost in costs if cost is not None),
        tuple(dict.fromkeys(notes)),
    )


def _judged(photo: Photo, said: Sequence[Any]) -> Judged:
    def mean(name: str) -> float:
        return round(fmean(getattr(verdict, name) for verdict in said), 4)

    reasons = dict.fromkeys(reason for verdict in said for reason in verdict.reasons)
    return Judged(photo.relative.as_posix(), mean("style"), mean("realism"), mean("product_true"), tuple(reasons))

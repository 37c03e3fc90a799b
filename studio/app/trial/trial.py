"""A trial: the same photos through several models, with seconds, price, failures and a score for each."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from studio.ai.policy import USUAL, Policy
from studio.app.ai.calls import Calls, Wish
from studio.app.ai.order import order_for
from studio.app.batch.report import as_error
from studio.app.trial.item import TrialItem
from studio.app.trial.local import LOCAL, measured
from studio.app.trial.pictures import Held
from studio.app.trial.scores import agreement, rules_score
from studio.app.trial.tasks import Given, result_of
from studio.model.ai import Task
from studio.model.channel import Channel
from studio.model.errors import UsageError
from studio.model.photo import Photo
from studio.store import atomic
from studio.store.spending import speed_of, spent_on

Progress = Callable[[TrialItem], None]


@dataclass(frozen=True)
class ModelSum:
    """What a model came to. `cost_usd` None: of some result it is not known. `score` None: nothing was scored."""

    model: str
    median_seconds: float | None
    p95_seconds: float | None
    cost_usd: float | None
    failures: int
    score: float | None
    done: int
    scores: dict[str, float]


@dataclass(frozen=True)
class Trial:
    """All of it. `folder` holds the outputs and the reports. `demo`: made up, no measurement."""

    task: Task
    folder: Path
    items: tuple[TrialItem, ...]
    summary: tuple[ModelSum, ...]
    demo: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return the contract's document."""
        return {
            "task": self.task,
            "items": [item.as_json() for item in self.items],
            "summary": [vars(each) for each in self.summary],
            "folder": str(self.folder),
            "demo": self.demo,
        }


async def run_trial(
    wish: Wish,
    photos: Sequence[Photo],
    folder: Path,
    *,
    words: str = "",
    given: Given | None = None,
    held: Held | None = None,
    channel: Channel | None = None,
    told: Progress = lambda item: None,
    rules: Policy = USUAL,
) -> Trial:
    """Try the wish's models on the photos: models side by side, each model's photos one after the other.

    `given`: all that is given, in place of words alone; `held`: the brand's limits, and where to retouch; `channel`:
    whose rules the pictures are held to.
    One after the other, so that the seconds are those of a call and not of a queue. Raises UsageError for models that
    cannot do the task and WriteError; what a provider or a photo refuses is an item that failed.
    """
    if not wish.models:
        raise UsageError("Name the models to try.", "For example --models gpt-6-luna,claude-haiku-5-5.")
    cards = order_for(wish.task, tuple(dict.fromkeys(wish.models)))
    terms = _Terms(folder, given or Given(words), held, channel)
    stems = _stems(photos)
    async with Calls(rules=rules) as calls:

        async def tried(card: Mapping[str, Any]) -> list[TrialItem]:
            found, model = [], str(card["id"])
            for photo, stem in zip(photos, stems, strict=True):
                place = f"{model.replace('/', '-')}/{stem}"
                found.append(await _one(calls, wish, model, photo, place=place, terms=terms))
                told(found[-1])
            return found

        if wish.task in LOCAL:
            lists = [await tried(card) for card in cards]
        else:
            lists = await asyncio.gather(*(tried(card) for card in cards))
    items = agreement([item for found in lists for item in found], folder)
    order = {photo.relative.as_posix(): place for place, photo in enumerate(photos)}
    items.sort(key=lambda item: order[item.photo])
    made_up = wish.accounts is not None
    return Trial(wish.task, folder, tuple(items), sums(items, [card["id"] for card in cards]), made_up)


@dataclass(frozen=True)
class _Terms:
    """What is the same for all models and photos."""

    folder: Path
    given: Given
    held: Held | None
    channel: Channel | None


async def _one(calls: Calls, wish: Wish, model: str, photo: Photo, *, place: str, terms: _Terms) -> TrialItem:
    """Return what came of a photo; its output lies at `place` in the folder, with an ending."""
    name = photo.relative.as_posix()
    try:
        if (work := LOCAL.get(wish.task)) is not None:
            at = terms.folder / f"{place}.png"
            seconds, scores = await asyncio.to_thread(measured, work, photo.path, model, at)
            return TrialItem(name, model, "done", round(seconds, 4), 0.0, None, scores, f"{place}.png")
        found = await result_of(calls, replace(wish, models=(model,)), photo, terms.given, terms.held)
        output = place + found.ending
        await asyncio.to_thread(atomic.write_bytes, terms.folder / output, found.data, parents=True)
        scores = dict(found.scores)
        if terms.channel is not None and found.picture is not None:
            scores["rules"] = await asyncio.to_thread(rules_score, found.picture, terms.channel, photo.relative.stem)
    except Exception as error:
        cost = spent_on(calls.file, wish.batch, name, model)
        return TrialItem(name, model, "failed", cost_usd=cost, error=as_error(error, photo.relative.name))
    return TrialItem(
        name,
        model,
        "failed" if found.refused else "done",
        round(found.outcome.reply.seconds.total, 4),
        found.outcome.first_usd,
        as_error(found.refused, photo.relative.name) if found.refused else None,
        scores,
        output,
        found.outcome.reply.cached,
        found.outcome.notes,
    )


def _stems(photos: Sequence[Photo]) -> list[str]:
    """Return names for the photos' results, without their endings; red.jpg and red.png do not share one."""
    found: list[str] = []
    for photo in photos:
        stem, number = photo.relative.with_suffix("").as_posix(), 1
        while (name := stem if number == 1 else f"{stem}-{number}") in found:
            number += 1
        found.append(name)
    return found


def sums(items: Sequence[TrialItem], models: Sequence[str]) -> tuple[ModelSum, ...]:
    """Return what each model came to, in the order given."""
    found = []
    for model in models:
        mine = [item for item in items if item.model == model]
        done = [item for item in mine if item.status == "done"]
        speed = speed_of([item.seconds for item in done if item.seconds is not None])
        costs = [item.cost_usd for item in mine]  # a call that failed can be charged too
        cost = None if None in costs else sum(cost for cost in costs if cost is not None)
        scores = _means([item.scores for item in done])
        found.append(
            ModelSum(
                model,
                speed.median if speed else None,
                speed.p95 if speed else None,
                cost,
                len(mine) - len(done),
                round(sum(scores.values()) / len(scores), 4) if scores else None,
                len(done),
                scores,
            )
        )
    return tuple(found)


def _means(scores: Sequence[Mapping[str, float]]) -> dict[str, float]:
    names = dict.fromkeys(name for each in scores for name in each)
    values = {name: [each[name] for each in scores if name in each] for name in names}
    return {name: round(sum(found) / len(found), 4) for name, found in values.items()}

"""Calls as the window makes them: on the loop, with the demonstration where it is wished, reports included."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from studio.ai.product_sheet import ProductSheet
from studio.ai.tasks import Brief
from studio.app.ai.calls import Wish
from studio.app.ai.demo import demonstration
from studio.app.ai.finished import judge_finished
from studio.app.ai.material import Edited
from studio.app.ai.overnight import Collected, HandedIn, hand_in, look
from studio.app.ai.pictures import Pictured, kept_place, make_pictures
from studio.app.ai.words import About, Written, write
from studio.app.models import find_card
from studio.app.trial.item import TrialItem
from studio.app.trial.pictures import Held
from studio.app.trial.report import as_csv, write_reports
from studio.app.trial.tasks import Given
from studio.app.trial.trial import Trial, run_trial
from studio.check import find_channel
from studio.model.photo import Photo
from studio.store import atomic
from studio.store.ai_settings import load_ai_settings
from studio.store.nights import Night


async def tried(
    wish: Wish,
    photos: Sequence[Photo],
    folder: Path,
    *,
    given: Given,
    told: Callable[[TrialItem], None],
    demo: bool,
    channel: str = "",
    held: Held | None = None,
) -> Trial:
    """Run a trial and write its reports; raises StudioError."""
    rules = await asyncio.to_thread(find_channel, channel) if channel else None
    run = partial(run_trial, photos=photos, folder=folder, given=given, channel=rules, told=told, held=held)
    if demo:
        with demonstration() as accounts:
            trial = await run(replace(wish, accounts=accounts))
    else:
        trial = await run(wish)
    await asyncio.to_thread(write_reports, trial)
    return trial


def reported(trial: Trial) -> Trial:
    """Write the reports anew, as after a comparison by eye; raises WriteError."""
    write_reports(trial)
    return trial


def save_trial(trial: Trial, path: Path) -> Path:
    """Write a trial as a table; raises WriteError."""
    atomic.write_text(path, as_csv(trial))
    return path


async def written(
    wish: Wish,
    about: Sequence[About],
    given: Given,
    sheet: ProductSheet | None,
    *,
    told: Callable[[Written], None],
    demo: bool,
) -> list[Written]:
    """Have words written about photos."""
    if not demo:
        return await write(wish, about, given, sheet, told=told)
    with demonstration() as accounts:
        return await write(replace(wish, accounts=accounts), about, given, sheet, told=told)


async def handed_in(
    wish: Wish,
    about: Sequence[About],
    given: Given,
    sheet: ProductSheet | None = None,
    *,
    demo: bool,
    places: Mapping[str, Any] | None = None,
) -> HandedIn:
    """Hand calls in for the night; `places`: `places`, `size`, `quality`, `light`, `camera` of `hand_in`."""
    more = places or {}
    if not demo:
        return await hand_in(wish, about, given, sheet, **more)
    with demonstration() as accounts:
        return await hand_in(replace(wish, accounts=accounts), about, given, sheet, **more)


async def pictured(
    wish: Wish, edited: Sequence[Edited], brief: Brief, *, told: Callable[[Pictured], None], demo: bool
) -> list[Pictured]:
    """Have pictures made of photos as they stand on Edit."""
    limits = load_ai_settings().limits
    if not demo:
        return await make_pictures(wish, edited, brief, limits=limits, told=told)
    with demonstration() as accounts:
        return await make_pictures(replace(wish, accounts=accounts), edited, brief, limits=limits, told=told)


async def judged(wish: Wish, edited: Sequence[Edited], style: str, *, demo: bool) -> list[Written]:
    """Have finished pictures judged against a style."""
    if not demo:
        return await judge_finished(wish, edited, style)
    with demonstration() as accounts:
        return await judge_finished(replace(wish, accounts=accounts), edited, style)


async def morning(nights: Sequence[Night]) -> list[Pictured]:
    """Look at places handed in overnight; return what has come, kept among the seller's pictures."""
    found = []
    for night in nights:
        collected = await look(night)
        title = str(find_card(night.model).get("title", night.model))
        for words, reply in collected.replies.items():
            found.append(await asyncio.to_thread(kept_place, words, reply, title, None, demo=night.demo))
    return found


async def looked_at(nights: Sequence[Night]) -> list[Collected]:
    """Look at batches one after the other. Raises ProviderError."""
    return [await look(night) for night in nights]

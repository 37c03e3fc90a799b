"""Calls as the window makes them: on the loop, with the demonstration where it is wished, reports included."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from studio.ai.product_sheet import ProductSheet
from studio.ai.tasks import Brief
from studio.app.ai_calls import Calls, Wish
from studio.app.ai_demo import demonstration
from studio.app.ai_overnight import look
from studio.app.ai_words import About, Written, write
from studio.app.trial import Trial, TrialItem, run_trial
from studio.app.trial_report import write_reports
from studio.app.trial_tasks import Given
from studio.model.photo import Photo
from studio.model.scene import Camera, Light
from studio.store.nights import Night


async def tried(
    wish: Wish, photos: Sequence[Photo], folder: Path, *, words: str, told: Callable[[TrialItem], None], demo: bool
) -> Trial:
    """Run a trial and write its reports; raises StudioError."""
    if demo:
        with demonstration() as accounts:
            trial = await run_trial(replace(wish, accounts=accounts), photos, folder, words=words, told=told)
    else:
        trial = await run_trial(wish, photos, folder, words=words, told=told)
    await asyncio.to_thread(write_reports, trial)
    return trial


def reported(trial: Trial) -> Trial:
    """Write the reports anew, as after a comparison by eye; raises WriteError."""
    write_reports(trial)
    return trial


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


@dataclass(frozen=True)
class Place:
    """A place that was made. `name`: by which a Scene calls its picture."""

    name: str
    words: str
    model: str
    seconds: float
    cost_usd: float | None
    kept: bool


async def placed(wish: Wish, brief: Brief, *, light: Light, camera: Camera, demo: bool) -> Place:
    """Have a place made and keep it, with its marks, among the seller's own pictures."""
    from studio.app.generated import make_place

    async def make(wish: Wish) -> Place:
        async with Calls() as calls:
            made = await make_place(calls, brief, wish, light=light, camera=camera)
        name = await asyncio.to_thread(made.keep, f"Place {brief.words}")
        reply = made.outcome.reply
        model, seconds = str(made.outcome.card["id"]), reply.seconds.total
        return Place(name, brief.words, model, seconds, made.outcome.cost_usd, reply.cached)

    if not demo:
        return await make(wish)
    with demonstration() as accounts:
        return await make(replace(wish, accounts=accounts))


async def looked_at(nights: Sequence[Night]) -> dict[str, str]:
    """Look at batches one after the other; return by photo what has come. Raises ProviderError."""
    found: dict[str, str] = {}
    for night in nights:
        found |= (await look(night)).photos
    return found

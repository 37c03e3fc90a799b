"""What a trial does for each task: the request about a photo, and what becomes of the reply."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from studio.ai.pictures import picture_of
from studio.ai.tasks import MAKERS, Brief
from studio.app.ai.analyse import as_asked, proxy
from studio.app.ai.calls import Calls, Outcome, Wish
from studio.app.ai.cards import all_tasks, known_task
from studio.app.ai.marks import AI_MADE, AI_SURROUNDINGS, marked
from studio.app.trial.scores import own_scores
from studio.export import encode
from studio.model.ai import Task
from studio.model.errors import NoProductError, UsageError
from studio.model.photo import Photo
from studio.model.picture import Picture
from studio.model.provider_errors import ProviderError
from studio.store import paths
from studio.store.ai_settings import load_ai_settings

TRIED: tuple[Task, ...] = (
    *("cutout", "analyse", "identify", "alt-text", "copy", "compare", "backdrop"),
    *("scene-edit", "model-shot"),
)
"""The tasks of which a trial can be made."""


@dataclass(frozen=True)
class Given:
    """What a person adds to a task: see `studio.ai.tasks.Brief`."""

    words: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    limits: Mapping[str, int] = field(default_factory=dict)
    style: str = ""
    language: str = "English"

    def brief(self, **more: Any) -> Brief:
        """Return the brief with this in it."""
        return Brief(**(vars(self) | more))


NOTHING_GIVEN = Given()


@dataclass(frozen=True)
class Result:
    """What a call came to: the file to keep, its ending, and scores from 0 to 1. `refused`: why it may not be used.

    `picture`: what was made, where that is a picture.
    """

    outcome: Outcome
    data: bytes
    ending: str
    scores: dict[str, float]
    refused: ProviderError | None = None
    picture: Picture | None = None


def tried_task(name: str) -> Task:
    """Return a task of which a trial can be made; raises UsageError."""
    task = known_task(name)
    if task not in TRIED:
        raise UsageError(f"No trial can be made of {name}.", f"There are trials of {', '.join(TRIED)}.")
    return task


def new_folder(task: Task) -> Path:
    """Return a place for a trial's results under the studio's home; nothing is made yet."""
    return paths.home() / "trials" / f"{datetime.now():%Y-%m-%d_%H-%M-%S}_{task}"


async def result_of(calls: Calls, wish: Wish, photo: Photo, given: Given = NOTHING_GIVEN) -> Result:
    """Ask about a photo as the wish says; raises StudioError."""
    if wish.task in ("scene-edit", "model-shot"):
        return await _surrounded(calls, wish, photo, given)
    brief = await asyncio.to_thread(brief_for, wish.task, photo, given)
    found = await calls.ask(lambda card: MAKERS[wish.task](brief, as_asked(card)), wish)
    if found.reply.value is None:
        assert found.reply.picture is not None
        place = picture_of(found.reply.picture)
        data = await asyncio.to_thread(lambda: encode(place, format="png", metadata=marked({}, AI_MADE)).data)
        return Result(found, data, ".png", {}, picture=place)
    text = json.dumps(found.reply.value.model_dump(mode="json"), ensure_ascii=False, indent=2)
    return Result(found, text.encode(), ".json", own_scores(found.reply.value))


def brief_for(task: Task, photo: Photo, given: Given = NOTHING_GIVEN) -> Brief:
    """Return the brief for a photo, reduced as for sending: the same photo, the same request. Raises StudioError."""
    name = photo.relative.as_posix()
    if task == "backdrop":
        return given.brief(size=(1024, 1024), photo=name)
    longest = all_tasks()[task].longest or 1536
    return given.brief(pictures=(proxy(photo.path, longest),), longest=longest, photo=name)


async def _surrounded(calls: Calls, wish: Wish, photo: Photo, given: Given) -> Result:
    """Have surroundings made round the photo's own product, put its pixels back, and measure that."""
    from studio.app.ai.generated import RefusedPictureError, change_surroundings

    product = await asyncio.to_thread(_product, photo.path)
    brief = given.brief(photo=photo.relative.as_posix())
    try:
        made = await change_surroundings(calls, product, brief, wish, limits=load_ai_settings().limits)
        picture, figures, outcome, refused = made.picture, made.kept, made.outcome, None
    except RefusedPictureError as error:
        picture, figures, outcome, refused = error.picture, error.kept, error.outcome, error
    scores = {}
    if figures is not None:
        scores = {"fidelity": figures.figures["locked_equal"], "untouched": 1 - figures.figures["provider_changed"]}
    marks = marked({}, AI_SURROUNDINGS, person=wish.task == "model-shot")
    data = await asyncio.to_thread(lambda: encode(picture, format="png", metadata=marks).data)
    return Result(outcome, data, ".png", {name: round(value, 4) for name, value in scores.items()}, refused, picture)


def _product(path: Path) -> Picture:
    """Return the product cut out by the embedded model, in the photo's frame, reduced as for sending."""
    from studio.app.cutouts import whole_photo
    from studio.cutout import cut, find_matte
    from studio.model.matte import CutoutSettings

    picture = proxy(path, all_tasks()["scene-edit"].longest)
    matte = find_matte(picture, "embedded")
    if matte.empty:
        raise NoProductError(f"No product was found in {path.name}.", "Choose another photo, or cut it out by hand.")
    return whole_photo(cut(picture, matte, CutoutSettings(), (picture.width, picture.height)))


def cut_locally(photo: Path, model: str, output: Path) -> tuple[float, dict[str, float]]:
    """Cut a product out, anew and not from what was kept; return the seconds of finding it, and its confidence."""
    from studio.app.cutouts import whole_photo
    from studio.app.photo.mattes import PROXY
    from studio.cutout import cut, find_matte
    from studio.intake import load
    from studio.model.matte import CutoutSettings
    from studio.store import atomic

    loaded = load(photo, longest=PROXY)
    began = perf_counter()
    matte = find_matte(loaded.picture, model)
    seconds = perf_counter() - began
    size = (loaded.picture.width, loaded.picture.height)
    cutout = cut(loaded.picture, matte, CutoutSettings(model=model), size)
    atomic.write_bytes(output, encode(whole_photo(cutout), format="png").data, parents=True)
    return seconds, {"confidence": round(matte.confidence, 4)}

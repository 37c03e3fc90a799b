"""What a trial does for each task: the request about a photo, and what becomes of the reply."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from studio.ai.pictures import picture_of
from studio.ai.tasks import MAKERS, Brief
from studio.app.ai.analyse import as_asked, proxy
from studio.app.ai.calls import Calls, Outcome, Wish
from studio.app.ai.cards import all_tasks, known_task
from studio.app.ai.marks import AI_MADE, marked
from studio.app.trial.pictures import WITH_PRODUCT, Held, picture_with_product
from studio.app.trial.scores import own_scores
from studio.export import encode
from studio.model.ai import Task
from studio.model.errors import UsageError
from studio.model.photo import Photo
from studio.model.picture import Picture
from studio.model.provider_errors import ProviderError
from studio.store import paths

TRIED: tuple[Task, ...] = (
    *("cutout", "analyse", "identify", "alt-text", "copy", "compare", "backdrop"),
    *("scene-edit", "model-shot", "retouch", "upscale"),
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


async def result_of(
    calls: Calls, wish: Wish, photo: Photo, given: Given = NOTHING_GIVEN, held: Held | None = None
) -> Result:
    """Ask about a photo as the wish says; raises StudioError."""
    if wish.task in WITH_PRODUCT:
        brief = given.brief(photo=photo.relative.as_posix())
        shown = await picture_with_product(calls, wish, photo, brief, held or Held())
        return Result(shown.outcome, shown.data, ".png", shown.scores, shown.refused, shown.picture)
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

"""What a trial does for each task: the request about a photo, and what becomes of the reply."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from studio.ai.tasks import MAKERS, Brief
from studio.app.ai_analyse import as_asked, proxy
from studio.app.ai_cards import all_tasks
from studio.model.ai import Reply, Request, Task
from studio.model.errors import UsageError
from studio.model.photo import Photo
from studio.store import paths

Make = Callable[[Mapping[str, Any]], Request]
Finish = Callable[[Reply], tuple[bytes, dict[str, float]]]

TRIED: tuple[Task, ...] = ("cutout", "analyse", "identify", "alt-text", "copy", "compare", "backdrop")
"""The tasks of which a trial can be made."""


def known_task(name: str) -> Task:
    """Return a task of which a trial can be made; raises UsageError."""
    for task in TRIED:
        if task == name:
            return task
    if name in all_tasks():
        raise UsageError(f"No trial can be made of {name}.", f"There are trials of {', '.join(TRIED)}.")
    raise UsageError(f"There is no task {name!r}.", f"Choose one of {', '.join(TRIED)}.")


def new_folder(task: Task) -> Path:
    """Return a place for a trial's results under the studio's home; nothing is made yet."""
    return paths.home() / "trials" / f"{datetime.now():%Y-%m-%d_%H-%M-%S}_{task}"


def asked_about(task: Task, photo: Photo, words: str = "") -> tuple[Make, Finish]:
    """Return how to ask about a photo, and how to finish a picture that comes back; raises StudioError."""
    name = photo.relative.as_posix()
    if task == "backdrop":
        return (lambda card: MAKERS[task](Brief(words=words, size=(1024, 1024), photo=name), as_asked(card))), _as_it_is
    longest = all_tasks()[task].longest or 1536
    brief = Brief((proxy(photo.path, longest),), words=words, longest=longest, photo=name)
    return (lambda card: MAKERS[task](brief, as_asked(card))), _as_it_is


def _as_it_is(reply: Reply) -> tuple[bytes, dict[str, float]]:
    assert reply.picture is not None
    return reply.picture, {}


def cut_locally(photo: Path, model: str, output: Path) -> tuple[float, dict[str, float]]:
    """Cut a product out, anew and not from what was kept; return the seconds of finding it, and its confidence."""
    from studio.app.cutouts import whole_photo
    from studio.app.mattes import PROXY
    from studio.cutout import cut, find_matte
    from studio.export import encode
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

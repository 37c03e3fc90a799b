"""Pictures asked of models for the photos being edited: each kept as soon as it came, measured, ready to be used."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import perf_counter
from typing import Any
from uuid import uuid4

from studio.ai.pictures import picture_of
from studio.ai.tasks import Brief
from studio.app.ai.calls import Calls, Outcome, Wish
from studio.app.ai.generated import Generated, RefusedPictureError, change_surroundings, make_place, retouch
from studio.app.ai.marks import AI_MADE, heat_map_of, keep_picture, marked
from studio.app.ai.material import Edited, marked_photo, product_of, scene_size
from studio.app.ai.order import order_for
from studio.app.batch.report import as_error
from studio.app.photo.adapt import is_backdrop, without_shadow
from studio.model.ai import Reply, Task
from studio.model.kept import Kept, KeptLimits
from studio.model.picture import Picture
from studio.model.scene import Scene
from studio.store import atomic, paths, speeds

PICTURES: tuple[Task, ...] = ("backdrop", "scene-edit", "model-shot", "retouch", "upscale")
PLACED: tuple[Task, ...] = ("backdrop", "scene-edit", "model-shot")
"""The tasks whose pictures go behind the product; the others' are further photos."""
AT_ONCE = 2  # photos in memory
LOOKED_AT = 1200  # px


@dataclass(frozen=True)
class Pictured:
    """What came for one photo. `name`: by which a Scene calls it; `file`: a further photo; `shown`: what to look at.

    `figures`: see `studio.model.kept.Kept`, empty where there was no product; `refused`: it may be looked at only.
    """

    task: Task
    edited: Edited
    words: str
    shown: Path | None = None
    name: str = ""
    file: Path | None = None
    heat: Path | None = None
    model: str = ""
    seconds: float | None = None
    cost_usd: float | None = None
    kept: bool = False
    figures: Mapping[str, float] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    error: Mapping[str, str] | None = None
    refused: bool = False
    demo: bool = False


async def make_pictures(
    wish: Wish,
    edited: Sequence[Edited],
    brief: Brief,
    *,
    limits: KeptLimits | None = None,
    told: Callable[[Pictured], None] = lambda made: None,
) -> list[Pictured]:
    """Make a picture for each photo; the order is kept, and what fails is an entry with its error."""
    turns = asyncio.Semaphore(AT_ONCE)

    async def one(calls: Calls, each: Edited) -> Pictured:
        async with turns:
            made = await _one(calls, wish, each, brief, limits or KeptLimits())
        told(made)
        return made

    async with Calls() as calls:
        return list(await asyncio.gather(*(one(calls, each) for each in edited)))


async def _one(calls: Calls, wish: Wish, each: Edited, brief: Brief, limits: KeptLimits) -> Pictured:
    name = each.photo.relative.as_posix() if each.photo else ""
    told = Pictured(wish.task, each, brief.words, demo=wish.accounts is not None)
    try:
        if wish.task == "upscale":
            return await asyncio.to_thread(_enlarged, told, order_for("upscale", wish.models)[0])
        made = await _asked(calls, wish, each, replace(brief, photo=name), limits)
    except RefusedPictureError as error:
        told = await asyncio.to_thread(_looked_at, told, error.picture, error.kept)
        told = _paid(replace(told, figures=error.kept.figures), error.outcome)
        return replace(told, refused=True, error=as_error(error, name))
    except Exception as error:
        return replace(told, error=as_error(error, name))
    return await asyncio.to_thread(_kept, told, made)


async def _asked(calls: Calls, wish: Wish, each: Edited, brief: Brief, limits: KeptLimits) -> Generated:
    light, camera = each.scene.light, each.scene.camera
    if wish.task == "backdrop":
        brief = replace(brief, size=scene_size(each.scene))
        return await make_place(calls, brief, wish, light=light, camera=camera)
    if wish.task == "retouch":
        photo, keep, own = await asyncio.to_thread(marked_photo, each)
        return await retouch(calls, photo, keep, brief, wish, limits=limits, metadata=own)
    product = await asyncio.to_thread(product_of, each)
    return await change_surroundings(calls, product, brief, wish, light=light, camera=camera, limits=limits)


# --- what came -------------------------------------------------------------------------------------------------------


def kept_place(words: str, reply: Reply, title: str, cost_usd: float | None, *, demo: bool = False) -> Pictured:
    """Keep a place that came overnight among the seller's pictures; raises WriteError."""
    assert reply.picture is not None
    sent = {"provider": reply.provider, "model": reply.model, "cost_usd": cost_usd, "request_id": reply.request_id}
    place = picture_of(reply.picture)
    name = keep_picture(place, marked({}, AI_MADE), {"sent": sent | {"from_store": False}}, f"Place {words}")
    notes = ("Made overnight.",)
    told = Pictured("backdrop", Edited(None), words, name=name, model=title, cost_usd=cost_usd, notes=notes, demo=demo)
    return _looked_at(told, place, None)


def _kept(told: Pictured, made: Generated) -> Pictured:
    told = replace(_paid(told, made.outcome), notes=made.notes, figures=made.kept.figures if made.kept else {})
    if told.task == "retouch":
        told = _looked_at(told, made.picture, made.kept)
        return replace(told, file=_further(told, made.picture, made.metadata))
    titles = {"backdrop": "Place", "scene-edit": "Surroundings", "model-shot": "Person"}
    name = made.keep(f"{titles[told.task]} {told.words}".strip())
    return replace(_looked_at(told, made.picture, None), name=name, heat=heat_map_of(name))


def _paid(told: Pictured, outcome: Outcome) -> Pictured:
    reply = outcome.reply
    return replace(
        told,
        model=str(outcome.card.get("title", outcome.card["id"])),
        seconds=reply.seconds.total,
        cost_usd=outcome.cost_usd,
        kept=reply.cached,
    )


def _looked_at(told: Pictured, picture: Picture | None, kept: Kept | None) -> Pictured:
    """Write what is only to be looked at, apart from the seller's pictures, and small: a window opens it at once."""
    from studio.ai.keep import resized
    from studio.export import encode

    stem = paths.cache() / "made" / uuid4().hex
    if picture is not None:
        shown = stem.with_suffix(".jpg")
        share = min(1.0, LOOKED_AT / max(picture.width, picture.height))
        small = resized(Picture(picture.rgb), round(picture.width * share), round(picture.height * share))
        atomic.write_bytes(shown, encode(small, format="jpeg", quality=92).data, parents=True)
        told = replace(told, shown=shown)
    if kept is not None:
        heat = stem.with_suffix(".heat.png")
        atomic.write_bytes(heat, encode(kept.heat, format="png").data, parents=True)
        told = replace(told, heat=heat)
    return told


def _enlarged(told: Pictured, card: Mapping[str, Any]) -> Pictured:
    from studio.ai.tasks.upscale import enlarged
    from studio.intake import load

    assert told.edited.photo is not None
    loaded = load(told.edited.photo.path)
    began = perf_counter()
    large = enlarged(loaded.picture, told.edited.factor, card["id"])
    speeds.note(card["id"], perf_counter() - began)
    file = _further(told, large, loaded.source.metadata)
    size = f"{loaded.picture.width} × {loaded.picture.height} → {large.width} × {large.height} px"
    told = _looked_at(told, large, None)
    return replace(told, file=file, model=str(card["title"]), cost_usd=0.0, notes=(size,))


def _further(told: Pictured, picture: Picture, metadata: Mapping[str, str]) -> Path:
    """Write a photo of its own beside no original: originals and their folders are never written to."""
    from studio.export import encode

    assert told.edited.photo is not None
    what = "retouched" if told.task == "retouch" else "enlarged"
    folder, stem, number = paths.home() / "made", f"{told.edited.photo.path.stem} {what}", 1
    while (path := folder / (f"{stem}.png" if number == 1 else f"{stem} {number}.png")).exists():
        number += 1
    atomic.write_bytes(path, encode(picture, format="png", metadata=metadata).data, parents=True)
    return path


def behind(scene: Scene, made: Pictured) -> Scene:
    """Return the scene with the picture behind the product, which casts no shadow of ours where the picture has one."""
    from studio.scene.elements import PictureBackdrop

    above = [element for element in scene.elements if not is_backdrop(element)]
    if made.task != "backdrop":
        above = [without_shadow(element) for element in above]
    return scene.model_copy(update={"elements": (PictureBackdrop(picture=made.name), *above)})

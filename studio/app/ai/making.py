"""`studio make`: places, surroundings, people, retouching, enlarging; each written with its receipt and its marks."""

import asyncio
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from studio.ai.policy import USUAL, Policy
from studio.ai.tasks import Brief
from studio.ai.tasks.upscale import enlarged
from studio.app.ai.calls import Calls, Wish
from studio.app.ai.credentials import with_credentials
from studio.app.ai.generated import (
    USUAL_LIMITS,
    Generated,
    RefusedPictureError,
    change_surroundings,
    make_place,
    retouch,
)
from studio.app.ai.order import order_for
from studio.app.batch.report import as_error
from studio.app.cutouts import matte_of, whole_photo
from studio.app.photo.engine import engine
from studio.cutout import cut
from studio.export import Encoded, encode
from studio.export.receipts import ENDING
from studio.intake import fingerprint, load
from studio.model.ai import Task
from studio.model.errors import NoProductError
from studio.model.kept import KeptLimits
from studio.model.matte import CutoutSettings
from studio.model.photo import Photo
from studio.model.picture import Bytes, Loaded, Picture
from studio.model.scene import Camera, Light
from studio.store import atomic

MADE: tuple[Task, ...] = ("backdrop", "scene-edit", "model-shot", "retouch", "upscale")
LONGEST = 2400  # px: more than image models make; the product itself stays sharp up to that
Advance = Callable[[int, int], None]
AT_ONCE = 3  # photos in memory at the same time


@dataclass(frozen=True)
class Making:
    """What a person asks for. `mask`: a picture, bright where a photo is to be retouched; `factor`: of enlarging.

    `limits`: the brand's, for the product in generated surroundings; `light`, `camera`: the scene's, None: the usual.
    """

    wish: Wish
    out: Path
    brief: Brief = field(default_factory=Brief)
    mask: Path | None = None
    factor: float = 2.0
    limits: KeptLimits = USUAL_LIMITS
    light: Light | None = None
    camera: Camera | None = None


async def make_all(
    making: Making, photos: Sequence[Photo], *, advance: Advance = lambda done, total: None, rules: Policy = USUAL
) -> list[dict[str, Any]]:
    """Make a picture of each photo (one place where there is none); an item each, in order. Nothing is overwritten."""
    turns = asyncio.Semaphore(AT_ONCE)
    wanted: list[Photo | None] = [*photos] or [None]
    done = 0

    async def one(calls: Calls, photo: Photo | None) -> dict[str, Any]:
        nonlocal done
        async with turns:
            try:
                item = await _one(calls, making, photo)
            except Exception as error:
                spent = calls.spent(making.wish, photo.relative.as_posix() if photo else "")
                item = await asyncio.to_thread(_failed, making, photo, error, spent)
        done += 1
        advance(done, len(wanted))
        return item

    async with Calls(rules=rules) as calls:
        return list(await asyncio.gather(*(one(calls, photo) for photo in wanted)))


async def _one(calls: Calls, making: Making, photo: Photo | None) -> dict[str, Any]:
    task = making.wish.task
    if photo is None or task == "backdrop":
        made = await make_place(calls, making.brief, making.wish, light=making.light, camera=making.camera)
        return await asyncio.to_thread(_written, making, photo, made)
    brief = replace(making.brief, photo=photo.relative.as_posix())
    loaded = await asyncio.to_thread(load, photo.path, longest=None if task == "upscale" else LONGEST)
    own = loaded.source.metadata
    if task == "upscale":
        model = order_for(task, making.wish.models)[0]["id"]
        large = await asyncio.to_thread(enlarged, loaded.picture, making.factor, model)
        return await asyncio.to_thread(_enlarged, making, photo, large, own, model)
    if task == "retouch":
        assert making.mask is not None  # the command line asks for it
        keep = await asyncio.to_thread(keep_outside, making.mask, photo, loaded.picture)
        made = await retouch(calls, loaded.picture, keep, brief, making.wish, limits=making.limits, metadata=own)
    else:
        product = await asyncio.to_thread(_product, photo, loaded)
        surround = partial(change_surroundings, light=making.light, camera=making.camera, limits=making.limits)
        made = await surround(calls, product, brief, making.wish, metadata=own)
    return await asyncio.to_thread(_written, making, photo, made)


def _product(photo: Photo, loaded: Loaded) -> Picture:
    """Return the product with its alpha in the photo's own frame; raises NoProductError."""
    settings = CutoutSettings()
    matte = matte_of(photo.path, settings)
    if matte.empty:
        raise NoProductError(f"No product was found in {photo.relative.name}.", "Cut it out by hand first.")
    size = (loaded.source.width, loaded.source.height)
    return whole_photo(cut(loaded.picture, matte, settings, size))


def keep_outside(mask: Path, _photo: Photo, picture: Picture) -> Bytes:
    """Return what stays of a photo, (height, width) uint8: 0 where the mask is bright, else 255; raises StudioError."""
    grey = cv2.cvtColor(load(mask).picture.rgb, cv2.COLOR_RGB2GRAY)
    grey = cv2.resize(grey, (picture.width, picture.height), interpolation=cv2.INTER_AREA)
    return np.asarray(np.where(grey > 127, 0, 255), np.uint8)


def _written(making: Making, photo: Photo | None, made: Generated) -> dict[str, Any]:
    path = _free(making, photo)
    heat = None
    if made.kept is not None:
        heat = path.with_name(path.name + ".heat.png")
        atomic.write_bytes(heat, encode(made.kept.heat, format="png").data, parents=True)
    facts = {
        "sent": [made.sent()],
        "cost_usd": made.outcome.cost_usd,
        "model": made.outcome.card["id"],
        "seconds": round(made.outcome.reply.seconds.total, 3),
        "fidelity": dict(made.kept.figures) if made.kept else {},
        "lettering": list(made.kept.words) if made.kept else [],
        "heat_map": heat.name if heat else None,
        "marks": dict(made.metadata),
        "notes": list(made.notes),
    }
    encoded = encode(made.picture, format="png", metadata=made.metadata)
    return _item(making, photo, path, with_credentials(encoded, made.metadata, path.name), facts)


def _enlarged(making: Making, photo: Photo, picture: Picture, own: Mapping[str, str], model: str) -> dict[str, Any]:
    facts = {"sent": [], "cost_usd": 0.0, "model": model, "seconds": 0.0, "fidelity": {}, "heat_map": None}
    path = _free(making, photo)
    encoded = with_credentials(encode(picture, format="png", metadata=own), own, path.name)
    return _item(making, photo, path, encoded, facts | {"marks": {}, "notes": []})


def _item(making: Making, photo: Photo | None, path: Path, encoded: Encoded, facts: dict[str, Any]) -> dict[str, Any]:
    data = encoded.data
    receipt = {
        "version": 1,
        "engine": engine(),
        "task": making.wish.task,
        "words": making.brief.words,
        "photo": photo.relative.as_posix() if photo else None,
        "photo_sha256": fingerprint(photo.path) if photo else None,
        "output": path.name,
        "output_sha256": hashlib.sha256(data).hexdigest(),
        "encoding": encoded.as_json(),
        **facts,
    }
    atomic.write_bytes(path, data, parents=True)
    atomic.write_json(path.with_name(path.name + ENDING), receipt)
    shown = {key: facts[key] for key in ("model", "seconds", "cost_usd", "fidelity", "heat_map", "notes")}
    return {"photo": receipt["photo"], "output": str(path), "status": "done", "error": None, **shown}


def _failed(making: Making, photo: Photo | None, error: Exception, spent: float | None) -> dict[str, Any]:
    """Return the item of a photo without a result; a refused picture was paid for and is kept apart."""
    name = photo.relative.as_posix() if photo else None
    item: dict[str, Any] = {"photo": name, "output": None, "status": "failed", "error": as_error(error, name or "")}
    item["cost_usd"] = spent
    if isinstance(error, RefusedPictureError):
        path = _free(replace(making, out=making.out / "refused"), photo)
        atomic.write_bytes(path, encode(error.picture, format="png", metadata=error.metadata).data, parents=True)
        figures = dict(error.kept.figures)
        item |= {"status": "refused", "output": str(path), "fidelity": figures, "cost_usd": error.outcome.cost_usd}
    return item


def _free(making: Making, photo: Photo | None) -> Path:
    folder = making.out / photo.relative.parent if photo else making.out
    stem = photo.relative.stem if photo else making.wish.task
    number = 1
    while (path := folder / (f"{stem}.png" if number == 1 else f"{stem}-{number}.png")).exists():
        number += 1
    return path

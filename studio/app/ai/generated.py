"""Pictures that a model made round a product: asked for, the product put back, measured, marked or refused."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from studio.ai.keep import matched, on_plain, put_back, resized, soft_keep, without_rim
from studio.ai.pictures import picture_of
from studio.ai.sizes import made_size
from studio.ai.tasks import MAKERS, Brief, backdrop, model_shot, scene_edit
from studio.app.ai.calls import Calls, Outcome, Wish
from studio.app.ai.marks import AI_MADE, AI_SURROUNDINGS, keep_picture, marked
from studio.check.kept import kept
from studio.model.ai import OnWait, Request
from studio.model.errors import UsageError
from studio.model.kept import Kept, KeptLimits
from studio.model.picture import Bytes, Picture
from studio.model.provider_errors import ProductChangedError
from studio.model.scene import Camera, Light

USUAL_LIMITS = KeptLimits()


@dataclass(frozen=True, eq=False)
class Generated:
    """A picture that may be used. `metadata`: what must travel into every export; `kept`: None without a product.

    `surroundings`: the same without the product's own pixels, to be a Scene's backdrop under the product in its place.
    """

    picture: Picture
    surroundings: Picture
    outcome: Outcome
    metadata: Mapping[str, str]
    kept: Kept | None = None
    sent_bytes: int = 0
    notes: tuple[str, ...] = field(default=())

    def sent(self) -> dict[str, Any]:
        """Return the receipt's line of what left the computer."""
        reply = self.outcome.reply
        return {
            "provider": reply.provider,
            "model": reply.model,
            "bytes": 0 if reply.cached else self.sent_bytes,
            "cost_usd": self.outcome.cost_usd,
            "request_id": reply.request_id,
            "from_store": reply.cached,
        }

    def keep(self, name: str) -> str:
        """Keep the surroundings among the seller's pictures; return the name for a Scene. Raises WriteError."""
        figures = {**self.kept.figures, "words_lost": list(self.kept.words_lost)} if self.kept else None
        heat = self.kept.heat if self.kept else None
        return keep_picture(self.surroundings, self.metadata, {"sent": self.sent(), "kept": figures}, name, heat=heat)


class RefusedPictureError(ProductChangedError):
    """A generated picture that is over the brand's limits; it stays at hand to be looked at."""

    def __init__(
        self, message: str, picture: Picture, kept: Kept, outcome: Outcome, metadata: Mapping[str, str]
    ) -> None:
        hint = "Try again, make a place without the product instead, or raise the brand's limit."
        super().__init__(message, hint, usage=outcome.reply.usage)
        self.picture, self.kept, self.outcome, self.metadata = picture, kept, outcome, metadata


async def make_place(
    calls: Calls,
    brief: Brief,
    wish: Wish,
    *,
    light: Light | None = None,
    camera: Camera | None = None,
    on_wait: OnWait | None = None,
) -> Generated:
    """Return a place without the product, for a backdrop; no photo leaves the computer. Raises ProviderError."""
    made: list[Request] = []

    def request(card: Mapping[str, Any]) -> Request:
        made.append(backdrop.request(brief, card, light, camera))
        return made[-1]

    outcome = await calls.ask(request, wish, on_wait)
    marks = marked({}, AI_MADE)
    place = _picture(outcome)
    return Generated(place, place, outcome, marks, sent_bytes=made[-1].sent_bytes, notes=outcome.notes)


async def change_surroundings(
    calls: Calls,
    product: Picture,
    brief: Brief,
    wish: Wish,
    *,
    light: Light | None = None,
    camera: Camera | None = None,
    limits: KeptLimits = USUAL_LIMITS,
    metadata: Mapping[str, str] | None = None,
    on_wait: OnWait | None = None,
) -> Generated:
    """Return the product in surroundings, or with a person, as `wish.task` says ("scene-edit" or "model-shot").

    `product`: own colour and alpha on the finished canvas. The result has its size; its fully covered pixels are in it
    unchanged. Raises RefusedPictureError over the limits, ProviderError, UsageError.
    """
    if product.alpha is None:
        raise UsageError("The product is not cut out.", "Cut it out first.")
    maker = {"scene-edit": scene_edit.request, "model-shot": model_shot.request}.get(wish.task)
    if maker is None:
        raise UsageError(f"{wish.task} does not change surroundings.")
    made: list[Request] = []

    def request(card: Mapping[str, Any]) -> Request:
        small = resized(product, *made_size(card["id"], product.width, product.height))
        assert small.alpha is not None
        made.append(maker(replace(brief, pictures=(on_plain(small),), keep=small.alpha), card, light, camera))
        return made[-1]

    outcome = await calls.ask(request, wish, on_wait)

    def joined() -> tuple[Picture, Picture, Kept]:
        provider = resized(Picture(_picture(outcome).rgb), product.width, product.height)
        surroundings = without_rim(provider, product)
        result = put_back(surroundings, product)
        return surroundings, result, kept(product, on_plain(product), provider, result, limits)

    surroundings, result, measured = await asyncio.to_thread(joined)  # seconds, where lettering is read
    marks = marked(metadata or {}, AI_SURROUNDINGS, person=wish.task == "model-shot")
    if measured.refused:
        raise RefusedPictureError(_reason(brief, measured), result, measured, outcome, marks)
    return Generated(result, surroundings, outcome, marks, measured, made[-1].sent_bytes, outcome.notes)


async def retouch(
    calls: Calls,
    photo: Picture,
    keep: Bytes,
    brief: Brief,
    wish: Wish,
    *,
    limits: KeptLimits = USUAL_LIMITS,
    metadata: Mapping[str, str] | None = None,
    on_wait: OnWait | None = None,
) -> Generated:
    """Return the photo mended where `keep` is 0; every pixel where it is 255 is the photo's own. Raises as above."""
    made: list[Request] = []

    def request(card: Mapping[str, Any]) -> Request:
        size = made_size(card["id"], photo.width, photo.height)
        small = resized(Picture(photo.rgb, keep), *size)
        assert small.alpha is not None
        place = Picture(resized(Picture(photo.rgb), *size).rgb)
        made.append(MAKERS["retouch"](replace(brief, pictures=(place,), keep=small.alpha), card))
        return made[-1]

    outcome = await calls.ask(request, wish, on_wait)

    def joined() -> tuple[Picture, Kept]:
        provider = resized(Picture(_picture(outcome).rgb), photo.width, photo.height)
        own = Picture(photo.rgb, soft := soft_keep(keep))
        result = put_back(matched(provider, photo, keep), own)
        seen = Picture(np.where(soft[..., None] == 255, photo.rgb, result.rgb))  # lettering under the mark may go
        within = limits.changed(outline=0.05)  # there is no outline here
        return result, kept(own, seen, provider, result, within)

    result, measured = await asyncio.to_thread(joined)
    marks = marked(metadata or {}, AI_SURROUNDINGS)
    if measured.refused:
        raise RefusedPictureError(_reason(brief, measured), result, measured, outcome, marks)
    mended = Picture(result.rgb, photo.alpha)
    return Generated(mended, mended, outcome, marks, measured, made[-1].sent_bytes, outcome.notes)


def _picture(outcome: Outcome) -> Picture:
    assert outcome.reply.picture is not None
    return picture_of(outcome.reply.picture)


def _reason(brief: Brief, measured: Kept) -> str:
    name = f"{brief.photo}: " if brief.photo else ""
    return f"{name}The generated picture was refused. {measured.refused}"

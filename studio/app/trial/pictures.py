"""Pictures of a product in a trial: surroundings, people, retouching; its pixels are put back, and that is measured."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from studio.ai.tasks import Brief
from studio.app.ai.analyse import proxy
from studio.app.ai.calls import Calls, Outcome, Wish
from studio.app.ai.cards import all_tasks
from studio.app.ai.generated import Generated, RefusedPictureError, change_surroundings, retouch
from studio.app.ai.marks import AI_SURROUNDINGS, marked
from studio.app.ai.material import RETOUCHED
from studio.export import encode
from studio.model.ai import Task
from studio.model.errors import NoProductError, UsageError
from studio.model.kept import Kept, KeptLimits
from studio.model.photo import Photo
from studio.model.picture import Bytes, Picture
from studio.model.provider_errors import ProviderError

WITH_PRODUCT: tuple[Task, ...] = ("scene-edit", "model-shot", "retouch")
Keep = Callable[[Photo, Picture], Bytes]
"""Returns of a photo what must stay: (height, width) uint8, 0 where it is to be retouched."""


@dataclass(frozen=True)
class Held:
    """What generated pictures are held to: the brand's limits, and where photos may be retouched."""

    limits: KeptLimits = field(default_factory=KeptLimits)
    keep: Keep | None = None


@dataclass(frozen=True, eq=False)
class Shown:
    """What came for a photo: the picture as a PNG, its scores, why it may not be used."""

    outcome: Outcome
    picture: Picture
    data: bytes
    scores: dict[str, float]
    refused: ProviderError | None = None


async def picture_with_product(calls: Calls, wish: Wish, photo: Photo, brief: Brief, held: Held) -> Shown:
    """Have a picture made of a photo's product; raises StudioError. What is over the limits comes as refused."""
    try:
        made = await (_mended if wish.task == "retouch" else _surrounded)(calls, wish, photo, brief, held)
        picture, figures, outcome, refused = made.picture, made.kept, made.outcome, None
    except RefusedPictureError as error:
        picture, figures, outcome, refused = error.picture, error.kept, error.outcome, error
    marks = marked({}, AI_SURROUNDINGS, person=wish.task == "model-shot")
    data = await asyncio.to_thread(lambda: encode(picture, format="png", metadata=marks).data)
    return Shown(outcome, picture, data, _scores(figures), refused)


def _scores(kept: Kept | None) -> dict[str, float]:
    if kept is None:
        return {}
    scores = {"fidelity": kept.figures["locked_equal"], "untouched": 1 - kept.figures["provider_changed"]}
    return {name: round(value, 4) for name, value in scores.items()}


async def _surrounded(calls: Calls, wish: Wish, photo: Photo, brief: Brief, held: Held) -> Generated:
    product = await asyncio.to_thread(_product, photo.path)
    return await change_surroundings(calls, product, brief, wish, limits=held.limits)


async def _mended(calls: Calls, wish: Wish, photo: Photo, brief: Brief, held: Held) -> Generated:
    if held.keep is None:
        raise UsageError(
            "Retouching needs to know where.",
            "Give a picture with --mask, white where to mend; or mark it on Pictures.",
        )
    picture = await asyncio.to_thread(proxy, photo.path, RETOUCHED)
    keep = await asyncio.to_thread(held.keep, photo, picture)
    if keep.min() == 255:
        raise UsageError(f"Nothing is marked on {photo.relative.name}.", "Mark on Pictures what should go.")
    return await retouch(calls, picture, keep, brief, wish, limits=held.limits)


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

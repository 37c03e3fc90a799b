"""The proof that the product was left as it is: the finished file beside the photo's own pixels."""

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from studio.app.photo.adapt import is_backdrop, products
from studio.check.fidelity import fidelity
from studio.model.matte import Cutout
from studio.model.picture import Bytes, Picture
from studio.model.render import RenderRequest, Rendition
from studio.model.scene import Scene
from studio.scene import Product, render
from studio.scene.material import UNTOUCHED as UNTOUCHED_SURFACE
from studio.scene.tone import UNCHANGED

LONGEST = 480  # pixels: enough for colours, a few milliseconds


def fidelity_of(
    scene: Scene, cutout: Cutout, finished: Picture, rendition: Rendition | None = None
) -> dict[str, float]:
    """Return the figures of `check.fidelity` for a finished picture of a scene, read back from its bytes.

    It is compared with the cutout's own colours in the same place: a tone or a light that the seller set
    counts as a change, and so does anything that lies over the product. `rendition`, what was rendered of the scene,
    shows those colours already where the scene does nothing to them: then nothing is rendered again.
    """
    bare = tuple(_bare(product) for product in products(scene))
    if not bare:
        return {}
    if rendition is not None and _is_bare(scene, bare):
        planes, times = (finished.rgb, rendition.picture.rgb, rendition.product), _halvings(finished.rgb, 2 * LONGEST)
        part = _around(rendition, 2**times)
        shown, own, cover = (_halved(plane[part], times) for plane in planes)
        return fidelity(Picture(shown), Picture(own), cover)
    small = _reduced(finished)
    scale = min(1.0, LONGEST / max(small.width, small.height))
    size = max(1, round(small.width * scale)), max(1, round(small.height * scale))
    again = _rendered(scene, bare, cutout, size)
    return fidelity(small, again.picture, again.product)


def _bare(product: Product) -> Product:
    """Return the product without all that changes its colours, and without the shade that it casts."""
    return _shadeless(product).model_copy(
        update={
            "tone": UNCHANGED,
            "ambient": product.ambient.changed(opacity=0.0),
            "material": UNTOUCHED_SURFACE,
            "relight": product.relight.changed(amount=0.0),
        }
    )


def _shadeless(product: Product) -> Product:
    """Return the product without what is drawn beneath it."""
    return product.model_copy(
        update={
            "contact": product.contact.changed(opacity=0.0),
            "cast": product.cast.changed(kind="none"),
            "kept": product.kept.changed(opacity=0.0),
            "reflection": product.reflection.changed(opacity=0.0),
        }
    )


def _is_bare(scene: Scene, bare: Sequence[Product]) -> bool:
    """Whether the scene is nothing but one product as it is, its shade and a backdrop beneath it."""
    rest = [element for element in scene.elements if not is_backdrop(element)]
    return len(rest) == 1 and [_shadeless(product) for product in products(scene)] == list(bare)


def _rendered(scene: Scene, bare: Sequence[Product], cutout: Cutout, size: tuple[int, int]) -> Rendition:
    picture = _reduced(cutout.picture)
    share = picture.width / cutout.picture.width
    small = replace(
        cutout,
        picture=picture,
        photo_width=cutout.photo_width * share,
        photo_height=cutout.photo_height * share,
    )
    elements = scene.model_copy(update={"elements": tuple(bare)})
    return render(RenderRequest(elements, *size, cutouts={product.slot: small for product in bare}))


def _reduced(picture: Picture) -> Picture:
    """Return the picture halved until it is less than four times the size compared."""
    times, alpha = _halvings(picture.rgb, 4 * LONGEST), picture.alpha
    return Picture(_halved(picture.rgb, times), None if alpha is None else _halved(alpha, times))


def _halvings(plane: Bytes, most: int) -> int:
    """Return how often a plane is to be halved until its sides are below `most` pixels."""
    longest, shortest = max(plane.shape[:2]), min(plane.shape[:2])
    times = 0
    while longest >> times >= most and shortest >> times > 1:
        times += 1
    return times


def _halved(plane: Bytes, times: int) -> Bytes:
    """Return a plane halved so often: halving is ten times as fast as other steps."""
    for _ in range(times):
        height, width = plane.shape[0] // 2, plane.shape[1] // 2
        even = plane[: 2 * height, : 2 * width]
        plane = np.asarray(cv2.resize(even, (width, height), interpolation=cv2.INTER_AREA), dtype=np.uint8)
    return plane


def _around(rendition: Rendition, step: int) -> tuple[slice, slice]:
    """Return rows and columns that hold all products, beginning and ending at multiples of `step` pixels."""
    boxes = [box for box in rendition.boxes.values() if box[2] and box[3]]
    if not boxes:
        return slice(None), slice(None)
    left, top = (min(box[side] for box in boxes) // step * step for side in (0, 1))
    right, bottom = (-(-max(box[side] + box[side + 2] for box in boxes) // step) * step for side in (0, 1))
    return slice(top, bottom), slice(left, right)

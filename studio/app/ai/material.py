"""What a photo being edited gives to a call: its product as the scene places it, or the photo with what is marked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from studio.app.photo.adapt import keeps_shadow, products, without_shadow
from studio.model.errors import NoProductError, UsageError
from studio.model.matte import CutoutSettings
from studio.model.photo import Photo
from studio.model.picture import Picture
from studio.model.scene import Element, Scene
from studio.model.touchup import UNTOUCHED, TouchUp
from studio.scene.elements.product import Product

LONGEST = 2048  # px of a scene as it is asked for: more than image models make
RETOUCHED = 4000  # px that a photo keeps when it is retouched
Stroke = tuple[tuple[tuple[float, float], ...], float]
"""A line that was painted: its points, and its radius, in shares of the photo's width, height and longer side."""


@dataclass(frozen=True)
class Edited:
    """A photo as it stands on Edit. `strokes`: where it is to be retouched."""

    photo: Photo | None
    sku: str = ""
    scene: Scene = field(default_factory=Scene)
    settings: CutoutSettings = field(default_factory=CutoutSettings)
    touchup: TouchUp = UNTOUCHED
    strokes: tuple[Stroke, ...] = ()
    factor: float = 2.0


def scene_size(scene: Scene, longest: int = LONGEST) -> tuple[int, int]:
    """Return the canvas's shape in pixels, `longest` at most."""
    width, height = scene.canvas.width, scene.canvas.height
    share = min(1.0, longest / max(width, height))
    return max(1, round(width * share)), max(1, round(height * share))


def product_of(each: Edited) -> Picture:
    """Return the product alone where the scene puts it, with its alpha and no shadow; raises StudioError."""
    alone = each.scene.model_copy(
        update={"elements": tuple(_bare(product) for product in products(each.scene))},
    )
    if not alone.elements:
        raise NoProductError("The scene has no product.", "Choose a preset that shows it.")
    return _rendered(replace(each, scene=alone), LONGEST, transparent=True)


def finished(each: Edited, longest: int) -> Picture:
    """Return the photo as it would be exported, without any channel's wishes; raises StudioError."""
    return _rendered(each, longest)


def _rendered(each: Edited, longest: int, *, transparent: bool = False) -> Picture:
    from studio.app.cutouts import matte_of
    from studio.app.photo.mattes import PROXY
    from studio.app.photo.pictures import load_pictures
    from studio.cutout import cut, touch_up
    from studio.intake import load
    from studio.model.render import RenderRequest
    from studio.scene import render

    assert each.photo is not None
    path = each.photo.path
    loaded, matte = load(path, longest=RETOUCHED), matte_of(path, each.settings)
    if each.touchup.operations:
        matte = touch_up(load(path, longest=PROXY).picture, matte, each.touchup)
    if matte.empty:
        raise NoProductError(f"No product was found in {path.name}.", "Touch up its cutout, then try again.")
    size = (loaded.source.width, loaded.source.height)
    cutout = cut(loaded.picture, matte, each.settings, size, own_shadow=keeps_shadow(each.scene))
    slots = {product.slot: cutout for product in products(each.scene)}
    pictures = load_pictures(each.scene)
    return render(RenderRequest(each.scene, *scene_size(each.scene, longest), slots, pictures, transparent)).picture


def _bare(product: Product) -> Element:
    return without_shadow(product.changed(reflection=product.reflection.changed(opacity=0.0)))


def marked_photo(each: Edited) -> tuple[Picture, Any, Mapping[str, str]]:
    """Return the photo, what of it must stay (255) as a plane, and the file's metadata; raises StudioError."""
    from studio.intake import load

    assert each.photo is not None
    loaded = load(each.photo.path, longest=RETOUCHED)
    keep = painted(each.strokes, loaded.picture.width, loaded.picture.height)
    if keep.min() == 255:
        raise UsageError("Nothing is marked on the photo.", "Press Mark… and paint over what should go.")
    return loaded.picture, keep, loaded.source.metadata


def painted(strokes: Sequence[Stroke], width: int, height: int) -> Any:
    """Return (height, width) uint8: 0 under the strokes, 255 elsewhere."""
    import cv2
    import numpy as np

    plane = np.full((height, width), 255, np.uint8)
    for points, radius in strokes:
        line = np.array([(round(x * width), round(y * height)) for x, y in points], np.int32)
        wide = max(1, round(radius * max(width, height)))
        cv2.polylines(plane, [line], False, 0, 2 * wide, cv2.LINE_8)
        for place in (line[0], line[-1]):
            cv2.circle(plane, tuple(map(int, place)), wide, 0, -1)
    return plane

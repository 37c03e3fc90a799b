"""The product: a cutout in a slot, placed, toned, with its shadows."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, ClassVar

import numpy as np
from pydantic import Field

from studio.model.errors import InvalidSceneError
from studio.model.matte import Cutout
from studio.model.params import Label
from studio.model.picture import Picture
from studio.model.scene import Element, register_element
from studio.scene.cast_shadow import CastShadow, cast_reach, cast_shadow
from studio.scene.contact_shadow import ContactShadow, contact_reach, contact_shadow
from studio.scene.drawing import Layer, Stage, draws
from studio.scene.placed import Place, Placed, on_canvas
from studio.scene.placement import Placement, place_of
from studio.scene.reflection import Reflection, reflection
from studio.scene.resample import place
from studio.scene.shade import shade_of
from studio.scene.silhouette import GRID, Silhouette, outline_of, rim_for, silhouette_of
from studio.scene.sprite import Sprite, sprite_of
from studio.scene.tone import Tone, toned


@register_element
class Product(Element):
    """A product cut out of a photo."""

    kind: ClassVar[str] = "product"
    title: ClassVar[str] = "Product"

    slot: Annotated[str, Label("Photo", "Which photo fills this place"), Field(min_length=1, max_length=64)] = "product"
    placement: Annotated[Placement, Label("Placement")] = Placement()
    tone: Annotated[Tone, Label("Tone")] = Tone()
    contact: Annotated[ContactShadow, Label("Contact shadow")] = ContactShadow()
    cast: Annotated[CastShadow, Label("Cast shadow")] = CastShadow()
    reflection: Annotated[Reflection, Label("Reflection")] = Reflection()


@draws(Product)
def draw(product: Product, stage: Stage) -> Sequence[Layer]:
    """Return the shadows and the product above them; raises InvalidSceneError where the slot is not filled."""
    cutout = stage.cutouts.get(product.slot)
    if cutout is None:
        raise InvalidSceneError(f"No photo fills the place “{product.slot}”.", "Choose a product photo for it.")
    where = place_of(product.placement, cutout, stage.width, stage.height)
    sprite = stage.step("sprite", product.placement.flip, held=(cutout,), make=lambda: _sprite(product, cutout))
    placed, right, down = place(sprite, where, stage)
    rgb = stage.step("tone", product.tone, held=(placed,), make=lambda: toned(placed.rgb, product.tone))
    enlarged = where.scale * cutout.photo_width / max(cutout.full_width, 1)
    moved = replace(placed, rgb=rgb, x=placed.x + right, y=placed.y + down)
    shown = on_canvas(moved, stage.width, stage.height)
    below = _below(product, sprite, where, shown, stage) if _grounded(product) else []
    return [*below, Layer("product", shown.x, shown.y, shown.rgb, shown.alpha, product.slot, enlarged, shown.band)]


def _sprite(product: Product, cutout: Cutout) -> Sprite:
    picture = cutout.picture
    if product.placement.flip:
        alpha = None if picture.alpha is None else picture.alpha[:, ::-1]
        picture = Picture(picture.rgb[:, ::-1], alpha)
    return sprite_of(picture)


def _grounded(product: Product) -> bool:
    cast = product.cast.kind != "none" and product.cast.opacity > 0
    return cast or product.contact.opacity > 0 or product.reflection.opacity > 0


def _below(product: Product, sprite: Sprite, where: Place, shown: Placed, stage: Stage) -> list[Layer]:
    """Return reflection and shadows; all of a shadow but its place is the same wherever the product is moved."""
    cells = GRID / max(stage.width, stage.height)
    small = replace(where, scale=where.scale * cells, to_x=0.0, to_y=0.0)
    outline = stage.step("outline", held=(sprite,), make=lambda: outline_of(sprite))
    size = outline.alpha.shape[1] * outline.per_x * small.scale, outline.alpha.shape[0] * outline.per_y * small.scale
    rim = rim_for(max(contact_reach(product.contact, *size), cast_reach(product.cast, stage.light, *size)))
    found = stage.step(
        "silhouette", small, rim, held=(sprite,), make=lambda: silhouette_of(outline, sprite, small, rim)
    )
    if found is None:
        return []
    return [*_mirrored(product.reflection, shown, found, where, stage), *_shades(product, found, where, stage)]


def _shades(product: Product, found: Silhouette, where: Place, stage: Stage) -> list[Layer]:
    contact = stage.step("contact", product.contact, held=(found,), make=lambda: contact_shadow(product.contact, found))
    cast = stage.step(
        "cast", product.cast, stage.light, held=(found,), make=lambda: cast_shadow(product.cast, stage.light, found)
    )
    lost = stage.step("lost", held=(contact, cast), make=lambda: 1 - (1 - contact) * (1 - cast))
    held, canvas = (found.origin_x, found.origin_y), (stage.width, stage.height)
    cells = GRID / max(canvas)
    return stage.step("shade", where, held=(lost,), make=lambda: shade_of(lost, cells, held, where, canvas))


def _mirrored(wish: Reflection, shown: Placed, found: Silhouette, where: Place, stage: Stage) -> list[Layer]:
    if wish.opacity == 0:
        return []
    cells = GRID / max(stage.width, stage.height)
    columns = (np.arange(stage.width) + 0.5 - where.to_x) * cells + found.origin_x - 0.5
    base = np.interp(columns, np.arange(len(found.base)), found.base) + 1
    ground = ((base - found.origin_y) / cells + where.to_y).astype(np.float32)
    seen = reflection(wish, shown, ground, (stage.width, stage.height))
    return [Layer("overlay", seen.x, seen.y, seen.rgb, seen.alpha, band=seen.band)]

"""The product: a cutout in a slot, placed, toned, with its shadows."""

from collections.abc import Sequence
from typing import Annotated, ClassVar

from pydantic import Field

from studio.model.errors import InvalidSceneError
from studio.model.matte import Cutout
from studio.model.params import Label
from studio.model.picture import Picture
from studio.model.scene import Element, register_element
from studio.scene.drawing import Layer, Stage, draws
from studio.scene.placement import Placement, place_of
from studio.scene.resample import Placed, Sprite, place, sprite_of
from studio.scene.tone import Tone, toned


@register_element
class Product(Element):
    """A product cut out of a photo."""

    kind: ClassVar[str] = "product"
    title: ClassVar[str] = "Product"

    slot: Annotated[str, Label("Photo", "Which photo fills this place"), Field(min_length=1, max_length=64)] = "product"
    placement: Annotated[Placement, Label("Placement")] = Placement()
    tone: Annotated[Tone, Label("Tone")] = Tone()


@draws(Product)
def draw(product: Product, stage: Stage) -> Sequence[Layer]:
    """Return the shadows and the product above them; raises InvalidSceneError where the slot is not filled."""
    cutout = stage.cutouts.get(product.slot)
    if cutout is None:
        raise InvalidSceneError(f"No photo fills the place “{product.slot}”.", "Choose a product photo for it.")
    placed = _placed(product.placement, cutout, stage)
    rgb = stage.step("tone", product.tone, held=(placed,), make=lambda: toned(placed.rgb, product.tone))
    enlarged = _scale(product.placement, cutout, stage) * cutout.photo_width / max(cutout.full_width, 1)
    return [Layer("product", placed.x, placed.y, rgb, placed.alpha, product.slot, enlarged)]


def _placed(placement: Placement, cutout: Cutout, stage: Stage) -> Placed:
    where = place_of(placement, cutout, stage.width, stage.height)
    sprite = stage.step("sprite", placement.flip, held=(cutout,), make=lambda: _sprite(placement, cutout))
    return stage.step("placed", where, held=(sprite,), make=lambda: place(sprite, where, stage.width, stage.height))


def _sprite(placement: Placement, cutout: Cutout) -> Sprite:
    picture = cutout.picture
    if placement.flip:
        alpha = None if picture.alpha is None else picture.alpha[:, ::-1]
        picture = Picture(picture.rgb[:, ::-1], alpha)
    return sprite_of(picture)


def _scale(placement: Placement, cutout: Cutout, stage: Stage) -> float:
    return place_of(placement, cutout, stage.width, stage.height).scale

"""The product: a cutout in a slot, placed, toned, with its shadows."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, ClassVar

from pydantic import Field

from studio.model.errors import InvalidSceneError
from studio.model.matte import Cutout
from studio.model.params import Label
from studio.model.picture import Bytes, Picture
from studio.model.render import Relit
from studio.model.scene import Element, register_element
from studio.scene.ambient_occlusion import AmbientOcclusion
from studio.scene.cast_shadow import CastShadow
from studio.scene.contact_shadow import ContactShadow
from studio.scene.drawing import Layer, Stage, draws
from studio.scene.kept_shadow import KeptShadow
from studio.scene.material import UNTOUCHED, Material, surfaced
from studio.scene.placed import Place, Placed, on_canvas
from studio.scene.placement import Placement, foot_of, place_of, shown_size
from studio.scene.placing import place
from studio.scene.reflection import Reflection
from studio.scene.relight import Relight, modelling, relit, room_of, shape_of
from studio.scene.silhouette import GRID, Silhouette, outline_of, silhouette_of, softened
from studio.scene.sprite import Sprite, sprite_of
from studio.scene.standing import Shadows, kept, mirrored, shades
from studio.scene.tone import Tone, toned

BEYOND = "The product stands beyond the edge of what it stands on: make it smaller, or move it back onto it."


@register_element
class Product(Element):
    """A product cut out of a photo."""

    kind: ClassVar[str] = "product"
    title: ClassVar[str] = "Product"

    slot: Annotated[str, Label("Photo", "Which photo fills this place"), Field(min_length=1, max_length=64)] = "product"
    placement: Annotated[Placement, Label("Placement")] = Placement()
    tone: Annotated[Tone, Label("Tone")] = Tone()
    material: Annotated[Material, Label("Surface")] = Material()
    relight: Annotated[Relight, Label("Light on the product")] = Relight()
    contact: Annotated[ContactShadow, Label("Contact shadow")] = ContactShadow()
    cast: Annotated[CastShadow, Label("Cast shadow")] = CastShadow()
    ambient: Annotated[AmbientOcclusion, Label("Ambient shadow")] = AmbientOcclusion()
    kept: Annotated[KeptShadow, Label("The photo's own shadow")] = KeptShadow()
    reflection: Annotated[Reflection, Label("Reflection")] = Reflection()


@draws(Product)
def draw(product: Product, stage: Stage) -> Sequence[Layer]:
    """Return the shadows and the product above them; raises InvalidSceneError where the slot is not filled."""
    cutout = stage.cutouts.get(product.slot)
    if cutout is None:
        raise InvalidSceneError(f"No photo fills the place “{product.slot}”.", "Choose a product photo for it.")
    where = _place(product.placement, cutout, stage)
    if _beyond(product.placement, cutout, where, stage):
        stage.missing.append(BEYOND)
    sprite = stage.step("sprite", product.placement.flip, held=(cutout,), make=lambda: _sprite(product, cutout))
    placed, local = place(sprite, where, stage)
    right, down = round(where.to_x - local.to_x), round(where.to_y - local.to_y)
    found = _silhouette(sprite, where, cutout, stage) if _needs_outline(product) else None
    rgb, report = _dressed(product, placed, found, local, stage)
    enlarged = where.scale * cutout.photo_width / max(cutout.full_width, 1)
    moved = replace(placed, rgb=rgb, x=placed.x + right, y=placed.y + down)
    shown = on_canvas(moved, stage.width, stage.height)
    layers = kept(product.kept, cutout, product.placement.flip, where, stage) if product.kept.opacity else []
    if found is not None:
        layers = [*mirrored(product.reflection, moved, found, where, stage), *layers]
        layers += shades(Shadows(product.contact, product.cast, product.ambient), found, where, stage)
    top = Layer("product", shown.x, shown.y, shown.rgb, shown.alpha, product.slot, enlarged, shown.band, relit=report)
    return [*layers, top]


def _place(placement: Placement, cutout: Cutout, stage: Stage) -> Place:
    """Return where the product is, in its real size where that and the set's are known; says where it has no room."""
    if not placement.real or stage.ruler is None:
        return place_of(placement, cutout, stage.width, stage.height)
    foot = placement.y * stage.height if placement.anchor == "base" else None
    unit = stage.ruler.centimetre(foot)
    where = place_of(placement, cutout, stage.width, stage.height, unit)
    shown = shown_size(placement, cutout, where, unit)
    if shown < 0.99 * placement.real:
        stage.missing.append(
            f"A product of {placement.real:g} cm has no room in this place: it is shown as one of {shown:.0f} cm."
        )
    return where


def _beyond(placement: Placement, cutout: Cutout, where: Place, stage: Stage) -> bool:
    """Whether a product that stands does so beyond the edge of a table or pedestal."""
    if stage.ruler is None or placement.anchor != "base":
        return False
    return not stage.ruler.holds(*foot_of(placement, cutout, where))


def _sprite(product: Product, cutout: Cutout) -> Sprite:
    picture = cutout.picture
    if product.placement.flip:
        alpha = None if picture.alpha is None else picture.alpha[:, ::-1]
        picture = Picture(picture.rgb[:, ::-1], alpha)
    return sprite_of(picture)


def _needs_outline(product: Product) -> bool:
    cast = product.cast.kind != "none" and product.cast.opacity > 0
    others = (product.contact.opacity, product.ambient.opacity, product.reflection.opacity, product.relight.amount)
    return cast or any(share > 0 for share in others)


def _silhouette(sprite: Sprite, where: Place, cutout: Cutout, stage: Stage) -> Silhouette | None:
    """Return the product's outline in cells: the same wherever it is moved and however large it is shown."""
    longer = max(cutout.box.width * cutout.photo_width, cutout.box.height * cutout.photo_height, max(sprite.size) / 3)
    small = replace(where, scale=GRID / longer, to_x=0.0, to_y=0.0)
    exact = stage.exactly("silhouette", small, held=(sprite,))
    small = small if exact else replace(small, scale=small.scale / 2)
    whole = stage.step("outline", held=(sprite,), make=lambda: outline_of(sprite))
    scale = small.scale
    outline = stage.last("soft outline", sprite, scale, held=(whole,), make=lambda: softened(whole, scale))
    make = lambda: silhouette_of(outline, sprite, small)  # noqa: E731
    if exact:
        return stage.step("silhouette", small, held=(sprite,), make=make)
    return stage.last("coarse silhouette", sprite, small, held=(sprite,), make=make)


def _dressed(
    product: Product, placed: Placed, found: Silhouette | None, where: Place, stage: Stage
) -> tuple[Bytes, Relit | None]:
    """Return the placed product's colours in their tone and light, and what the light did to them."""
    size, tone, wish, light = placed.alpha.shape, product.tone, product.relight, stage.light
    rgb = stage.last("tone", placed, tone, held=(placed,), make=lambda: toned(placed.rgb, tone, stage.sheet(*size)))
    if product.material != UNTOUCHED:
        plain, surface = replace(placed, rgb=rgb), product.material
        make = lambda: surfaced(plain, surface, stage.sheet(*size))  # noqa: E731
        rgb = stage.last("material", placed, surface, held=(rgb, placed), make=make)
    if found is None or not wish.amount:
        return rgb, None
    round_ = wish.roundness
    shape = stage.last("shape", found, round_, held=(found,), make=lambda: shape_of(round_, found))
    made = stage.last("modelling", found, light, held=(shape,), make=lambda: modelling(light, shape))
    now = replace(placed, rgb=rgb)
    room = stage.last("room for light", placed, held=(placed, rgb), make=lambda: room_of(now))
    exact = stage.exactly("relit", wish, where, held=(rgb, made))
    name = "relit" if exact else "relit quickly"
    lit = lambda: relit(now, made, wish, found.fit(where), room=room, sheet=stage.sheet(*size), exact=exact)  # noqa: E731
    return stage.last(name, found, wish, where, held=(rgb, made), make=lit)

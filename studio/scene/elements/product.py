"""The product: a cutout in a slot, placed, toned, with its shadows."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, ClassVar

import numpy as np
from pydantic import Field

from studio.model.errors import InvalidSceneError
from studio.model.matte import Cutout
from studio.model.params import Label
from studio.model.picture import Bytes, Picture
from studio.model.render import Relit
from studio.model.scene import Element, Light, register_element
from studio.scene.ambient_occlusion import AmbientOcclusion, ambient_occlusion
from studio.scene.cast_shadow import CastShadow, cast_shadow
from studio.scene.contact_shadow import ContactShadow, contact_shadow
from studio.scene.drawing import Layer, Stage, draws
from studio.scene.ground import share_lost, tint_of
from studio.scene.kept_shadow import KeptShadow, kept_layer, kept_shadow
from studio.scene.patch import Patch, joined
from studio.scene.placed import Place, Placed, on_canvas
from studio.scene.placement import Placement, place_of
from studio.scene.reflection import Reflection, reflection
from studio.scene.relight import Relight, modelling, relit
from studio.scene.resample import place
from studio.scene.shade import SLACK, shade_of
from studio.scene.silhouette import GRID, Silhouette, outline_of, silhouette_of
from studio.scene.sprite import Sprite, sprite_of
from studio.scene.tone import Tone, toned

NO_SHADOW = "The photo's own shadow could not be told from its backdrop; choose another kind of shadow."


@register_element
class Product(Element):
    """A product cut out of a photo."""

    kind: ClassVar[str] = "product"
    title: ClassVar[str] = "Product"

    slot: Annotated[str, Label("Photo", "Which photo fills this place"), Field(min_length=1, max_length=64)] = "product"
    placement: Annotated[Placement, Label("Placement")] = Placement()
    tone: Annotated[Tone, Label("Tone")] = Tone()
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
    where = place_of(product.placement, cutout, stage.width, stage.height)
    sprite = stage.step("sprite", product.placement.flip, held=(cutout,), make=lambda: _sprite(product, cutout))
    placed, right, down = place(sprite, where, stage)
    rgb = stage.step("tone", product.tone, held=(placed,), make=lambda: toned(placed.rgb, product.tone))
    found = _silhouette(sprite, where, cutout, stage) if _needs_outline(product) else None
    local, report = replace(where, to_x=where.to_x - right, to_y=where.to_y - down), None
    if found is not None and product.relight.amount > 0:
        rgb, report = _relit(product.relight, replace(placed, rgb=rgb), found, local, stage)
    enlarged = where.scale * cutout.photo_width / max(cutout.full_width, 1)
    moved = replace(placed, rgb=rgb, x=placed.x + right, y=placed.y + down)
    shown = on_canvas(moved, stage.width, stage.height)
    below = _below(product, found, where, shown, stage) if found is not None else []
    below += _kept(product, cutout, where, stage) if product.kept.opacity else []
    top = Layer("product", shown.x, shown.y, shown.rgb, shown.alpha, product.slot, enlarged, shown.band, relit=report)
    return [*below, top]


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
    longer = max(cutout.box.width * cutout.photo_width, cutout.box.height * cutout.photo_height, 1.0)
    small = replace(where, scale=GRID / longer, to_x=0.0, to_y=0.0)
    outline = stage.step("outline", held=(sprite,), make=lambda: outline_of(sprite))
    return stage.step("silhouette", small, held=(sprite,), make=lambda: silhouette_of(outline, sprite, small))


def _relit(wish: Relight, placed: Placed, found: Silhouette, where: Place, stage: Stage) -> tuple[Bytes, Relit]:
    light = stage.light
    made = stage.step(
        "modelling", light, wish.roundness, held=(found,), make=lambda: modelling(light, wish.roundness, found)
    )
    make = lambda: relit(placed.rgb, placed, made, wish, found.fit(where))  # noqa: E731
    return stage.step("relit", wish, where, held=(placed.rgb, made), make=make)


def _below(product: Product, found: Silhouette, where: Place, shown: Placed, stage: Stage) -> list[Layer]:
    """Return reflection and shadows; all of a shadow but its place is the same wherever the product is moved."""
    return [*_mirrored(product.reflection, shown, found, where, stage), *_shades(product, found, where, stage)]


def _kept(product: Product, cutout: Cutout, where: Place, stage: Stage) -> list[Layer]:
    """Return the photo's own shadow; where it could not be told from its backdrop, that is reported."""
    shadow, wish, flip = cutout.shadow, product.kept, product.placement.flip
    if shadow is None:
        stage.missing.append(NO_SHADOW)
        return []
    across, down = cutout.photo_width, cutout.photo_height
    left, right = ((edge - cutout.region.left) * across for edge in (shadow.region.left, shadow.region.right))
    top = (shadow.region.top - cutout.region.top) * down
    if flip:
        left, right = cutout.picture.width - right, cutout.picture.width - left
    photo = (left, top, right - left, shadow.region.height * down)
    whole = replace(where, to_x=where.to_x % 1, to_y=where.to_y % 1)
    dark, x, y = stage.step(
        "kept", wish, whole, photo, flip, held=(shadow,), make=lambda: kept_shadow(wish, shadow, whole, photo, flip)
    )
    x, y = x + int(where.to_x // 1), y + int(where.to_y // 1)
    canvas = stage.width, stage.height
    return stage.step("kept layer", x, y, held=(dark,), make=lambda: kept_layer(dark, x, y, canvas))


def _shades(product: Product, found: Silhouette, where: Place, stage: Stage) -> list[Layer]:
    shadows = _shadows(product, found, stage)
    lost = stage.step(
        "lost",
        tuple(share for _, share in shadows),
        held=tuple(patch for patch, _ in shadows),
        make=lambda: joined([patch.faded(share) for patch, share in shadows], SLACK),
    )
    if lost is None:
        return []
    fit, tint = found.fit(where), tint_of(stage.light)
    moved = replace(fit, held_x=fit.held_x - lost.left, held_y=fit.held_y - lost.top)
    canvas = stage.width, stage.height
    return stage.step("shade", where, tint, held=(lost,), make=lambda: shade_of(lost.lost, moved, canvas, tint))


def _shadows(product: Product, found: Silhouette, stage: Stage) -> list[tuple[Patch, float]]:
    """Return each shadow at full strength, and how much of it is seen under this light."""
    light, camera = stage.light, stage.camera
    contact, ambient, cast = product.contact, product.ambient, product.cast
    shadows: list[tuple[Patch, float]] = []
    if contact.opacity:
        made = stage.step(
            "contact",
            contact.softness,
            contact.reach,
            held=(found,),
            make=lambda: contact_shadow(contact.softness, contact.reach, found),
        )
        shadows.append((made, share_lost(contact.opacity, light, direct=0.3)))
    if ambient.opacity:
        made = stage.step(
            "ambient",
            ambient.reach,
            camera,
            held=(found,),
            make=lambda: ambient_occlusion(ambient.reach, camera, found),
        )
        shadows.append((made, ambient.opacity))
    if cast.opacity and cast.kind != "none":
        sun = Light(azimuth=light.azimuth, elevation=light.elevation, softness=light.softness)
        plain = cast.changed(opacity=1.0)
        thrown = stage.step(
            "cast", plain, sun, camera, held=(found,), make=lambda: cast_shadow(plain, sun, camera, found)
        )
        if thrown is not None:
            shadows.append((thrown, share_lost(cast.opacity, light)))
    return shadows


def _mirrored(wish: Reflection, shown: Placed, found: Silhouette, where: Place, stage: Stage) -> list[Layer]:
    if wish.opacity == 0:
        return []
    fit = found.fit(where)
    columns = (np.arange(stage.width) + 0.5 - fit.to_x) * fit.cells + fit.held_x - 0.5
    base = np.interp(columns, np.arange(len(found.base)), found.base) + 1
    ground = ((base - fit.held_y) / fit.cells + fit.to_y).astype(np.float32)
    seen = reflection(wish, shown, ground, (stage.width, stage.height))
    return [Layer("overlay", seen.x, seen.y, seen.rgb, seen.alpha, band=seen.band)]

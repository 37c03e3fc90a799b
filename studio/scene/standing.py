"""What a product does to the ground it stands on: its shadows, and its mirror image."""

from dataclasses import replace
from typing import NamedTuple

import cv2
import numpy as np

from studio.model.matte import Cutout
from studio.model.scene import Light
from studio.scene.ambient_occlusion import AmbientOcclusion, ambient_occlusion
from studio.scene.cast_shadow import COARSE, STEP, CastShadow, cast_shadow, flat_shadow
from studio.scene.contact_shadow import ContactShadow, contact_shadow
from studio.scene.drawing import Fall, Layer, Stage, doubled
from studio.scene.ground import ground_of, share_lost, tint_of
from studio.scene.kept_shadow import KeptShadow, kept_layer, kept_shadow
from studio.scene.patch import Patch, joined
from studio.scene.placed import Place, Placed, on_canvas
from studio.scene.reflection import Reflection, reflection, reflection_at_half
from studio.scene.shade import SLACK, shade_of
from studio.scene.silhouette import Field, Fit, Silhouette
from studio.scene.slices import slices_of

NO_SHADOW = "The photo's own shadow could not be told from its backdrop; choose another kind of shadow."


class Shadows(NamedTuple):
    """The shadows wanted on the ground."""

    contact: ContactShadow
    cast: CastShadow
    ambient: AmbientOcclusion


def shades(wished: Shadows, found: Silhouette, where: Place, stage: Stage) -> list[Layer]:
    """Return the shadows that the scene's light throws; all but their place is the same wherever the product is."""
    shadows = _shadows(wished, found, stage)
    lost = stage.last(
        "lost",
        found,
        tuple(share for _, share in shadows),
        held=tuple(patch for patch, _ in shadows),
        make=lambda: joined(shadows, SLACK),
    )
    if lost is None:
        return []
    fit, tint, fall, light = found.fit(where), tint_of(stage.light), stage.fall, stage.light
    moved = replace(fit, held_x=fit.held_x - lost.left, held_y=fit.held_y - lost.top)
    canvas = stage.width, stage.height
    if fall is None:
        make = lambda: shade_of(lost.lost, moved, canvas, tint)  # noqa: E731
        return stage.last("shade", found, where, tint, held=(lost,), make=make)
    falling = _Falling(moved, canvas, tint, fall, light)
    exact = stage.exactly("shade", falling, held=(lost,))
    make = lambda: falling.laid(lost.lost) if exact else falling.laid_at_half(lost.lost)  # noqa: E731
    return stage.last("shade" if exact else "shade quickly", found, falling, held=(lost,), make=make)


class _Falling(NamedTuple):
    """Where shades lie on a canvas of (width, height) pixels, and on what they fall: level ground, or up a wall."""

    fit: Fit
    canvas: tuple[int, int]
    tint: tuple[float, float, float]
    fall: Fall
    light: Light

    def laid(self, lost: Field) -> list[Layer]:
        """Return the shades as they fall in the place where the product stands."""
        beyond = self.canvas[0]  # from there a wall in the picture may still be reached
        shades = shade_of(lost, self.fit, self.canvas, self.tint, beyond)
        return [self.fall.bent(layer, self.light, self.canvas) for layer in shades]

    def laid_at_half(self, lost: Field) -> list[Layer]:
        """Return the same, laid at half the size and doubled."""
        fit, (width, height) = self.fit, self.canvas
        small = self._replace(
            fit=Fit(2 * fit.cells, fit.held_x, fit.held_y, fit.to_x / 2, fit.to_y / 2),
            canvas=(-(-width // 2), -(-height // 2)),
            fall=self.fall.halved(),
        )
        return [doubled(layer, self.canvas) for layer in small.laid(lost)]


def _shadows(wished: Shadows, found: Silhouette, stage: Stage) -> list[tuple[Patch, float]]:
    """Return each shadow at full strength, and how much of it is seen under this light."""
    light, camera = stage.light, stage.camera
    contact, cast, ambient = wished
    shadows: list[tuple[Patch, float]] = []
    if contact.opacity:
        shape = contact.softness, contact.reach
        made = stage.last("contact", found, *shape, held=(found,), make=lambda: contact_shadow(*shape, found))
        shadows.append((made, share_lost(contact.opacity, light, direct=0.3)))
    thrown = cast.opacity > 0 and cast.kind == "ground"
    if not (ambient.opacity or thrown):
        slices = None
    else:
        slices = stage.step("slices", held=(found,), make=lambda: slices_of(found))
    ground = ground_of(camera, (found.left + found.right) / 2, found.bottom - 1, found.longer)
    if ambient.opacity and slices is not None:
        reach = ambient.reach
        make = lambda: ambient_occlusion(reach, ground, slices, found.height)  # noqa: E731
        made = stage.last("ambient", found, reach, camera, held=(slices,), make=make)
        shadows.append((made, ambient.opacity))
    if cast.opacity and cast.kind != "none":
        sun = Light(azimuth=light.azimuth, elevation=light.elevation, softness=light.softness)
        plain = cast.changed(opacity=1.0)
        name = "cast"
        if slices is not None and thrown:
            exact = stage.exactly("cast", plain, sun, camera, held=(found,))
            name, step = ("cast", STEP) if exact else ("cast quickly", COARSE)
            make = lambda: cast_shadow(plain, sun, ground, slices, found.height, step=step)  # noqa: E731
        else:
            make = lambda: flat_shadow(plain, sun, found)  # noqa: E731
        made = stage.last(name, found, plain, sun, camera, held=(found,), make=make)
        shadows.append((made, share_lost(cast.opacity, light)))
    return shadows


def kept(wish: KeptShadow, cutout: Cutout, flip: bool, where: Place, stage: Stage) -> list[Layer]:
    """Return the photo's own shadow; where it could not be told from its backdrop, that is reported."""
    shadow = cutout.shadow
    if shadow is None:
        stage.missing.append(NO_SHADOW)
        return []
    if shadow.doubt:
        stage.missing.append(shadow.doubt)
    across, down = cutout.photo_width, cutout.photo_height
    left, right = ((edge - cutout.region.left) * across for edge in (shadow.region.left, shadow.region.right))
    top = (shadow.region.top - cutout.region.top) * down
    if flip:
        left, right = cutout.picture.width - right, cutout.picture.width - left
    photo = (left, top, right - left, shadow.region.height * down)
    local = replace(where, to_x=where.to_x % 1, to_y=where.to_y % 1)
    dark, x, y = stage.last(
        "kept",
        shadow,
        wish,
        local,
        photo,
        flip,
        held=(shadow,),
        make=lambda: kept_shadow(wish, shadow, local, photo, flip),
    )
    x, y = x + int(where.to_x // 1), y + int(where.to_y // 1)
    canvas = stage.width, stage.height
    return stage.last("kept layer", shadow, x, y, held=(dark,), make=lambda: kept_layer(dark, x, y, canvas))


def mirrored(wish: Reflection, placed: Placed, found: Silhouette, where: Place, stage: Stage) -> list[Layer]:
    """Return the mirror image in the ground."""
    if not wish.opacity:
        return []
    fit, canvas, full = found.fit(where), (stage.width, stage.height), wish.changed(opacity=1.0)
    columns = (np.arange(stage.width) + 0.5 - fit.to_x) * fit.cells + fit.held_x - 0.5
    base = np.interp(columns, np.arange(len(found.base)), found.base) + 1
    ground = ((base - fit.held_y) / fit.cells + fit.to_y).astype(np.float32)
    held, key = (placed.rgb, placed.alpha), (full, where, placed.x, placed.y)
    exact = stage.exactly("reflection", *key, held=held)
    made = reflection if exact else reflection_at_half
    make = lambda: made(full, on_canvas(placed, *canvas), ground, canvas)  # noqa: E731
    seen = stage.last("reflection" if exact else "reflection, quickly", found, *key, held=held, make=make)
    alpha = np.asarray(cv2.convertScaleAbs(seen.alpha, alpha=wish.opacity), np.uint8)
    return [Layer("overlay", seen.x, seen.y, seen.rgb, alpha)]

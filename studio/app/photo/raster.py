"""The pixels that a photo is cut out on: those of its largest channel's canvas, so that it is resampled only once."""

from collections.abc import Sequence

from studio.app.photo.adapt import products, scene_for_channel, scene_for_photo
from studio.app.photo.working_size import TINY, share_of
from studio.cutout.box import grown
from studio.cutout.part import Raster
from studio.model.channel import Channel
from studio.model.matte import Cutout, Matte
from studio.model.picture import WHOLE, Picture
from studio.model.preset import Preset
from studio.scene import Product
from studio.scene.placement import place_of
from studio.scene.placing import in_phase

_DETAIL = 1.15
"""Pixels to work on per pixel of output where these will be resampled: more costs time and shows nothing."""
_WORTHWHILE = 0.85
"""Share of its size above which reducing a photo that will be resampled anyhow costs more than it saves."""


def raster_of(
    picture: Picture, preset: Preset, channels: Sequence[Channel], matte: Matte, size: tuple[int, int]
) -> Raster | None:
    """Return the raster to cut a decoded photo out on; None for the photo's own.

    `size`: (width, height) that counts as the original's. Where a single product stands upright, its pixels are those
    of the canvas; else there are a few more than are needed. A photo with alpha keeps its pixels: its colours must not
    mix with clear ones.
    """
    if picture.alpha is not None or max(picture.width, picture.height) <= TINY:
        return None
    photo = picture.width, picture.height
    share, channel = max(
        ((share_of(scene_for_channel(preset.scene, each)[0], matte, *photo), each) for each in channels),
        key=lambda found: found[0],
    )
    scene, _ = scene_for_channel(preset.scene, channel)
    found = products(scene)
    if len(found) == 1 and _stands_upright(found[0]):
        whole = _uncut(picture, matte, preset.cutout.shift, size)
        canvas = scene_for_photo(scene, channel, whole)[0].canvas
        return _on_canvas(found[0], whole, canvas.width, canvas.height)
    return None if share * _DETAIL > _WORTHWHILE else Raster(share * _DETAIL)


def _stands_upright(product: Product) -> bool:
    """Whether its place on the canvas is known before it is cut out."""
    placement = product.placement
    return not (placement.rotation or placement.straighten or placement.real)


def _on_canvas(product: Product, whole: Cutout, width: int, height: int) -> Raster | None:
    where = place_of(product.placement, whole, width, height)
    if where.scale > 1:
        return None  # enlarged from the photo's own pixels
    left, top = in_phase(where.to_x) - where.from_x * where.scale, in_phase(where.to_y) - where.from_y * where.scale
    right = left + whole.photo_width * where.scale
    return Raster(where.scale, (right if product.placement.flip else -left) % 1.0, -top % 1.0)


def _uncut(picture: Picture, matte: Matte, shift: float, size: tuple[int, int]) -> Cutout:
    """Return the whole photo as if it were a cutout, to ask where it will be placed."""
    return Cutout(
        picture=picture,
        region=WHOLE,
        box=grown(matte.box, shift, picture.width, picture.height),
        photo_width=picture.width,
        photo_height=picture.height,
        full_width=size[0],
        full_height=size[1],
        confidence=matte.confidence,
        model=matte.model,
    )

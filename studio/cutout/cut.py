"""Matte → Cutout at the picture's own scale."""

from studio.cutout.box import grown
from studio.cutout.freed import freed_of
from studio.cutout.own_shadow import own_shadow as shadow_of
from studio.cutout.part import Raster, part_of
from studio.cutout.region import region_of, room_of
from studio.model.errors import NoProductError
from studio.model.matte import Cutout, CutoutSettings, Matte
from studio.model.picture import Picture
from studio.model.progress import SILENT, Progress


def cut(
    picture: Picture,
    matte: Matte,
    settings: CutoutSettings,
    full_size: tuple[int, int],
    *,
    progress: Progress = SILENT,
    own_shadow: bool = False,
    raster: Raster | None = None,
) -> Cutout:
    """Return the product freed from its photo, cropped to its region; raises NoProductError and Cancelled.

    `picture`: the photo at any scale. `matte`: of the same photo at any scale. `full_size`: the file's (width, height).
    Pixels that are fully product keep the photo's own bytes. `own_shadow`: look for the photo's own shadow too.
    `raster`: other pixels to work on than the picture's; only the product's region is brought onto them.
    """
    if matte.empty:
        raise NoProductError("No product was found in this photo.", "Mark it by hand or choose another model.")
    if raster is None:
        region = region_of(matte, settings, picture.width, picture.height)
        part = picture.rgb[region.slices]
    else:
        part, region = part_of(picture.rgb, room_of(matte, settings, picture.width, picture.height), raster)
    own = picture.alpha[region.slices] if matte.model == "file" and picture.alpha is not None else None
    freed = freed_of(Picture(part, own), matte, settings, region, progress)
    progress.at(1.0)
    return Cutout(
        picture=Picture(freed.rgb, freed.alpha),
        region=region.box,
        box=grown(matte.box, settings.shift, picture.width, picture.height),
        photo_width=region.photo_width,
        photo_height=region.photo_height,
        full_width=full_size[0],
        full_height=full_size[1],
        confidence=matte.confidence,
        model=matte.model,
        reasons=matte.reasons,
        shadow=shadow_of(picture, matte) if own_shadow else None,
        halo=freed.halo,
        fringe=freed.fringe,
        jag=freed.jag,
        refined=freed.refine,
    )

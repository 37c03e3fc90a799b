"""Matte → Cutout at the picture's own scale."""

from studio.cutout.freed import freed_of
from studio.cutout.own_shadow import own_shadow as shadow_of
from studio.cutout.part import part_of
from studio.cutout.region import Region, region_of
from studio.model.errors import NoProductError
from studio.model.matte import Cutout, CutoutSettings, Matte
from studio.model.picture import Box, Picture
from studio.model.progress import SILENT, Progress


def cut(
    picture: Picture,
    matte: Matte,
    settings: CutoutSettings,
    full_size: tuple[int, int],
    *,
    progress: Progress = SILENT,
    own_shadow: bool = False,
    work_size: tuple[int, int] | None = None,
) -> Cutout:
    """Return the product freed from its photo, cropped to its region; raises NoProductError and Cancelled.

    `picture`: the photo at any scale. `matte`: of the same photo at any scale. `full_size`: the file's (width, height).
    Pixels that are fully product keep the photo's own bytes. `own_shadow`: look for the photo's own shadow too.
    `work_size`: the smaller (width, height) to work at; only the product's region is reduced to it.
    """
    if matte.empty:
        raise NoProductError("No product was found in this photo.", "Mark it by hand or choose another model.")
    width, height = work_size or (picture.width, picture.height)
    region = region_of(matte, settings, width, height)
    if work_size is None:
        part = picture.rgb[region.slices]
    else:
        part, region = part_of(picture.rgb, region)
    own = picture.alpha[region.slices] if matte.model == "file" and picture.alpha is not None else None
    freed = freed_of(Picture(part, own), matte, settings, region, progress)
    progress.at(1.0)
    return Cutout(
        picture=Picture(freed.rgb, freed.alpha),
        region=region.box,
        box=_moved(matte.box, settings.shift, region),
        photo_width=width,
        photo_height=height,
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


def _moved(box: Box, shift: float, region: Region) -> Box:
    """Return the product's box grown by the shifted edge, inside the photo."""
    across, down = shift * region.longest / region.photo_width, shift * region.longest / region.photo_height
    if box.width + 2 * across <= 0 or box.height + 2 * down <= 0:
        return box
    return Box(
        max(0.0, box.left - across), max(0.0, box.top - down), min(1.0, box.right + across), min(1.0, box.bottom + down)
    )

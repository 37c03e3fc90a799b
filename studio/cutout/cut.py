"""Matte → Cutout at the picture's own scale."""

from dataclasses import replace

import cv2
import numpy as np

from studio.cutout.coarse import coarse_of
from studio.cutout.edge import adjusted
from studio.cutout.foreground import cleaned
from studio.cutout.own_shadow import own_shadow as shadow_of
from studio.cutout.refine import plain, refined
from studio.cutout.region import Region, region_of
from studio.cutout.touchup.own_alpha import kept_own
from studio.cutout.touchup.pins import pinned
from studio.model.errors import NoProductError
from studio.model.matte import Cutout, CutoutSettings, Matte
from studio.model.picture import Box, Bytes, Picture
from studio.model.progress import SILENT, Progress


def cut(
    picture: Picture,
    matte: Matte,
    settings: CutoutSettings,
    full_size: tuple[int, int],
    *,
    progress: Progress = SILENT,
    own_shadow: bool = False,
) -> Cutout:
    """Return the product freed from its photo, cropped to its region; raises NoProductError and Cancelled.

    `picture`: the photo at any scale. `matte`: of the same photo at any scale. `full_size`: the file's (width, height).
    Pixels that are fully product keep the photo's own bytes. `own_shadow`: look for the photo's own shadow too.
    """
    if matte.empty:
        raise NoProductError("No product was found in this photo.", "Mark it by hand or choose another model.")
    region = region_of(matte, settings, picture.width, picture.height)
    rgb, alpha = _freed(picture, matte, settings, region, progress)
    progress.at(1.0)
    return Cutout(
        picture=Picture(rgb, alpha),
        region=region.box,
        box=_moved(matte.box, settings.shift, region),
        photo_width=picture.width,
        photo_height=picture.height,
        full_width=full_size[0],
        full_height=full_size[1],
        confidence=matte.confidence,
        model=matte.model,
        reasons=matte.reasons,
        shadow=shadow_of(picture, matte) if own_shadow else None,
    )


def _freed(
    picture: Picture, matte: Matte, settings: CutoutSettings, region: Region, progress: Progress
) -> tuple[Bytes, Bytes]:
    progress.at(0.1, "refining the edge")
    rgb = picture.rgb[region.slices]
    own = matte.model == "file" and picture.alpha is not None
    found = matte.alpha if matte.touched is None else matte.touched.base
    coarse = coarse_of(rgb, found, region, settings.refine)
    if own and picture.alpha is not None:
        mixed = kept_own(picture.alpha[region.slices], matte, region)
    elif settings.refine == "off":
        mixed = plain(found, region)
    else:
        mixed, coarse = refined(rgb, coarse, progress)
    if matte.touched is not None:
        mixed = pinned(mixed, region.box, matte.touched.pins)
        coarse = replace(coarse, level=pinned(coarse.level, coarse.region.box, matte.touched.pins))
    alpha = adjusted(mixed, settings, region)
    progress.at(0.7, "cleaning edge colours")
    if settings.decontaminate and not own:
        return cleaned(rgb, mixed, alpha, coarse, progress), alpha
    seen = np.zeros_like(rgb)
    cv2.copyTo(rgb, alpha, seen)
    return seen, alpha


def _moved(box: Box, shift: float, region: Region) -> Box:
    """Return the product's box grown by the shifted edge, inside the photo."""
    across, down = shift * region.longest / region.photo_width, shift * region.longest / region.photo_height
    if box.width + 2 * across <= 0 or box.height + 2 * down <= 0:
        return box
    return Box(
        max(0.0, box.left - across), max(0.0, box.top - down), min(1.0, box.right + across), min(1.0, box.bottom + down)
    )

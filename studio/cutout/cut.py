"""Matte → Cutout at the picture's own scale."""

from dataclasses import replace

import cv2
import numpy as np

from studio.cutout.coarse import coarse_of
from studio.cutout.edge import adjusted
from studio.cutout.foreground import cleaned
from studio.cutout.halo import halo_of
from studio.cutout.outline import fringe_of, jag_of
from studio.cutout.own_shadow import own_shadow as shadow_of
from studio.cutout.part import part_of
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
    rgb, alpha, edge = _freed(Picture(part, own), matte, settings, region, progress)
    progress.at(1.0)
    return Cutout(
        picture=Picture(rgb, alpha),
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
        **edge,
    )


def _freed(
    part: Picture, matte: Matte, settings: CutoutSettings, region: Region, progress: Progress
) -> tuple[Bytes, Bytes, dict[str, float]]:
    """Return colour and alpha of the region, and what was measured of its edge.

    `part`: the photo within, with alpha where its file's counts.
    """
    progress.at(0.1, "refining the edge")
    rgb, own = part.rgb, part.alpha
    found = matte.alpha if matte.touched is None else matte.touched.base
    coarse = coarse_of(rgb, found, region, settings.refine)
    if own is not None:
        mixed = kept_own(own, matte, region)
    elif settings.refine == "off":
        mixed = plain(found, region)
    else:
        mixed, coarse = refined(rgb, coarse, progress)
    if matte.touched is not None:
        mixed = pinned(mixed, region.box, matte.touched.pins)
        coarse = replace(coarse, level=pinned(coarse.level, coarse.region.box, matte.touched.pins))
    alpha = adjusted(mixed, settings, region)
    progress.at(0.7, "cleaning edge colours")
    if settings.decontaminate and own is None:
        seen = cleaned(rgb, mixed, alpha, coarse, progress)
    else:
        seen = np.zeros_like(rgb)
        cv2.copyTo(rgb, alpha, seen)
    if own is not None:
        return seen, alpha, {}
    evenness = {"fringe": fringe_of(coarse.level), "jag": jag_of(coarse.level)}
    return seen, alpha, {"halo": halo_of(seen, alpha, coarse), **evenness}


def _moved(box: Box, shift: float, region: Region) -> Box:
    """Return the product's box grown by the shifted edge, inside the photo."""
    across, down = shift * region.longest / region.photo_width, shift * region.longest / region.photo_height
    if box.width + 2 * across <= 0 or box.height + 2 * down <= 0:
        return box
    return Box(
        max(0.0, box.left - across), max(0.0, box.top - down), min(1.0, box.right + across), min(1.0, box.bottom + down)
    )

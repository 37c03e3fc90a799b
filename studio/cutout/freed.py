"""A region of a photo freed from its background: the edge refined, its colours cleaned, and both measured."""

from dataclasses import replace

import cv2
import numpy as np

from studio.cutout.coarse import SIZE, coarse_of
from studio.cutout.edge import adjusted
from studio.cutout.foreground import cleaned
from studio.cutout.halo import halo_of
from studio.cutout.outline import fringe_of, jag_of
from studio.cutout.refine import plain, refined
from studio.cutout.region import Region
from studio.cutout.second_look import OTHER, SIZE_AGAIN, Freed, better, worth_another
from studio.cutout.touchup.own_alpha import kept_own
from studio.cutout.touchup.pins import pinned
from studio.model.matte import CutoutSettings, Matte
from studio.model.picture import Picture
from studio.model.progress import Progress


def freed_of(part: Picture, matte: Matte, settings: CutoutSettings, region: Region, progress: Progress) -> Freed:
    """Return the region freed, with the better of two edges where the first has a fault.

    `part`: the photo within, with alpha where its file's counts.
    """
    first = _refined(part, matte, settings, region, progress)
    again = OTHER.get(first.refine)
    if part.alpha is not None or again is None or not worth_another(first):
        return first
    return better(first, _refined(part, matte, settings.changed(refine=again), region, progress, again=True))


def _refined(
    part: Picture, matte: Matte, settings: CutoutSettings, region: Region, progress: Progress, *, again: bool = False
) -> Freed:
    progress.at(0.1, "refining the edge")
    rgb, own, how = part.rgb, part.alpha, settings.refine
    found = matte.alpha if matte.touched is None else matte.touched.base
    coarse = coarse_of(rgb, found, region, (SIZE_AGAIN if again else SIZE)[how])
    if own is not None:
        mixed = kept_own(own, matte, region)
    elif how == "off":
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
        return Freed(seen, alpha, how)
    level = coarse.within(SIZE["fast"]).level  # measured at one scale, however finely it was refined
    return Freed(seen, alpha, how, halo_of(seen, alpha, coarse), fringe_of(level), jag_of(level))

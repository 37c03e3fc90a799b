"""What hangs together at a clicked place, bounded where the photo has its strongest edge around it."""

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.cutout.guided import guided_filter
from studio.cutout.sizes import fit_within, grown
from studio.cutout.touchup.geodesic import distance, edges_of, steps_of
from studio.cutout.touchup.guide import Guide
from studio.model.picture import Bytes

Planes = NDArray[np.float32]
SIZE = 256
"""Longest side in pixels at which regions are looked for."""
LEVELS = np.geomspace(4, 110, 22)
"""How much change of colour (8-bit Lab units) on the way from the click still belongs to it: one of these is chosen."""
GRAIN = 2.0
EDGE_SIZE = 512
"""Longest side in pixels at which a region's edge is fitted to the photo; the cutout fits it again at full size."""
LARGEST = 0.6  # share of the photo
SMALLEST = 16  # pixels of the small picture: less is a speck of texture
MODEST = 0.3  # how much of its worth the widest level loses: a click that takes too little is soon followed by another
WALL = np.float32(1000)
DONE = 0.85  # how clear the border to what already is as the click wants it counts
CLEAR = 45.0  # change of colour above which an edge is as clear as can be


class Flood:
    """The studio's own `RegionFinder`; see the module."""

    name = "flood"

    def region_at(self, guide: Guide, alpha: Bytes, at: tuple[float, float], keep: bool) -> Bytes | None:
        """Return how much (0–255) of each pixel of the matte belongs to the place (shares); None outside the photo."""
        if not (0 <= at[0] < 1 and 0 <= at[1] < 1):
            return None
        lab = fit_within(guide.small, SIZE)
        level = cv2.resize(alpha, (lab.shape[1], lab.shape[0]), interpolation=cv2.INTER_AREA)
        done = level > 127 if keep else level < 128
        return sharpened(guide, flooded(lab, at, np.asarray(done)))


def flooded(lab: Bytes, at: tuple[float, float], done: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return (height, width) bool: the region around a place (shares) of a small picture.

    `done`: pixels that already are what the click wants; the region ends there.
    """
    height, width = lab.shape[:2]
    x, y = int(at[0] * width), int(at[1] * height)
    seeds = np.zeros((height, width), bool)
    seeds[max(0, y - 1) : y + 2, max(0, x - 1) : x + 2] = True
    colour = lab[seeds].astype(np.float32).mean(axis=0)
    unlike = np.sqrt(((lab.astype(np.float32) - colour) ** 2).sum(axis=2))
    way = distance(_walled(steps_of(lab, GRAIN), done), seeds, rounds=6) + np.float32(0.6) * unlike
    edges = edges_of(lab)
    best, best_worth = seeds, 0.0
    for level in LEVELS:
        region = _around((way < level).astype(np.uint8), x, y)
        if region is None or region.mean() > LARGEST:
            continue
        worth = _worth(region, edges, done) * (1 - MODEST * level / LEVELS[-1])
        if worth > best_worth:
            best, best_worth = region > 0, worth
    return best


def _walled(steps: tuple[Planes, Planes], done: NDArray[np.bool_]) -> tuple[Planes, Planes]:
    """Return the steps with no way through what already is as the click wants it."""
    across, down = (WALL * (done[:, 1:] | done[:, :-1]), WALL * (done[1:] | done[:-1]))
    return steps[0] + across, steps[1] + down


def _around(near: Bytes, x: int, y: int) -> Bytes | None:
    """Return the piece of a mask that holds a pixel, its pinholes filled; None where it is but a speck."""
    _, names = cv2.connectedComponents(near, connectivity=4)
    if names[y, x] == 0:
        return None
    piece = (names == names[y, x]).astype(np.uint8)
    if cv2.countNonZero(piece) < SMALLEST:
        return None
    _, rest, facts, _ = cv2.connectedComponentsWithStats(1 - piece, connectivity=4)
    small = facts[:, cv2.CC_STAT_AREA] < 0.02 * piece.sum()
    small[0] = False
    return np.asarray(piece | small[rest], dtype=np.uint8)


def _worth(region: Bytes, edges: Planes, done: NDArray[np.bool_]) -> float:
    """Return how clear the edge around a region is (0–1); `DONE` where it borders on what is done."""
    kernel = np.ones((3, 3), np.uint8)
    rim = (cv2.dilate(region, kernel) > 0) & (region == 0)
    fresh = np.count_nonzero(region) - np.count_nonzero((region > 0) & done)
    if fresh < SMALLEST:
        return 0.0
    clear = np.where(done, np.float32(DONE * CLEAR), np.minimum(edges, np.float32(CLEAR)))
    return float(clear[rim].mean()) / CLEAR * float(1 - np.exp(-fresh / 70)) if rim.any() else 0.0


def sharpened(guide: Guide, region: NDArray[np.bool_]) -> Bytes:
    """Return a region of the small picture at the matte's size, its edge following the photo's."""
    small = region.astype(np.float32)
    large = cv2.resize(small, (guide.width, guide.height), interpolation=cv2.INTER_LINEAR)
    x, y, width, height = cv2.boundingRect((large > 0).astype(np.uint8))
    room = 12
    rows = slice(max(0, y - room), min(guide.height, y + height + room))
    columns = slice(max(0, x - room), min(guide.width, x + width + room))
    rgb, rough = fit_within(guide.rgb[rows, columns], EDGE_SIZE), np.asarray(large[rows, columns], dtype=np.float32)
    edge = rough
    if min(rgb.shape[:2]) >= 8:
        reach = max(3, round(1.5 * guide.width / region.shape[1] * rgb.shape[1] / rough.shape[1]))
        edge = guided_filter(rgb, grown(rough, rgb.shape[1], rgb.shape[0]), reach, 2e-4) * 1.25 - 0.125
    result = np.zeros((guide.height, guide.width), np.uint8)
    result[rows, columns] = np.rint(grown(edge, rough.shape[1], rough.shape[0]) * 255)
    return result

"""Places inside the product through which the background seems to show: rings, handles, chair backs."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.cutout.classical.colours import ColourTable
from studio.cutout.touchup.geodesic import edges_of
from studio.cutout.touchup.guide import Guide
from studio.cutout.touchup.outline import Outline, outline_of, place_within
from studio.model.picture import Box, Bytes

Planes = NDArray[np.float32]
Flags = NDArray[np.bool_]
LEAST, MOST = 1.5e-3, 0.6  # share of the product's area
OPEN = 0.3  # share of its rim that may border on the background at most
ALIKE = 20.0  # 8-bit Lab units (lightness counts half) within which a colour is the background's
CANDIDATES = 12
WORTH_SHOWING = 0.4


@dataclass(frozen=True)
class Hole:
    """A place that may be a hole. `score`: 0–1, how much looks like one; the rest in shares of the photo."""

    at: tuple[float, float]
    box: Box
    outline: Outline
    score: float


def holes_of(guide: Guide, alpha: Bytes) -> tuple[Hole, ...]:
    """Return the places within a matte's product that look like background, the likeliest first."""
    names, scores = _candidates(guide.small, guide.fitted(alpha))
    height, width = names.shape
    found = []
    for name, score in scores.items():
        x, y, wide, high = cv2.boundingRect((names == name).astype(np.uint8))
        mask = (names[y : y + high, x : x + wide] == name).astype(np.uint8)
        box = Box(x / width, y / height, (x + wide) / width, (y + high) / height)
        outline = outline_of(mask, x, y, width, height)
        found.append(Hole(place_within(mask, x, y, width, height), box, outline, round(score, 3)))
    return tuple(sorted(found, key=lambda hole: -hole.score)[:CANDIDATES])


def candidate_at(guide: Guide, alpha: Bytes, at: tuple[float, float]) -> Flags | None:
    """Return the candidate (at the size of `guide.small`) that holds a place (shares); None where there is none."""
    names, _ = _candidates(guide.small, guide.fitted(alpha))
    height, width = names.shape
    if not (0 <= at[0] < 1 and 0 <= at[1] < 1):
        return None
    name = int(names[int(at[1] * height), int(at[0] * width)])
    return names == name if name else None


def _candidates(lab: Bytes, level: Bytes) -> tuple[NDArray[np.int32], dict[int, float]]:
    """Return a plane of names (0 for none) and the score of each."""
    inside = level > 127
    area = int(inside.sum())
    if area < 200 or area > 0.98 * inside.size:
        return np.zeros(level.shape, np.int32), {}
    likeness = _likeness(lab, level)
    marked = (inside & (likeness > 0.5)).astype(np.uint8)
    for step in (cv2.MORPH_CLOSE, cv2.MORPH_OPEN):  # a plank's joint seen through a handle does not part it
        marked = np.asarray(cv2.morphologyEx(marked, step, np.ones((3, 3), np.uint8)), dtype=np.uint8)
    marked &= ~_skirt(level)
    _, names, facts, _ = cv2.connectedComponentsWithStats(marked, connectivity=4)
    edges, scores = edges_of(lab), {}
    for name in range(1, len(facts)):
        x, y, wide, high, size = (int(value) for value in facts[name])
        if LEAST * area <= size <= MOST * area:
            window = slice(max(0, y - 6), y + high + 6), slice(max(0, x - 6), x + wide + 6)
            piece = names[window] == name
            score = _score(piece, likeness[window], edges[window], level[window])
            if score >= WORTH_SHOWING:
                scores[name] = score
    kept = np.isin(names, list(scores))
    return np.where(kept, names, 0).astype(np.int32), scores


def _skirt(level: Bytes) -> Bytes:
    """Return 1 where a matte's outer edge has its soft rim: what looks like background there is the edge's affair."""
    outside = (level < 128).astype(np.uint8)
    return np.asarray(cv2.dilate(outside, np.ones((3, 3), np.uint8)), dtype=np.uint8)


def _likeness(lab: Bytes, level: Bytes) -> Planes:
    """Return how much (0–1) each pixel looks like the background around the product.

    Two things must agree: the colour is near that of the background close by, and it is commoner on the background
    than on the rest of the product.
    """
    colour = lab.astype(np.float32) * np.array([0.5, 1, 1], np.float32)
    ground = (level < 13).astype(np.float32)
    near = np.exp(-((_off(colour, ground) / np.float32(ALIKE)) ** 2))
    return np.asarray(near * _commoner(lab, level), dtype=np.float32)


def _off(colour: Planes, ground: Planes) -> Planes:
    """Return each pixel's distance from the background's colour, spread into the product from its surroundings."""
    height, width = ground.shape
    small = (max(8, width // 8), max(8, height // 8))
    weight = np.asarray(cv2.resize(ground, small, interpolation=cv2.INTER_AREA), dtype=np.float32)
    held = np.asarray(cv2.resize(colour * ground[..., None], small, interpolation=cv2.INTER_AREA), dtype=np.float32)
    known, total = np.zeros_like(weight), np.zeros_like(held)
    for reach in (2.0, 6.0, 20.0):  # what is near counts a thousand times what is far
        share = np.float32(1000.0 ** -np.log(reach))
        known += share * cv2.GaussianBlur(weight, (0, 0), reach)
        total += share * cv2.GaussianBlur(held, (0, 0), reach)
    expected = cv2.resize(total / np.maximum(known, 1e-12)[..., None], (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(np.linalg.norm(colour - expected, axis=2), dtype=np.float32)


def _commoner(lab: Bytes, level: Bytes) -> Planes:
    """Return the share (0–1) that the background has in each pixel's colour, counted in smoothed histograms."""
    odds = ColourTable(lab.astype(np.float32)).evidence((level / np.float32(255)).astype(np.float32))
    share = 1 / (1 + np.float32(0.35) * np.exp(np.clip(odds, -8, 8)))
    return np.asarray(np.clip(share * 1.6 - 0.2, 0, 1), dtype=np.float32)


def _score(piece: Flags, likeness: Planes, edges: Planes, level: Bytes) -> float:
    """Return 0–1: it looks like background, is bounded by an edge, and is (nearly) enclosed by product."""
    mask = piece.astype(np.uint8)
    rim = (cv2.dilate(mask, np.ones((5, 5), np.uint8)) > 0) & ~piece
    near = (cv2.dilate(mask, np.ones((11, 11), np.uint8)) > 0) & ~piece
    opened = float((near & (level < 128)).sum()) / max(1, int(near.sum()))
    if opened > OPEN:
        return 0.0
    depth = float(cv2.distanceTransform(np.pad(mask, 1), cv2.DIST_L2, 5).max()) / float(np.sqrt(piece.sum()))
    compact = float(np.clip((depth - 0.08) / 0.2, 0, 1))
    clear = float(np.clip(edges[rim].mean() / 24, 0, 1))
    calm = float(np.exp(-edges[piece].mean() / 40))
    return float(likeness[piece].mean()) * (clear * calm * compact) ** 0.5 * (1 - 0.5 * opened / OPEN)

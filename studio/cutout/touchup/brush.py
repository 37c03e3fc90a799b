"""What a brush stroke covers: segment by segment, so that drawing it and replaying it give the same bytes."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.cutout.sizes import averaged
from studio.cutout.touchup.geodesic import distance, steps_of
from studio.cutout.touchup.guide import Guide
from studio.cutout.touchup.layer import Layer, Window
from studio.model.picture import Bytes
from studio.model.touchup import Stroke

Planes = NDArray[np.float32]
Spot = tuple[float, float, float]
"""x, y and radius in pixels."""
GRID = 48  # pixels a side, at most, at which edges under the brush are looked for
CORE = 0.2  # share of the radius around the stroke's middle that is what the person means
GRAIN = 0.5  # 8-bit Lab units between neighbours that are no edge
LIMIT = (0.25, 10.0, 40.0)  # change of colour on the way that is another side: share of the window's, least, most


class StrokePlane:
    """A stroke's weight on a plane of `width` × `height` pixels, growing by segments."""

    def __init__(self, stroke: Stroke, width: int, height: int, guide: Guide | None = None) -> None:
        self._stroke = stroke
        self._guide = guide if stroke.follow_edges else None
        self.weight: Bytes = np.zeros((height, width), np.uint8)
        self.touched: Window | None = None

    def spot(self, point: Sequence[float]) -> Spot:
        """Return a point's place and radius in pixels."""
        height, width = self.weight.shape
        radius = self._stroke.radius * max(width, height) * (0.25 + 0.75 * point[2])
        return point[0] * width, point[1] * height, radius

    def draw(self, start: Sequence[float], end: Sequence[float]) -> Window | None:
        """Paint from one point to the next and return the window that changed; None where that is out of sight."""
        one, other = self.spot(start), self.spot(end)
        window = _window(one, other, *self.weight.shape[::-1])
        if window is None:
            return None
        x, y, width, height = window
        away, radius = _away(one, other, window)
        covered = _covered(away, radius, self._stroke.softness)
        if self._guide is not None:
            covered *= _within_edges(self._guide.lab[y : y + height, x : x + width], away <= CORE * radius + 1)
        part = self.weight[y : y + height, x : x + width]
        np.maximum(part, cv2.convertScaleAbs(covered, alpha=255), out=part)
        self.touched = joined(self.touched, window)
        return window

    @property
    def layer(self) -> Layer | None:
        """What was painted so far; None where all of it was out of sight."""
        if self.touched is None:
            return None
        x, y, wide, high = self.touched
        return Layer(255 if self._stroke.keep else 0, self.weight[y : y + high, x : x + wide].copy(), x, y)


def stroke_layer(stroke: Stroke, width: int, height: int, guide: Guide | None) -> Layer | None:
    """Return what a whole stroke does to a plane of that size; None where it is out of sight."""
    plane = StrokePlane(stroke, width, height, guide)
    points = stroke.points
    for start, end in zip((points[0], *points), points, strict=False):
        plane.draw(start, end)
    return plane.layer


def joined(one: Window | None, other: Window) -> Window:
    """Return the window around both."""
    if one is None:
        return other
    x, y = min(one[0], other[0]), min(one[1], other[1])
    right, bottom = max(one[0] + one[2], other[0] + other[2]), max(one[1] + one[3], other[1] + other[3])
    return x, y, right - x, bottom - y


def _window(one: Spot, other: Spot, width: int, height: int) -> Window | None:
    """Return the pixels that a segment can reach, within the plane."""
    left, right = min(one[0] - one[2], other[0] - other[2]), max(one[0] + one[2], other[0] + other[2])
    top, bottom = min(one[1] - one[2], other[1] - other[2]), max(one[1] + one[2], other[1] + other[2])
    x, y = max(0, int(left) - 1), max(0, int(top) - 1)
    wide, high = min(width, int(right) + 2) - x, min(height, int(bottom) + 2) - y
    return (x, y, wide, high) if wide > 0 and high > 0 else None


def _away(one: Spot, other: Spot, window: Window) -> tuple[Planes, Planes]:
    """Return each pixel's distance from the segment's middle line, and the brush's radius there, in pixels."""
    x, y, width, height = window
    across = np.arange(width, dtype=np.float32)[None, :] + np.float32(x + 0.5 - one[0])
    down = np.arange(height, dtype=np.float32)[:, None] + np.float32(y + 0.5 - one[1])
    way = np.float32(other[0] - one[0]), np.float32(other[1] - one[1])
    length = max(1e-6, float(way[0] ** 2 + way[1] ** 2))
    along = np.clip((across * way[0] + down * way[1]) / np.float32(length), 0, 1)
    away = cv2.magnitude(across - along * way[0], down - along * way[1])
    return np.asarray(away, np.float32), np.asarray(one[2] + along * (other[2] - one[2]), np.float32)


def _covered(away: Planes, radius: Planes, softness: float) -> Planes:
    """Return the coverage (0–1): full within, falling over the soft rim, antialiased where there is none."""
    rim = np.maximum(np.float32(1), radius * np.float32(softness))
    share = radius + np.float32(0.5)
    share -= away
    share /= rim
    np.clip(share, 0, 1, out=share)
    if softness > 0:
        square = share * share
        share *= -2
        share += 3
        share *= square
    return share


def _within_edges(lab: Bytes, core: NDArray[np.bool_]) -> Planes:
    """Return how far (0–1) each pixel of a window belongs to what lies under the middle of the stroke."""
    height, width = core.shape
    scale = min(1.0, GRID / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    seeds = core
    if scale < 1:
        lab = averaged(lab, *size)
        seeds = averaged(core.astype(np.uint8) * np.uint8(255), *size) > 90
    if not seeds.any():  # the middle of the stroke is outside the photo
        return np.ones((height, width), np.float32)
    way = distance(steps_of(lab, GRAIN), seeds, rounds=3)
    share_of, least, most = LIMIT
    limit = np.float32(np.clip(share_of * np.percentile(way, 95), least, most))
    share = np.clip((np.float32(1.5) * limit - way) / (np.float32(0.5) * limit), 0, 1)
    return np.asarray(cv2.resize(share, (width, height), interpolation=cv2.INTER_LINEAR), dtype=np.float32)

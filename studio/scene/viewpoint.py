"""From how high a product was photographed, by its outline: a guess for few shapes, and none for all others.

The near half of a round base is seen as half an ellipse, as flat as the camera looks down: its height over its radius
is the sine of the pitch. The two lower edges of a box seen from its corner rise by tan(turn) × sin(pitch) and
cot(turn) × sin(pitch), so that the product of their slopes is the square of that sine. (Plain projective geometry; what
is near is seen larger, by the usual distance of a camera; base edges are taken for a little rounded.) What is measured
so must be so sharp that nothing else has that outline: hems, brims, feet and soles are refused.
"""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.matte import Cutout
from studio.model.picture import Box, Bytes
from studio.model.viewpoint import Viewpoint

Line = NDArray[np.float64]

SIDE = 420  # pixels of the product's longer side at which its outline is measured
JUMP = 4  # pixels: where the lower edge rises by more from column to column, the base ends
LEAST = 40  # pixels that a base must be wide
MIDDLE = 0.88  # of a base's half width: beyond, a rounded edge bends it
ROUND_OFF, CORNER_OFF = 0.009, 0.008  # of its half width: how far a base may be from the shape it is taken for
SLANTED = 0.06  # of its half width: how far a round base may be higher on one side
FLATTEST, DEEPEST = 0.08, 0.65  # height of the half ellipse over its half width: flatter may be a box, deeper a ball
ELLIPSE = 0.72  # times the error of a parabola, which hems and folds follow as well
SIDES = 0.03, 0.1, 0.2, 0.3, 0.35  # heights above the base, in its widths, at which the sides are looked at
UPRIGHT = 0.93, 1.07  # widths of what stands on the base, over the base's
STRAIGHT = 0.012  # of the base's half width: how far a side may be from a straight line
ROUNDED = 0.05  # of a round base's radius: how much its edge is usually rounded
DISTANCE = 4.0  # of the camera, in longer sides of the product, as Camera has it
SURE = {"round base": 0.8, "corner": 0.6}
BY = {"round base": "by the curve of its base", "corner": "by the edges of its base"}


@dataclass(frozen=True)
class _Base:
    """The lower edge (rows, one a column) from column `first` on: `middle` and half its width, `half`, in pixels.

    `longer`: the product's longer side.
    """

    rows: Line
    first: int
    longer: int

    @property
    def half(self) -> float:
        return len(self.rows) / 2

    @property
    def middle(self) -> float:
        return self.first + self.half

    @property
    def along(self) -> Line:
        """Return the columns from -1 to 1."""
        return np.asarray((np.arange(len(self.rows)) + 0.5) / self.half - 1, np.float64)

    @property
    def nearer(self) -> float:
        """Return how much larger than its middle the base's near edge is seen."""
        return 1 + 0.9 * self.half / (DISTANCE * self.longer)


def viewpoint_of(cutout: Cutout) -> Viewpoint | None:
    """Return from how high a product was photographed; None where its outline does not tell."""
    alpha = cutout.picture.alpha
    return None if alpha is None else viewpoint_by(alpha, cutout.box)


def viewpoint_by(alpha: Bytes, box: Box) -> Viewpoint | None:
    """Return the same by an outline (height, width) and the product's box in its photo (shares of that)."""
    if box.bottom > 0.995:  # its base is not in the photo
        return None
    cover = _reduced(alpha)
    base = None if cover is None else _base(cover)
    if cover is None or base is None or not _upright(cover, base):
        return None
    if (sine := _round(base)) is not None:
        return Viewpoint(round(math.degrees(math.asin(sine)), 1), "round base", SURE["round base"])
    if (sine := _corner(base)) is not None:
        return Viewpoint(round(math.degrees(math.asin(sine)), 1), "corner", SURE["corner"])
    return None


def _reduced(alpha: Bytes) -> NDArray[np.float32] | None:
    """Return the product (0–1) with an empty rim, its longer side SIDE pixels; None where there is none."""
    x, y, wide, high = cv2.boundingRect(cv2.inRange(alpha, (128,), (255,)))
    if not wide:
        return None
    rim = max(wide, high) // 30 + 2
    part = cv2.copyMakeBorder(alpha[y : y + high, x : x + wide], rim, rim, rim, rim, cv2.BORDER_CONSTANT)
    scale = SIDE / max(wide, high)
    small = cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    return (small.astype(np.float32) / 255).astype(np.float32)


def _base(cover: NDArray[np.float32]) -> _Base | None:
    """Return the lower edge around the lowest point, to a fraction of a pixel; None where it is too narrow to tell."""
    solid = cover >= 0.5
    if not solid.any():
        return None
    height, columns = cover.shape[0], np.arange(cover.shape[1])
    last = height - 1 - np.argmax(solid[::-1], 0)
    at, below = cover[last, columns], cover[np.minimum(last + 1, height - 1), columns]
    low = np.where(solid.any(0), last + 0.5 + (at - 0.5) / np.maximum(at - below, 1e-3), -1e6).astype(np.float64)
    lowest = int(np.argmax(low))
    breaks = np.flatnonzero(np.abs(np.diff(low)) > JUMP)
    first = int(breaks[breaks < lowest].max(initial=-1)) + 1
    end = int(breaks[breaks >= lowest].min(initial=len(low) - 1)) + 1
    if end - first < LEAST:
        return None
    rows = np.flatnonzero(solid.any(1))
    return _Base(low[first:end], first, max(int(rows[-1] - rows[0]) + 1, int(solid.any(0).sum())))


def _upright(cover: NDArray[np.float32], base: _Base) -> bool:
    """Whether straight sides rise from the base's ends, as from a can, a jar or a box."""
    foot = float(np.median(base.rows[[0, 1, -2, -1]]))
    lefts, rights = [], []
    for share in SIDES:
        row = int(foot - share * 2 * base.half)
        if row < 0:
            return False
        gaps = np.flatnonzero(cover[row] < 0.5)
        lefts.append(gaps[gaps < base.middle].max(initial=-1) + 1)
        rights.append(gaps[gaps > base.middle].min(initial=cover.shape[1]))
    widths = (np.array(rights) - np.array(lefts)) / (2 * base.half)
    if widths.min() < UPRIGHT[0] or widths.max() > UPRIGHT[1]:
        return False
    bends = [_off(np.array(side, float), np.vander(SIDES, 2)) for side in (lefts, rights)]
    return max(bends) <= max(STRAIGHT * base.half, 0.6)


def _round(base: _Base) -> float | None:
    """Return the sine of the pitch by the curve of a round base."""
    along = base.along
    inside = np.abs(along) < MIDDLE
    rows, u = base.rows[inside], along[inside]
    ellipse = np.column_stack([np.ones_like(u), np.sqrt(1 - u * u), u])
    parabola = np.column_stack([np.ones_like(u), u * u, u])
    _, deep, slant = np.linalg.lstsq(ellipse, rows, rcond=None)[0] / base.half
    off = _off(rows, ellipse)
    if off > ROUND_OFF * base.half or off > ELLIPSE * _off(rows, parabola) or abs(slant) > SLANTED:
        return None
    if not FLATTEST < deep < DEEPEST:
        return None
    return max(0.0, (float(deep) / base.nearer - ROUNDED) / (1 - ROUNDED))


def _corner(base: _Base) -> float | None:
    """Return the sine of the pitch by the two straight lower edges of a box that is seen from its corner."""
    count, columns = len(base.rows), np.arange(len(base.rows), dtype=np.float64)
    best = (np.inf, 0.0, 0.0)
    for corner in range(count // 10, count - count // 10, max(1, count // 100)):
        parts = [(np.vander(columns[part], 2), base.rows[part]) for part in (slice(corner), slice(corner, None))]
        error = math.sqrt(sum(_off(rows, line) ** 2 * len(rows) for line, rows in parts) / count)
        if error < best[0]:
            slopes = [float(np.linalg.lstsq(line, rows, rcond=None)[0][0]) for line, rows in parts]
            best = (error, slopes[0], slopes[1])
    error, left, right = best
    if error > CORNER_OFF * base.half or left < 0.05 or right > -0.05:
        return None
    sine = math.sqrt(-left * right) / base.nearer
    return sine if sine < DEEPEST else None


def _off(values: Line, terms: NDArray[np.float64]) -> float:
    """Return the root mean square of what is left of values (n,) by the best sum of terms (n, k)."""
    fitted = terms @ np.linalg.lstsq(terms, values, rcond=None)[0]
    return float(np.sqrt(np.mean(np.square(values - fitted))))

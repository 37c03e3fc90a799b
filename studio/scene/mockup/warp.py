"""Sampling artwork by a UV map: for each pixel the light of what of the artwork falls into it."""

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.scene.mockup.levels import FittedLevels, levels_of
from studio.scene.mockup.passes import Floats, PrintArea, Rect, window
from studio.scene.mockup.placing import Matrix
from studio.scene.mockup.reach import Blocks, Reach
from studio.scene.mockup.steps import Slopes, Steps
from studio.scene.mockup.texture import FULL, Texture

SPARSE = 3  # of as many pixels each way one is enough to know a percentile
ALL = 4 * FULL
"""The light of white, and what covers all, as four samples add up."""

Light16 = NDArray[np.uint16]


@dataclass(frozen=True, eq=False)
class Warped:
    """Artwork as it falls on a print area, 0 to ALL: premultiplied linear `light` (height, width, 3) uint16, and what
    is `clear` of it (height, width) uint16.

    They begin at the reach's corner; outside its bands there is no artwork.
    """

    light: Light16
    clear: Light16
    reach: Reach

    def part(self, band: Rect) -> tuple[slice, slice]:
        """Return where a band of the frame lies in the arrays."""
        return window(band, self.reach.rect)


class Warp:
    """The geometry of one print area at one size of the frame, ready for any artwork."""

    def __init__(self, area: PrintArea, *, round_about: bool = False) -> None:
        x, y, width, height = (int(side) for side in cv2.boundingRect(area.cover))
        part = slice(y, y + height), slice(x, x + width)
        self.rect: Rect = (area.at[0] + x, area.at[1] + y, width, height)
        self.cover = area.cover[part]
        self._round_about = round_about
        self._u, self._v = (np.ascontiguousarray(area.uv[..., axis][part]) for axis in (0, 1))

    def part(self, band: Rect) -> tuple[slice, slice]:
        """Return where a band of the frame lies in arrays over the area."""
        return window(band, self.rect)

    @cached_property
    def _slopes(self) -> Slopes:
        return Slopes(self._u, self._v)

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return (u, v) at a pixel of the frame; off the print area it goes on as it was at its nearest pixel."""
        column, row = round(x) - self.rect[0], round(y) - self.rect[1]
        inside = 0 <= column < self.rect[2] and 0 <= row < self.rect[3] and self.cover[row, column] > 0
        if not inside:
            rows, columns = np.nonzero(self.cover[::4, ::4] > 127)
            if not rows.size:
                return 0.5, 0.5
            nearest = int(np.argmin((rows * 4 - row) ** 2 + (columns * 4 - column) ** 2))
            row_there, column_there = int(rows[nearest]) * 4, int(columns[nearest]) * 4
        else:
            row_there, column_there = row, column
        right, down = x - self.rect[0] - column_there, y - self.rect[1] - row_there
        steps = [float(step[0, 0]) for step in self._slopes.of((column_there, row_there, 1, 1))]
        u, v = float(self._u[row_there, column_there]), float(self._v[row_there, column_there])
        return u + steps[0] * right + steps[2] * down, v + steps[1] * right + steps[3] * down

    @cached_property
    def _some_steps(self) -> list[Floats]:
        """The steps of some of the pixels that are seen; none where none is seen."""
        seen = self.cover[::SPARSE, ::SPARSE] > 127
        return [step[seen] for step in self._slopes.sparse(SPARSE)]

    @cached_property
    def usual_steps(self) -> NDArray[np.float64]:
        """The median of the steps over what is seen, as ((u right, u down), (v right, v down)), by size."""
        if not self._some_steps[0].size:
            return np.full((2, 2), 1e-3)
        u_right, v_right, u_down, v_down = (_share(np.abs(step), 0.5) for step in self._some_steps)
        return np.array([[u_right, u_down], [v_right, v_down]])

    @cached_property
    def pixels_across(self) -> tuple[float, float]:
        """How many pixels the print area's whole width and height would be long where it is seen largest."""
        u_right, v_right, u_down, v_down = self._some_steps
        if not u_right.size:
            return float(self.rect[2]), float(self.rect[3])
        sides = np.hypot(u_right, u_down), np.hypot(v_right, v_down)
        wide, tall = (1 / max(_share(side, 0.1), 1e-5) for side in sides)
        return wide, tall

    def reach(self, texture: Texture, matrix: Matrix) -> Reach:
        """Return all pixels into which artwork can fall; `matrix` maps (u, v) to 0–1 over it."""
        corner = self.rect[:2]
        everywhere = texture.repeating or self._round_about
        return self._blocks.all_seen(corner) if everywhere else self._blocks.met(matrix, corner)

    @cached_property
    def _blocks(self) -> Blocks:
        return Blocks(self._u, self._v, self.cover)

    def sample(self, texture: Texture, matrix: Matrix) -> Warped:
        """Return artwork on the area; `matrix` maps (u, v) to 0–1 over it. Four samples in each pixel."""
        reach = self.reach(texture, matrix)
        width, height = reach.rect[2:]
        laid = Warped(np.zeros((height, width, 3), np.uint16), np.full((height, width), ALL, np.uint16), reach)
        for band in reach.bands:
            rgba, part = self._sum(texture, matrix, band), laid.part(band)
            laid.light[part] = cv2.cvtColor(rgba, cv2.COLOR_RGBA2RGB)
            laid.clear[part] = cv2.bitwise_not(cv2.extractChannel(rgba, 3)) - np.uint16(65535 - ALL)
        return laid

    def _sum(self, texture: Texture, matrix: Matrix, band: Rect) -> Light16:
        """Return the sum of four samples in each pixel of a band, each from the level that suits a quarter of it."""
        part = self.part(band)
        steps = self._slopes.of((part[1].start, part[0].start, band[2], band[3]))
        fitted = FittedLevels(texture, levels_of(texture, matrix, steps, self.cover[part]))
        u, v = self.places(texture, matrix, self._u[part], self._v[part])
        axes = [_axis(row, u, v, steps) for row in matrix]
        total = fitted.take(*(places[0] for places in axes))
        for number in range(1, 4):
            cv2.add(total, fitted.take(*(places[number] for places in axes)), dst=total)
        return total

    def places(self, texture: Texture, matrix: Matrix, u: Floats, v: Floats) -> tuple[Floats, Floats]:
        """Return (u, v); where an item is seen all round, u of the turn on which the artwork lies."""
        if self._round_about and not texture.repeating:
            middle = float(np.linalg.solve(matrix[:, :2], 0.5 - matrix[:, 2])[0])
            if abs(self.ends[0][0] - middle) > 0.5 or abs(self.ends[0][1] - middle) > 0.5:
                u = u - np.rint(u - np.float32(middle))
        return u, v

    def uv(self, part: tuple[slice, slice]) -> tuple[Floats, Floats]:
        """Return (u, v) over a part of the area."""
        return self._u[part], self._v[part]

    @cached_property
    def ends(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """The least and greatest u, and v, of what is seen."""
        seen = self.cover > 0
        if not seen.any():
            return (0.0, 1.0), (0.0, 1.0)
        u, v = self._u[seen], self._v[seen]
        return (float(u.min()), float(u.max())), (float(v.min()), float(v.max()))


def mapped(row: Matrix, u: Floats, v: Floats) -> Floats:
    """Return a u + b v + c, for row = (a, b, c)."""
    if row[1] == 0:  # not turned: one plane less to be read
        v = u
    elif row[0] == 0:
        u = v
    return cv2.addWeighted(u, float(row[0]), v, float(row[1]), float(row[2]))


def _axis(row: Matrix, u: Floats, v: Floats, steps: Steps) -> list[Floats]:
    """Return one coordinate on the artwork of each pixel's four samples, a quarter pixel from its middle each way."""
    middle = mapped(row, u, v)
    linear = np.array([row[0] / 4, row[1] / 4, 0])
    right, down = mapped(linear, steps[0], steps[1]), mapped(linear, steps[2], steps[3])
    rising, falling = cv2.add(right, down), cv2.subtract(right, down)
    return [
        cv2.subtract(middle, rising),
        cv2.add(middle, falling),
        cv2.subtract(middle, falling),
        cv2.add(middle, rising),
    ]


def _share(values: NDArray[np.floating], share: float) -> float:
    """Return the value that a share of them lies below."""
    place = int(share * (values.size - 1))
    return float(np.partition(values, place)[place])

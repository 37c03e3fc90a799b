"""Sampling artwork by a UV map: for each pixel the light of what of the artwork falls into it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.picture import Bytes
from studio.scene.mockup.levels import FittedLevels, levels_of
from studio.scene.mockup.passes import Floats, PrintArea, Rect
from studio.scene.mockup.placing import Matrix
from studio.scene.mockup.texture import Texture

ROWS = 48  # worked on at once: what they need stays in the processor's cache
BLOCK = 16  # pixels
SPARSE = 3  # of as many pixels each way one is enough to know a percentile
Part = tuple[slice, slice]
Colours = tuple[float, float, float, float]
APART = [0, 0, 1, 1, 2, 2, 3, 3, 3, 4, 3, 5]
"""Channels of rgba → light (three channels) and alpha (three times)."""


@dataclass(frozen=True, eq=False)
class Warped:
    """Artwork as it falls on a print area: premultiplied linear light and its alpha (three times), × WHITE.

    Both (height, width, 3) float32. `rect` is their place in the frame; outside there is no artwork.
    """

    light: Floats
    alpha: Floats
    rect: Rect


class Warp:
    """The geometry of one print area at one size of the frame, ready for any artwork."""

    def __init__(self, area: PrintArea, *, round_about: bool = False) -> None:
        x, y, width, height = (int(side) for side in cv2.boundingRect(area.cover))
        self._part = slice(y, y + height), slice(x, x + width)
        self.rect: Rect = (area.at[0] + x, area.at[1] + y, width, height)
        self.cover = area.cover[self._part]
        self._round_about = round_about
        self._u, self._v = (np.ascontiguousarray(area.uv[..., axis][self._part]) for axis in (0, 1))

    @cached_property
    def steps(self) -> tuple[Floats, Floats, Floats, Floats]:
        """How (u, v) change from pixel to pixel: u to the right, v to the right, u down, v down.

        Of the differences to either neighbour the smaller: across a fold or the area's edge the other means nothing.
        """
        wider = [cv2.copyMakeBorder(plane, 1, 1, 1, 1, cv2.BORDER_REFLECT_101) for plane in (self._u, self._v)]
        right = [cv2.subtract(plane[1:-1, 1:], plane[1:-1, :-1]) for plane in wider]
        down = [cv2.subtract(plane[1:, 1:-1], plane[:-1, 1:-1]) for plane in wider]
        u_right, v_right = (_smaller(step[:, :-1], step[:, 1:]) for step in right)
        u_down, v_down = (_smaller(step[:-1], step[1:]) for step in down)
        return u_right, v_right, u_down, v_down

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
        steps = [float(step[row_there, column_there]) for step in self.steps]
        u, v = float(self._u[row_there, column_there]), float(self._v[row_there, column_there])
        return u + steps[0] * right + steps[2] * down, v + steps[1] * right + steps[3] * down

    @cached_property
    def usual_steps(self) -> NDArray[np.float64]:
        """The median of `steps` over what is seen, as ((u right, u down), (v right, v down)), by size."""
        seen = self.cover[::4, ::4] > 127
        if not seen.any():
            return np.full((2, 2), 1e-3)
        u_right, v_right, u_down, v_down = (float(np.median(np.abs(it[::4, ::4][seen]))) for it in self.steps)
        return np.array([[u_right, u_down], [v_right, v_down]])

    @cached_property
    def pixels_across(self) -> tuple[float, float]:
        """How many pixels the print area's whole width and height would be long where it is seen largest."""
        some = slice(None, None, SPARSE), slice(None, None, SPARSE)
        seen = self.cover[some] > 127
        if not seen.any():
            return float(self.rect[2]), float(self.rect[3])
        u_right, v_right, u_down, v_down = (step[some][seen] for step in self.steps)
        sides = np.hypot(u_right, u_down), np.hypot(v_right, v_down)
        wide, tall = (1 / max(float(np.percentile(side, 10)), 1e-5) for side in sides)
        return wide, tall

    def sample(self, texture: Texture, matrix: Matrix) -> Warped:
        """Return artwork on the area; `matrix` maps (u, v) to 0–1 over it. Four samples in each pixel."""
        rect = self.reach(texture, matrix)
        width, height = rect[2:]
        light, alpha = (np.empty((height, width, 3), np.float32) for _ in range(2))
        for part, rows in self.bands(rect):
            rgba = self._mean(texture, matrix, part)
            cv2.mixChannels([rgba], [light[rows], alpha[rows]], APART)
        return Warped(light, alpha, rect)

    def once(self, coded: Bytes, level: int, texture: Texture, *, matrix: Matrix, part: Part, rim: Colours) -> Bytes:
        """Return one sample for each pixel of a part from one level of a texture, as its bytes; `rim` lies round it."""
        places = self._places(texture, matrix, self._u[part], self._v[part])
        return _once(coded, texture, level, matrix=matrix, places=places, rim=rim)

    def coarsely(
        self, coded: Bytes, level: int, texture: Texture, *, matrix: Matrix, rect: Rect, rim: Colours
    ) -> Bytes:
        """Return samples for a box of the frame: one for two by two pixels, and between those what lies between."""
        x, y, width, height = rect[0] - self.rect[0], rect[1] - self.rect[1], rect[2], rect[3]
        part = slice(y // 2, (y + height + 1) // 2), slice(x // 2, (x + width + 1) // 2)
        u, v = self._halves
        places = self._places(texture, matrix, u[part], v[part])
        taken = _once(coded, texture, level, matrix=matrix, places=places, rim=rim)
        large = cv2.resize(taken, (2 * taken.shape[1], 2 * taken.shape[0]), interpolation=cv2.INTER_LINEAR)
        return np.asarray(large[y % 2 : y % 2 + height, x % 2 : x % 2 + width], np.uint8)

    @cached_property
    def _halves(self) -> tuple[Floats, Floats]:
        """(u, v) of two by two pixels each: the mean of those that know it."""
        known = cv2.dilate((self.cover > 0).astype(np.float32), np.ones((3, 3), np.uint8))
        size = (self.cover.shape[1] + 1) // 2, (self.cover.shape[0] + 1) // 2

        def halved(plane: Floats) -> Floats:
            even = cv2.copyMakeBorder(plane, 0, plane.shape[0] % 2, 0, plane.shape[1] % 2, cv2.BORDER_REPLICATE)
            return cv2.resize(even, size, interpolation=cv2.INTER_AREA)

        weight = np.maximum(halved(known), np.float32(1e-3))
        return halved(self._u * known) / weight, halved(self._v * known) / weight

    def bands(self, rect: Rect) -> Iterator[tuple[Part, slice]]:
        """Yield bands of a box of the frame: their part of the area, and their rows in the box."""
        left, top, width, height = rect
        for row in range(0, height if width else 0, ROWS):
            stop, y, x = min(row + ROWS, height), top - self.rect[1], left - self.rect[0]
            yield (slice(y + row, y + stop), slice(x, x + width)), slice(row, stop)

    def _mean(self, texture: Texture, matrix: Matrix, part: Part) -> Floats:
        """Return the mean of four samples in each pixel, each from the level that suits a quarter of it."""
        steps = tuple(step[part] for step in self.steps)
        fitted = FittedLevels(texture, levels_of(texture, matrix, steps))
        u, v = self._places(texture, matrix, self._u[part], self._v[part])
        axes = [_axis(row, u, v, steps) for row in matrix]
        total = np.zeros((*u.shape, 4), np.float32)
        for number in range(4):
            cv2.accumulate(fitted.take(*(places[number] for places in axes)), total)
        total *= np.float32(0.25)
        return total

    def _places(self, texture: Texture, matrix: Matrix, u: Floats, v: Floats) -> tuple[Floats, Floats]:
        """Return (u, v); where an item is seen all round, u of the turn on which the artwork lies."""
        if self._round_about and not texture.repeating:
            middle = float(np.linalg.solve(matrix[:, :2], 0.5 - matrix[:, 2])[0])
            if abs(self._ends[0] - middle) > 0.5 or abs(self._ends[1] - middle) > 0.5:
                u = u - np.rint(u - np.float32(middle))
        return u, v

    @cached_property
    def _ends(self) -> tuple[float, float]:
        seen = self._u[self.cover > 0]
        return (float(seen.min()), float(seen.max())) if seen.size else (0.0, 1.0)

    def reach(self, texture: Texture, matrix: Matrix) -> Rect:
        """Return the box in the frame of all pixels into which artwork can fall."""
        return self.rect if texture.repeating or self._round_about else self._reach(matrix)

    def _reach(self, matrix: Matrix) -> Rect:
        """Return the box in the frame of all pixels into which artwork can fall, found by blocks of the area."""
        low, high, shape = self._blocks
        middle, half = (low + high) / 2, (high - low) / 2
        places = middle @ matrix[:, :2].T + matrix[:, 2]
        reach = half @ np.abs(matrix[:, :2]).T + 0.5
        met = np.asarray((np.abs(places - 0.5) <= reach).all(axis=1), np.uint8).reshape(shape)
        x, y, width, height = (int(side) * BLOCK for side in cv2.boundingRect(met))
        right, bottom = min(x + width, self.rect[2]), min(y + height, self.rect[3])
        return self.rect[0] + x, self.rect[1] + y, right - x, bottom - y

    @cached_property
    def _blocks(self) -> tuple[Floats, Floats, tuple[int, int]]:
        """The least and greatest (u, v) of each block of pixels and its neighbours', and how the blocks lie."""
        seen = cv2.dilate(self.cover, np.ones((3, 3), np.uint8)) > 0
        unseen = (~seen).view(np.uint8)
        low, high = (
            [_by_blocks(least, _filled(plane, unseen, far)) for plane in (self._u, self._v)]
            for least, far in ((np.minimum, 9e9), (np.maximum, -9e9))
        )
        empty = low[0] > high[0]
        for plane in (*low, *high):
            plane[empty] = 9e9
        rows, columns = empty.shape
        return np.stack(low, -1).reshape(-1, 2), np.stack(high, -1).reshape(-1, 2), (rows, columns)


def _once(
    coded: Bytes, texture: Texture, level: int, *, matrix: Matrix, places: tuple[Floats, Floats], rim: Colours
) -> Bytes:
    """Return a sample of a texture's level for each (u, v)."""
    whole, (u, v) = texture.whole(level), places
    if texture.repeating:
        across, down = (_repeated(_mapped(row, u, v), side) for row, side in zip(matrix, whole, strict=True))
        return _taken(coded, across, down, cv2.BORDER_WRAP)
    in_texels = matrix * np.array(whole)[:, None] - np.array([[0, 0, 0.5]])
    return _taken(coded, _mapped(in_texels[0], u, v), _mapped(in_texels[1], u, v), cv2.BORDER_CONSTANT, rim)


def _by_blocks(least: Any, plane: Floats) -> Floats:
    """Return the least (or greatest) of each block; blocks at the end take in what is beside them once more."""
    height, width = plane.shape
    padded = cv2.copyMakeBorder(plane, 0, -height % BLOCK, 0, -width % BLOCK, cv2.BORDER_REPLICATE)
    down = least.reduce(padded.reshape(-1, BLOCK, padded.shape[1]), axis=1)
    return np.asarray(least.reduce(down.reshape(len(down), -1, BLOCK), axis=2), np.float32)


def _filled(plane: Floats, where: Bytes, value: float) -> Floats:
    filled = plane.copy()
    cv2.copyTo(np.full_like(plane, value), where, filled)
    return filled


def _mapped(row: Matrix, u: Floats, v: Floats) -> Floats:
    """Return a u + b v + c, for row = (a, b, c)."""
    return cv2.addWeighted(u, float(row[0]), v, float(row[1]), float(row[2]))


def _axis(row: Matrix, u: Floats, v: Floats, steps: tuple[Floats, ...]) -> list[Floats]:
    """Return one coordinate on the artwork of each pixel's four samples, a quarter pixel from its middle each way."""
    middle = _mapped(row, u, v)
    linear = np.array([row[0] / 4, row[1] / 4, 0])
    right, down = _mapped(linear, steps[0], steps[1]), _mapped(linear, steps[2], steps[3])
    rising, falling = cv2.add(right, down), cv2.subtract(right, down)
    return [middle - rising, middle + falling, middle - falling, middle + rising]


def _taken(coded: Bytes, x: Floats, y: Floats, border: int, rim: Colours = (0.0, 0.0, 0.0, 0.0)) -> Bytes:
    taken = cv2.remap(coded, x, y, cv2.INTER_LINEAR, borderMode=border, borderValue=rim)
    return np.asarray(taken, np.uint8)


def _repeated(along: Floats, side: float) -> Floats:
    """Return shares of a repeated pattern as texels of its first repeat."""
    return (along - np.floor(along)) * np.float32(side) - np.float32(0.5)


def _smaller(behind: Floats, ahead: Floats) -> Floats:
    """Return of two differences the smaller."""
    nearer = cv2.compare(np.abs(ahead), np.abs(behind), cv2.CMP_LT)
    chosen = behind.copy()
    cv2.copyTo(np.ascontiguousarray(ahead), nearer, chosen)
    return chosen

"""Sampling artwork by a UV map: for each pixel the light of what of the artwork falls into it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.scene.blend import SHARE
from studio.scene.linear_light import LINEAR
from studio.scene.mockup.levels import FittedLevels, levels_of, usual_level
from studio.scene.mockup.passes import Floats, PrintArea, Rect
from studio.scene.mockup.placing import Matrix
from studio.scene.mockup.texture import Texture

ROWS = 48  # worked on at once: what they need stays in the processor's cache
BLOCK = 16  # pixels
QUARTERS = ((-0.25, -0.25), (0.25, -0.25), (-0.25, 0.25), (0.25, 0.25))
WHITE = 65535.0
"""The light of white, in whose units everything is added up: a cast to uint16 then is what the sRGB table takes."""

Part = tuple[slice, slice]
_APART = [0, 0, 1, 1, 2, 2, 3, 3, 3, 4, 3, 5]  # channels of rgba → light (three), alpha (three times)
_DECODED = (np.stack([LINEAR] * 3 + [SHARE], axis=-1)[None] * np.float32(WHITE)).astype(np.float32)


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
        self._whole = area.uv
        self._round_about = round_about
        self._u, self._v = (np.ascontiguousarray(area.uv[..., axis][self._part]) for axis in (0, 1))

    @cached_property
    def steps(self) -> tuple[Floats, Floats, Floats, Floats]:
        """How (u, v) change from pixel to pixel: u to the right, v to the right, u down, v down.

        Of the differences to either neighbour the smaller: across a fold or the area's edge the other means nothing.
        """
        right, down = (_smaller_step(self._whole, axis)[self._part] for axis in (1, 0))
        u_right, v_right = (np.ascontiguousarray(right[..., axis]) for axis in (0, 1))
        u_down, v_down = (np.ascontiguousarray(down[..., axis]) for axis in (0, 1))
        return u_right, v_right, u_down, v_down

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
        seen = self.cover > 127
        if not seen.any():
            return float(self.rect[2]), float(self.rect[3])
        u_right, v_right, u_down, v_down = (step[seen] for step in self.steps)
        sides = np.hypot(u_right, u_down), np.hypot(v_right, v_down)
        wide, tall = (1 / max(float(np.percentile(side, 10)), 1e-5) for side in sides)
        return wide, tall

    def sample(self, texture: Texture, matrix: Matrix, *, draft: bool = False) -> Warped:
        """Return artwork on the area; `matrix` maps (u, v) to 0–1 over it. `draft`: one sample a pixel."""
        everywhere = texture.repeating or self._round_about
        left, top, width, height = rect = self.rect if everywhere else self._reach(matrix)
        light, alpha = (np.empty((height, width, 3), np.float32) for _ in range(2))
        level = usual_level(texture, matrix, self.usual_steps)
        for row in range(0, height if width else 0, ROWS):
            y, stop = top - self.rect[1] + row, min(row + ROWS, height)
            part = slice(y, y + stop - row), slice(left - self.rect[0], left - self.rect[0] + width)
            rgba = self._quick(texture, matrix, level, part) if draft else self._fine(texture, matrix, part)
            cv2.mixChannels([rgba], [light[row:stop], alpha[row:stop]], _APART)
        return Warped(light, alpha, rect)

    def _quick(self, texture: Texture, matrix: Matrix, level: int, part: Part) -> Floats:
        wide, tall = texture.whole(level)
        across, down = self._on_artwork(texture, matrix, self._u[part], self._v[part], (wide, tall))
        border = cv2.BORDER_WRAP if texture.repeating else cv2.BORDER_CONSTANT
        coded = cv2.remap(texture.coded(level), across - 0.5, down - 0.5, cv2.INTER_LINEAR, borderMode=border)
        return cv2.LUT(coded, _DECODED)

    def _fine(self, texture: Texture, matrix: Matrix, part: Part) -> Floats:
        """Return the mean of four samples in each pixel, each from the level that suits a quarter of it."""
        steps = u_right, v_right, u_down, v_down = tuple(step[part] for step in self.steps)
        fitted = FittedLevels(texture, levels_of(texture, matrix, steps))
        total: Floats | None = None
        for right, down in QUARTERS:
            u = self._u[part] + (u_right * right + u_down * down)
            v = self._v[part] + (v_right * right + v_down * down)
            taken = fitted.take(*self._on_artwork(texture, matrix, u, v, (1.0, 1.0)))
            total = taken.astype(np.float32) if total is None else cv2.add(total, taken, dtype=cv2.CV_32F)
        assert total is not None
        total *= np.float32(1 / len(QUARTERS))
        return total

    def _on_artwork(
        self, texture: Texture, matrix: Matrix, u: Floats, v: Floats, size: tuple[float, float]
    ) -> tuple[Floats, Floats]:
        """Return where (u, v) lie on the artwork, in shares × size."""
        if self._round_about and not texture.repeating:  # the artwork goes on beyond the seam
            middle = np.linalg.solve(matrix[:, :2], 0.5 - matrix[:, 2])[0]
            u = u - np.rint(u - np.float32(middle))
        across, down = (_mapped(row * side, u, v) for row, side in zip(matrix, size, strict=True))
        if texture.repeating:
            return _repeated(across, size[0]), _repeated(down, size[1])
        return across, down

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
        """The least and greatest (u, v) of each block of pixels, a pixel wider than it, and how the blocks lie."""
        seen = cv2.dilate(self.cover, np.ones((3, 3), np.uint8)) > 0
        low, high = [], []
        for rows in _spans(self.rect[3]):
            for columns in _spans(self.rect[2]):
                known = seen[rows, columns]
                u, v = self._u[rows, columns][known], self._v[rows, columns][known]
                low.append((u.min(), v.min()) if u.size else (9e9, 9e9))
                high.append((u.max(), v.max()) if u.size else (9e9, 9e9))
        shape = len(list(_spans(self.rect[3]))), len(list(_spans(self.rect[2])))
        return np.array(low, np.float32), np.array(high, np.float32), shape


def _spans(length: int) -> Iterator[slice]:
    for start in range(0, length, BLOCK):
        yield slice(max(0, start - 1), start + BLOCK + 1)


def _mapped(row: NDArray[np.float64], u: Floats, v: Floats) -> Floats:
    """Return a u + b v + c, for row = (a, b, c)."""
    return cv2.addWeighted(u, float(row[0]), v, float(row[1]), float(row[2]))


def _repeated(along: Floats, side: float) -> Floats:
    return along - np.floor(along * np.float32(1 / side)) * np.float32(side)


def _smaller_step(uv: Floats, axis: int) -> Floats:
    """Return the change of (u, v) from pixel to pixel along an axis, from the side on which it is smaller."""
    step = np.diff(uv, axis=axis)
    first, last = (step.take([end], axis=axis) for end in (0, -1)) if step.size else (np.zeros_like(uv),) * 2
    if not step.size:
        return first
    before, after = np.concatenate([first, step], axis=axis), np.concatenate([step, last], axis=axis)
    return np.where(np.abs(after).max(-1, keepdims=True) <= np.abs(before).max(-1, keepdims=True), after, before)

"""Where the ground of a set ends at a wall, a shadow runs up the wall."""

import math
from dataclasses import dataclass, replace
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.picture import Bytes
from studio.model.scene import Light
from studio.scene.drawing import Layer, cut_to
from studio.scene.set_facts import SetFacts

GRAZING = 0.05  # light that comes less from the front than this never reaches the wall
FADED = 0.15, 0.75  # height, in widths of the picture, at which a shadow is spread thin: softest light, and hard
HALVED = np.array([[2, 0, 0.5], [0, 2, 0.5], [0, 0, 1]])  # from pixels of half the size, middle to middle
LOW = 1.0  # rows of a shade above the wall's foot from which on it is bent


@dataclass(frozen=True)
class Wall:
    """An upright wall `behind` the product, seen by a pinhole camera; lengths in widths of the set's picture.

    `y` is the product's foot in the picture, `away` its distance from the lens, `tilt` the camera's, in radians. The
    picture lies on the canvas from (`left`, `top`), `across` × `down` pixels large. (Multiple-view geometry as usual: a
    point's row and column are its offsets from the axis over its depth.)
    """

    behind: float
    y: float
    away: float
    tilt: float
    left: float
    top: float
    across: float
    down: float

    @property
    def foot(self) -> float:
        """The canvas row on which wall and ground meet."""
        return float(self._row(self.behind, 0.0))

    def bent(self, layer: Layer, light: Light, canvas: tuple[int, int]) -> Layer:
        """Return a shade, drawn as if the ground ran on, with its part behind the wall's foot laid upon the wall."""
        forward = -math.cos(math.radians(light.azimuth)) / math.tan(math.radians(light.elevation))
        if layer.alpha is None or forward < GRAZING or layer.y >= self.foot - LOW:
            return cut_to(layer, canvas)
        line = min(math.ceil(self.foot), layer.y + layer.size[0], canvas[1])
        above_lens = 0.9 * self.away / max(math.sin(self.tilt), 1e-3)  # nothing as high as that is before the lens
        highest = min(max((self._ground(float(layer.y)) - self.behind) / forward, 0.0), above_lens)
        top = max(0, math.floor(self._row(self.behind, highest)))
        if line <= top:
            return cut_to(layer, canvas)
        rows = np.arange(top, line)
        source = self._source(rows, light, forward)
        ends = (np.array([[layer.x - 1], [layer.x + layer.size[1]]]) - source.start) / source.step
        first, last = max(0, math.floor(ends.min())), min(canvas[0], math.ceil(ends.max()) + 1)
        if last <= first:
            return _joined(layer, np.zeros((line - top, 1), np.uint8), (0, top), canvas)
        size, flags = (last - first, line - top), cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        matrix = self._matrix((first, top), layer, light, forward) @ HALVED  # nothing on a wall behind is finer
        small = cv2.warpPerspective(layer.alpha, matrix, (size[0] // 2 + 1, size[1] // 2 + 1), flags=flags)
        left = cv2.resize(source.left[:, None], (1, len(small)), interpolation=cv2.INTER_AREA)
        kept = cv2.multiply(small, cv2.repeat(left, 1, small.shape[1]), scale=1 / 255)
        doubled = (small.shape[1] * 2, small.shape[0] * 2)
        laid = np.asarray(cv2.resize(kept, doubled, interpolation=cv2.INTER_LINEAR), np.uint8)
        return _joined(layer, laid[: size[1], : size[0]], (first, top), canvas)

    def halved(self) -> "Wall":
        """Return the same on a canvas of half the size."""
        left, top, across, down = (side / 2 for side in (self.left, self.top, self.across, self.down))
        return replace(self, left=left, top=top, across=across, down=down)

    def _matrix(self, corner: tuple[int, int], layer: Layer, light: Light, forward: float) -> NDArray[np.float64]:
        """Return the homography from the wall's pixels, from `corner` on, to those of a shade that lies on the ground.

        Light leads from plane to plane, and the camera sees both: four points tell it all.
        """
        rows, columns = np.array([corner[1], round(self.foot)]), np.array([0.0, 1000.0])
        source = self._source(rows, light, forward)
        there = [
            (start + step * column - layer.x, row - layer.y)
            for start, step, row in zip(source.start, source.step, source.row, strict=True)
            for column in columns
        ]
        here = [(column - corner[0], row - corner[1]) for row in rows for column in columns]
        return np.asarray(
            cv2.getPerspectiveTransform(np.array(here, np.float32), np.array(there, np.float32)), np.float64
        )

    def _row(self, behind: float, height: float) -> float:
        depth = self.away + behind * math.cos(self.tilt) - height * math.sin(self.tilt)
        lower = self.y - 0.5 - behind * math.sin(self.tilt) - height * math.cos(self.tilt)
        return self.top + (0.5 + lower * self.away / depth) * self.down

    def _ground(self, row: float) -> float:
        """Return how far behind the product the ground seen on a canvas row is; far away above the horizon."""
        v = (row - self.top) / self.down - 0.5
        below = math.sin(self.tilt) * self.away + v * math.cos(self.tilt)
        return ((self.y - 0.5 - v) * self.away) / below if below > 1e-3 else 1e3

    def _source(self, rows: NDArray[np.int_], light: Light, forward: float) -> "_Source":
        """Return from where on the ground, as it is drawn, the shade of the wall's canvas rows comes.

        The higher on the wall the further it comes: a soft light has spread it there over more than the ground shows.
        """
        sine, cosine = math.sin(self.tilt), math.cos(self.tilt)
        v = (rows + 0.5 - self.top) / self.down - 0.5
        height = (self.y - 0.5 - self.behind * sine) * self.away - v * (self.away + self.behind * cosine)
        height = height / (cosine * self.away - v * sine)
        further = self.behind + height * forward
        depth = self.away + further * cosine
        shrunk = (self.away + self.behind * cosine - height * sine) / depth
        aside = -height * math.sin(math.radians(light.azimuth)) / math.tan(math.radians(light.elevation))
        start = self.left + (0.5 + aside * self.away / depth) * self.across - 0.5
        start += ((0.5 - self.left) / self.across - 0.5) * shrunk * self.across
        down = self.top + (0.5 + (self.y - 0.5 - further * sine) * self.away / depth) * self.down - 0.5
        left = 255 * np.exp(-np.square(height / (FADED[0] + FADED[1] * (1 - light.softness))))
        return _Source(start, shrunk, down, np.round(left).astype(np.uint8))


class _Source(NamedTuple):
    """For rows of the wall: canvas column `start` + column × `step` and `row` of the ground, and how much is `left`.

    (A row of the wall is level, and so is the row of the ground from which all of it comes.)
    """

    start: NDArray[np.float64]
    step: NDArray[np.float64]
    row: NDArray[np.float64]
    left: Bytes


def wall_of(facts: SetFacts, corner: tuple[float, float], size: tuple[float, float]) -> Wall | None:
    """Return a set's wall where its picture lies from `corner` in `size` pixels; None where it has none near."""
    if facts.ground.wall is None:
        return None
    return Wall(
        behind=facts.ground.wall / facts.ground.width,
        y=facts.ground.y,
        away=facts.camera.distance / facts.ground.width,
        tilt=math.radians(facts.camera.tilt),
        left=corner[0],
        top=corner[1],
        across=size[0],
        down=size[1],
    )


def _joined(layer: Layer, above: Bytes, corner: tuple[int, int], canvas: tuple[int, int]) -> Layer:
    """Return the shade with its rows where the wall is exchanged for `above`, which begins at `corner`."""
    ground, (left, top) = cut_to(layer, canvas), corner
    assert ground.alpha is not None
    line = top + len(above)
    bottom, right = max(ground.y + ground.size[0], line), max(ground.x + ground.size[1], left + above.shape[1])
    first = min(left, ground.x)
    whole = np.zeros((bottom - top, right - first), np.uint8)
    whole[: line - top, left - first : left - first + above.shape[1]] = above
    below = ground.alpha[max(line - ground.y, 0) :]
    start = max(line, ground.y) - top
    whole[start : start + len(below), ground.x - first : ground.x - first + below.shape[1]] = below
    x, y, wide, high = cv2.boundingRect(whole)
    part = np.ascontiguousarray(whole[y : y + max(high, 1), x : x + max(wide, 1)])
    return replace(layer, x=first + x, y=top + y, alpha=part)

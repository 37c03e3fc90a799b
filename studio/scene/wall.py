"""Where the ground of a set ends at a wall, a shadow runs up the wall."""

import math
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.picture import Bytes
from studio.model.scene import Light
from studio.scene.drawing import Layer
from studio.scene.set_facts import SetFacts

Field = NDArray[np.float32]
GRAZING = 0.05  # light that comes less from the front than this never reaches the wall
FADED = 0.15, 0.75  # height, in widths of the picture, at which a shadow is spread thin: softest light, and hard
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
            return _cut(layer, canvas)
        line = min(math.ceil(self.foot), layer.y + layer.size[0], canvas[1])
        above_lens = 0.9 * self.away / max(math.sin(self.tilt), 1e-3)  # nothing as high as that is before the lens
        highest = min(max((self._ground(float(layer.y)) - self.behind) / forward, 0.0), above_lens)
        top = max(0, math.floor(self._row(self.behind, highest)))
        if line <= top:
            return _cut(layer, canvas)
        columns, rows, left = self._sources(np.arange(top, line), canvas[0], light, forward)
        laid = cv2.remap(
            layer.alpha, columns - layer.x, rows - layer.y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT
        )
        return _joined(layer, np.asarray(laid * left + 0.5, np.uint8), top, line, canvas)

    def _row(self, behind: float, height: float) -> float:
        depth = self.away + behind * math.cos(self.tilt) - height * math.sin(self.tilt)
        lower = self.y - 0.5 - behind * math.sin(self.tilt) - height * math.cos(self.tilt)
        return self.top + (0.5 + lower * self.away / depth) * self.down

    def _ground(self, row: float) -> float:
        """Return how far behind the product the ground seen on a canvas row is; far away above the horizon."""
        v = (row - self.top) / self.down - 0.5
        below = math.sin(self.tilt) * self.away + v * math.cos(self.tilt)
        return ((self.y - 0.5 - v) * self.away) / below if below > 1e-3 else 1e3

    def _sources(self, rows: NDArray[np.int_], width: int, light: Light, forward: float) -> tuple[Field, ...]:
        """Return, for canvas rows of the wall, from which column and row of the ground their shade comes, and how much.

        The higher on the wall the further it comes: a soft light has spread it there over more than the ground shows.
        """
        sine, cosine = math.sin(self.tilt), math.cos(self.tilt)
        v = ((rows + 0.5 - self.top) / self.down - 0.5)[:, None]
        u = ((np.arange(width) + 0.5 - self.left) / self.across - 0.5)[None]
        height = (self.y - 0.5 - self.behind * sine) * self.away - v * (self.away + self.behind * cosine)
        height = np.maximum(height / (cosine * self.away - v * sine), 0)
        aside = u * (self.away + self.behind * cosine - height * sine) / self.away
        further = self.behind + height * forward
        aside = aside - height * math.sin(math.radians(light.azimuth)) / math.tan(math.radians(light.elevation))
        depth = self.away + further * cosine
        lower = self.y - 0.5 - further * sine
        columns = self.left + (0.5 + aside * self.away / depth) * self.across - 0.5
        down = np.broadcast_to(self.top + (0.5 + lower * self.away / depth) * self.down - 0.5, columns.shape)
        left = np.exp(-np.square(height / (FADED[0] + FADED[1] * (1 - light.softness))))
        maps = (columns, down, left)
        return tuple(np.ascontiguousarray(plane, np.float32) for plane in maps)


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


def _joined(layer: Layer, above: Bytes, top: int, line: int, canvas: tuple[int, int]) -> Layer:
    """Return the shade with its rows above `line` exchanged for those of the wall, cut to what is dark."""
    ground = _cut(layer, canvas)
    assert ground.alpha is not None
    bottom = max(ground.y + ground.size[0], line)
    whole = np.zeros((bottom - top, canvas[0]), np.uint8)
    columns = slice(ground.x, ground.x + ground.size[1])
    whole[ground.y - top if ground.y > top else 0 : ground.y - top + ground.size[0], columns] = ground.alpha[
        max(top - ground.y, 0) :
    ]
    whole[: line - top] = above
    x, y, wide, high = cv2.boundingRect(whole)
    return replace(layer, x=x, y=top + y, alpha=np.ascontiguousarray(whole[y : y + max(high, 1), x : x + max(wide, 1)]))


def _cut(layer: Layer, canvas: tuple[int, int]) -> Layer:
    """Return the part of a shade that is on the canvas; one empty pixel where nothing is."""
    assert layer.alpha is not None
    left, top = max(0, -layer.x), max(0, -layer.y)
    part = layer.alpha[top : max(top, canvas[1] - layer.y), left : max(left, canvas[0] - layer.x)]
    if not part.size:
        return replace(layer, x=0, y=0, alpha=np.zeros((1, 1), np.uint8))
    return replace(layer, x=layer.x + left, y=layer.y + top, alpha=np.ascontiguousarray(part))

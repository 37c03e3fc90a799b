"""A product's outline on a small grid of its own, from which shadows are made: the same for every size of picture.

The grid covers the product and a rim around it; it moves and grows with it. As it depends on the product and its turn
alone, the shadow in a preview and in an export is the same, and nothing is made anew while a product is moved or sized.
"""

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.picture import Bytes
from studio.scene.placed import Place
from studio.scene.sprite import Sprite

Field = NDArray[np.float32]

GRID = 300  # cells along the longer side of the product's box
RIM = 4  # empty cells around what is visible
SMALL = 480  # longest side, in pixels, of the outline that is moved to the grid
SOLE = 0.012  # of the product's longer side: how uneven a sole may be
BASE_DEPTH = 0.2  # of the product's smaller side: how far up its lowest edge still counts as standing on the ground


@dataclass(frozen=True, eq=False)
class Outline:
    """A small opaque outline of a sprite: `alpha` (height, width) uint8, and sprite pixels per pixel of it."""

    alpha: Bytes
    per_x: float
    per_y: float


@dataclass(frozen=True)
class Fit:
    """Where cells lie on the canvas: cell (held_x, held_y) at canvas point (to_x, to_y), `cells` of them per pixel."""

    cells: float
    held_x: float
    held_y: float
    to_x: float
    to_y: float


@dataclass(frozen=True, eq=False)
class Silhouette:
    """The product on the grid.

    `cover`: (rows, columns) float32, 0–1. `origin_x`, `origin_y`: the cell of the point that the place puts on the
    canvas. `left`, `right`, `top`, `bottom`: the product's box in cells. `low`: per column the lowest covered row, -1
    where there is none. `base`: per column the row where the product meets the ground.
    `scale`: cells per pixel of the sprite.
    """

    cover: Field
    origin_x: float
    origin_y: float
    left: int
    top: int
    right: int
    bottom: int
    low: Field
    base: Field
    scale: float = 1.0

    def fit(self, where: Place) -> Fit:
        """Return where its cells lie on the canvas for a sprite placed there."""
        return Fit(self.scale / where.scale, self.origin_x, self.origin_y, where.to_x, where.to_y)

    @property
    def width(self) -> int:
        """Width of the product in cells."""
        return max(self.right - self.left, 1)

    @property
    def height(self) -> int:
        """Height of the product in cells."""
        return max(self.bottom - self.top, 1)

    @property
    def longer(self) -> int:
        """The longer side of the product in cells."""
        return max(self.width, self.height)

    @property
    def depth(self) -> float:
        """Return how far up, in cells, the product's lowest edge still counts as standing on the ground."""
        return BASE_DEPTH * min(self.width, self.height)


def outline_of(sprite: Sprite) -> Outline:
    """Return the sprite's alpha, reduced."""
    width, height = sprite.size
    factor = max(1, max(height, width) // SMALL)
    size = (max(1, width // factor), max(1, height // factor))
    small = np.asarray(cv2.resize(sprite.alpha, size, interpolation=cv2.INTER_AREA), np.uint8)
    return Outline(small, width / size[0], height / size[1])


def softened(outline: Outline, scale: float) -> Outline:
    """Return an outline fit for a grid of `scale` cells a pixel of the sprite: softer where it is reduced."""
    step = scale * float(np.sqrt(outline.per_x * outline.per_y))
    if step >= 0.6:
        return outline
    return replace(outline, alpha=np.asarray(cv2.GaussianBlur(outline.alpha, (0, 0), 0.4 / step), np.uint8))


def silhouette_of(outline: Outline, sprite: Sprite, where: Place) -> Silhouette | None:
    """Return the silhouette of a sprite placed in cells (`where.scale` is cells per sprite pixel); None where empty.

    Where on the canvas the sprite goes does not matter. `outline`: softened for that scale.
    """
    angle = np.deg2rad(where.turn)
    turned = where.scale * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    across = turned * (outline.per_x, outline.per_y)
    size = np.array(outline.alpha.shape[::-1])
    corners = across @ np.array([[0, size[0], 0, size[0]], [0, 0, size[1], size[1]]])
    origin = RIM - np.floor(corners.min(1))
    columns, rows = (np.ceil(corners.max(1)) + origin + RIM).astype(int)
    matrix = np.column_stack([across, origin + across @ np.array([0.5, 0.5]) - 0.5])
    moved = cv2.warpAffine(outline.alpha, matrix, (int(columns), int(rows)), flags=cv2.INTER_LINEAR)
    held = origin + turned @ np.array([where.from_x - sprite.left, where.from_y - sprite.top])
    cover = (np.asarray(moved, np.float32) / 255).astype(np.float32)
    return _measured(cover, float(held[0]), float(held[1]), where.scale)


def _measured(cover: Field, origin_x: float, origin_y: float, scale: float) -> Silhouette | None:
    solid = cover > 0.5
    columns = np.flatnonzero(solid.any(0))
    if not len(columns):
        return None
    rows = np.flatnonzero(solid.any(1))
    lowest = cover.shape[0] - 1 - np.argmax(solid[::-1], 0)
    low = np.where(solid.any(0), lowest, -1).astype(np.float32)
    edges = int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1
    found = Silhouette(cover, origin_x, origin_y, *edges, low, low, scale)
    return replace(found, base=_base_of(found))


def _base_of(product: Silhouette) -> Field:
    """Return where each column meets the ground, from the corners of the lower hull that stand on it."""
    hull = _lower_hull(product.low)
    lowest = max(range(len(hull)), key=lambda index: hull[index][1])
    feet = [hull[lowest]]
    for side in (hull[lowest + 1 :], hull[:lowest][::-1]):
        before = hull[lowest]
        for corner in side:
            if not _stands(product, before, corner):
                break
            feet.append(corner)
            before = corner
    standing = np.zeros(len(product.low), bool)
    for corner in feet:
        standing[_foot(product, corner)] = True
    columns = np.flatnonzero(standing)
    return np.interp(np.arange(len(standing)), columns, product.low[columns]).astype(np.float32)


def _foot(product: Silhouette, corner: tuple[float, float]) -> slice:
    """Return the columns to both sides of a standing corner that are level with it: the sole of a foot or leg."""
    column = int(corner[0])
    other = np.abs(product.low - corner[1]) > SOLE * product.longer
    before, after = np.flatnonzero(other[:column]), np.flatnonzero(other[column + 1 :])
    first = int(before[-1]) + 1 if len(before) else 0
    return slice(first, column + 1 + int(after[0]) if len(after) else len(other))


def _stands(product: Silhouette, before: tuple[float, float], corner: tuple[float, float]) -> bool:
    """Whether the next corner of the hull is on the ground too.

    Close to the lowest point it is. Further up it may be where a long and not too steep line leads to it: the bottom
    edge of a box seen from its corner, or the empty space to a leg further back.
    """
    rise, run = before[1] - corner[1], abs(before[0] - corner[0])
    if product.bottom - 1 - corner[1] <= product.depth:
        return True
    straight = run >= 0.2 * product.width and rise <= 0.6 * run
    return straight and product.bottom - 1 - corner[1] <= 2.5 * product.depth


def _lower_hull(low: Field) -> list[tuple[float, float]]:
    """Return the corners of the lower convex hull of the lowest covered rows, from left to right."""
    columns = np.flatnonzero(low >= 0)
    points = np.column_stack([columns, low[columns]]).astype(np.int32)
    around = cv2.convexHull(points)[:, 0].astype(np.float64)
    around = around[np.argsort(around[:, 0])]
    along, beside = around[-1] - around[0], around - around[0]
    below = beside[:, 1] * along[0] > beside[:, 0] * along[1]  # of each column only one point is given
    below[0] = below[-1] = True
    return [(column, row) for column, row in around[below].tolist()]

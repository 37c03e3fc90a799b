"""A product's outline on a small grid of its own, from which shadows are made: the same for every size of picture.

The grid covers the canvas and a rim around it. As it depends on the scene's shares alone, a preview's shadow and an
export's are the same.
"""

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.picture import Bytes
from studio.scene.resample import Place, Sprite

Field = NDArray[np.float32]

GRID = 512  # cells along the canvas's longest side
RIM = 96  # cells around the canvas, for what lies outside it and still throws a shadow in
SMALL = 640  # longest side, in pixels, of the outline that is moved to the grid
BASE_DEPTH = 0.2  # of the product's smaller side: how far up its lowest edge still counts as standing on the ground


@dataclass(frozen=True, eq=False)
class Outline:
    """A small opaque outline of a sprite: `alpha` (height, width) uint8, and sprite pixels per pixel of it."""

    alpha: Bytes
    per_x: float
    per_y: float


@dataclass(frozen=True, eq=False)
class Silhouette:
    """The product on the grid.

    `cover`: (rows, columns) float32, 0–1. `cells`: grid cells per canvas pixel. `left`, `right`, `top`, `bottom`: the
    product's box in cells. `low`: per column the lowest covered row, -1 where there is none. `base`: per column the row
    where the product meets the ground, taken from the lower side of its convex outline.
    """

    cover: Field
    cells: float
    left: int
    top: int
    right: int
    bottom: int
    low: Field
    base: Field

    @property
    def width(self) -> int:
        """Width of the product in cells."""
        return max(self.right - self.left, 1)

    @property
    def height(self) -> int:
        """Height of the product in cells."""
        return max(self.bottom - self.top, 1)

    @property
    def depth(self) -> float:
        """Return how far up, in cells, the product's lowest edge still counts as standing on the ground."""
        return BASE_DEPTH * min(self.width, self.height)


def outline_of(sprite: Sprite) -> Outline:
    """Return the sprite's alpha, reduced."""
    alpha = cv2.extractChannel(sprite.rgba, 3)
    height, width = alpha.shape[:2]
    factor = max(1, max(height, width) // SMALL)
    size = (max(1, width // factor), max(1, height // factor))
    small = np.asarray(cv2.resize(alpha, size, interpolation=cv2.INTER_AREA), np.uint8)
    return Outline(small, width / size[0], height / size[1])


def silhouette_of(outline: Outline, sprite: Sprite, where: Place, width: int, height: int) -> Silhouette | None:
    """Return the silhouette of a sprite placed on a canvas of `width` × `height` pixels; None where nothing is left."""
    cells = GRID / max(width, height)
    columns, rows = round(width * cells) + 2 * RIM, round(height * cells) + 2 * RIM
    angle = np.deg2rad(where.turn)
    turned = where.scale * cells * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    across = turned * (outline.per_x, outline.per_y)
    shift = np.array([where.to_x, where.to_y]) * cells + RIM
    shift = shift - turned @ np.array([where.from_x - sprite.left, where.from_y - sprite.top])
    matrix = np.column_stack([across, shift + across @ np.array([0.5, 0.5]) - 0.5])
    small = outline.alpha
    if (step := float(np.sqrt(abs(np.linalg.det(across))))) < 0.6:  # soften first what is going to be reduced
        small = np.asarray(cv2.GaussianBlur(small, (0, 0), 0.4 / step), np.uint8)
    moved = cv2.warpAffine(small, matrix, (columns, rows), flags=cv2.INTER_LINEAR)
    return _measured((np.asarray(moved, np.float32) / 255).astype(np.float32), cells)


def coarser(silhouette: Silhouette) -> Silhouette:
    """Return the silhouette on a grid of half as many cells a side."""
    rows, columns = (length // 2 for length in silhouette.cover.shape)
    cover = cv2.resize(silhouette.cover[: rows * 2, : columns * 2], (columns, rows), interpolation=cv2.INTER_AREA)
    edges = {name: getattr(silhouette, name) // 2 for name in ("left", "top", "right", "bottom")}
    base = (silhouette.base[: columns * 2 : 2] / 2).astype(np.float32)
    low = (silhouette.low[: columns * 2 : 2] / 2).astype(np.float32)
    return replace(
        silhouette, cover=np.asarray(cover, np.float32), cells=silhouette.cells / 2, low=low, base=base, **edges
    )


def _measured(cover: Field, cells: float) -> Silhouette | None:
    solid = cover > 0.5
    columns = np.flatnonzero(solid.any(0))
    if not len(columns):
        return None
    rows = np.flatnonzero(solid.any(1))
    lowest = cover.shape[0] - 1 - np.argmax(solid[::-1], 0)
    low = np.where(solid.any(0), lowest, -1).astype(np.float32)
    found = Silhouette(cover, cells, int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1, low, low)
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
    columns, rows = zip(*sorted(feet), strict=True)
    return np.interp(np.arange(len(product.low)), columns, rows).astype(np.float32)


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
    """Return the corners of the lower convex hull of the lowest covered rows (Andrew's monotone chain)."""
    hull: list[tuple[float, float]] = []
    for column in np.flatnonzero(low >= 0):
        point = (float(column), float(low[column]))
        while len(hull) > 1 and _inside(hull[-2], hull[-1], point):
            hull.pop()
        hull.append(point)
    return hull


def _inside(first: tuple[float, float], middle: tuple[float, float], last: tuple[float, float]) -> bool:
    """Whether `middle` lies on or above (smaller row) the line from `first` to `last`."""
    return (middle[0] - first[0]) * (last[1] - first[1]) >= (middle[1] - first[1]) * (last[0] - first[0])

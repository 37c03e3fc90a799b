"""A product as a stack of level slices: what throws a shadow, as a photo shows no depth."""

from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.scene.ground import Ground
from studio.scene.silhouette import Field, Silhouette

DEPTH = 0.7  # of a slice's width: how deep the product is taken to be
CORNERS = 20  # of a slice's outline
COUNT = 40
FOOTING = 0.06  # of the height: what stands on the ground
FINEST = 0.015  # of the product's width: what is narrower throws no shadow to be seen

_ANGLES = np.linspace(0, 2 * np.pi, CORNERS, endpoint=False)
_COSINE, _SINE = np.cos(_ANGLES), np.sin(_ANGLES)


@dataclass(frozen=True, eq=False)
class Slices:
    """Level pieces of the product, taken for ellipses: `heights`, `middles`, `radii` (n,) and `depths` (n,) in cells.

    `bends`: (n, CORNERS), how far down each corner's column meets the ground, less the foot's row.
    """

    heights: NDArray[np.float64]
    middles: NDArray[np.float64]
    radii: NDArray[np.float64]
    depths: NDArray[np.float64]
    bends: NDArray[np.float64]

    def outlines(self, ground: Ground, right: NDArray[np.float64], towards: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the outlines (n, CORNERS, 2) as they are seen, moved over the ground by so much (each (n, 1))."""
        footing = self.depths[self.heights <= FOOTING * self.heights.max()]
        body = footing.max(initial=0.0)  # what is seen of a foot is its near edge; its middle lies further back
        stand = ground.towards(ground.foot + self.bends)
        away = stand + towards - body + self.depths[:, None] * _SINE
        across = self.middles[:, None] + self.radii[:, None] * _COSINE - ground.middle
        near = ground.near(away) / ground.near(stand)
        return np.stack([ground.middle + (across + right) * near, ground.row(away)], -1)


def slices_of(product: Silhouette) -> Slices:
    """Return the pieces of a product, cut so finely that the steps between them vanish in any shadow's blur."""
    bend = product.base - (product.bottom - 1)
    upright = _columns_raised(product.cover, bend)
    edges = np.linspace(product.bottom, product.top, COUNT + 1)
    covered = [upright[int(high) : max(int(low), int(high) + 1)].max(0) > 0.5 for low, high in pairwise(edges)]
    which, first, last = _runs(np.stack(covered), product.width)
    heights = product.bottom - (edges[which] + edges[which + 1]) / 2
    if not len(which):
        heights, first, last = np.zeros(1), np.array([product.left]), np.array([product.right])
    middles, radii = (first + last - 1) / 2, (last - first) / 2
    depths = np.minimum(DEPTH * radii, DEPTH * 0.5 * min(product.width, product.height))
    columns = middles[:, None] + radii[:, None] * _COSINE
    bends = np.interp(columns, np.arange(len(bend)), bend)
    return Slices(heights, middles, radii, depths, bends)


def _runs(covered: NDArray[np.bool_], width: int) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Return row, first column and end of each covered piece of the rows that is wide enough to be seen."""
    steps = np.diff(np.pad(covered, ((0, 0), (1, 1))).view(np.int8), axis=1)
    which, first = np.nonzero(steps > 0)
    last = np.nonzero(steps < 0)[1]
    wide = last - first >= max(1.0, FINEST * width)
    return which[wide], first[wide], last[wide]


def _columns_raised(field: Field, rows: Field) -> Field:
    """Return the field with each column moved up by its number of rows."""
    height, width = field.shape
    xs = np.ascontiguousarray(np.broadcast_to(np.arange(width, dtype=np.float32), (height, width)))
    ys = np.arange(height, dtype=np.float32)[:, None] + rows[None].astype(np.float32)
    return np.asarray(cv2.remap(field, xs, ys, cv2.INTER_LINEAR), np.float32)

"""From a place on the print area to a place on the artwork, as one affine map."""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.model.mockup import Surface
from studio.model.printing import TILE, PrintPlacement

Matrix = NDArray[Any]


def printed_size(surface: Surface, placement: PrintPlacement, aspect: float) -> tuple[float, float]:
    """Return the width and height in cm that artwork of an aspect takes on a surface; of a pattern, one repeat."""
    wide, tall = surface.width_cm, surface.height_cm
    if placement.mode == "tile":
        width = TILE * min(wide, tall) * placement.scale
        if surface.wrap and placement.turn == 0:
            width = wide / max(1, round(wide / width))  # whole repeats round the item: no seam
    elif placement.mode == "fill":
        width = max(wide, tall * aspect) * placement.scale
    else:
        width = min(wide, tall * aspect) * placement.scale
    return width, width / aspect


def artwork_of_uv(surface: Surface, placement: PrintPlacement, aspect: float) -> Matrix:
    """Return the 2 × 3 map from (u, v) of a surface to (0–1, 0–1) over artwork of an aspect."""
    width, height = printed_size(surface, placement, aspect)
    angle = math.radians(placement.turn)
    turned = np.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])
    linear = np.diag([1 / width, 1 / height]) @ turned @ np.diag([surface.width_cm, surface.height_cm])
    middle = np.array([0.5 + placement.x, 0.5 + placement.y])
    return np.column_stack([linear, 0.5 - linear @ middle])


def corners_on_area(surface: Surface, placement: PrintPlacement, aspect: float) -> Matrix:
    """Return the artwork's four corners as (u, v), shape (4, 2), clockwise from its upper left."""
    matrix = artwork_of_uv(surface, placement, aspect)
    corners = np.array([[0.0, 1.0, 1.0, 0.0], [0.0, 0.0, 1.0, 1.0]])
    return np.linalg.solve(matrix[:, :2], corners - matrix[:, 2:]).T

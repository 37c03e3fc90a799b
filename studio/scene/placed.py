"""Pixels at their place on the canvas: from premultiplied to straight, with clean edges."""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.picture import Bytes
from studio.scene.drawing import Band, band_of, marked


@dataclass(frozen=True)
class Place:
    """Point (from_x, from_y) of a picture goes to canvas (to_x, to_y), scaled, turned clockwise by `turn`°."""

    scale: float
    turn: float
    from_x: float
    from_y: float
    to_x: float
    to_y: float


@dataclass(frozen=True, eq=False)
class Placed:
    """Straight `rgb` and `alpha` at (x, y) of the canvas, clipped to it; `band`: where it covers a pixel partly."""

    x: int
    y: int
    rgb: Bytes
    alpha: Bytes
    band: Band


def turning(degrees: float) -> NDArray[np.float64]:
    """Return the matrix that turns (x, y), y down, clockwise."""
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return np.array([[cosine, -sine], [sine, cosine]])


def clipped(rgba: Bytes, x: int, y: int, width: int, height: int) -> Placed:
    """Return premultiplied pixels at (x, y) as straight ones, cut to a canvas of `width` × `height`."""
    left, top = max(0, -x), max(0, -y)
    part = rgba[top : max(top, height - y), left : max(left, width - x)]
    if 0 in part.shape:
        return clipped(np.zeros((1, 1, 4), np.uint8), 0, 0, 1, 1)
    alpha = np.asarray(cv2.extractChannel(part, 3), np.uint8)
    rgb = np.asarray(cv2.cvtColor(part, cv2.COLOR_RGBA2RGB), np.uint8)
    band = band_of(alpha)
    rgb[band] = _divided(rgb[band], alpha[band])
    return Placed(x + left, y + top, rgb, alpha, band)


def edges_mended(placed: Placed, source: Bytes, where: Place) -> Placed:
    """Give pixels near an edge the colour that linear interpolation of the premultiplied `source` finds there.

    A cubic overshoots at an edge; alpha cannot exceed 255 but the premultiplied colour can, which would leave a bright
    rim. Only colours change; alpha keeps the cubic's sharpness.
    """
    radius = math.ceil(2 * max(1.0, where.scale))
    window = np.ones((2 * radius + 1, 2 * radius + 1), np.uint8)
    inside = cv2.erode(placed.alpha, window, borderType=cv2.BORDER_CONSTANT, borderValue=(255,))
    rows, columns = marked((np.asarray(inside) < 255) & (placed.alpha > 0))
    if not len(rows):
        return placed
    points = np.stack([columns + (placed.x + 0.5 - where.to_x), rows + (placed.y + 0.5 - where.to_y)])
    back = turning(-where.turn) @ points / where.scale + np.array([[where.from_x - 0.5], [where.from_y - 0.5]])
    found = _sampled(source, back.astype(np.float32))
    placed.rgb[rows, columns] = _divided(found[:, :3], found[:, 3])
    return placed


def _sampled(source: Bytes, points: NDArray[np.float32]) -> Bytes:
    """Return the source at points (2, n) by linear interpolation, (n, channels); in rows, as remap limits a side."""
    count = points.shape[1]
    columns = min(count, 8192)
    padded = np.pad(points, ((0, 0), (0, -count % columns)), mode="edge").reshape(2, -1, columns)
    found = cv2.remap(source, padded[0], padded[1], cv2.INTER_LINEAR)
    return np.asarray(found, np.uint8).reshape(-1, source.shape[2])[:count]


def _divided(rgb: Bytes, alpha: Bytes) -> Bytes:
    """Return premultiplied colours (n, 3) divided by their alpha (n,)."""
    share = 255 / np.maximum(alpha, 1).astype(np.float32)[:, None]
    result: Bytes = np.minimum(rgb * share + 0.5, 255).astype(np.uint8)
    return result

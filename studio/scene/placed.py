"""Pixels at their place on the canvas: from premultiplied to straight, with clean edges."""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.picture import Bytes
from studio.scene.drawing import Band, band_of, marked
from studio.scene.sprite import Sprite, colours_at


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
    """Straight `rgb` and `alpha` at (x, y) of the canvas; `band`: where it covers a pixel partly."""

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


def on_canvas(placed: Placed, width: int, height: int) -> Placed:
    """Return the part that lies on a canvas of `width` × `height`; the very same where all of it does."""
    rows, columns = placed.alpha.shape
    left, top = max(0, -placed.x), max(0, -placed.y)
    right, bottom = min(columns, width - placed.x), min(rows, height - placed.y)
    if (left, top, right, bottom) == (0, 0, columns, rows):
        return placed
    if right <= left or bottom <= top:
        return clipped(np.zeros((1, 1, 4), np.uint8), 0, 0, 1, 1)
    part = slice(top, bottom), slice(left, right)
    alpha = placed.alpha[part]
    return Placed(placed.x + left, placed.y + top, placed.rgb[part], alpha, band_of(alpha))


def faded(placed: Placed, opacity: float) -> tuple[Bytes, Band | None]:
    """Return its alpha multiplied by `opacity`, and where that covers partly, where it is known."""
    if opacity == 1:
        return placed.alpha, placed.band
    return np.asarray(cv2.convertScaleAbs(placed.alpha, alpha=opacity), np.uint8), None


def edges_mended(placed: Placed, source: Sprite, where: Place, reach: int) -> Placed:
    """Give the pixels near an edge the colour that linear interpolation finds there, each source pixel by its alpha.

    Resized colours are wrong where what lies outside the product had a part in them: where it covers partly, and as far
    inside as the kernel and its overshoot reach (`reach` canvas pixels; 0 where full cover means none of it).
    """
    rows, columns = placed.band
    if reach:
        window = np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)
        inside = cv2.erode(placed.alpha, window, borderType=cv2.BORDER_CONSTANT, borderValue=(255,))
        rows, columns = marked((np.asarray(inside) < 255) & (placed.alpha > 0))
    if not len(rows):
        return placed
    points = np.stack([columns + (placed.x + 0.5 - where.to_x), rows + (placed.y + 0.5 - where.to_y)])
    back = turning(-where.turn) @ points / where.scale + np.array([[where.from_x - 0.5], [where.from_y - 0.5]])
    found = colours_at(source, back.astype(np.float32))
    unseen = ~found.any(1)  # black, or further out than linear interpolation reaches
    found[unseen] = placed.rgb[rows[unseen], columns[unseen]]
    placed.rgb[rows, columns] = found
    return placed


def _divided(rgb: Bytes, alpha: Bytes) -> Bytes:
    """Return premultiplied colours (n, 3) divided by their alpha (n,)."""
    share = 255 / np.maximum(alpha, 1).astype(np.float32)[:, None]
    result: Bytes = np.minimum(rgb * share + 0.5, 255).astype(np.uint8)
    return result

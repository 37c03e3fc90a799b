"""A mockup's picture in one colourway without artwork, and its passes as light."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.params import rgb_of
from studio.model.picture import Bytes
from studio.scene.blend import SHARE
from studio.scene.linear_light import LINEAR
from studio.scene.mockup.encoding import LIGHT, encode, encode_clipped
from studio.scene.mockup.passes import Floats, Passes, Rect, window

BAND, TILE = 32, 128  # rows and columns worked on at once
NEAR = 3  # pixels
NONE = 1e-3
Light16 = NDArray[np.uint16]


@dataclass(frozen=True, eq=False)
class Edges:
    """The pixels along the item's edge: where in the frame, which share is item, what light (× WHITE) is beside it."""

    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    share: Floats
    beside: Floats


def coloured(passes: Passes, colour: str, edges: Edges | None = None) -> Bytes:
    """Return the whole frame with the item in a colour. The finished picture shows the first colourway.

    In pixels along the item's edge, what is not item is what lies beside it: taking the first colour out of the
    pixel instead would leave a rim wherever the edge in the picture is not exactly that of `colour.png`. `edges` are
    `edges_of(passes)`, the same for every colour.
    """
    if colour == passes.mockup.colourways[0].colour:
        return passes.scene
    picture = passes.scene.copy()
    x, y, width, height = cv2.boundingRect(passes.colour)
    for row in range(0, height, BAND):
        rect = (passes.at[0] + x, passes.at[1] + y + row, width, min(BAND, height - row))
        share = over(passes.colour, passes.at, rect)
        item = _shining(passes, over(passes.light, passes.at, rect), over(passes.gloss, passes.at, rect), colour)
        cv2.copyTo(encode(item), (share == 255).view(np.uint8), picture[window(rect)])
    _recolour_edges(passes, picture, edges or edges_of(passes), colour)
    return picture


def _recolour_edges(passes: Passes, picture: Bytes, edges: Edges, colour: str) -> None:
    if edges.rows.size:
        inside = edges.rows - passes.at[1], edges.columns - passes.at[0]
        item = _shining(passes, passes.light[inside][:, None], passes.gloss[inside][:, None], colour)[:, 0]
        mixed: Floats = (1 - edges.share) * edges.beside + edges.share * item
        picture[edges.rows, edges.columns] = encode_clipped(mixed[:, None])[:, 0]


def edges_of(passes: Passes) -> Edges:
    """Return the item's edge pixels, found tile by tile: most of the frame has none."""
    found: list[tuple[NDArray[np.intp], NDArray[np.intp], Floats, Floats]] = []
    x, y, width, height = cv2.boundingRect(passes.colour)
    for row in range(y, y + height, BAND):
        for column in range(x, x + width, TILE):
            part = passes.colour[row : min(row + BAND, y + height), column : min(column + TILE, x + width)]
            rows, columns = np.nonzero((part > 0) & (part < 255))
            if rows.size:
                rect = (passes.at[0] + column, passes.at[1] + row, part.shape[1], part.shape[0])
                share = SHARE.take(part[rows, columns])[:, None]
                beside = _beside(passes, rect)[rows, columns]
                found.append((rows + rect[1], columns + rect[0], share, beside))
    if not found:
        none = np.zeros(0, np.intp)
        return Edges(none, none, np.zeros((0, 1), np.float32), np.zeros((0, 3), np.float32))
    return Edges(*(np.concatenate(parts) for parts in zip(*found, strict=True)))


def _beside(passes: Passes, rect: Rect) -> Floats:
    """Return, for a box of the frame, the light (× WHITE) of what is near each pixel and is not the item."""
    left, top = max(rect[0] - NEAR, 0), max(rect[1] - NEAR, 0)
    right, bottom = min(rect[0] + rect[2] + NEAR, passes.size[0]), min(rect[1] + rect[3] + NEAR, passes.size[1])
    wider = (left, top, right - left, bottom - top)
    scene = cv2.LUT(np.ascontiguousarray(passes.scene[window(wider)]), LIGHT)
    other = (over(passes.colour, passes.at, wider) == 0).astype(np.float32)
    side = (2 * NEAR + 1, 2 * NEAR + 1)
    weight = cv2.blur(other, side)[..., None]
    near = cv2.blur(scene * other[..., None], side) / np.maximum(weight, np.float32(1e-6))
    near = np.where(weight > NONE, near, scene)  # nothing else near: a seam within the item
    return near[window((rect[0] - left, rect[1] - top, rect[2], rect[3]))]


def albedo(colour: str) -> Floats:
    """Return a `#rrggbb` colour as linear light (0–1) of shape (3,)."""
    return LINEAR[np.array(rgb_of(colour))]


def _shining(passes: Passes, light: Bytes, gloss: Bytes, colour: str) -> Light16:
    """Return albedo × light + gloss (0–65535) of coded light and gloss, each (height, width, 3), in a colour."""
    said = passes.mockup.passes
    lit = cv2.LUT(np.ascontiguousarray(light), _table(said.light_scale, albedo(colour)))
    shine = cv2.LUT(np.ascontiguousarray(gloss), _table(said.gloss_scale))
    return np.asarray(cv2.add(lit, shine, dtype=cv2.CV_16U), np.uint16)


def _table(scale: float, of: Floats | None = None) -> Floats:
    """Return the light (× WHITE) of each code of a pass, or what an albedo makes of it."""
    table = (LIGHT * np.float32(scale)).astype(np.float32)
    return table if of is None else (table[:, None] * of).astype(np.float32)[None]


def over(plane: Bytes, at: tuple[int, int], rect: Rect) -> Bytes:
    """Return the part of a plane that begins at `at` which lies over a box; 0 where the plane has nothing."""
    x, y, width, height = rect[0] - at[0], rect[1] - at[1], rect[2], rect[3]
    if x >= 0 and y >= 0 and y + height <= plane.shape[0] and x + width <= plane.shape[1]:
        return np.ascontiguousarray(plane[y : y + height, x : x + width])
    whole = np.zeros((height, width, *plane.shape[2:]), np.uint8)
    left, top = max(x, 0), max(y, 0)
    part = plane[top : max(y + height, top), left : max(x + width, left)]
    whole[top - y : top - y + part.shape[0], left - x : left - x + part.shape[1]] = part
    return whole

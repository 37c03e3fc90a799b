"""Where the product stands and how large it is, the same at every size of the picture."""

import math
from typing import Annotated, Literal
from weakref import WeakKeyDictionary

import cv2
import numpy as np

from studio.model.matte import Cutout
from studio.model.params import Label, Params, Span
from studio.scene.placed import Place, turning

OUTLINE = 512  # pixels of the outline's longest side: enough to fit a turned product

FOOT = 0.15  # of a product's height: what of it may stand on the ground, as it is seen slightly from above
HEADROOM = 0.04  # of the canvas's height, above a product that stands on its base


class Placement(Params):
    """Size and position of a product; lengths are shares of the canvas."""

    fill: Annotated[
        float,
        Span(0.05, 1, 0.01, "%"),
        Label("Size", "How much of the free space the product's longest side takes"),
    ] = 0.85
    margin: Annotated[
        float, Span(0, 0.4, 0.005, "%"), Label("Margin", "Kept free on every side, of the shorter side")
    ] = 0.0
    x: Annotated[float, Span(0, 1, 0.005, "%"), Label("Left to right")] = 0.5
    y: Annotated[float, Span(0, 1, 0.005, "%"), Label("Top to bottom")] = 0.5
    anchor: Annotated[
        Literal["centre", "base"],
        Label("Hold by", "Centre: the middle of the product is placed. Base: its lowest edge stands there"),
    ] = "centre"
    rotation: Annotated[float, Span(-180, 180, 1, "°"), Label("Turn")] = 0.0
    straighten: Annotated[float, Span(-15, 15, 0.1, "°"), Label("Straighten", "Fine turn")] = 0.0
    flip: Annotated[bool, Label("Mirror", "Left becomes right; lettering will be reversed")] = False
    real: Annotated[
        float,
        Span(0, 300, 0.5, "cm"),
        Label("Real size", "The product's longest side. In a set it is as large as it would be there; 0: by Size"),
    ] = 0.0


def place_of(placement: Placement, cutout: Cutout, width: int, height: int, centimetre: float | None = None) -> Place:
    """Return the geometry that puts a cutout (mirrored already, where asked) on a canvas of `width` × `height` pixels.

    The product's box, turned with it, is fitted into the canvas less its margins and then scaled by `fill`; or, where
    its real size is known and the pixels of a `centimetre` at its place are, it is as large as it is.
    """
    left, top, right, bottom = _box(placement, cutout)
    turn = placement.rotation + placement.straighten
    points = _outline(cutout, placement) if turn else np.array([[left, top], [right, bottom]])
    middle = np.array([(left + right) / 2, (top + bottom) / 2])
    cosine, sine = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    turned = (points - middle) @ np.array([[cosine, sine], [-sine, cosine]])
    low, high = turned.min(0), turned.max(0)
    free = np.array([width, height]) - 2 * placement.margin * min(width, height)
    most = float((np.maximum(free, 1) / np.maximum(high - low, 1)).min())
    scale = placement.fill * most
    if placement.real and centimetre is not None:
        scale = min(placement.real * centimetre / max(right - left, bottom - top, 1), most)
    if placement.anchor == "base":  # what stands on a line must fit between it and the top
        headroom = placement.y * height - max(placement.margin * min(width, height), HEADROOM * height)
        scale = min(scale, max(headroom, 1) / max(float(high[1] - low[1]), 1))
    held = (low + high) / 2 if placement.anchor == "centre" else np.array([(low[0] + high[0]) / 2, high[1]])
    target = np.array([placement.x * width, placement.y * height]) - held * scale
    return Place(scale, turn, float(middle[0]), float(middle[1]), float(target[0]), float(target[1]))


def _box(placement: Placement, cutout: Cutout) -> tuple[float, float, float, float]:
    """Return the product's box (left, top, right, bottom) in pixels of the cutout's picture."""
    across, down = cutout.photo_width, cutout.photo_height
    left, right = ((edge - cutout.region.left) * across for edge in (cutout.box.left, cutout.box.right))
    top, bottom = ((edge - cutout.region.top) * down for edge in (cutout.box.top, cutout.box.bottom))
    if placement.flip:
        left, right = cutout.picture.width - right, cutout.picture.width - left
    return left, top, right, bottom


def _outline(cutout: Cutout, placement: Placement) -> np.ndarray:
    """Return points (n, 2) of the product's convex outline, in pixels of the cutout's picture."""
    hull = _hulls.get(cutout)
    if hull is None:
        hull = _hulls[cutout] = _hull(cutout)
    if placement.flip:
        hull = np.column_stack([cutout.picture.width - hull[:, 0], hull[:, 1]])
    return hull


def shown_size(placement: Placement, cutout: Cutout, place: Place, centimetre: float) -> float:
    """Return how many centimetres long the product's longest side is in a place."""
    left, top, right, bottom = _box(placement, cutout)
    return place.scale * max(right - left, bottom - top) / centimetre


def foot_of(placement: Placement, cutout: Cutout, place: Place) -> tuple[float, float, float]:
    """Return the canvas columns between which a product's lowest part lies, and its lowest row."""
    away = _outline(cutout, placement) - [place.from_x, place.from_y]
    columns, rows = (away @ turning(place.turn).T * place.scale + [place.to_x, place.to_y]).T
    low = rows >= rows.max() - FOOT * (rows.max() - rows.min())
    return float(columns[low].min()), float(columns[low].max()), float(rows.max())


_hulls: WeakKeyDictionary[Cutout, np.ndarray] = WeakKeyDictionary()


def _hull(cutout: Cutout) -> np.ndarray:
    alpha = cutout.picture.alpha
    left, top, right, bottom = _box(Placement(), cutout)
    corners = np.array([[left, top], [right, top], [left, bottom], [right, bottom]])
    if alpha is None:
        return corners
    step = max(1, max(alpha.shape) // OUTLINE)
    size = (max(1, alpha.shape[1] // step), max(1, alpha.shape[0] // step))
    solid = np.asarray(cv2.resize(alpha, size, interpolation=cv2.INTER_AREA)) > 127
    rows = np.flatnonzero(solid.any(1))
    if not len(rows):
        return corners
    first = solid[rows].argmax(1)  # the ends of the rows are enough for a hull, and few
    last = size[0] - 1 - solid[rows, ::-1].argmax(1)
    ends = np.concatenate([np.column_stack([first, rows]), np.column_stack([last, rows])]).astype(np.int32)
    hull = cv2.convexHull(ends).reshape(-1, 2).astype(float)
    result: np.ndarray = (hull + 0.5) * (alpha.shape[1] / size[0], alpha.shape[0] / size[1])
    return result

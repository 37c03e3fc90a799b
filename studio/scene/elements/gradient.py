"""A backdrop that fades: along a line, around a point, or a studio sweep with its horizon."""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Annotated, ClassVar, Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.params import Colour, Label, Span, rgb_of
from studio.model.picture import Bytes
from studio.model.scene import Element, register_element
from studio.scene.drawing import Layer, Stage, draws
from studio.scene.silhouette import Field

COLUMNS, ROWS = 128, 400  # of the grid that is enlarged; only a horizon is finer, and that is level
GRAIN = 64  # pixels a side of the grain's tile
FINE = 200  # steps between two bytes
_GRAIN = np.random.default_rng(7).uniform(-0.49, 0.49, (GRAIN, GRAIN, 1)).astype(np.float32)


@register_element
class GradientBackdrop(Element):
    """Two colours that run into each other."""

    kind: ClassVar[str] = "backdrop-gradient"
    title: ClassVar[str] = "Gradient"

    shape: Annotated[
        Literal["linear", "radial", "sweep"],
        Label(
            "Shape", "Linear: from one side to the other. Radial: around a point. Sweep: a wall that bends into a floor"
        ),
    ] = "linear"
    start: Annotated[Colour, Label("First colour", "Top, middle or wall")] = "#ffffff"
    end: Annotated[Colour, Label("Second colour", "Bottom, edge or floor")] = "#d9d9d9"
    angle: Annotated[float, Span(-180, 180, 1, "°"), Label("Direction", "Linear: 0° runs from top to bottom")] = 0.0
    x: Annotated[float, Span(0, 1, 0.01, "%"), Label("Middle, left to right")] = 0.5
    y: Annotated[float, Span(0, 1, 0.01, "%"), Label("Middle, top to bottom")] = 0.45
    spread: Annotated[float, Span(0.1, 2, 0.01, "%"), Label("Spread", "How far the fading reaches")] = 0.8
    horizon: Annotated[float, Span(0, 1, 0.01, "%"), Label("Horizon", "Sweep: where wall and floor meet")] = 0.68
    bend: Annotated[float, Span(0.005, 0.5, 0.005, "%"), Label("Bend", "Sweep: a sharp edge or a soft curve")] = 0.1
    glow: Annotated[float, Span(0, 1, 0.01, "%"), Label("Glow", "A brighter spot behind the product")] = 0.0
    vignette: Annotated[float, Span(0, 1, 0.01, "%"), Label("Dark corners")] = 0.0


@draws(GradientBackdrop)
def draw(backdrop: GradientBackdrop, stage: Stage) -> Sequence[Layer]:
    """Return the whole canvas filled with the gradient."""
    size = stage.height, stage.width
    pixels = stage.last("gradient", None, backdrop, make=lambda: gradient(backdrop, stage.sheet(*size)))
    return [Layer("backdrop", 0, 0, pixels, None)]


def gradient(backdrop: GradientBackdrop, sheet: Bytes) -> Bytes:
    """Fill bytes (height, width, 3) with the gradient, sRGB; a fixed grain of half a level hides its steps."""
    height, width = sheet.shape[:2]
    level = backdrop.shape == "sweep" or (backdrop.shape == "linear" and backdrop.angle in (0, 180, -180))
    if level and not backdrop.glow and not backdrop.vignette:  # every row is even: one column tells it all
        column = np.repeat(_colours(backdrop, 1, height, width), GRAIN, axis=1)
        tile = np.clip(column + (_grain(height, GRAIN) + 0.5), 0, 255).astype(np.uint8)
        sheet[:] = np.tile(tile, (1, -(-width // GRAIN), 1))[:, :width]
        return sheet
    columns, rows = max(2, min(width, COLUMNS)), max(2, min(height, ROWS))
    cells = _colours(backdrop, columns, rows, width, height)
    fine = cv2.resize((cells * FINE).astype(np.uint16), (width, height), interpolation=cv2.INTER_LINEAR)
    cv2.add(fine, _fine_grain(height, width), dst=fine)
    return np.asarray(cv2.convertScaleAbs(fine, dst=sheet, alpha=1 / FINE, beta=-0.5), np.uint8)


def _colours(backdrop: GradientBackdrop, columns: int, rows: int, width: int, height: int | None = None) -> Field:
    """Return the colours (rows, columns, 3), 0–255, of a canvas of `width` × `height` (or `rows`) pixels."""
    height = height or rows
    x: Field = ((np.arange(columns, dtype=np.float32) + 0.5) / columns)[None, :].astype(np.float32)
    y: Field = ((np.arange(rows, dtype=np.float32) + 0.5) / rows)[:, None].astype(np.float32)
    longest = max(width, height)
    dx, dy = (x - backdrop.x) * width / longest, (y - backdrop.y) * height / longest
    distance = np.hypot(dx, dy)
    share = _share(backdrop, x, y, distance)[..., None]
    first, second = (np.array(rgb_of(colour), np.float32) for colour in (backdrop.start, backdrop.end))
    colour = first + (second - first) * share
    if backdrop.glow:
        spot = np.exp(-((distance / (0.55 * backdrop.spread)) ** 2))[..., None]
        colour += (255 - colour) * (0.6 * backdrop.glow * spot)
    if backdrop.vignette:
        colour *= 1 - 0.55 * backdrop.vignette * np.clip(distance / 0.75, 0, 1)[..., None] ** 2.5
    return np.clip(colour, 0, 255).astype(np.float32)


def _grain(height: int, width: int) -> Field:
    """Return the fixed grain (height, width, 1), within half a level."""
    return np.tile(_GRAIN, (-(-height // GRAIN), -(-width // GRAIN), 1))[:height, :width]


@lru_cache(2)
def _fine_grain(height: int, width: int) -> NDArray[np.uint16]:
    """Return the grain of all three colours in fine steps, never below none: half a level is added with it."""
    fine = np.round((_grain(height, width) + 0.5) * FINE).astype(np.uint16)
    return np.repeat(fine, 3, axis=2)


def _share(backdrop: GradientBackdrop, x: Field, y: Field, distance: Field) -> Field:
    """Return the share (0–1) of the second colour."""
    if backdrop.shape == "radial":
        along = distance / backdrop.spread
    elif backdrop.shape == "linear":
        angle = math.radians(backdrop.angle)
        along = ((y - 0.5) * math.cos(angle) - (x - 0.5) * math.sin(angle)) / backdrop.spread + 0.5
    else:
        along = (y - backdrop.horizon) / backdrop.bend + 0.5 + 0 * x
    inside = np.clip(along, 0, 1)
    result: Field = (inside * inside * (3 - 2 * inside)).astype(np.float32)
    return result

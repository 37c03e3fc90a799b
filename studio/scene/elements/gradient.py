"""A backdrop that fades: along a line, around a point, or a studio sweep with its horizon."""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Annotated, ClassVar, Literal, NamedTuple

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
    exact = stage.exactly("gradient", backdrop)
    make = lambda: gradient(backdrop, stage.sheet(*size), exact=exact)  # noqa: E731
    pixels = stage.last("gradient" if exact else "gradient quickly", None, backdrop, make=make)
    return [Layer("backdrop", 0, 0, pixels, None)]


def gradient(backdrop: GradientBackdrop, sheet: Bytes, *, exact: bool = True) -> Bytes:
    """Fill bytes (height, width, 3) with the gradient, sRGB; where it is `exact` a fixed grain hides its steps."""
    height, width = sheet.shape[:2]
    level = backdrop.shape == "sweep" or (backdrop.shape == "linear" and backdrop.angle in (0, 180, -180))
    if level and not backdrop.glow and not backdrop.vignette:  # every row is even: one column tells it all
        column = np.repeat(_colours(backdrop, _Grid(1, height, width, height)), GRAIN, axis=1)
        tile = np.clip(column + (_grain(height, GRAIN) + 0.5), 0, 255).astype(np.uint8)
        sheet[:] = np.tile(tile, (1, -(-width // GRAIN), 1))[:, :width]
        return sheet
    times = max(1, round(height / ROWS))  # whole, so that the strips that stay in the processor's cache fit together
    rows = -(-height // times) + 2
    grid = _Grid(max(2, min(width, COLUMNS)), rows, width, height, times)
    colours = _colours(backdrop, grid)
    cells = (colours * FINE).astype(np.uint16) if exact else (colours + 0.5).astype(np.uint8)
    grain, strip = _fine_grain(width), GRAIN // times
    for first in range(0, rows - 2, strip):
        part = cells[first : first + strip + 2]
        fine = cv2.resize(part, (width, len(part) * times), interpolation=cv2.INTER_LINEAR)[times:-times]
        top = first * times
        fine = fine[: height - top]
        if not exact:
            sheet[top : top + len(fine)] = fine
            continue
        cv2.add(fine, grain[top % GRAIN : top % GRAIN + len(fine)], dst=fine)
        cv2.convertScaleAbs(fine, dst=sheet[top : top + len(fine)], alpha=1 / FINE, beta=-0.5)
    return sheet


class _Grid(NamedTuple):
    """Cells over a canvas of `width` × `height` pixels.

    `times`: a row is so many pixels high, and the first lies above the canvas; 0: each is one, and the first is its.
    """

    columns: int
    rows: int
    width: int
    height: int
    times: int = 0

    @property
    def across(self) -> Field:
        """Return where the cells' middles lie, in shares of the canvas's width."""
        return ((np.arange(self.columns, dtype=np.float32) + 0.5) / self.columns).astype(np.float32)

    @property
    def down(self) -> Field:
        """Return where the rows' middles lie, in shares of the canvas's height."""
        first = -0.5 if self.times else 0.5
        middles = np.arange(self.rows, dtype=np.float32) + first
        return (middles * (max(self.times, 1) / self.height)).astype(np.float32)


def _colours(backdrop: GradientBackdrop, grid: _Grid) -> Field:
    """Return the colours (rows, columns, 3), 0–255."""
    x, y = grid.across[None, :], grid.down[:, None]
    away = _distance(backdrop.x, backdrop.y, grid)
    share = _share(backdrop, x, y, away)[..., None]
    first, second = (np.array(rgb_of(colour), np.float32) for colour in (backdrop.start, backdrop.end))
    colour = np.broadcast_to(first + (second - first) * share, (*away.shape, 3)).astype(np.float32)
    if backdrop.glow:
        bright = np.float32(0.6 * backdrop.glow) * _spot(backdrop.x, backdrop.y, backdrop.spread, grid)
        colour *= 1 - bright
        colour += 255 * bright
    if backdrop.vignette:
        colour *= 1 - np.float32(0.55 * backdrop.vignette) * np.clip(away / 0.75, 0, 1)[..., None] ** 2.5
    return np.clip(colour, 0, 255, out=colour)


@lru_cache(4)
def _distance(x: float, y: float, grid: _Grid) -> Field:
    """Return how far each cell is from (x, y), in shares of the canvas's longer side."""
    longest = max(grid.width, grid.height)
    across, down = (grid.across - x) * (grid.width / longest), (grid.down - y) * (grid.height / longest)
    return np.hypot(across[None, :], down[:, None]).astype(np.float32)


@lru_cache(4)
def _spot(x: float, y: float, spread: float, grid: _Grid) -> Field:
    """Return the glow (rows, columns, 1)."""
    return np.exp(-np.square(_distance(x, y, grid) / (0.55 * spread)))[..., None].astype(np.float32)


def _grain(height: int, width: int) -> Field:
    """Return the fixed grain (height, width, 1), within half a level."""
    return np.tile(_GRAIN, (-(-height // GRAIN), -(-width // GRAIN), 1))[:height, :width]


@lru_cache(2)
def _fine_grain(width: int) -> NDArray[np.uint16]:
    """Return two tiles' height of grain in fine steps, never below none: half a level is added with it."""
    fine = np.round((_grain(2 * GRAIN, width) + 0.5) * FINE).astype(np.uint16)
    return np.repeat(fine, 3, axis=2)


def _share(backdrop: GradientBackdrop, x: Field, y: Field, distance: Field) -> Field:
    """Return the share (0–1) of the second colour; of a sweep one column."""
    if backdrop.shape == "radial":
        along = distance / backdrop.spread
    elif backdrop.shape == "linear":
        angle = math.radians(backdrop.angle)
        along = ((y - 0.5) * math.cos(angle) - (x - 0.5) * math.sin(angle)) / backdrop.spread + 0.5
    else:
        along = (y - backdrop.horizon) / backdrop.bend + 0.5
    inside = np.clip(along, 0, 1)
    result: Field = (inside * inside * (3 - 2 * inside)).astype(np.float32)
    return result

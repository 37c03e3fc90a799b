"""A backdrop that fades: along a line, around a point, or a studio sweep with its horizon."""

import math
from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal

import cv2
import numpy as np

from studio.model.params import Colour, Label, Span, rgb_of
from studio.model.picture import Bytes
from studio.model.scene import Element, register_element
from studio.scene.drawing import Layer, Stage, draws
from studio.scene.silhouette import Field

CELLS = 512  # a gradient is made on a grid of this longest side and enlarged: nothing in it is finer
_GRAIN = np.random.default_rng(7).uniform(-0.49, 0.49, (64, 64, 1)).astype(np.float32)


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
    pixels = stage.step("gradient", backdrop, make=lambda: gradient(backdrop, stage.width, stage.height))
    return [Layer("backdrop", 0, 0, pixels, None)]


def gradient(backdrop: GradientBackdrop, width: int, height: int) -> Bytes:
    """Return sRGB bytes (height, width, 3); a fixed grain of half a level hides the steps between bytes."""
    cells = min(1.0, CELLS / max(width, height))
    columns, rows = max(2, round(width * cells)), max(2, round(height * cells))
    x: Field = ((np.arange(columns, dtype=np.float32) + 0.5) / columns)[None, :].astype(np.float32)
    y: Field = ((np.arange(rows, dtype=np.float32) + 0.5) / rows)[:, None].astype(np.float32)
    longest = max(width, height)
    dx, dy = (x - backdrop.x) * width / longest, (y - backdrop.y) * height / longest
    share = _share(backdrop, x, y, np.hypot(dx, dy))[..., None]
    first, second = (np.array(rgb_of(colour), np.float32) for colour in (backdrop.start, backdrop.end))
    colour = first + (second - first) * share
    distance = np.hypot(dx, dy)[..., None]
    spot = np.exp(-((distance / (0.55 * backdrop.spread)) ** 2))
    colour += (255 - colour) * (0.6 * backdrop.glow * spot)
    colour *= 1 - 0.55 * backdrop.vignette * np.clip(distance / 0.75, 0, 1) ** 2.5
    full = cv2.resize(colour.astype(np.float32), (width, height), interpolation=cv2.INTER_LINEAR)
    grain = np.tile(_GRAIN, (-(-height // 64), -(-width // 64), 1))[:height, :width]
    result: Bytes = np.clip(full + (grain + 0.5), 0, 255).astype(np.uint8)
    return result


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

"""Materials of items: one flat colour (the colourway) times fine variation, and where the print goes.

Every print area is written by the material itself: its UV and its cover as shader outputs (AOV), and, for the truth
pictures, real artwork in the base colour. So UV, cover and truth agree to the sample.
"""

from pathlib import Path
from typing import Any

import bpy
from shader import Shader, colour

TRUTH: dict[str, Path] = {}
"""Artwork (PNG, sRGB with alpha) to print truly, by surface; make.py fills it for the truth pictures."""


def tinted(s: Shader, tint: str, variation: Any = 1.0) -> Shader:
    """Give the shader the item's colour times `variation` (a socket or a number around 1)."""
    return s.set(base_color=_times(s, (*colour(tint), 1.0), variation))


def prints(
    s: Shader,
    surface: str,
    tint: str,
    where: Any,
    *,
    variation: Any = 1.0,
    area: tuple[float, float, float, float] = (0, 0, 1, 1),
    only: Any = None,
) -> Shader:
    """Print on the shader: `where` carries UV (v upwards), `area` is left, bottom, right, top in it; `only` a mask."""
    split = s.node("SeparateXYZ", {0: where})
    left, bottom, right, top = area
    u = s.math("DIVIDE", s.math("SUBTRACT", split.outputs[0], left), right - left)
    v = s.math("SUBTRACT", 1.0, s.math("DIVIDE", s.math("SUBTRACT", split.outputs[1], bottom), top - bottom))
    inside = s.math("MULTIPLY", _between(s, u), _between(s, v))
    if only is not None:
        inside = s.math("MULTIPLY", inside, only)
    _write(s, f"uv-{surface}", "Color", s.node("CombineXYZ", {0: u, 1: v, 2: 1.0}).outputs[0])
    _write(s, f"cover-{surface}", "Value", inside)
    below = s.surface.inputs["Base Color"]
    flat: Any = below.links[0].from_socket if below.is_linked else (*colour(tint), 1.0)
    if surface in TRUTH:
        image = bpy.data.images.load(str(TRUTH[surface]))
        upright = s.node("CombineXYZ", {0: u, 1: s.math("SUBTRACT", 1.0, v), 2: 0.0}).outputs[0]
        ink, alpha = s.picture(image, upright, extend=True)
        s.set(base_color=s.mix(s.math("MULTIPLY", alpha, inside), flat, _times(s, ink, variation)))
    return s


def _between(s: Shader, value: Any) -> Any:
    return s.math("MULTIPLY", s.math("GREATER_THAN", value, 0.0), s.math("LESS_THAN", value, 1.0))


def _times(s: Shader, tone: Any, factor: Any) -> Any:
    scaled = s.node("CombineXYZ", {0: factor, 1: factor, 2: factor}).outputs[0]
    return s.mix(1.0, tone, scaled, "MULTIPLY")


def _write(s: Shader, name: str, socket: str, value: Any) -> None:
    node = s.node("OutputAOV", {socket: value})
    node.aov_name = name

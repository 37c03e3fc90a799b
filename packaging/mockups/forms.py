"""Shapes that flat goods share: rounded slabs, sheets that curl, labels round a cylinder. Metres, z up."""

from collections.abc import Callable
from typing import Any

import numpy as np
from shader import Shader
from shapes import Array, grid, mesh


def rounded(width: float, height: float, radius: float, steps: int = 12) -> Array:
    """The outline (N,2) of a rounded rectangle about the origin, anticlockwise."""
    radius = max(min(radius, width / 2, height / 2), 1e-5)
    angle = np.linspace(0, np.pi / 2, steps)
    arc = np.stack([np.cos(angle), np.sin(angle)], 1) * radius
    x, y = width / 2 - radius, height / 2 - radius
    turns = ((1, 1, arc), (-1, 1, arc[::-1] * (-1, 1)), (-1, -1, -arc), (1, -1, (arc * (1, -1))[::-1]))
    return np.concatenate([piece + np.array([x * a, y * b]) for a, b, piece in turns])


def slab(
    name: str,
    size: tuple[float, float, float],
    material: Any,
    *,
    corner: float = 0.004,
    edge: float = 0.001,
    low_edge: float | None = None,
) -> Any:
    """A rounded plate on z = 0 with rounded rims: `edge` above, `low_edge` below (as above unless said)."""
    width, height, thick = size
    low = edge if low_edge is None else low_edge
    quarter = np.linspace(0, np.pi / 2, 9)
    profile = [(low * (1 - np.sin(a)), low * (1 - np.cos(a))) for a in quarter]
    profile += [(edge * (1 - np.cos(a)), thick - edge * (1 - np.sin(a))) for a in quarter]
    rings = []
    for inset, z in profile:
        outline = rounded(width - 2 * inset, height - 2 * inset, corner - inset)
        rings.append(np.concatenate([outline, np.full((len(outline), 1), z)], 1))
    count = len(rings[0])
    faces: list[tuple[int, ...]] = [
        (k * count + i, k * count + (i + 1) % count, (k + 1) * count + (i + 1) % count, (k + 1) * count + i)
        for k in range(len(rings) - 1)
        for i in range(count)
    ]
    faces += [tuple(range((len(rings) - 1) * count, len(rings) * count)), tuple(range(count - 1, -1, -1))]
    thing = mesh(name, np.concatenate(rings), faces, material)
    normals = thing.modifiers.new("normals", "WEIGHTED_NORMAL")
    normals.keep_sharp = True
    return thing


def sheet(
    name: str,
    width: float,
    height: float,
    material: Any,
    *,
    lift: Callable[[Array, Array], Array] | None = None,
    thick: float = 0.0003,
    steps: int = 60,
) -> Any:
    """A sheet about the origin, UV 0…1; `lift` gives its height from x and y."""
    v, u = np.mgrid[0 : 1 : steps * 1j, 0 : 1 : steps * 1j]
    x, y = (u - 0.5) * width, (v - 0.5) * height
    z = lift(x, y) if lift else np.zeros_like(x)
    return thickened(grid(name, np.stack([x, y, z], -1), material), thick)


def thickened(thing: Any, thick: float, offset: float = -1.0) -> Any:
    """A sheet with substance: its rim is cut off sharply, so that its faces keep their own shading up to the edge."""
    solid = thing.modifiers.new("thickness", "SOLIDIFY")
    solid.thickness, solid.offset = thick, offset
    rim = thing.modifiers.new("rim", "EDGE_SPLIT")
    rim.split_angle = np.radians(50)
    return thing


def round_label(
    name: str, radius: float, material: Any, *, width: float, low: float, high: float, facing: float
) -> Any:
    """A label round an upright cylinder, UV 0…1, its middle in the direction `facing` (degrees)."""
    v, u = np.mgrid[0:1:24j, 0:1:120j]
    angle = np.radians(facing) + (u - 0.5) * width / radius
    away = radius + 0.00025 * np.clip(np.abs(u - 0.5) * 2 - 0.97, 0, 1) * 30
    points = np.stack([away * np.cos(angle), away * np.sin(angle), low + (high - low) * v], -1)
    return thickened(grid(name, points, material), 0.00012)


def over(s: Shader, *, upright: bool = False) -> Any:
    """Coordinates seen from above (x, y), or from the front (x, z), in metres of the object."""
    split = s.node("SeparateXYZ", {0: s.coordinates("Object")})
    second = split.outputs[2] if upright else split.outputs[1]
    return s.node("CombineXYZ", {0: split.outputs[0], 1: second, 2: 0.0}).outputs[0]


def facing(s: Shader, axis: int, sign: int = 1, least: float = 0.6) -> Any:
    """1 where the object's surface looks along an axis: keeps a print on its own face."""
    normal = s.node("TexCoord").outputs["Normal"]
    along = s.node("SeparateXYZ", {0: normal}).outputs[axis]
    return s.math("GREATER_THAN", s.math("MULTIPLY", along, float(sign)), least)

"""A baseball cap of cotton twill on a table: six panels, seams sewn twice, a curved visor."""

import math
from typing import Any

import numpy as np
from fabric import canvas
from item import WHITE, Built, Camera, Item, Surface
from material import prints
from rooms import props, table
from shader import Shader
from shapes import Array, grid, lathe, noise, place, settle, smooth
from timber import planks

WIDE, DEEP, TALL = 0.083, 0.098, 0.108  # half width and half depth at the rim, height
ROUND = 80  # degrees of the rim that the visor takes on either side
REACH = 0.075  # of the visor, beyond the rim
COLOURS = (
    WHITE,
    ("navy", "Navy", "#2b3650"),
    ("black", "Black", "#252527"),
    ("stone", "Stone", "#cbbfa8"),
    ("green", "Green", "#4a5d4d"),
    ("red", "Red", "#9a2f31"),
)
TINT = WHITE[2]


def _crown() -> tuple[Array, Array]:
    """Points (H,W,3) and UV in metres: along the cloth from the front seam (−y), and up from the rim."""
    u, v = np.meshgrid(np.linspace(-np.pi, np.pi, 320), np.linspace(0, 1, 130))
    front = np.clip(np.cos(u), 0, 1) ** 1.5
    turn = v * np.pi / 2
    reach = np.cos(turn) ** (0.86 - 0.2 * front)
    rise = np.sin(turn) ** (1.0 - 0.06 * front)
    seams = np.abs(np.cos(3 * u)) ** 18
    panel = 1 - 0.016 * seams * np.sin(np.pi * np.clip(v * 1.02, 0, 1)) ** 0.7
    where = np.stack([np.sin(u) * 2.2, np.cos(u) * 2.2, v * 2.6], -1)
    soft = 0.0032 * noise(where, 4, 2) * (0.3 + 0.7 * (1 - front)) * np.sin(np.pi * v)
    radius = reach * panel
    x = WIDE * radius * np.sin(u) + soft * np.sin(u)
    y = -DEEP * radius * np.cos(u) - soft * np.cos(u) + 0.012 * v**2
    z = TALL * rise
    points = np.stack([x, y, z], -1)
    middle = points[:, 160]
    height = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(middle, axis=0), axis=1))])
    steps = np.linalg.norm(np.diff(points, axis=1), axis=2)
    along = np.concatenate([np.zeros((130, 1)), np.cumsum(steps, axis=1)], 1)
    along -= along[:, 159:161].mean(1, keepdims=True)
    return points, np.stack([along, np.broadcast_to(height[:, None], u.shape)], -1)


def _visor() -> tuple[Array, Array]:
    """A stiff shield in front, its sides bent down, and UV in metres: along the rim, and outwards."""
    u, v = np.meshgrid(np.linspace(-1, 1, 160), np.linspace(0, 1, 60))
    angle = u * math.radians(ROUND)
    out = REACH * np.clip(1 - np.abs(u) ** 2.6, 0, 1) ** 0.62
    sewn = 0.985 + 0.025 * np.clip(4 * v, 0, 1)  # its inner edge lies behind the crown's rim
    x = WIDE * sewn * np.sin(angle) * (1 + 0.07 * v * np.clip(1 - u**2, 0, 1))
    y = -DEEP * sewn * np.cos(angle) - out * v
    bend = -0.021 * (np.abs(x) / WIDE) ** 2
    z = 0.004 + bend * np.clip(out * v / 0.03, 0, 1) - 0.07 * out * v
    return np.stack([x, y, z], -1), np.stack([u * 0.1, v * out], -1)


def _twill() -> tuple[Shader, Any]:
    return canvas(TINT, thread=0.0011, relief=0.3)


def _over(s: Shader, groove: Any, depth: float = 1.0) -> Shader:
    """Put grooves (heights) on top of what the cloth has."""
    below = s.surface.inputs["Normal"].links[0].from_socket
    return s.set(normal=s.bump(groove, depth, 0.0011, below))


def _line(s: Shader, distance: Any, half: float, depth: float) -> Any:
    return s.remap(s.math("ABSOLUTE", distance), 0.0, half, -depth, 0.0)


def _panels() -> Shader:
    """The crown's cloth: a seam every sixty degrees with stitches on both sides, the sweatband's row, the print."""
    s, variation = _twill()
    here = s.node("SeparateXYZ", {0: s.coordinates("Object")})
    x, y = s.math("DIVIDE", here.outputs[0], WIDE), s.math("DIVIDE", here.outputs[1], -DEEP)
    sixth = s.math("FRACT", s.math("ADD", s.math("DIVIDE", s.math("ARCTAN2", x, y), math.pi / 3), 0.5))
    away = s.math("MULTIPLY", s.math("SUBTRACT", sixth, 0.5), math.pi / 3 * 0.088)
    near = s.math("MULTIPLY", away, s.math("SQRT", s.math("ADD", s.math("MULTIPLY", x, x), s.math("MULTIPLY", y, y))))
    rows = s.math("SUBTRACT", s.math("ABSOLUTE", near), 0.0045)
    groove = s.math("ADD", _line(s, near, 0.0011, 1.6), _line(s, rows, 0.0007, 0.8))
    cloth = s.coordinates("UV")
    rim = s.math("SUBTRACT", s.node("SeparateXYZ", {0: cloth}).outputs[1], 0.011)
    prints(s, "front", TINT, cloth, area=(-0.055, 0.024, 0.055, 0.084), variation=variation)
    return _over(s, s.math("ADD", groove, _line(s, rim, 0.0008, 0.8)), 0.8)


def _shield() -> Shader:
    """The visor's cloth with six rows of stitches along its edge."""
    s, _ = _twill()
    out = s.node("SeparateXYZ", {0: s.coordinates("UV")}).outputs[1]
    row = s.math("SUBTRACT", s.math("FRACT", s.math("DIVIDE", out, 0.0105)), 0.5)
    return _over(s, s.remap(s.math("ABSOLUTE", row), 0.0, 0.075, -0.9, 0.0), 0.7)


def _laid(name: str, made: tuple[Array, Array], material: Shader, thick: float, offset: float) -> Any:
    points, uv = made
    thing = grid(name, points, material)
    corners = np.empty(len(thing.data.loops), np.int32)
    thing.data.loops.foreach_get("vertex_index", corners)
    thing.data.uv_layers["UVMap"].data.foreach_set("uv", uv.reshape(-1, 2)[corners].astype(np.float32).ravel())
    smooth(thing, 1)
    solid = thing.modifiers.new("thickness", "SOLIDIFY")
    solid.thickness, solid.offset = thick, offset
    return thing


def cap() -> list[Any]:
    crown = _laid("crown", _crown(), _panels(), 0.0012, 1.0)
    visor = _laid("visor", _visor(), _shield(), 0.0036, 0.0)
    knob = [(0.0078, -0.001), (0.0078, 0.0016), (0.0058, 0.0036), (0, 0.0043)]
    button = lathe("button", knob, Shader("button", base_color=TINT, roughness=0.85), rows=24, sides=48)
    button.location = (0, 0.012, TALL)
    return [crown, visor, button]


def _build() -> Built:
    things = settle(place(cap(), (0, 0.02, 0.02), (math.radians(-5.5), 0, math.radians(20))))
    table(planks("#b8926a", "#81603f", width=0.18, length=2, gap=0.0004), paint="#c8c3b8", power=54)
    props((0.3, 0.5, 0), "vase")
    props((-0.34, 0.5, 0), "books", 31)
    return Built(things)


ITEMS = (
    Item(
        "cap",
        "Baseball cap",
        "clothing",
        ("cap", "hat", "baseball cap", "headwear"),
        COLOURS,
        (Surface("front", "Front panels", 11, 6),),
        _build,
        Camera((0.0, -0.84, 0.34), (0.0, -0.01, 0.046), lens=104, fstop=15),
        light=1600,
        seed=81,
    ),
)

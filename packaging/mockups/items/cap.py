"""A baseball cap of brushed cotton on a shelf: six panels, seams, a curved visor."""

import math
from typing import Any

import numpy as np
from fabric import canvas
from item import WHITE, Built, Camera, Item, Surface
from material import prints
from rooms import props, table
from shader import Shader
from shapes import Array, grid, lathe, noise, place, smooth
from timber import planks

RADIUS, TALL = 0.093, 0.122
COLOURS = (
    ("navy", "Navy", "#2b3650"),
    ("black", "Black", "#252527"),
    WHITE,
    ("stone", "Stone", "#cbbfa8"),
    ("green", "Green", "#4a5d4d"),
    ("red", "Red", "#9a2f31"),
)
TINT = COLOURS[2][2]


def _crown() -> tuple[Array, Array]:
    """Points (H,W,3) and UV in metres: arc round the front (0 at the middle, −y), height along the cloth."""
    u, v = np.meshgrid(np.linspace(-np.pi, np.pi, 240), np.linspace(0, 1, 110))
    front = np.clip(np.cos(u), 0, 1) ** 1.5
    rise = np.sin(v * np.pi / 2) ** (0.92 - 0.12 * front)
    reach = np.cos(v * np.pi / 2) ** (0.62 - 0.14 * front)
    panel = 1 - 0.022 * np.abs(np.cos(3 * u)) ** 14 * np.sin(np.pi * np.clip(v * 1.05, 0, 1)) ** 0.6
    sag = 0.004 * noise(np.stack([np.sin(u) * 3, np.cos(u) * 3, v * 4], -1), 4, 3) * (0.35 + 0.65 * (1 - front))
    radius = RADIUS * reach * panel + sag * np.sin(np.pi * v)
    x = radius * np.sin(u) * 0.94
    y = -radius * np.cos(u) * 1.08
    z = TALL * rise * (1 + 0.03 * front) - 0.006 * (1 - front) * (1 - v)
    points = np.stack([x, y, z], -1)
    return points, np.stack([u * RADIUS, v * 0.145], -1)


def _visor() -> Array:
    """A stiff shield in front, curved down at its sides."""
    u, v = np.meshgrid(np.linspace(-1, 1, 120), np.linspace(0, 1, 50))
    angle = u * math.radians(66)
    x0, y0 = RADIUS * 0.94 * np.sin(angle), -RADIUS * 1.08 * np.cos(angle)
    out = 0.072 * np.clip(1 - np.abs(u) ** 3.2, 0, 1) ** 0.75
    x = x0 * (1 + 0.04 * v)
    y = y0 - out * v
    drop = -0.020 * (np.abs(x) / 0.085) ** 2 * (0.35 + 0.65 * v) - 0.010 * v**1.4
    return np.stack([x, y, 0.006 + drop], -1)


def _fabric(visor: bool) -> Shader:
    s, variation = canvas(TINT, thread=0.0007, relief=0.35)
    where = s.coordinates("UV")
    split = s.node("SeparateXYZ", {0: where})
    if visor:
        rows = s.math("ABSOLUTE", s.math("SUBTRACT", s.math("FRACT", s.math("MULTIPLY", split.outputs[1], 7.0)), 0.5))
        groove = s.remap(rows, 0.0, 0.06, -1.0, 0.0)
    else:
        turn = s.math("MULTIPLY", split.outputs[0], 3 / RADIUS / math.pi)
        away = s.math("ABSOLUTE", s.math("SUBTRACT", s.math("FRACT", turn), 0.5))
        near = s.math("MULTIPLY", s.math("SUBTRACT", 0.5, away), 0.0974)
        seam = s.remap(near, 0.0, 0.0012, -1.6, 0.0)
        sewn = s.remap(s.math("ABSOLUTE", s.math("SUBTRACT", near, 0.0045)), 0.0, 0.0008, -0.8, 0.0)
        groove = s.math("ADD", seam, sewn)
        rim = s.math("ABSOLUTE", s.math("SUBTRACT", split.outputs[1], 0.012))
        groove = s.math("ADD", groove, s.remap(rim, 0.0, 0.001, -0.8, 0.0))
        prints(s, "front", TINT, where, area=(-0.055, 0.028, 0.055, 0.088), variation=variation)
    below = s.surface.inputs["Normal"].links[0].from_socket
    s.set(normal=s.bump(groove, 0.8, 0.001, below))
    return s


def cap() -> list[Any]:
    points, uv = _crown()
    crown = grid("crown", points, _fabric(False))
    corners = np.empty(len(crown.data.loops), np.int32)
    crown.data.loops.foreach_get("vertex_index", corners)
    crown.data.uv_layers["UVMap"].data.foreach_set("uv", uv.reshape(-1, 2)[corners].astype(np.float32).ravel())
    visor = grid("visor", _visor(), _fabric(True))
    for thing, thick in ((crown, 0.0012), (visor, 0.0034)):
        smooth(thing, 1)
        solid = thing.modifiers.new("thickness", "SOLIDIFY")
        solid.thickness, solid.offset = thick, 1.0 if thing is crown else 0.0
    button = lathe(
        "button", [(0.0075, 0), (0.0075, 0.002), (0.0055, 0.0042), (0, 0.0048)], _fabric(False), rows=24, sides=48
    )
    button.location = (0, 0, TALL)
    return [crown, visor, button]


def _build() -> Built:
    things = place(cap(), (0, 0.02, 0.02), (0, 0, math.radians(13)))
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
        (COLOURS[2], *COLOURS[:2], *COLOURS[3:]),
        (Surface("front", "Front panels", 11, 6),),
        _build,
        Camera((0.0, -0.86, 0.24), (0.0, 0, 0.06), lens=92, fstop=14),
        seed=81,
    ),
)

"""Where items are photographed: a table by a window, a wall, a surface seen from above."""

import math
from collections.abc import Sequence
from typing import Any

import bpy
import numpy as np
from clutter import books, plant, vase
from materials import cloth, paper, wall
from shader import Shader, colour
from shapes import grid, mesh, noise, smooth
from stage import ground, rumpled, surroundings, window
from stage import wall as upright
from timber import planks


def table(
    top: Shader | None = None,
    *,
    paint: str = "#cfcdc4",
    far: float = 1.1,
    side: int = -1,
    power: float = 46,
    fill: float = 7,
) -> None:
    """A table top with a wall behind it, a window on one side (−1 left), a weak second light on the other."""
    ground(top or planks("#c09a6b", "#82593a", width=0.13, length=1.6), width=3.0, depth=1.6, at=(0, 0.25))
    upright(wall(paint), y=far, z=-0.75)
    surroundings("#dcdad5", "#7a6757", 0.45)
    window((1.25 * side, 0.05, 0.75), (0, 0, 0.05), size=(1.2, 1.3), power=power)
    window((-1.6 * side, -1.2, 1.1), (0, 0, 0.05), size=(1.0, 1.1), power=fill, tint="#ffe9d0")


def overhead(
    top: Shader, *, side: int = -1, power: float = 60, fill: float = 8, linen: bool = False, low: bool = False
) -> None:
    """A surface in the plane z = 0 for a camera that looks down; a window beside it, `low` for light that rakes."""
    if linen:
        rumpled(top, size=2.4, steps=500, depth=0.012, folds=1.4, seed=4)
    else:
        ground(top, width=5, depth=5)
    surroundings("#dedcd8", "#b9b2a8", 0.28 if low else 0.5)
    window((1.9 * side, 1.2, 0.72 if low else 1.25), (0, 0, 0), size=(1.2, 0.9) if low else (1.3, 1.5), power=power)
    window((-1.8 * side, -1.3, 1.4), (0, 0, 0), size=(1.2, 1.2), power=fill, tint="#fff0de")


def props(at: Sequence[float], kind: str, seed: int = 5) -> None:
    """One thing in the background."""
    if kind == "books":
        books(at, count=5, upright=False, seed=seed, turn=0.25)
    elif kind == "plant":
        plant(at, seed=seed, size=0.28)
    elif kind == "vase":
        vase(at, tint="#8c9a97")


LINEN = "#cbc4b6"


def linen(tint: str = LINEN) -> Shader:
    return cloth(tint, thread=0.0009, space="Object", relief=0.6, sheen=0.0)


def sheet_of_paper(tint: str = "#e9e4da") -> Shader:
    return paper(tint)


def sun(at: Sequence[float], toward: Sequence[float], *, power: float, panes: tuple[int, int] = (2, 3)) -> None:
    """Low sun through a window with bars: a strong small light and a lattice that draws soft panes on the wall."""
    import mathutils

    start, end = mathutils.Vector(at), mathutils.Vector(toward)
    turn = (end - start).normalized().to_track_quat("-Z", "Y")
    lamp = bpy.data.lights.new("sun", "AREA")
    lamp.size, lamp.energy, lamp.color = 0.09, power, colour("#ffdcae")
    lamp.spread = math.radians(60)
    thing = bpy.data.objects.new("sun", lamp)
    thing.location, thing.rotation_mode, thing.rotation_quaternion = start, "QUATERNION", turn
    bpy.context.scene.collection.objects.link(thing)
    middle = start.lerp(end, 0.32)
    wide, tall, bar = 0.36, 0.54, 0.018
    dark = Shader("window bars", base_color="#c9c4bb", roughness=0.8)
    pieces = [(x, 0.0, bar, tall + 1) for x in np.linspace(-wide / 2, wide / 2, panes[0] + 1)]
    pieces += [(0.0, y, wide + 1, bar) for y in np.linspace(-tall / 2, tall / 2, panes[1] + 1)]
    pieces += [(s * (wide / 2 + 0.75), 0.0, 1.5, 3.0) for s in (-1, 1)]
    pieces += [(0.0, s * (tall / 2 + 0.75), 3.0, 1.5) for s in (-1, 1)]
    for x, y, width, height in pieces:
        corners = [(x + a * width / 2, y + b * height / 2, 0) for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
        piece = mesh("bars", np.array(corners, float), [(0, 1, 2, 3)], dark)
        piece.location, piece.rotation_mode, piece.rotation_quaternion = middle, "QUATERNION", turn
        piece.visible_camera = piece.visible_diffuse = piece.visible_glossy = False


def sofa(at: Sequence[float], tint: str = "#7f8a86", *, cushions: bool = True) -> None:
    """Seat, back and arms with soft edges, two cushions; its back's top about 0.85 m high."""
    stuff = cloth(tint, thread=0.0034, space="Object", sheen=0.0, relief=0.7)
    for width, depth, height, where in (
        (0.9, 0.8, 0.22, (-0.46, 0.0, 0.36)),
        (0.9, 0.8, 0.22, (0.46, 0.0, 0.36)),
        (0.92, 0.24, 0.52, (-0.46, 0.3, 0.6)),
        (0.92, 0.24, 0.52, (0.46, 0.3, 0.6)),
        (0.2, 0.9, 0.56, (-1.02, 0.0, 0.35)),
        (0.2, 0.9, 0.56, (1.02, 0.0, 0.35)),
    ):
        _pillow((width, depth, height), where, at, stuff)
    for x, tone, lean in () if not cushions else ((-0.62, "#c9a27a", 0.3), (0.6, "#d8d0c0", 0.25)):
        soft = cloth(tone, thread=0.0012, space="Object", sheen=0.0, relief=0.7)
        cushion = _pillow((0.42, 0.15, 0.42), (x, 0.1, 0.66), at, soft)
        cushion.rotation_euler = (-lean, 0, 0.1)


def _pillow(size: Sequence[float], where: Sequence[float], at: Sequence[float], stuff: Shader) -> Any:
    width, depth, height = size
    v, u = np.mgrid[-np.pi / 2 : np.pi / 2 : 60j, 0 : 2 * np.pi : 121j]
    u, v = u[:, :-1], v[:, :-1]

    def power(value: np.ndarray, by: float) -> np.ndarray:
        return np.sign(value) * np.abs(value) ** by

    shape = np.stack(
        [
            power(np.cos(v), 0.2) * power(np.cos(u), 0.2) * width / 2,
            power(np.cos(v), 0.2) * power(np.sin(u), 0.2) * depth / 2,
            power(np.sin(v), 0.3) * height / 2,
        ],
        -1,
    )
    shape[..., 2] += 0.006 * noise(shape * 5 + where[0], 7, 2)
    part = smooth(grid("sofa", shape, stuff, wrap_u=True), 1)
    part.location = tuple(a + b for a, b in zip(where, at, strict=True))
    return part

"""A cushion with a piped seam that leans on the back of a sofa."""

import math
from typing import Any

import numpy as np
from fabric import canvas, crumple, quads, sewn_mesh
from item import WHITE, Built, Camera, Item, Surface
from material import prints
from materials import wall
from rooms import sofa
from shader import Shader
from shapes import Array, noise, oval, place, smooth, sweep
from stage import ground, surroundings, window
from stage import wall as upright

SIDE, COUNT = 0.45, 150
THICK = 0.088  # half the depth in the middle
COLOURS = (
    WHITE,
    ("natural", "Natural", "#ddd2bb"),
    ("black", "Black", "#28282a"),
    ("sage", "Sage", "#9aa88f"),
    ("rust", "Rust", "#a3573a"),
    ("navy", "Navy", "#2a3550"),
)
TINT = WHITE[2]


def _seam(u: Array, v: Array) -> tuple[Array, Array]:
    """x and z of the sheet: what the filling lifts, it draws in; the corners stand out."""
    x = u * SIDE / 2 * (1 - 0.055 * (1 - v**2) * np.abs(u))
    z = v * SIDE / 2 * (1 - 0.055 * (1 - u**2) * np.abs(v))
    return x + 0.004 * noise(np.stack([0 * u, v * 2.2, 0 * u], -1), 3, 2) * u**2, z


def _puckers(u: Array, v: Array, seed: int) -> Array:
    """Heights of the gathers that run inwards from the seam and from the corners."""
    total = np.zeros_like(u)
    for index, (along, in_from) in enumerate(((v, 1 - u), (v, 1 + u), (u, 1 - v), (u, 1 + v))):
        where = np.stack([along * 6.5, in_from * 0.9, np.full_like(u, index * 3.0)], -1)
        ridges = np.clip(1 - 1.6 * np.abs(noise(where, seed + index, 2)), 0, 1) ** 2
        reach = 0.5 + 0.5 * noise(np.stack([along * 2.0, 0 * u, 0 * u], -1), seed + 9 + index, 1)
        away = in_from / (0.2 + 0.34 * reach)
        total += 0.0062 * (ridges - 0.35) * np.clip(in_from / 0.05, 0, 1) * np.exp(-(away**2))
    for a, b in ((-1, -1), (-1, 1), (1, -1), (1, 1)):
        du, dv = 1 - a * u, 1 - b * v
        turn, far = np.arctan2(dv, du), np.hypot(du, dv)
        fan = np.sin(turn * 11 + 2.4 * a + 1.1 * b + 1.5 * far)
        total += 0.0045 * fan * np.clip(far / 0.15, 0, 1) * np.exp(-((far / 0.48) ** 2))
    return total


def _side(sign: int) -> Array:
    """Points (H,W,3) of one side, bulging to −y (sign −1) or +y; top row first."""
    line = np.sin(np.linspace(-np.pi / 2, np.pi / 2, COUNT) * 0.9) / math.sin(np.pi / 2 * 0.9)
    u, v = np.meshgrid(line, -line)
    x, z = _seam(u, v)
    profile = (np.clip(1 - np.abs(u) ** 2.3, 0, 1) * np.clip(1 - np.abs(v) ** 2.3, 0, 1)) ** 0.56
    heavy = 1 - 0.16 * v - 0.05 * u
    dents = 0.006 * noise(np.stack([u * 1.3, v * 1.3, 0 * u + sign], -1), 14 + sign, 2)
    bulge = THICK * profile * heavy + (dents + _puckers(u, v, 30 + sign)) * np.clip(profile * 2.5, 0, 1)
    return np.stack([x, sign * np.maximum(bulge, 0), z - 0.012 * profile], -1)


def cushion() -> list[Any]:
    """Both sides and the piping, about the origin, standing in the plane y = 0."""
    line = np.sin(np.linspace(-np.pi / 2, np.pi / 2, COUNT) * 0.9) / math.sin(np.pi / 2 * 0.9) * SIDE / 2
    uv = np.stack(np.meshgrid(line, -line), -1).reshape(-1, 2)
    half = SIDE / 2
    things = []
    for name, sign in (("front", -1), ("back", 1)):
        lattice = _side(sign)
        s, variation = canvas(TINT, thread=0.0016)
        if sign < 0:
            prints(s, "front", TINT, s.coordinates("UV"), area=(-half, -half, half, half), variation=variation)
        points = crumple(lattice.reshape(-1, 3), uv, by=0.0007, scale=26, seed=5, axis=1)
        face = quads(np.arange(COUNT * COUNT).reshape(COUNT, COUNT))
        things.append(sewn_mesh(name, points, face if sign < 0 else face[:, ::-1], uv, material=s, levels=1))
    rim = lattice[[0], :-1].reshape(-1, 3), lattice[:-1, -1], lattice[-1, :0:-1], lattice[:0:-1, 0]
    seam = np.concatenate(rim)
    for _ in range(3):
        seam = (seam + np.roll(seam, 1, 0) + np.roll(seam, -1, 0)) / 3
    cord, _ = canvas(TINT, thread=0.004)
    things.append(smooth(sweep("piping", seam, oval(0.0075, 0.0075, 12), cord, closed=True), 1))
    return things


def _build() -> Built:
    things = place(cushion(), (0.02, -0.14, 0.682), (math.radians(-17), 0.03, math.radians(5)))
    sofa((0.0, 0.0, 0.0), "#7d8a88", cushions=False)
    ground(Shader("floor", base_color="#7d6650", roughness=0.6), width=6, depth=6)
    upright(wall("#cfc9bc"), y=0.75, width=6, height=3)
    surroundings("#d8d6d0", "#7f7062", 0.4)
    window((-1.6, -1.0, 1.55), (0, 0, 0.65), size=(1.2, 1.4), power=72)
    window((1.8, -1.3, 1.2), (0, 0, 0.6), size=(0.8, 1.0), power=7, tint="#ffe8cd", panes=(1, 2))
    return Built(things)


ITEMS = (
    Item(
        "cushion",
        "Cushion on a sofa",
        "home",
        ("cushion", "pillow", "sofa", "throw pillow"),
        COLOURS,
        (Surface("front", "Front", 45, 45),),
        _build,
        Camera((-0.12, -1.55, 0.86), (0.0, -0.1, 0.66), lens=78, fstop=10, roll=0.6),
        light=1700,
        seed=71,
    ),
)

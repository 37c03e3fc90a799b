"""A stand-up pouch of matt film, as for coffee: gusset, seals, soft dents."""

import math
from typing import Any

import numpy as np
from item import WHITE, Built, Camera, Item, Surface
from material import prints, tinted
from rooms import props, table
from shader import Shader
from shapes import Array, grid, noise, place, smooth
from timber import planks

WIDE, TALL, DEEP = 0.13, 0.2, 0.072
SEAL, TOP = 0.006, 0.03
COLOURS = (
    WHITE,
    ("kraft", "Kraft", "#b08d62"),
    ("black", "Black", "#222224"),
    ("clay", "Clay", "#b5745a"),
    ("forest", "Forest", "#3f5548"),
)
TINT = COLOURS[0][2]


def _film(front: bool) -> Shader:
    s = Shader("film", roughness=0.36, specular_ior_level=0.45)
    where = s.coordinates()
    tinted(s, TINT)
    height = s.node("SeparateXYZ", {0: where}).outputs[2]
    ribs = s.math("SINE", s.math("MULTIPLY", height, 2 * math.pi / 0.0016))
    seal = s.math("GREATER_THAN", height, TALL - 0.012)
    soft = s.bump(s.noise(where, 60, 4, 0.6), 0.16, 0.002)
    closure = s.math("ABSOLUTE", s.math("SUBTRACT", height, TALL - 0.0235))  # two ridges of a zip behind the film
    track = s.remap(s.math("ABSOLUTE", s.math("SUBTRACT", closure, 0.0016)), 0.0, 0.0009, 1.0, 0.0)
    s.set(normal=s.bump(s.math("MULTIPLY", ribs, seal), 0.35, 0.0002, s.bump(track, 0.5, 0.0006, soft)))
    if front:
        prints(s, "front", TINT, s.coordinates("UV"))
    return s


def _pulls(u: Array, z: Array) -> Array:
    """Depths of the creases that run from the closure's ends, and from the gusset's, to the belly."""
    total = np.zeros_like(u)
    for x, y, degrees, long, deep in (
        (-0.82, TALL - TOP, -58, 0.05, 0.0022),
        (-0.45, TALL - TOP, -76, 0.034, 0.0012),
        (0.3, TALL - TOP, -97, 0.03, 0.001),
        (0.84, TALL - TOP, -124, 0.055, 0.0024),
        (-0.9, 0.03, 40, 0.045, 0.0016),
        (0.88, 0.034, 143, 0.05, 0.0018),
    ):
        turn = math.radians(degrees)
        dx, dz = u * WIDE / 2 - x * WIDE / 2, z - y
        along = dx * math.cos(turn) + dz * math.sin(turn)
        off = dz * math.cos(turn) - dx * math.sin(turn)
        fade = np.clip(along / 0.006, 0, 1) * np.clip(1 - along / long, 0, 1) ** 1.2
        total += deep * fade * np.exp(-((off / (0.0022 + 0.08 * np.clip(along, 0, None))) ** 2))
    return total


def _half(sign: int) -> Array:
    """Points of one side; the film keeps its width, so the outline draws in where the pouch is fat."""
    u, v = np.meshgrid(np.linspace(-1, 1, 150), np.linspace(0, 1, 190))
    z = v * TALL
    inner = np.clip((1 - np.abs(u)) / (SEAL / (WIDE / 2)) - 1, 0, None) * SEAL / (WIDE / 2)
    body = np.clip((TALL - TOP - z) / (TALL - TOP), 0, 1)
    across = np.clip(1 - (1 - inner) ** 2.2, 0, 1) ** (0.78 + 0.5 * (1 - body) ** 2)
    along = np.sin(np.pi / 2 * body) ** (1.15 - 0.3 * body) * (1 - 0.1 * np.exp(-z / 0.012))
    y = DEEP / 2 * across * along
    where = np.stack([u * 0.065, np.full_like(u, sign * 0.3), z], -1)
    dents = noise(where * 20, 3 + sign, 2) * 0.0013 + noise(where * 60, 5 + sign, 2) * 0.00025
    creases = np.clip(1 - np.abs(noise(where * np.array([34, 1, 15]), 8 + sign, 2)), 0, 1) ** 7 * 0.0011
    edge = np.exp(-(((1 - np.abs(u)) - 0.16) ** 2) / 0.014)
    y = y + (dents - creases * (0.4 + edge) - _pulls(u, z)) * np.clip(across * 3, 0, 1) * np.clip(body * 6, 0, 1)
    narrow = 1 - 0.085 * along * np.sin(np.pi * np.clip(v * 0.9 + 0.1, 0, 1)) ** 0.5
    x = u * WIDE / 2 * narrow
    wave = 0.0012 * np.sin(u * 4 + 1) * np.clip((v - 0.8) * 5, 0, 1)
    lift = 0.006 * np.abs(u) ** 2.5 * np.exp(-z / 0.02)
    return np.stack([x, sign * (y + 0.0003) + wave, z + lift], -1)


def pouch() -> list[Any]:
    front = smooth(grid("front", _half(-1), _film(True)), 1)
    back = smooth(grid("back", _half(1)[:, ::-1], _film(False)), 1)
    return [front, back]


def _build() -> Built:
    things = place(pouch(), (0, 0, 0), (0, 0, math.radians(-12)))
    table(planks("#b08659", "#7a5537", width=0.17, length=1.9, gap=0.0004), paint="#c9c4ba", power=44)
    props((0.27, 0.48, 0), "plant", 29)
    props((-0.3, 0.5, 0), "vase")
    return Built(things)


ITEMS = (
    Item(
        "pouch",
        "Stand-up pouch",
        "packaging",
        ("pouch", "bag", "coffee", "tea", "food"),
        COLOURS,
        (Surface("front", "Front", 13.0, 20.0),),
        _build,
        Camera((0.0, -0.72, 0.19), (0.0, 0, 0.098), lens=92, fstop=18),
        seed=44,
    ),
)

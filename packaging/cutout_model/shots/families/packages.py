"""Cartons, pouches, blister packs, books, tins: boxes with print on every face."""

import math
from typing import Any

import numpy as np
import shapes
import surfaces
import textures

Random = np.random.Generator


def carton(random: Random, base: Any) -> list[Any]:
    """A printed box: its front, its sides, sometimes a window or an open flap."""
    width, depth, height = random.uniform(0.25, 1), random.uniform(0.06, 0.7), random.uniform(0.4, 1.1)
    round_by = float(random.choice([0.004, 0.008, 0.03]))
    gloss = random.uniform(0.12, 0.8)
    side = surfaces.painted(textures.label(random, textures.near(random, base)), rough=gloss)
    things = [shapes.box("box", (width, depth, height), side, centre=(0, 0, height / 2), round_by=round_by, segments=2)]
    for face in (-1, 1):
        art = surfaces.painted(textures.label(random, base), rough=gloss, coat_weight=float(random.choice([0, 0.5])))
        points = np.array([(-1, 0, -1), (1, 0, -1), (1, 0, 1), (-1, 0, 1)], float) * (
            width / 2 - round_by,
            1,
            height / 2 - round_by,
        )
        points = points * (1, 1, 1) + (0, face * (depth / 2 + 0.0015), height / 2)
        if face > 0:
            points = points[::-1]
        things.append(
            shapes.mesh("front", points, [(0, 1, 2, 3)], art, np.array([(0, 0), (1, 0), (1, 1), (0, 1)], float))
        )
    if random.random() < 0.2:
        flap = shapes.box(
            "flap",
            (width * 0.98, 0.01, depth * 0.8),
            side,
            centre=(0, depth * 0.4, height + depth * 0.35),
            round_by=0.003,
        )
        flap.rotation_euler = (random.uniform(-0.6, 0.6), 0, 0)
        things.append(flap)
    return things


def pouch(random: Random, base: Any) -> list[Any]:
    """A filled bag of film or paper, crimped at top and bottom."""
    width, height, thick = random.uniform(0.4, 0.9), random.uniform(0.6, 1.1), random.uniform(0.08, 0.35)
    v, u = np.mgrid[0:1:36j, -1:1:28j]
    full = (
        thick * (1 - np.abs(u) ** 2.4) ** 0.7 * np.clip(np.minimum(v * 5, (1 - v) * random.uniform(3, 6)), 0, 1) ** 0.6
    )
    where = np.stack([u * 2, v * 3, np.zeros_like(u)], -1)
    seed = int(random.integers(1000))
    crease = 0.03 * np.abs(shapes.noise(where * 2.2, seed, 2)) * (full > 0.01)
    half = width / 2 * (1 - 0.1 * np.sin(np.pi * v) * random.uniform(0, 1))
    rough, metallic = random.uniform(0.12, 0.6), float(random.choice([0, 0, 0.6]))
    things = []
    for face in (-1, 1):
        points = np.stack([u * half, face * (full / 2 - crease), v * height], -1)
        art = surfaces.painted(textures.label(random, base), rough=rough, metallic=metallic)
        things.append(shapes.grid("film", points if face < 0 else points[:, ::-1], art))
    return things


def book(random: Random, base: Any) -> list[Any]:
    """One book or a few, or a magazine; lying by nature."""
    things, z = [], 0.0
    for _ in range(int(random.choice([1, 1, 1, 2, 3, 5]))):
        width, height, thick = random.uniform(0.5, 0.85), random.uniform(0.8, 1.1), random.uniform(0.02, 0.2)
        cover = surfaces.painted(textures.label(random, base), rough=random.uniform(0.15, 0.7))
        pages = surfaces.flat(np.array([0.93, 0.9, 0.82]) * random.uniform(0.85, 1), rough=0.9)
        turn = random.normal(0, 0.12)
        for part, scale, grow, skin in (
            (0, 1.0, 0.008, cover),
            (1, 0.97, thick - 0.016, pages),
            (2, 1.0, 0.008, cover),
        ):
            lift = z + (0.004, thick / 2, thick - 0.004)[part]
            thing = shapes.box(
                "book",
                (width * scale, height * scale, max(grow, 0.006)),
                skin,
                centre=(0, 0, lift),
                round_by=0.002,
                segments=1,
            )
            thing.rotation_euler = (0, 0, turn)
            things.append(thing)
        z += thick
        base = textures.tone(random)
    return things


def tin(random: Random, base: Any) -> list[Any]:
    """Cans, tubes, rolls, candles: cylinders with print."""
    r, h = random.uniform(0.15, 0.5), random.uniform(0.15, 1.2)
    art = surfaces.painted(
        textures.label(random, base), rough=random.uniform(0.1, 0.7), metallic=float(random.choice([0, 0, 0.8]))
    )
    rim = surfaces.anything(random)
    wall = shapes.lathe("wall", [(r, 0.015), (r, h - 0.015)], art, rows=6, sides=48, curved=False)
    ends = [
        shapes.lathe(
            "end",
            [(0, z), (r * 0.97, z), (r * 1.01, z + s * 0.012), (r * 1.01, z + s * 0.022), (r * 0.99, z + s * 0.024)],
            rim,
            rows=12,
            sides=48,
            curved=False,
        )
        for z, s in ((0, 1), (h, -1))
    ]
    return [wall, *ends]


def cushion(random: Random, base: Any) -> list[Any]:
    """A pillow or cushion: two puffed faces, piping."""
    power, thick = random.uniform(3, 12), random.uniform(0.2, 0.5)
    angle = np.linspace(0, 2 * math.pi, 64, endpoint=False)
    x = np.sign(np.cos(angle)) * np.abs(np.cos(angle)) ** (2 / power) * 0.5
    y = np.sign(np.sin(angle)) * np.abs(np.sin(angle)) ** (2 / power) * 0.5 * random.uniform(0.55, 1)
    share = np.linspace(1, 0.001, 16)[:, None]
    seed = int(random.integers(1000))
    fabric = surfaces.cloth(random, base, space="Object")
    things = []
    for face in (1, -1):
        flat = np.stack([x * share, y * share, np.zeros((16, 64))], -1)
        dent = 1 - 0.25 * np.abs(shapes.noise(flat * 5, seed, 2))
        flat[..., 2] = face * thick / 2 * (1 - share**3) ** 0.6 * dent + thick / 2
        things.append(shapes.grid("face", flat if face > 0 else flat[::-1], fabric, wrap_u=True))
    if random.random() < 0.5:
        rim = np.stack([x, y, np.full(64, thick / 2)], -1)
        things.append(
            shapes.sweep("piping", rim, shapes.oval(0.015, 0.015, 8), surfaces.flat(textures.tone(random)), closed=True)
        )
    return things

"""Jewellery, watches, keys, tools, cutlery, brushes."""

import math
from typing import Any

import numpy as np
import rig
import shapes
import surfaces
import textures

Random = np.random.Generator


def _metal(random: Random) -> Any:
    tint = [np.array([0.85, 0.65, 0.3]), np.ones(3) * 0.8, np.array([0.75, 0.5, 0.4]), np.ones(3) * 0.3][
        int(random.integers(4))
    ]
    return surfaces.flat(tint, rough=random.uniform(0.03, 0.35), metallic=1.0)


def _ring(name: str, r: float, width: float, height: float, skin: Any, *, z: float = 0.0, sides: int = 10) -> Any:
    angle = np.linspace(0, 2 * math.pi, 48, endpoint=False)
    path = np.stack([r * np.cos(angle), r * np.sin(angle), np.full(48, z)], 1)
    return shapes.sweep(name, path, shapes.oval(width, height, sides, 3), skin, closed=True)


def ring(random: Random, base: Any) -> list[Any]:
    """Finger ring, bangle or earring, with stones."""
    metal = _metal(random)
    width = random.uniform(0.03, 0.2)
    things: list[Any] = [_ring("ring", 0.45, width * 0.5, width, metal)]
    if random.random() < 0.7:
        gem = surfaces.flat(textures.tone(random), rough=0.03, transmission_weight=float(random.choice([0, 0.8])))
        r = random.uniform(0.06, 0.28)
        stone = shapes.lathe(
            "stone", [(0, -r), (r, 0), (r * 0.6, r * 0.4), (0, r * 0.4)], gem, rows=8, sides=8, curved=False
        )
        stone.rotation_euler, stone.location = (0, math.pi / 2, 0), (0.45 + r * 0.7, 0, 0)
        things.append(stone)
    pivot_turn = (math.pi / 2, 0, 0) if random.random() < 0.5 else (0, 0, 0)
    shapes.place(things, (0, 0, 0), pivot_turn)
    return things


def chain(random: Random, base: Any) -> list[Any]:
    """Necklace or bracelet: beads or links along a loop, with a pendant."""
    skin = _metal(random) if random.random() < 0.6 else surfaces.anything(random, base)
    odd = surfaces.anything(random)
    angle = np.linspace(0, 2 * math.pi, 9)[:-1]
    loop = np.stack([np.cos(angle) * random.uniform(0.3, 0.5), np.sin(angle) * 0.45, np.full(8, 0.02)], 1) * (
        1 + random.normal(0, 0.12, (8, 1))
    )
    path = shapes.flowing([*loop.tolist(), loop[0].tolist()], 160)
    if random.random() < 0.35:
        things = [shapes.sweep("cord", path, shapes.oval(0.02, 0.02, 8), skin)]
    else:
        r = random.uniform(0.012, 0.045)
        count = max(10, int(2.6 / (2.1 * r)))
        beads = []
        sphere = np.stack(
            [
                (math.cos(v) * math.cos(u), math.cos(v) * math.sin(u), math.sin(v))
                for v in np.linspace(-1.57, 1.57, 7)
                for u in np.linspace(0, 2 * math.pi, 10, endpoint=False)
            ]
        )
        quads = [
            (i * 10 + j, i * 10 + (j + 1) % 10, (i + 1) * 10 + (j + 1) % 10, (i + 1) * 10 + j)
            for i in range(6)
            for j in range(10)
        ]
        faces = []
        for k in range(count):
            beads.append(path[k * 159 // count] + sphere * r)
            faces += [[i + k * 70 for i in quad] for quad in quads]
        things = [shapes.mesh("beads", np.concatenate(beads), faces, skin)]
    if random.random() < 0.6:
        low = path[path[:, 1].argmin()]
        size = random.uniform(0.04, 0.14)
        things.append(
            rig.ball("pendant", (low[0], low[1] - size, 0.03), (size * random.uniform(0.5, 1), size, 0.03), odd)
        )
    return things


def watch(random: Random, base: Any) -> list[Any]:
    """A wristwatch, flat or closed on itself."""
    metal, band = _metal(random), surfaces.anything(random, base)
    r, thick, wide = 0.2, random.uniform(0.05, 0.09), random.uniform(0.16, 0.26)
    case = shapes.lathe(
        "case",
        [(0, 0), (r, 0), (r * 1.05, thick * 0.5), (r, thick), (r * 0.88, thick)],
        metal,
        rows=20,
        sides=40,
        curved=False,
    )
    face = surfaces.painted(textures.label(random, textures.tone(random)), rough=0.1)
    angle = np.linspace(0, 2 * math.pi, 40, endpoint=False)
    dial = rig.sheet("dial", np.stack([np.cos(angle), np.sin(angle)], 1) * r * 0.9, face, step=0.05)
    dial.location[2] = thick * 0.98
    things: list[Any] = [case, dial]
    hand = surfaces.flat(np.ones(3) * random.choice([0.03, 0.9]), rough=0.3)
    for long in (0.7, 0.5):
        bar = shapes.box(
            "hand", (0.012, r * long, 0.004), hand, centre=(0, 0, thick + 0.006), round_by=0.001, segments=1
        )
        bar.rotation_euler[2] = random.uniform(0, 6.3)
        things.append(bar)
    things.append(rig.ball("crown", (r * 1.1, 0, thick / 2), (0.025, 0.02, 0.02), metal, rows=8))
    if random.random() < 0.6:
        for side in (-1, 1):
            strap = [
                (0, side * r * 0.9, thick * 0.4),
                (0, side * 0.45, 0.03),
                (random.normal(0, 0.02), side * random.uniform(0.6, 0.9), 0.015),
            ]
            things.append(
                shapes.sweep("strap", shapes.flowing(strap, 24), shapes.oval(wide, 0.022, 12, 6), band, up=(0, 0, 1))
            )
    else:
        loop = [
            (0, r * 0.9, thick * 0.3),
            (0, 0.36, -0.12),
            (0, 0.25, -0.42),
            (0, 0, -0.5),
            (0, -0.25, -0.42),
            (0, -0.36, -0.12),
            (0, -r * 0.9, thick * 0.3),
        ]
        things.append(
            shapes.sweep("strap", shapes.flowing(loop, 60), shapes.oval(0.022, wide, 12, 6), band, up=(1, 0, 0))
        )
        shapes.place(things, (0, 0, 0), (random.choice([0.0, 1.2]), 0, 0))
    return things


def tool(random: Random, base: Any) -> list[Any]:
    """Hammer, spanner, brush, knife, spoon, racket: a handle with a head."""
    grip, head = surfaces.anything(random, base), _metal(random)
    long, width = 1.0, random.uniform(0.03, 0.09)
    section = shapes.oval(width, width * random.uniform(0.5, 1), 16, random.uniform(2, 4))
    bulge = random.uniform(0, 0.4)
    path = np.stack(
        [
            np.linspace(-long / 2, long * 0.15, 30),
            random.normal(0, 0.02) * np.linspace(-1, 1, 30) ** 2,
            np.full(30, 0.0),
        ],
        1,
    )
    things: list[Any] = [shapes.sweep("grip", path, lambda s: section * (1 + bulge * math.sin(s * 9)), grip)]
    rod = rig.tube("rod", [(long * 0.1, 0, 0), (long * 0.4, 0, 0)], width * 0.5, head)
    things.append(rod)
    kind = int(random.integers(5))
    if kind == 0:
        things.append(
            shapes.box("head", (0.12, random.uniform(0.25, 0.4), 0.11), head, centre=(0.42, 0, 0), round_by=0.02)
        )
    elif kind == 1:
        things.append(rig.ball("bowl", (0.5, 0, 0), (0.14, 0.09, 0.025), head))
    elif kind == 2:
        blade = rig.sheet("blade", np.array([(0.1, -0.04), (0.62, -0.05), (0.75, 0.03), (0.1, 0.04)]), head, step=0.05)
        things.append(shapes.thicken(blade, 0.01))
    elif kind == 3:
        things.append(_ring("loop", 0.13, 0.03, 0.04, head))
        things[-1].location = (0.5, 0, 0)
    else:
        things.append(
            shapes.box(
                "bristles",
                (0.3, 0.12, 0.12),
                surfaces.cloth(random, space="Object", scale=10),
                centre=(0.45, 0, -0.04),
                round_by=0.01,
            )
        )
    return things


def several(random: Random, base: Any) -> list[Any]:
    """A few small things lying beside each other as one lot."""
    makers = (ring, tool, watch)
    things: list[Any] = []
    maker = makers[int(random.integers(3))]
    for k in range(int(random.integers(2, 5))):
        group = maker(random, base)
        shapes.place(group, (random.normal(0, 0.05), k * random.uniform(0.35, 0.9), 0), (0, 0, random.normal(0, 0.3)))
        things += group
    return things

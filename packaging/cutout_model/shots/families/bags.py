"""Handbags, totes, backpacks, purses, belts and framed pictures."""

import math
from typing import Any

import numpy as np
import rig
import shapes
import surfaces
import textures

Random = np.random.Generator


def bag(random: Random, base: Any) -> list[Any]:
    """A soft body with flap, zip, buckles and one or two handles or a long strap."""
    leather = surfaces.cloth(random, base, space="Object") if random.random() < 0.5 else surfaces.anything(random, base)
    metal = surfaces.flat(
        np.array([0.8, 0.65, 0.35]) if random.random() < 0.5 else np.ones(3) * 0.75, rough=0.2, metallic=1.0
    )
    wide, deep, tall = random.uniform(0.5, 1), random.uniform(0.12, 0.4), random.uniform(0.35, 0.95)
    taper, seed = random.uniform(0.7, 1.1), int(random.integers(999))
    rows = []
    for share in np.linspace(0, 1, 18):
        section = shapes.oval(wide * (1 + (taper - 1) * share), deep * (1 - share * random.uniform(0.55, 0.6)), 56, 6.0)
        rows.append(np.c_[section, np.full(56, share * tall)])
    body = np.array(rows)
    body[..., :2] *= (1 + 0.05 * shapes.noise(body * 3, seed, 3))[..., None]
    bottom, top = body[:1] * (0.001, 0.001, 1), body[-1:] * (0.9, 0.001, 1)
    things: list[Any] = [shapes.grid("body", np.concatenate([bottom, body, top]), leather, wrap_u=True)]
    trim = leather if random.random() < 0.5 else surfaces.anything(random)
    if random.random() < 0.5:
        reach = random.uniform(0.3, 0.8)
        t = np.linspace(0, 1, 12)
        y = np.interp(t, [0, 0.25, 0.4, 1], [deep * 0.3, 0, -deep * 0.42, -deep * 0.58])
        z = np.interp(t, [0, 0.25, 0.4, 1], [tall * 0.97, tall * 1.03, tall * 0.97, tall * (1 - reach)])
        flap = np.array(
            [
                [(x, y[i], z[i]) for x in np.linspace(-0.5, 0.5, 12) * wide * taper * (1 - 0.12 * t[i])]
                for i in range(12)
            ]
        )
        things.append(shapes.thicken(shapes.grid("flap", flap, trim), 0.02))
        things.append(
            shapes.box(
                "clasp", (0.08, 0.03, 0.06), metal, centre=(0, -deep * 0.6, tall * (1 - reach * 0.9)), round_by=0.01
            )
        )
    else:
        things.append(
            rig.tube(
                "zip",
                [(-wide * taper * 0.45, 0, tall), (0, 0, tall * 1.01), (wide * taper * 0.45, 0, tall)],
                0.03,
                metal,
                height=0.015,
            )
        )
    if random.random() < 0.4:
        pocket = shapes.box(
            "pocket",
            (wide * 0.6, deep * 0.4, tall * 0.4),
            trim,
            centre=(0, -deep * 0.42, tall * 0.3),
            round_by=0.05,
            segments=4,
        )
        things.append(pocket)
    things += _straps(random, wide * taper, deep, tall, trim)
    return things


def _straps(random: Random, wide: float, deep: float, tall: float, trim: Any) -> list[Any]:
    kind = random.random()
    high, band = random.uniform(0.15, 0.6), random.uniform(0.02, 0.06)
    x = wide * random.uniform(0.2, 0.42)
    if kind < 0.5:
        return [
            rig.tube(
                "handle",
                [
                    (-x, y, tall * 0.85),
                    (-x * 0.95, y, tall + high * 0.6),
                    (0, y * random.uniform(0.2, 2), tall + high),
                    (x * 0.95, y, tall + high * 0.6),
                    (x, y, tall * 0.85),
                ],
                band,
                trim,
                height=band * 0.4,
            )
            for y in (-deep * 0.35, deep * 0.35)
        ]
    if kind < 0.75:
        end = random.normal(0, 0.2)
        knots = [
            (-wide * 0.48, 0, tall * 0.9),
            (-wide * 0.7, 0.1, tall * 0.4),
            (-wide * 0.6, -deep - 0.15, 0.03),
            (end, -deep - random.uniform(0.2, 0.5), 0.03),
            (wide * 0.6, -deep - 0.2, 0.03),
            (wide * 0.65, 0, tall * 0.5),
            (wide * 0.48, 0, tall * 0.9),
        ]
        return [rig.tube("strap", knots, 0.015, trim, height=band, count=80)]
    return [
        rig.tube(
            "carry",
            [
                (side * x, deep * 0.3, tall * 0.95),
                (side * x, deep * 0.9, tall * 0.7),
                (side * x * 1.1, deep * 0.8, tall * 0.3),
                (side * x * 1.2, deep * 0.3, 0.05),
            ],
            band,
            trim,
            height=band * 0.4,
        )
        for side in (-1, 1)
    ] + [rig.tube("loop", [(-0.06, 0, tall * 0.97), (0, 0, tall + 0.1), (0.06, 0, tall * 0.97)], 0.03, trim)]


def purse(random: Random, base: Any) -> list[Any]:
    """Wallet, case, pencil case: a soft slab with a seam."""
    leather = surfaces.anything(random, base)
    wide, thick, tall = 1.0, random.uniform(0.06, 0.25), random.uniform(0.4, 0.7)
    things: list[Any] = [
        shapes.box("purse", (wide, tall, thick), leather, centre=(0, 0, thick / 2), round_by=thick * 0.45, segments=4)
    ]
    things.append(
        rig.tube(
            "zip",
            [
                (-0.49, -tall * 0.44, thick * 0.6),
                (-0.3, -tall * 0.5, thick * 0.6),
                (0.3, -tall * 0.5, thick * 0.6),
                (0.49, -tall * 0.44, thick * 0.6),
            ],
            0.02,
            surfaces.anything(random),
        )
    )
    if random.random() < 0.5:
        things.append(
            shapes.box(
                "badge",
                (random.uniform(0.1, 0.3), 0.08, 0.02),
                surfaces.anything(random),
                centre=(0, -tall * 0.2, thick),
                round_by=0.01,
            )
        )
    return things


def belt(random: Random, base: Any) -> list[Any]:
    """A belt, lead or cable rolled up or in loose bends."""
    band = random.uniform(0.015, 0.09)
    skin = surfaces.anything(random, base)
    if random.random() < 0.4:
        angle = np.linspace(0, random.uniform(2, 5) * 2 * math.pi, 90)
        r = np.linspace(0.1, random.uniform(0.25, 0.5), 90)
        knots = np.stack([r * np.cos(angle), r * np.sin(angle), np.full(90, band / 2)], 1)[::4]
        things = [rig.tube("belt", knots.tolist(), 0.018, skin, height=band, count=220, sides=8)]
        end = knots[-1]
    else:
        steps = np.cumsum(random.normal(0, 0.25, (8, 2)), 0)
        knots = np.c_[steps, np.linspace(0.02, 0.1, 8)]
        things = [
            rig.tube(
                "lead",
                knots.tolist(),
                max(band * 0.5, 0.015),
                skin,
                height=max(band * 0.5, 0.015) * random.uniform(0.3, 1),
                count=120,
                sides=8,
            )
        ]
        end = knots[-1]
    metal = surfaces.flat(np.ones(3) * 0.75, rough=0.15, metallic=1.0)
    ring = np.array([(0.07, 0.06), (0.07, -0.06), (-0.07, -0.06), (-0.07, 0.06)])
    path = np.concatenate(
        [
            p + (q - p) * np.linspace(0, 1, 6, endpoint=False)[:, None]
            for p, q in zip(ring, np.roll(ring, -1, 0), strict=True)
        ]
    )
    buckle = shapes.sweep(
        "buckle", np.c_[path, np.full(len(path), 0.02)] + (*end[:2], 0), shapes.oval(0.02, 0.02, 8), metal, closed=True
    )
    return [*things, buckle]


def frame(random: Random, base: Any) -> list[Any]:
    """A framed picture or mirror, poster, clock; upright, facing −y."""
    wide, tall, bar = random.uniform(0.6, 1), random.uniform(0.6, 1), random.uniform(0.02, 0.12)
    art = (
        surfaces.painted(textures.label(random, textures.tone(random)), rough=0.3)
        if random.random() < 0.75
        else surfaces.flat(np.ones(3) * 0.9, rough=0.02, metallic=1.0)
    )
    wood = surfaces.anything(random, base)
    points = np.array([(-1, 0, -1), (1, 0, -1), (1, 0, 1), (-1, 0, 1)], float) * (wide / 2, 1, tall / 2) + (
        0,
        -0.012,
        0,
    )
    things = [shapes.mesh("art", points, [(0, 1, 2, 3)], art, np.array([(0, 0), (1, 0), (1, 1), (0, 1)], float))]
    things.append(shapes.box("board", (wide, 0.02, tall), wood, round_by=0.002))
    for x, z, w, h in (
        (0, tall / 2, wide + bar, bar),
        (0, -tall / 2, wide + bar, bar),
        (-wide / 2, 0, bar, tall + bar),
        (wide / 2, 0, bar, tall + bar),
    ):
        things.append(shapes.box("bar", (w, 0.05 + bar * 0.3, h), wood, centre=(x, -0.01, z), round_by=0.006))
    return things

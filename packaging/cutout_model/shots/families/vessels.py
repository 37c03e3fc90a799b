"""Turned things: bottles, jars, cups, vases, bowls, pots, lamps' feet; with caps, handles and labels."""

import math
from typing import Any

import numpy as np
import rig
import shapes
import surfaces
import textures

Random = np.random.Generator


def _glass(random: Random, base: Any) -> Any:
    tint = np.clip(np.asarray(base) * 0.3 + 0.7, 0, 1)
    return surfaces.flat(tint, rough=random.uniform(0, 0.15), transmission_weight=random.uniform(0.5, 0.95), ior=1.3)


def bottle(random: Random, base: Any) -> list[Any]:
    """Bottle, jar or tube: shoulder, neck, cap, printed band."""
    radius, neck = random.uniform(0.1, 0.32), random.uniform(0.25, 1.0)
    shoulder = random.uniform(0.45, 0.9)
    waist = random.uniform(0.8, 1.15)
    body = [(0, 0), (radius * 0.96, 0), (radius, 0.02), (radius * waist, shoulder * 0.5), (radius, shoulder)]
    body += [(radius * neck, min(shoulder + 0.2, 0.93)), (radius * neck, 0.95), (0, 0.96)]
    shell = _glass(random, base) if random.random() < 0.2 else surfaces.anything(random, base)
    sides = int(random.choice([4, 6, 8, 40, 40, 40, 40, 40]))
    things = [
        shapes.lathe(
            "body",
            body,
            shell,
            rows=48,
            sides=max(sides, 24) if sides > 8 else sides,
            wobble=random.choice([0, 0, 0.01]),
        )
    ]
    if random.random() < 0.75:
        cap = radius * neck * random.uniform(1.0, 1.3)
        top = 0.9 + random.uniform(0.05, 0.35)
        line = [(cap, 0.9), (cap, top - 0.02), (cap * 0.93, top), (0, top)]
        things.append(shapes.lathe("cap", line, surfaces.anything(random), rows=24, sides=32, curved=False))
    if random.random() < 0.7 and sides > 8:
        low, high = sorted(random.uniform(0.05, shoulder * 0.95, 2))
        high = max(high, low + 0.15)
        z = np.linspace(low, min(high, shoulder), 12)
        line = shapes.flowing(body, 200)
        band = np.interp(z, line[8:150, 1], line[8:150, 0]) + 0.004
        pixels = textures.label(random, textures.tone(random))
        things.append(
            shapes.lathe(
                "label",
                np.c_[band, z],
                surfaces.painted(pixels, rough=random.uniform(0.2, 0.8)),
                rows=12,
                sides=48,
                curved=False,
            )
        )
    return things


def cup(random: Random, base: Any) -> list[Any]:
    """Mug, glass, bowl, plate, pot: hollow, with none, one or two handles."""
    radius, foot = random.uniform(0.2, 0.5), random.uniform(0.3, 1.05)
    height = random.uniform(0.1, 1.0) if random.random() < 0.7 else random.uniform(0.05, 0.2)
    belly = random.uniform(0.7, 1.25)
    wall = random.uniform(0.02, 0.05)
    outer = [
        (0, 0),
        (radius * foot, 0),
        (radius * foot, 0.005),
        (radius * (foot + 1) / 2 * belly, height / 2),
        (radius, height),
    ]
    inner = [
        (radius - wall, height),
        (max(radius * (foot + 1) / 2 * belly - wall, 0.01), height / 2),
        (max(radius * foot - wall, 0.01), wall),
        (0, wall),
    ]
    clear = random.random() < 0.15
    glaze = _glass(random, base) if clear else surfaces.anything(random, base, space="UV")
    things = [shapes.lathe("cup", outer + inner, glaze, rows=64, sides=48, wobble=random.choice([0, 0.01]))]
    handles = int(random.choice([0, 1, 1, 2]))
    for side in range(handles):
        out = random.uniform(0.12, 0.3)
        mid = radius * (foot + 1) / 2 * belly
        knots = [
            (mid * 0.95, 0, height * 0.2),
            (mid + out, 0, height * 0.3),
            (radius + out, 0, height * 0.75),
            (radius * 0.97, 0, height * 0.82),
        ]
        handle = rig.tube("handle", knots, random.uniform(0.04, 0.09), glaze, height=random.uniform(0.03, 0.07))
        handle.rotation_euler = (0, 0, math.pi * side)
        things.append(handle)
    if random.random() < 0.35 and height > 0.2:
        tint = surfaces.flat(textures.tone(random), rough=random.uniform(0.1, 0.8))
        level = height * random.uniform(0.6, 0.92)
        disc = shapes.lathe(
            "inside", [(0, level), (radius * min(1, (foot + 1) / 2) * 0.9, level)], tint, rows=4, sides=40, curved=False
        )
        things.append(disc)
    return things


def vase(random: Random, base: Any) -> list[Any]:
    """Free profiles, sometimes faceted or with a plant."""
    count = int(random.integers(3, 7))
    knots = [(0.0, 0.0), (random.uniform(0.08, 0.3), 0.0)]
    for index in range(count):
        knots.append((random.uniform(0.06, 0.4), (index + 1) / count))
    knots += [(knots[-1][0] - 0.03, 0.985), (knots[-2][0] * 0.5, 0.9), (0, 0.85)]
    sides = int(random.choice([3, 5, 6, 8, 48, 48, 48]))
    things = [
        shapes.lathe(
            "vase", knots, surfaces.anything(random, base), rows=72, sides=sides, wobble=random.choice([0, 0.03])
        )
    ]
    if random.random() < 0.35:
        things += leaves(random, float(knots[-2][0]), 0.95)
    return things


def leaves(random: Random, radius: float, height: float) -> list[Any]:
    """A plant's blades, arching out of a pot."""
    green = surfaces.painted(
        textures.plain(random, textures.tone(random, value=(0.2, 0.7)) * np.array([0.6, 1, 0.5], np.float32)), rough=0.5
    )
    things = []
    size = random.uniform(0.3, 1.0)
    for index in range(int(random.integers(5, 26))):
        turn, lift = random.uniform(0, 2 * math.pi), random.uniform(0.4, 1.5)
        long, wide = size * random.uniform(0.5, 1.1), size * random.uniform(0.03, 0.2)
        t, w = np.linspace(0, 1, 10)[:, None], np.linspace(-1, 1, 4)[None]
        reach = long * (t * math.cos(lift) + 0.25 * t**2)
        rise = long * (t * math.sin(lift) - random.uniform(0, 0.5) * t**2.2)
        half = wide / 2 * np.sin(np.pi * np.clip(t, 0.03, 0.99) ** 0.8)
        points = np.stack(np.broadcast_arrays(reach, w * half, rise + height - 0.05 + np.abs(w) * half * 0.4), -1)
        leaf = shapes.grid(f"leaf{index}", points, green)
        leaf.rotation_euler = (0, 0, turn)
        things.append(leaf)
    return things


def potted(random: Random, base: Any) -> list[Any]:
    """A plant in a pot."""
    r = random.uniform(0.15, 0.3)
    pot = [
        (0, 0),
        (r * 0.75, 0),
        (r * 0.75, 0),
        (r, 0.36),
        (r * 1.05, 0.37),
        (r * 1.05, 0.42),
        (r * 0.95, 0.42),
        (r * 0.9, 0.36),
        (0, 0.36),
    ]
    return [shapes.lathe("pot", pot, surfaces.anything(random, base), rows=48, sides=40), *leaves(random, r, 0.4)]

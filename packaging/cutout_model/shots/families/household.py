"""Lamps and baskets."""

import math
from typing import Any

import numpy as np
import rig
import shapes
import surfaces

Random = np.random.Generator


def lamp(random: Random, base: Any) -> list[Any]:
    """Table lamp, floor lamp, desk lamp with a bent arm."""
    metal, shade = surfaces.anything(random, base), surfaces.cloth(random)
    high, r = random.uniform(0.5, 1.0), random.uniform(0.1, 0.22)
    foot = shapes.lathe("foot", [(0, 0), (r, 0), (r, 0.02), (0.02, 0.04), (0.015, 0.1)], metal, rows=30, sides=36)
    head = (random.uniform(-0.1, 0.45) if random.random() < 0.4 else 0.0, 0.0, high)
    stem = rig.tube(
        "stem",
        [(0, 0, 0.02), (0, 0, high * 0.6), (head[0] * 0.4, 0, high), head] if head[0] else [(0, 0, 0.02), (0, 0, high)],
        random.uniform(0.015, 0.05),
        metal,
    )
    low, top, tall = random.uniform(0.14, 0.32), random.uniform(0.05, 0.25), random.uniform(0.12, 0.35)
    cone = shapes.thicken(
        shapes.lathe("shade", [(low, -tall * 0.6), (top, tall * 0.4)], shade, rows=10, sides=40, curved=False), 0.008
    )
    cone.location = head
    if head[0]:
        cone.rotation_euler = (0, random.uniform(0, 1.0), 0)
    return [foot, stem, cone]


def basket(random: Random, base: Any) -> list[Any]:
    """Basket, wire rack, cage: a wall of strands with gaps."""
    skin = surfaces.anything(random, base)
    low, high, tall = random.uniform(0.2, 0.4), random.uniform(0.3, 0.5), random.uniform(0.2, 0.7)
    width = random.uniform(0.01, 0.03)
    angle = np.linspace(0, 2 * math.pi, 48, endpoint=False)
    things: list[Any] = []
    for share in np.linspace(0, 1, int(random.integers(3, 10))):
        r = low + (high - low) * share
        ring = np.stack([r * np.cos(angle), r * np.sin(angle), np.full(48, share * tall + width)], 1)
        things.append(shapes.sweep("ring", ring, shapes.oval(width, width, 8), skin, closed=True))
    for a in np.linspace(0, 2 * math.pi, int(random.integers(8, 26)), endpoint=False):
        things.append(
            rig.tube(
                "stake",
                [(low * math.cos(a), low * math.sin(a), width), (high * math.cos(a), high * math.sin(a), tall)],
                width,
                skin,
                count=4,
                sides=8,
            )
        )
    floor = shapes.lathe("floor", [(0, width), (low, width)], skin, rows=4, sides=36, curved=False)
    if random.random() < 0.4:
        things.append(
            rig.tube(
                "handle",
                [(-high, 0, tall), (-high * 0.7, 0, tall + 0.3), (high * 0.7, 0, tall + 0.3), (high, 0, tall)],
                width * 1.5,
                skin,
            )
        )
    return [*things, floor]

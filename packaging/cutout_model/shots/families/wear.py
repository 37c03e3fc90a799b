"""Folded textiles and hats."""

from typing import Any

import bpy
import numpy as np
import rig
import shapes
import surfaces

Random = np.random.Generator


def folded(random: Random, base: Any) -> list[Any]:
    """A folded pile or roll: jumpers, towels, scarves."""
    things: list[Any] = []
    z = 0.0
    for index in range(int(random.integers(1, 5))):
        fabric = surfaces.cloth(random, base if index == 0 else None, space="Object")
        wide, deep, thick = random.uniform(0.7, 1), random.uniform(0.5, 0.9), random.uniform(0.05, 0.18)
        thing = shapes.box(
            "fold", (wide, deep, thick), fabric, centre=(0, 0, z + thick / 2), round_by=thick * 0.48, segments=5
        )
        thing.rotation_euler[2] = random.normal(0, 0.08)
        soft = thing.modifiers.new("cut", "SUBSURF")
        soft.subdivision_type, soft.levels, soft.render_levels = "SIMPLE", 3, 3
        rumple = thing.modifiers.new("rumple", "DISPLACE")
        rumple.texture = bpy.data.textures.new("rumple", "CLOUDS")
        rumple.texture.noise_scale = random.uniform(0.1, 0.4)
        rumple.strength = random.uniform(0.01, 0.07)
        things.append(thing)
        z += thick * 0.95
    return things


def hat(random: Random, base: Any) -> list[Any]:
    """Cap, brimmed hat, beanie."""
    fabric = surfaces.cloth(random, base, space="Object")
    tall, brim = random.uniform(0.25, 0.5), random.uniform(0.35, 0.7)
    crown = [
        (0.3, 0),
        (0.3, 0.02),
        (0.3 * random.uniform(0.8, 1.05), tall * 0.6),
        (random.uniform(0.1, 0.25), tall),
        (0, tall * random.uniform(0.9, 1.02)),
    ]
    things = [shapes.lathe("crown", crown, fabric, rows=40, sides=48, wobble=random.uniform(0, 0.03))]
    pick = random.random()
    if pick < 0.4:
        ring = [(0.29, 0.02), (brim * 0.8, -0.01), (brim, random.uniform(-0.05, 0.08)), (brim * 0.99, 0.0), (0.3, 0.0)]
        things.append(shapes.lathe("brim", ring, fabric, rows=30, sides=48, wobble=0.02))
        things.append(
            shapes.lathe(
                "ribbon", [(0.305, 0.01), (0.307, 0.08)], surfaces.cloth(random), rows=4, sides=48, curved=False
            )
        )
    elif pick < 0.75:
        angle = np.linspace(-1.1, 1.1, 20)
        rows = [
            np.c_[
                np.sin(angle) * (0.29 + 0.3 * t * np.cos(angle) ** 0.7),
                -np.cos(angle) * 0.29 - 0.32 * t * np.cos(angle) ** 0.8,
                0.02 - 0.06 * t - 0.05 * np.sin(angle) ** 2,
            ]
            for t in np.linspace(0, 1, 8)
        ]
        things.append(
            shapes.thicken(
                shapes.grid(
                    "peak",
                    np.array(rows),
                    surfaces.cloth(random, None if random.random() < 0.5 else base, space="Object"),
                ),
                0.02,
            )
        )
    else:
        things.append(
            shapes.lathe(
                "cuff", [(0.31, 0), (0.33, 0.02), (0.33, 0.12), (0.31, 0.14)], fabric, rows=16, sides=48, wobble=0.02
            )
        )
        if random.random() < 0.5:
            things.append(
                rig.ball("pompom", (0, 0, tall + 0.07), (0.1, 0.1, 0.1), surfaces.cloth(random, space="Object"))
            )
    return things

"""Walls and doors that things hang on, and backgrounds for things held in a hand."""

from typing import Any

import numpy as np
import rig
import shapes
import stage
import surfaces
import textures

from places import indoors, outdoors
from places.place import Place, surface, tint

Random = np.random.Generator


def wall(random: Random, base: Any) -> Place:
    """A wall, door, wardrobe or brickwork straight behind the product."""
    stage.wall(
        surface(random, tint(random, base), kinds="plain plain plain wood tiles marble stripes speckle", level=True),
        y=0.0,
        width=30,
        height=14,
    ).location[2] = -7
    if random.random() < 0.4:
        door = surface(random, textures.tone(random), kinds="plain wood plain")
        wide = random.uniform(0.7, 1.6)
        shapes.box("door", (wide * 2, 0.06, 8), door, centre=(random.normal(0, 0.5), 0, 0), round_by=0.01)
        for z in (-1.2, 0.8):
            shapes.box("panel", (wide * 1.4, 0.09, 1.6), door, centre=(0, 0, z), round_by=0.02)
    for _ in range(int(random.integers(0, 4))):
        x, z = random.choice([-1, 1]) * random.uniform(0.8, 2), random.uniform(-1.2, 1.2)
        shapes.box(
            "thing",
            (random.uniform(0.1, 0.8), 0.06, random.uniform(0.1, 0.8)),
            surfaces.anything(random),
            centre=(x, -0.04, z),
        )
    knot = rig.tube("hook", [(0, -0.02, 0.72), (0.0, -0.05, 0.66), (0.02, -0.06, 0.6)], 0.02, surfaces.anything(random))
    knot.location[2] = 0.02
    return Place("wall", lift=(-12, 20), facing=25, hangs=True, turn=0)


def held(random: Random, base: Any) -> Place:
    """The product in a hand, before a shelf, a room, a garden."""
    builders = [
        indoors.shelf,
        indoors.shelf,
        indoors.table,
        indoors.floor,
        outdoors.grass,
        outdoors.earth,
        indoors.sofa,
        indoors.sweep,
    ]
    around = builders[int(random.integers(len(builders)))](random, base)
    return Place(
        f"hand-{around.name}", lift=(-5, 50), facing=25, outdoors=around.outdoors, held=True, clutter=0.5, turn=40
    )

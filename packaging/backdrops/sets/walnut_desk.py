"""A dark desk in the evening: books and a lamp behind."""

import math

from backdrop import Backdrop, Key, Room, View, slab_top
from clutter import books, jar_of_tools, plant
from grounds import plaster
from materials import planks
from props import slab
from stage import bulb, wall


def build() -> None:
    slab((2.6, 0.95, 0.035), planks("#6b452b", "#2f1c10", width=0.9, length=4.0, gloss=0.42), at=(0.37, 0.17))
    wall(plaster("#4d5a5c"), y=0.95, width=6, height=3, z=-0.8)
    books((0.5, 0.58, 0.0), count=7, seed=4, turn=math.pi)
    books((-0.36, 0.52, 0.0), count=3, upright=False, seed=9, turn=math.pi)
    jar_of_tools((-0.22, 0.62, 0.0), tint="#7b6a58")
    plant((0.62, 0.6, 0.0), size=0.25)
    bulb((-0.45, 0.55, 0.62), power=11)


SET = Backdrop(
    name="walnut-desk",
    title="Walnut desk",
    keywords=("desk", "office", "wood", "dark", "electronics", "books", "stationery"),
    build=build,
    view=View(across=0.6, tilt=10, fstop=2.0, y=0.8),
    top=slab_top((2.6, 0.95), (0.37, 0.17)),
    key=Key(azimuth=-108, elevation=42, spread=12, strength=2.6, tint="#fff1df"),
    room=Room(above="#c7ccd6", below="#54483e", strength=0.35),
    exposure=-0.2,
    reflection=0.05,
)

"""Warm plaster with the shadows of palm fronds."""

import mathutils
from backdrop import Backdrop, Key, Room, View
from greens import frond
from grounds import plaster
from props import black, throwing
from stage import ground, wall

KEY = Key(azimuth=-128, elevation=38, spread=1.6, strength=4.2, tint="#ffe6c4")


def build() -> None:
    ground(plaster("#e6d3bd", relief=0.7), width=6, depth=4)
    wall(plaster("#e6d3bd"), y=0.42, width=6, height=3)
    dark = black()
    for index, (x, z) in enumerate(((-0.1, 0.1), (0.34, 0.3), (-0.42, 0.36))):
        lean = (0.5 - 0.5 * index, 0.1, 0.65 - 0.5 * index)
        root = (x - 0.35, 0.38, z + 0.12)
        for thing in frond(
            "gobo", root, lean, dark, length=0.8, pairs=13, leaf_length=0.34, leaf_width=0.045, seed=index
        ):
            throwing(thing, mathutils.Vector(KEY.toward) * 0.75)


SET = Backdrop(
    name="leaf-shadow",
    title="Leaf shadows",
    keywords=("leaves", "shadow", "plaster", "summer", "cosmetics"),
    build=build,
    exposure=0.25,
    view=View(across=0.7, tilt=9, y=0.84),
    wall=0.42,
    key=KEY,
    room=Room(strength=0.55),
)

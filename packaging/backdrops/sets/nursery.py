"""A white wooden floor and a pastel wall; a ball, blocks and bunting out of focus."""

import math

import numpy as np
from backdrop import Backdrop, Key, Room, View
from grounds import enamel
from materials import planks
from shapes import box, lathe, mesh, place
from stage import ground, wall


def build() -> None:
    ground(planks("#efe6da", "#d3c2ab", width=0.11, length=1.3, gloss=0.5), width=6, depth=5, at=(0.43, 0))
    wall(enamel("#cfdfe2", rough=0.8), y=0.95, width=6, height=3)
    box("skirting", (6, 0.02, 0.09), enamel("#f6f5f2"), centre=(0, 0.94, 0.045), round_by=0.006)
    tints = ("#e9b9a6", "#f0d58a", "#a9c7b2", "#b7b6d6")
    ball = [(0.11 * math.sin(a), 0.11 - 0.11 * math.cos(a)) for a in np.linspace(0, math.pi, 24)]
    place([lathe("ball", ball, enamel(tints[0]), rows=60)], (-0.42, 0.62, 0))
    for index, (x, y, z, turn) in enumerate(
        ((0.4, 0.6, 0, 0.3), (0.5, 0.66, 0, -0.2), (0.44, 0.62, 0.075, 0.6), (0.3, 0.7, 0, 0.1))
    ):
        place(
            [box("block", (0.075, 0.075, 0.075), enamel(tints[index]), centre=(0, 0, 0.0375), round_by=0.006)],
            (x, y, z),
            (0, 0, turn),
        )
    for index, x in enumerate(np.linspace(-0.7, 0.7, 9)):
        high = 0.72 + 0.18 * x * x
        flag = mesh(
            "flag",
            np.array([(-0.06, 0, high), (0.06, 0, high), (0, 0, high - 0.13)]),
            [(0, 1, 2)],
            enamel(tints[index % 4], rough=0.9),
        )
        flag.location = (x, 0.93, 0)


SET = Backdrop(
    name="nursery",
    title="Nursery",
    keywords=("baby", "nursery", "pastel", "toys", "floor", "soft"),
    build=build,
    exposure=0.2,
    view=View(across=0.85, tilt=9, y=0.82, fstop=2.4),
    wall=0.94,
    key=Key(azimuth=-122, elevation=42, spread=13, strength=2.6, tint="#fff8ee"),
    room=Room(above="#ffffff", below="#d8cdbf", strength=0.8),
    fill=0.58,
)

"""Snow on a winter evening: warm lights far behind, fir twigs at the sides."""

import numpy as np
from backdrop import Backdrop, Key, Room, View
from greens import fir
from grounds import snow
from materials import paper
from props import bokeh
from stage import wall
from terrain import mounds


def build() -> None:
    mounds(snow(), width=2.6, depth=2.2, height=0.02, scale=3.0, flat=0.16, rise=0.25, steps=420)
    wall(paper("#22324a"), y=3.2, width=9, height=5, z=-0.8)
    random = np.random.default_rng(8)
    lights = [
        (x, random.uniform(1.9, 2.9), z)
        for x, z in zip(random.uniform(-1.1, 1.1, 34), random.uniform(0.12, 1.1, 34), strict=True)
    ]
    bokeh(lights, ("#ffc879", "#ffdca0", "#ff9d5c"), size=0.016, strength=26)
    fir("twig", (0.5, 0.3, 0.03), (-0.7, -0.1, 0.12), length=0.36, seed=2)
    fir("twig", (-0.52, 0.22, 0.04), (0.6, 0.25, 0.1), length=0.3, seed=5)
    fir("before", (-0.5, -0.32, 0.0), (0.5, 0.1, 0.12), length=0.32, seed=7)


SET = Backdrop(
    name="snow-holiday",
    title="Snow and lights",
    keywords=("snow", "winter", "christmas", "holiday", "gift", "evening"),
    build=build,
    view=View(across=0.6, tilt=10, y=0.8, fstop=2.2),
    key=Key(azimuth=-106, elevation=38, spread=10, strength=2.6, tint="#ffe9cf"),
    room=Room(above="#9fb6dd", below="#566580", strength=0.55),
    exposure=-0.15,
    front=("before",),
    even=2.0,
)

"""Terracotta steps and an arch, late sun."""

from backdrop import Backdrop, Key, Room, View, slab_top
from grounds import plaster
from props import arch, slab
from stage import ground, wall


def build() -> None:
    clay = plaster("#c9805c", relief=0.8)
    slab((0.62, 0.46, 0.07), clay, at=(0.02, 0.06), edge=0.006)
    slab((1.3, 0.9, 0.07), plaster("#bd744f"), top=-0.07, at=(0.15, 0.2), edge=0.006)
    ground(plaster("#d0916f"), width=6, depth=4, z=-0.14)
    arch(0.56, 0.74, 0.09, plaster("#d59a78"), at=(0.04, 0.42, -0.07), hole=0.62)
    wall(plaster("#e0ad8c"), y=0.85, width=6, height=3, z=-0.14)


SET = Backdrop(
    name="terracotta-arch",
    title="Terracotta arch",
    keywords=("terracotta", "arch", "steps", "home decor", "fashion", "warm"),
    build=build,
    colour=0.85,
    view=View(across=0.85, tilt=9, y=0.76),
    top=slab_top((0.62, 0.46), (0.02, 0.06), drop=0.07),
    key=Key(azimuth=-122, elevation=36, spread=2.0, strength=4.0, tint="#ffe2c2"),
    room=Room(above="#dfe8f4", below="#c98f6c", strength=0.6),
    fill=0.44,
)

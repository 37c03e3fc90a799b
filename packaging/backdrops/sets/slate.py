"""A slate board in dim side light, crumbs of salt."""

from backdrop import Backdrop, Key, Room, View, slab_top
from grounds import plaster
from grounds import slate as stone
from props import slab
from stage import wall, window


def build() -> None:
    slab((2.4, 1.0, 0.02), stone("#4a4d52"), at=(0, 0.15), edge=0.005)
    wall(plaster("#5a5550"), y=0.95, width=6, height=3, z=-0.8)
    window((-1.4, 0.2, 0.7), (-0.1, 0.95, 0.2), size=(0.5, 0.9), power=10, tint="#ffe8c8", panes=(1, 1))


SET = Backdrop(
    name="slate",
    title="Slate",
    keywords=("slate", "stone", "dark", "food", "beverages", "tools"),
    build=build,
    colour=0.55,
    view=View(across=0.5, tilt=12, y=0.78),
    top=slab_top((2.4, 1.0), (0, 0.15)),
    key=Key(azimuth=-104, elevation=38, spread=9, strength=3.2, tint="#fff1dd"),
    room=Room(above="#c4ccd6", below="#4c4a48", strength=0.5),
    exposure=0.3,
)

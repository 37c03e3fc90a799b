"""Terrazzo table, sage wall."""

from backdrop import Backdrop, Key, View, slab_top
from grounds import plaster
from grounds import terrazzo as chips
from props import slab
from stage import wall


def build() -> None:
    slab((2.2, 0.85, 0.04), chips("#efe9e0", ("#c96f4f", "#41635f", "#d9b25f")), at=(0, 0.1))
    wall(plaster("#b9c7b4", relief=0.6), y=0.6, width=6, height=3, z=-0.6)


SET = Backdrop(
    name="terrazzo",
    title="Terrazzo",
    keywords=("terrazzo", "stone", "stationery", "handmade", "kitchen", "fresh"),
    build=build,
    view=View(across=0.5, tilt=12, y=0.78),
    top=slab_top((2.2, 0.85), (0, 0.1)),
    key=Key(azimuth=-126, elevation=45, spread=4, strength=3.2, tint="#fff7ea"),
    reflection=0.08,
)

"""A worn bench in a workshop, pegboard and tins behind."""

from backdrop import Backdrop, Key, Room, View, slab_top
from clutter import jar_of_tools
from grounds import concrete
from materials import metal, planks, plastic
from props import slab
from shapes import box, lathe, place
from stage import bulb, wall


def build() -> None:
    slab(
        (2.6, 0.85, 0.07),
        planks("#8d6a45", "#3f2a18", width=0.14, length=3.0, gloss=0.6, gap=0.003),
        at=(0.2, 0.12),
        edge=0.006,
    )
    wall(concrete("#8a8d8c"), y=0.75, width=6, height=3, z=-0.8)
    steel = metal("#b9bbbd", rough=0.35)
    for x, size, tint in ((-0.44, 0.06, "#a33327"), (-0.3, 0.045, "#2f5d78"), (0.47, 0.065, "#c9922f")):
        tin = [(0, 0), (size, 0), (size, 0.003), (size, size * 2.2), (size * 0.94, size * 2.3), (0, size * 2.3)]
        place([lathe("tin", tin, plastic(tint, rough=0.35), curved=False, sides=64)], (x, 0.42, 0))
    jar_of_tools((0.3, 0.44, 0), tint="#59636a")
    box("vice", (0.16, 0.12, 0.1), steel, centre=(0.66, 0.3, 0.05), round_by=0.012)
    bulb((0.5, 0.1, 1.0), power=5)


SET = Backdrop(
    name="workshop-bench",
    title="Workshop bench",
    keywords=("workshop", "tools", "wood", "garage", "craft", "worn"),
    build=build,
    view=View(across=0.62, tilt=11, y=0.8, fstop=2.8),
    top=slab_top((2.6, 0.85), (0.2, 0.12)),
    key=Key(azimuth=-120, elevation=44, spread=9, strength=3.0, tint="#fff0da"),
    room=Room(above="#c2cad2", below="#5a5148", strength=0.45),
    exposure=0.35,
)

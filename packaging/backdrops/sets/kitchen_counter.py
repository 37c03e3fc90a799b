"""A kitchen counter: stone top, tiled back, boards, crock and fruit out of focus."""

from backdrop import Backdrop, Key, Room, View, slab_top
from clutter import fruit, jar_of_tools, plant
from materials import planks, stone, tiles
from props import slab
from shapes import box
from stage import wall


def build() -> None:
    slab((4.0, 0.75, 0.04), stone("#d9d6d0", "#b4aea6", "#8b857d"), at=(0, 0.15))
    wall(tiles("#eef0ec", "#d3d0c9", width=0.15, height=0.075), y=0.52, width=5, height=2, z=-0.3)
    board = box(
        "board",
        (0.26, 0.02, 0.38),
        planks("#b98a56", "#75502b", width=0.5, length=2),
        centre=(-0.3, 0.47, 0.18),
        round_by=0.01,
    )
    board.rotation_euler[0] = -0.12
    jar_of_tools((0.3, 0.38, 0.0), tint="#d9d5cc")
    fruit((0.42, 0.24, 0.0), tint="#e2b23a", count=4)
    plant((-0.5, 0.36, 0.0), size=0.18, leaves=30, pot="#b5654a")


SET = Backdrop(
    name="kitchen-counter",
    title="Kitchen counter",
    keywords=("kitchen", "counter", "food", "cookware", "home", "tiles"),
    build=build,
    exposure=0.2,
    view=View(across=0.66, tilt=9, y=0.82, fstop=2.8),
    wall=0.52,
    top=slab_top((4.0, 0.75), (0, 0.15)),
    key=Key(azimuth=-122, elevation=42, spread=11, strength=3.0, tint="#fff3e2"),
    room=Room(above="#ffffff", below="#c9c0b4", strength=0.75),
    reflection=0.06,
    fill=0.58,
)

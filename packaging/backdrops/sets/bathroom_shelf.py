"""A stone shelf before glazed tiles; towels, a bottle and a plant out of focus."""

from backdrop import Backdrop, Key, Room, View, slab_top
from clutter import plant
from grounds import terrazzo
from materials import cloth, glass, tiles
from props import slab
from shapes import box, lathe, place
from stage import wall


def build() -> None:
    slab((3.0, 0.5, 0.03), terrazzo("#ece8e2", ("#b9b3aa", "#8f8a84", "#cdb9a4")), at=(0, 0.05))
    wall(tiles("#dfe6e4", "#f2f1ee", width=0.2, height=0.1), y=0.3, width=4, height=2, z=-0.5)
    towel = cloth("#f4f1ec", space="Object", thread=0.002)
    for index in range(3):
        folded = box(
            "towel", (0.26, 0.16, 0.045), towel, centre=(0.34, 0.16, 0.024 + 0.046 * index), round_by=0.02, segments=6
        )
        folded.rotation_euler[2] = 0.05 * (index - 1)
    amber = glass("#c98a4a")
    flask = [
        (0, 0),
        (0.03, 0),
        (0.034, 0.004),
        (0.034, 0.1),
        (0.024, 0.118),
        (0.013, 0.124),
        (0.013, 0.15),
        (0.0, 0.15),
    ]
    place([lathe("flask", flask, amber, rows=60, sides=48)], (-0.19, 0.19, 0.0))
    plant((-0.27, 0.2, 0.0), size=0.16, leaves=20, pot="#e9e4dc")


SET = Backdrop(
    name="bathroom-shelf",
    title="Bathroom shelf",
    keywords=("bathroom", "tiles", "shelf", "cosmetics", "health", "clean"),
    build=build,
    exposure=0.2,
    view=View(across=0.62, tilt=8, y=0.82, fstop=2.8),
    wall=0.3,
    top=slab_top((3.0, 0.5), (0, 0.05)),
    key=Key(azimuth=-124, elevation=40, spread=12, strength=2.8, tint="#fffaf2"),
    room=Room(above="#ffffff", below="#cfcac4", strength=0.8),
    reflection=0.08,
    fill=0.55,
)

"""A wet garage floor at night, tubes of light on the far wall."""

from backdrop import Backdrop, Key, Room, View
from grounds import asphalt, concrete
from materials import glow
from shapes import box
from stage import ground, wall


def build() -> None:
    ground(asphalt("#45474a", wet=0.75), width=14, depth=12)
    wall(concrete("#55585c", pores=1.6), y=3.6, width=16, height=5)
    for x, z in ((-1.5, 1.05), (0.0, 1.2), (1.5, 1.05)):
        tube = box("tube", (1.15, 0.05, 0.05), glow("#eaf4ff", 9.0), centre=(x, 3.5, z), round_by=0.02)
        tube.rotation_euler[1] = 0.0


SET = Backdrop(
    name="garage",
    title="Garage floor",
    keywords=("automotive", "garage", "asphalt", "wet", "night", "tools", "dark"),
    build=build,
    view=View(across=1.5, tilt=9, y=0.8, fstop=4),
    key=Key(azimuth=-58, elevation=46, spread=12, strength=2.2, tint="#eaf2ff"),
    room=Room(above="#8f9bab", below="#26282c", strength=0.35),
    exposure=0.15,
    reflection=0.16,
)

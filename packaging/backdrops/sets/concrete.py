"""Cast concrete, floor and wall, side light."""

from backdrop import Backdrop, Key, View
from grounds import concrete as cast
from stage import ground, wall


def build() -> None:
    ground(cast("#b0ada8", scale=1.3), width=6, depth=3, at=(0, 0))
    wall(cast("#a5a29d", pores=1.4), y=0.75, width=6, height=3)


SET = Backdrop(
    name="concrete",
    title="Concrete",
    keywords=("concrete", "grey", "industrial", "shoes", "fashion", "electronics"),
    build=build,
    colour=0.5,
    exposure=0.15,
    view=View(across=0.7, tilt=10, y=0.8),
    wall=0.75,
    key=Key(azimuth=-130, elevation=40, spread=8, strength=3.2, tint="#fff8ee"),
)

"""White marble with grey veins before a light wall."""

from backdrop import Backdrop, Key, Room, View, slab_top
from grounds import marble, plaster
from props import slab
from stage import wall


def build() -> None:
    slab((2.2, 1.0, 0.03), marble("#f1efec", "#8d9096", scale=1.7), at=(0, 0.15))
    wall(plaster("#e3e1de", relief=0.6), y=1.0, width=6, height=3, z=-0.8)


SET = Backdrop(
    name="white-marble",
    title="White marble",
    keywords=("marble", "stone", "cosmetics", "jewellery", "clean"),
    build=build,
    exposure=0.2,
    view=View(across=0.5, tilt=11, y=0.79),
    top=slab_top((2.2, 1.0), (0, 0.15)),
    key=Key(azimuth=-128, elevation=42, spread=12, strength=2.6, tint="#ffffff"),
    room=Room(above="#ffffff", below="#c8c4c0", strength=0.9),
    reflection=0.12,
)

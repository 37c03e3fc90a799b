"""Rumpled natural linen, morning light."""

from backdrop import Backdrop, Key, Room, View
from grounds import plaster
from materials import cloth
from stage import rumpled, wall


def build() -> None:
    rumpled(
        cloth("#e4d9c8", thread=0.0007, slubs=1.0, relief=0.35),
        size=3.0,
        steps=560,
        depth=0.009,
        folds=1.2,
        seed=5,
        flat=[(0, -0.6, 0.13)],
        at=(0, 0.6),
    )
    wall(plaster("#efe8de", relief=0.5), y=1.85, width=6, height=3, z=-0.6)


SET = Backdrop(
    name="linen",
    title="Linen",
    keywords=("linen", "cloth", "bed", "soft", "fashion", "baby", "handmade"),
    build=build,
    exposure=0.2,
    view=View(across=0.6, tilt=15, y=0.76, fstop=4.5),
    key=Key(azimuth=-110, elevation=28, spread=10, strength=3.4, tint="#fff2e0"),
    room=Room(strength=0.7),
)

"""Midnight velvet, softly folded."""

from backdrop import Backdrop, Key, Room, View
from grounds import velvet as pile
from stage import rumpled, wall


def build() -> None:
    rumpled(pile("#141c38"), size=1.8, depth=0.02, folds=2.0, seed=11, flat=[(0, -0.3, 0.12)], at=(0, 0.3))
    wall(pile("#10162c"), y=0.95, width=5, height=3, z=-0.5)


SET = Backdrop(
    name="velvet",
    title="Midnight velvet",
    keywords=("velvet", "dark", "blue", "jewellery", "watches", "luxury"),
    build=build,
    view=View(across=0.4, tilt=15, y=0.74),
    key=Key(azimuth=-62, elevation=38, spread=10, strength=3.2, tint="#fff4e4"),
    room=Room(above="#aab6cc", below="#20232c", strength=0.4),
    fill=0.58,
)

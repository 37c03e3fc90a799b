"""Yellow floor, blue wall: two sheets of paper, hard sun."""

from backdrop import Backdrop, Key, Room, View
from materials import paper
from stage import ground, wall


def build() -> None:
    ground(paper("#f2c650"), width=6, depth=3)
    wall(paper("#7fb4cf"), y=0.5, width=6, height=3)


SET = Backdrop(
    name="paper-duo",
    title="Two papers",
    keywords=("paper", "colour", "toys", "pet", "playful", "hard light"),
    build=build,
    view=View(across=0.6, tilt=10, y=0.8),
    wall=0.5,
    key=Key(azimuth=-136, elevation=42, spread=2.0, strength=3.6, tint="#ffffff"),
    room=Room(above="#ffffff", below="#dcd8cc", strength=0.6),
)

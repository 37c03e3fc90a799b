"""Rubber flooring and a dark wall with a painted stripe, cool light."""

from backdrop import Backdrop, Key, Room, View
from grounds import concrete, enamel, rubber
from shapes import box
from stage import ground, wall, window


def build() -> None:
    ground(rubber(), width=10, depth=8)
    behind = wall(concrete("#5b6066"), y=1.5, width=10, height=4)
    behind.visible_shadow = False  # the key light comes from behind it
    box("stripe", (10, 0.01, 0.11), enamel("#e0662f", rough=0.6), centre=(0, 1.497, 0.42), round_by=0.001)
    window((1.5, 0.2, 1.6), (0.2, 1.5, 0.5), size=(0.8, 0.5), power=40, tint="#e3eeff", panes=(1, 1))


SET = Backdrop(
    name="gym-floor",
    title="Gym floor",
    keywords=("sports", "gym", "rubber", "fitness", "dark", "shoes"),
    build=build,
    view=View(across=0.9, tilt=10, y=0.8, fstop=4),
    wall=1.5,
    key=Key(azimuth=-66, elevation=46, spread=9, strength=2.8, tint="#f2f6ff"),
    room=Room(above="#c3ccd8", below="#37393d", strength=0.4),
)

"""Rippled sand in low sun, a hazy sky of the same colour."""

from backdrop import Backdrop, Key, Room, View
from grounds import sand as grains
from materials import paper
from stage import wall
from terrain import ripples


def build() -> None:
    ripples(grains(), width=2.6, depth=2.4, height=0.007, waves=9, slant=1.4, rough=0.2, flat=0.1, steps=700)
    wall(paper("#ecd9bd"), y=1.5, width=8, height=4, z=-0.6)


SET = Backdrop(
    name="sand",
    title="Sand",
    keywords=("sand", "beach", "summer", "desert", "outdoor", "sunglasses", "shoes"),
    build=build,
    view=View(across=0.6, tilt=13, y=0.77, fstop=4),
    key=Key(azimuth=-96, elevation=24, spread=1.5, strength=5.0, tint="#ffe3bd"),
    room=Room(above="#e8eef6", below="#d8c2a0", strength=0.5),
)

"""Coral paper that bends up behind, hard light."""

from backdrop import Backdrop, Key, Room, View
from materials import paper
from props import cove


def build() -> None:
    cove(paper("#ee8d78"), width=4, front=1.5, back=0.55, bend=0.2, height=2.2)


SET = Backdrop(
    name="paper-coral",
    title="Coral paper",
    keywords=("paper", "colour", "pop", "toys", "cosmetics", "hard light"),
    build=build,
    view=View(across=0.6, tilt=10, y=0.8),
    key=Key(azimuth=-134, elevation=40, spread=2.5, strength=3.6, tint="#ffffff"),
    room=Room(above="#ffffff", below="#ddccc6", strength=0.6),
)

"""Kraft paper that bends up behind, its fibres in sight, light of a window."""

from backdrop import Backdrop, Key, View
from grounds import kraft
from props import cove


def build() -> None:
    cove(kraft(), width=4, front=1.5, back=0.62, bend=0.3, height=2.2)


SET = Backdrop(
    name="kraft-paper",
    title="Kraft paper",
    keywords=("kraft", "paper", "handmade", "vintage", "stationery", "gift"),
    build=build,
    exposure=0.25,
    colour=0.72,
    view=View(across=0.55, tilt=12, y=0.78),
    key=Key(azimuth=-122, elevation=40, spread=6, strength=3.2, tint="#fff6ea"),
)

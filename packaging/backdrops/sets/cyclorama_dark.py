"""A charcoal cove, a pool of light behind the product."""

from backdrop import Backdrop, Key, Room, View
from grounds import enamel
from props import cove
from stage import spot


def build() -> None:
    cove(enamel("#3d4046", rough=1.0), width=12, front=4, back=2.0, bend=0.7, height=5)
    spot((0.5, -0.2, 2.6), (0.0, 2.0, 0.5), power=330, angle=50, tint="#dfe9ff")


SET = Backdrop(
    name="cyclorama-dark",
    title="Dark studio",
    keywords=("studio", "dark", "electronics", "tools", "sports", "dramatic"),
    build=build,
    view=View(across=1.4, tilt=9, y=0.78, fstop=8),
    key=Key(azimuth=-70, elevation=48, spread=12, strength=2.4, tint="#ffffff"),
    room=Room(above="#b9c1cc", below="#2b2b2e", strength=0.5),
    reflection=0.04,
    fill=0.66,
)

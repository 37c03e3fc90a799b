"""A white studio cove with a glow on the back wall."""

from backdrop import Backdrop, Key, Room, View
from grounds import enamel
from props import cove
from stage import window


def build() -> None:
    cove(enamel("#efeeec", rough=0.6), width=12, front=4, back=2.2, bend=0.9, height=5)
    window((0.0, 0.6, 3.4), (0.0, 2.2, 0.9), size=(2.6, 0.6), power=90, tint="#ffffff", panes=(1, 1))


SET = Backdrop(
    name="cyclorama",
    title="White studio",
    keywords=("studio", "white", "clean", "cyclorama", "any"),
    build=build,
    view=View(across=1.6, tilt=9, y=0.78, fstop=8),
    key=Key(azimuth=-118, elevation=52, spread=14, strength=2.2, tint="#ffffff"),
    room=Room(above="#ffffff", below="#e2e0de", strength=0.8),
    fill=0.7,
)

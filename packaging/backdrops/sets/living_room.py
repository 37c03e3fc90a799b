"""A living room: oiled boards, a green wall, evening sun through a tall window, a plant."""

from backdrop import Backdrop, Key, Room, View
from clutter import plant
from grounds import enamel, plaster
from materials import planks
from props import window_gobo
from shapes import box
from stage import ground, wall

KEY = Key(azimuth=-132, elevation=36, spread=2.0, strength=4.0, tint="#ffe4c2")


def build() -> None:
    ground(planks("#a8794c", "#68442a", width=0.13, length=1.6, gloss=0.32), width=12, depth=8, at=(0.6, 0.04))
    wall(plaster("#8c9a86", relief=0.4), y=1.0, width=12, height=5)
    box("skirting", (12, 0.025, 0.14), enamel("#98a592"), centre=(0, 0.985, 0.07), round_by=0.006)
    plant((1.15, 0.62, 0.0), size=0.95, leaves=30, pot="#e4ddd2")
    window_gobo(KEY.toward, away=5.0, size=(2.6, 2.9), panes=(3, 3), bar=0.07, aim=(-0.1, 0.5, 0.75))


SET = Backdrop(
    name="living-room",
    title="Living room",
    keywords=("room", "floor", "furniture", "home", "window", "plant"),
    build=build,
    view=View(across=2.6, tilt=8, y=0.84, fstop=8),
    wall=1.0,
    key=KEY,
    room=Room(above="#eef1f5", below="#8f7a64", strength=0.6),
    fill=0.6,
)

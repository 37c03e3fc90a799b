"""The light of a window, with its bars, on a plain warm wall and a wooden ledge."""

from backdrop import Backdrop, Key, Room, View, slab_top
from grounds import plaster
from materials import planks
from props import slab, window_gobo
from stage import wall

KEY = Key(azimuth=-136, elevation=34, spread=1.4, strength=4.6, tint="#ffdfb6")


def build() -> None:
    slab((4.0, 0.9, 0.04), planks("#b58a5c", "#7a5431", width=0.2, length=2.2, gloss=0.45), at=(0, 0.0))
    wall(plaster("#e9dcc9", relief=0.7), y=0.4, width=6, height=3, z=-0.5)
    window_gobo(KEY.toward, away=2.2, size=(0.62, 0.86), panes=(2, 3), bar=0.035, aim=(0.02, 0.2, 0.2))


SET = Backdrop(
    name="window-light",
    title="Window light",
    keywords=("window", "sun", "shadow", "wall", "warm", "home decor", "art"),
    build=build,
    view=View(across=0.75, tilt=8, y=0.84),
    wall=0.4,
    top=slab_top((4.0, 0.9), (0, 0)),
    key=KEY,
    room=Room(strength=0.5),
    fill=0.55,
)

"""A glass shelf on steel pins before a lit wall."""

from backdrop import Backdrop, Key, Room, View
from grounds import plaster
from materials import glass, metal
from shader import Shader
from shapes import box, lathe, place
from stage import wall, window


def build() -> None:
    pane = box("pane", (1.6, 0.34, 0.012), glass("#e6f4f0"), centre=(0, 0.02, -0.006), round_by=0.0012)
    pane.visible_shadow = False
    edge = Shader("edge", base_color="#8fcbbb", roughness=0.15, emission_color="#7fbfae", emission_strength=0.35)
    box("edge", (1.6, 0.0008, 0.0112), edge, centre=(0, -0.1503, -0.006), round_by=0.0003)
    wall(plaster("#e7ebee", relief=0.4), y=0.24, width=4, height=3, z=-1.4)
    pin = metal("#cfcfcf", rough=0.2, brushed=True)
    for x in (-0.42, 0.42):
        peg = lathe(
            "peg", [(0, 0.0), (0.011, 0.0), (0.012, 0.001), (0.012, 0.09), (0, 0.09)], pin, curved=False, sides=48
        )
        place([peg], (x, 0.24, -0.024), (1.5708, 0, 0))
    window((-1.0, -0.4, -0.5), (0.0, 0.24, -0.2), size=(0.8, 0.8), power=9, tint="#ffffff", panes=(1, 1))


SET = Backdrop(
    name="glass-shelf",
    title="Glass shelf",
    keywords=("glass", "shelf", "cosmetics", "perfume", "clean", "light"),
    build=build,
    view=View(across=0.5, tilt=9, y=0.72),
    key=Key(azimuth=-118, elevation=46, spread=12, strength=2.6, tint="#ffffff"),
    room=Room(above="#ffffff", below="#dfe3e6", strength=0.8),
    reflection=0.28,
    fill=0.52,
)

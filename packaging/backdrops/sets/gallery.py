"""A gallery: pale boards, a white wall, light from above."""

from backdrop import Backdrop, Key, Room, View
from grounds import enamel, plaster
from materials import planks
from shapes import box
from stage import ground, wall, window


def build() -> None:
    ground(planks("#d3b891", "#a5855c", width=0.16, length=2.4, gloss=0.35), width=12, depth=8, at=(0.7, 0.04))
    wall(plaster("#f0eeea", relief=0.08), y=0.55, width=12, height=5)
    box("skirting", (12, 0.02, 0.1), enamel("#f4f3f0"), centre=(0, 0.54, 0.05), round_by=0.004)
    window((-0.4, -0.9, 3.2), (0.0, 0.55, 1.1), size=(2.4, 0.5), power=75, tint="#fffaf2", panes=(3, 1))


SET = Backdrop(
    name="gallery",
    title="Gallery",
    keywords=("gallery", "wall", "floor", "art", "prints", "furniture", "white"),
    build=build,
    view=View(across=2.2, tilt=7, y=0.86, fstop=8),
    wall=0.55,
    key=Key(azimuth=-138, elevation=54, spread=12, strength=2.4, tint="#fffaf0"),
    room=Room(above="#ffffff", below="#c6b69d", strength=0.75),
    fill=0.72,
)

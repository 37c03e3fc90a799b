"""A thick cream carpet before a warm wall."""

from backdrop import Backdrop, Key, View
from grounds import enamel, plaster
from shapes import box
from stage import carpet as pile
from stage import wall


def build() -> None:
    pile(("#e6dccb", "#d8cbb6", "#efe7d9"), size=1.7, strands=230_000, length=0.012, at=(0, 0.3))
    wall(plaster("#d9b99a", relief=0.5), y=0.8, width=6, height=3)
    box("skirting", (6, 0.02, 0.09), enamel("#f3efe8"), centre=(0, 0.79, 0.045), round_by=0.005)


SET = Backdrop(
    name="carpet",
    title="Carpet",
    keywords=("carpet", "rug", "home", "pet", "soft", "floor"),
    build=build,
    view=View(across=0.8, tilt=11, y=0.82, fstop=3.5),
    wall=0.8,
    key=Key(azimuth=-126, elevation=42, spread=11, strength=2.8, tint="#fff2e0"),
)

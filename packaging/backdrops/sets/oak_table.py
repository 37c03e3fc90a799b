"""An oak table in a bright kitchen, the room behind it far out of focus."""

from backdrop import Backdrop, Key, Room, View, slab_top
from clutter import plant, vase
from grounds import enamel, plaster
from materials import planks
from props import slab
from stage import wall, window


def build() -> None:
    slab((2.4, 1.05, 0.04), planks("#c79f6f", "#8a6238", width=0.16, length=1.9, gloss=0.42), at=(0.1, 0.1))
    wall(plaster("#efeae0"), y=2.1, width=8, height=4, z=-1.2)
    slab((5, 0.6, 0.6), enamel("#cfc8bb"), top=-0.05, at=(0, 1.45))
    plant((-0.62, 1.4, -0.05), size=0.42, leaves=40, pot="#d9d2c6")
    vase((0.5, 1.35, -0.05), tint="#d8cfc0", scale=1.5)
    window((-2.6, 0.6, 1.2), (0.2, 2.1, 0.3), size=(1.6, 1.8), power=170, tint="#fff6ea")


SET = Backdrop(
    name="oak-table",
    title="Oak table",
    keywords=("wood", "table", "home", "warm", "kitchen"),
    build=build,
    exposure=0.2,
    view=View(across=0.55, tilt=10, fstop=3.5, y=0.8),
    top=slab_top((2.4, 1.05), (0.1, 0.1)),
    key=Key(azimuth=-112, elevation=40, spread=11, strength=3.4, tint="#fff0dc"),
    room=Room(strength=0.75),
)

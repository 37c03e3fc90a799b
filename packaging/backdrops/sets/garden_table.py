"""A weathered garden table before a sunny lawn and hedge."""

from backdrop import Backdrop, Key, Room, View, slab_top
from clutter import plant
from greens import greenery
from materials import paper, planks
from props import bokeh, slab
from stage import ground


def build() -> None:
    slab(
        (2.4, 0.85, 0.035),
        planks("#a79c8c", "#5f564b", width=0.105, length=3.0, gloss=0.75, gap=0.005),
        at=(0.2, 0.1),
        edge=0.004,
    )
    ground(paper("#7f9f4f"), width=12, depth=12, z=-0.75, at=(0, 5))
    greenery(
        y=2.6, width=4.4, height=2.0, z=-0.8, count=520, tints=(("#35602c", "#6f9f45"), ("#5d8c3c", "#b6cf74")), seed=6
    )
    plant((-0.5, 0.85, -0.15), size=0.3, leaves=40, pot="#b5654a")
    bokeh([(0.7, 3.4, 1.1), (0.3, 3.6, 1.2), (-0.9, 3.5, 1.15), (-0.3, 3.7, 1.3)], ("#fffbe6",), size=0.05, strength=12)


SET = Backdrop(
    name="garden-table",
    title="Garden table",
    keywords=("garden", "outdoor", "wood", "summer", "plants", "pet"),
    build=build,
    colour=0.68,
    exposure=0.15,
    view=View(across=0.7, tilt=9, y=0.8, fstop=1.6),
    top=slab_top((2.4, 0.85), (0.2, 0.1)),
    key=Key(azimuth=-106, elevation=48, spread=3, strength=3.8, tint="#fff0d2"),
    room=Room(above="#dcebfa", below="#75864f", strength=0.75),
)

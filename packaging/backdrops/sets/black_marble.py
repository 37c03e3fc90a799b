"""Black marble with golden veins, dark wall, one narrow light."""

from backdrop import Backdrop, Key, Room, View, slab_top
from grounds import marble, plaster
from props import slab
from stage import wall, window


def build() -> None:
    slab((2.2, 0.9, 0.03), marble("#141416", "#6f6d6a", scale=2.1, gold="#b98d4a", rough=0.07), at=(0, 0.1))
    behind = wall(plaster("#2b2c30", relief=0.8), y=0.85, width=6, height=3, z=-0.8)
    behind.visible_shadow = False  # the key light comes from behind it
    window((0.9, 0.3, 0.5), (0.1, 0.85, 0.1), size=(0.3, 1.0), power=7, tint="#ffdcb0", panes=(1, 1))


SET = Backdrop(
    name="black-marble",
    title="Black marble",
    keywords=("marble", "dark", "luxury", "watches", "jewellery", "beverages"),
    build=build,
    view=View(across=0.42, tilt=10, y=0.78),
    top=slab_top((2.2, 0.9), (0, 0.1)),
    key=Key(azimuth=-60, elevation=40, spread=14, strength=2.8, tint="#fff6ec"),
    room=Room(above="#9aa2ad", below="#25221f", strength=0.3),
    exposure=-0.1,
    reflection=0.3,
)

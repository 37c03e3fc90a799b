"""A rough stone in a garden: leaves and light far behind, a twig before the lens."""

from backdrop import Backdrop, Key, Room, View, slab_top
from greens import branch, foliage, greenery
from grounds import concrete
from props import slab


def build() -> None:
    slab((1.5, 0.62, 0.12), concrete("#aaa497", scale=2.6, rough=0.85, pores=1.5), at=(0.05, 0.1), edge=0.02)
    greenery(
        y=1.6, width=3.2, height=2.2, z=-0.9, count=650, tints=(("#2f5429", "#5f8f3f"), ("#4c7a35", "#a5c266")), seed=3
    )
    branch(
        "before",
        (-0.3, -0.2, 0.02),
        (0.6, 0.0, 0.35),
        foliage("#3f6a35", "#7fa552"),
        length=0.2,
        leaves=14,
        leaf_length=0.09,
        leaf_width=0.035,
    )


SET = Backdrop(
    name="outdoor-stone",
    title="Garden stone",
    keywords=("outdoor", "stone", "garden", "nature", "sports", "natural"),
    build=build,
    colour=0.74,
    exposure=0.15,
    view=View(across=0.6, tilt=9, y=0.79, fstop=2.4),
    top=slab_top((1.5, 0.62), (0.05, 0.1)),
    key=Key(azimuth=-108, elevation=46, spread=5, strength=3.6, tint="#fff0d6"),
    room=Room(above="#dfeaf6", below="#5c6b48", strength=0.75),
    front=("before",),
)

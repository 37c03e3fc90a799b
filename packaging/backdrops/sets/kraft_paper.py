"""Creased kraft paper, dried grass at the side."""

from backdrop import Backdrop, Key, View
from materials import paper
from props import branch, foliage
from stage import sweep_paper


def build() -> None:
    sweep_paper(paper("#c39a6b"), width=2.4, depth=0.35, bend=0.2, height=1.6, front=0.9)
    branch(
        "grass",
        (0.36, 0.2, 0.012),
        (-0.7, -0.2, 0.06),
        foliage("#b79a5d", "#d8c48c"),
        length=0.26,
        leaves=26,
        leaf_length=0.12,
        leaf_width=0.013,
        spread=0.18,
    )
    branch(
        "grass",
        (-0.4, 0.12, 0.012),
        (0.5, 0.3, 0.05),
        foliage("#8f9a64", "#c2bf86"),
        length=0.2,
        leaves=16,
        leaf_length=0.1,
        leaf_width=0.015,
        spread=0.18,
        seed=4,
    )


SET = Backdrop(
    name="kraft-paper",
    title="Kraft paper",
    keywords=("kraft", "paper", "handmade", "vintage", "stationery", "gift"),
    build=build,
    view=View(across=0.55, tilt=12, y=0.78),
    key=Key(azimuth=-122, elevation=40, spread=6, strength=3.2, tint="#fff1dc"),
)

"""Round blush pedestals of three heights."""

from backdrop import Backdrop, Key, Room, Top, View
from grounds import enamel
from props import arch, cove, plinth


def build() -> None:
    cove(enamel("#f0d3ca", rough=0.7), width=5, front=1.5, back=0.75, bend=0.2, height=2.5)
    plinth(0.2, 0.09, enamel("#efc8bd"), at=(0, 0, -0.09 + 0.0))
    plinth(0.12, 0.26, enamel("#e9b7aa"), at=(0.31, 0.22, -0.09))
    plinth(0.085, 0.14, enamel("#f5e0d8"), at=(-0.29, 0.12, -0.09))
    arch(0.5, 0.62, 0.05, enamel("#eabfb2"), at=(-0.12, 0.42, -0.09))
    _lower()


def _lower() -> None:
    """The cove's floor lies at the pedestals' feet; the product stands on the widest."""
    import bpy

    bpy.data.objects["cove"].location.z = -0.09


SET = Backdrop(
    name="pedestal-blush",
    title="Blush pedestals",
    keywords=("pedestal", "podium", "cosmetics", "perfume", "gift", "pink"),
    build=build,
    exposure=0.2,
    view=View(across=0.72, tilt=9, y=0.77),
    top=Top(0.2, 0.2, 0.2, 0.2, round=True, drop=0.09),
    key=Key(azimuth=-128, elevation=44, spread=5, strength=3.0, tint="#fff6ee"),
    room=Room(above="#ffffff", below="#e6cfc6", strength=0.7),
    fill=0.48,
)

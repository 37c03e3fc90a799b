"""A glass shelf on a wall, sunlight through a window behind the camera."""

from backdrop import Backdrop, Key, Room, View, slab_top
from grounds import plaster
from materials import pane
from props import window_gobo
from shader import Shader
from shapes import box
from stage import ground, wall

KEY = Key(azimuth=-140, elevation=36, spread=3.0, strength=3.4, tint="#fff4e4")


def build() -> None:
    sheet = ground(pane(rough=0.04, tint="#dcebe5"), width=3.0, depth=0.3, at=(0, 0.05))
    sheet.visible_shadow = False
    edge = Shader("edge", base_color="#9db8b0", roughness=0.1)
    box("edge", (3.0, 0.001, 0.0118), edge, centre=(0, -0.1004, -0.006), round_by=0.0004)
    box("back", (3.0, 0.001, 0.0118), edge, centre=(0, 0.2, -0.006), round_by=0.0004)
    wall(plaster("#d9d3c8", relief=0.6), y=0.24, width=4, height=3, z=-1.4)
    window_gobo(KEY.toward, away=2.2, size=(0.5, 0.8), panes=(2, 3), bar=0.03, aim=(-0.03, 0.2, 0.16))


SET = Backdrop(
    name="glass-shelf",
    title="Glass shelf",
    keywords=("glass", "shelf", "cosmetics", "perfume", "clean", "light"),
    build=build,
    exposure=0.2,
    view=View(across=0.5, tilt=12, y=0.78),
    wall=0.24,
    top=slab_top((3.0, 0.3), (0, 0.05)),
    key=KEY,
    room=Room(above="#ffffff", below="#dfe3e6", strength=0.7),
    reflection=0.22,
    fill=0.55,
)

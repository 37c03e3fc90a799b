"""Over-ear headphones lying on a kitchen worktop: a band with air inside, leather and plastic."""

import math
from typing import Any

import numpy as np
from clutter import cable, fruit, jar_of_tools
from materials import leather, metal, plastic, stone, tiles
from shader import Shader
from shapes import flowing, lathe, oval, place, smooth, sweep
from shot import Camera, Phone, Shot
from stage import ground, surroundings, wall, window

BLACK = "#1b1c1f"


def _cup(side: int) -> list[Any]:
    """One ear cup in its own space: ear side towards +z, oval along y."""
    shell = plastic(BLACK, rough=0.42, grain=0.25)
    profile = [
        (0, -0.026),
        (0.02, -0.0255),
        (0.028, -0.0235),
        (0.034, -0.018),
        (0.0375, -0.008),
        (0.038, 0.0),
        (0.0365, 0.002),
        (0.0, 0.002),
    ]
    body = lathe("cup", profile, shell, rows=60, sides=96)
    ring = lathe(
        "cup ring",
        [(0.0215, -0.0262), (0.0225, -0.0268), (0.0245, -0.0264), (0.0252, -0.0252)],
        metal("#b98b63", rough=0.2),
        rows=16,
        sides=96,
    )
    angle = np.linspace(0, 2 * np.pi, 120, endpoint=False)
    path = np.stack([0.0275 * np.cos(angle), 0.0275 * np.sin(angle), np.full(120, 0.0105)], -1)
    pad = sweep(
        "pad", path, oval(0.0205, 0.021, 28, 2.4), leather("#202124", scale=900, rough=0.5, depth=0.25), closed=True
    )
    data = pad.data
    for vertex in data.vertices:
        wrinkle = math.sin(math.atan2(vertex.co.y, vertex.co.x) * 34 + 3 * math.sin(vertex.co.x * 400))
        vertex.co.z += 0.00025 * wrinkle * (1 if vertex.co.z > 0.008 else 0)
    mesh_cloth = lathe(
        "grille",
        [(0, 0.004), (0.02, 0.004)],
        Shader("grille", base_color="#2c2d30", roughness=0.95),
        rows=4,
        sides=48,
        curved=False,
    )
    things = [body, ring, smooth(pad, 1), mesh_cloth]
    for thing in things:
        thing.scale = (1.0, 1.18, 1.0)
    return things


def build() -> list[Any]:
    """Upright headphones: band in the x-z plane, cups facing each other; then laid down."""
    things: list[Any] = []
    spread, drop = 0.078, -0.015
    for side in (-1, 1):
        cup = _cup(side)
        lean = side * (math.pi / 2 + 0.09)
        things += place(cup, (side * (spread + 0.004), 0, drop), (0, -lean, 0))
        yoke_angle = np.linspace(math.radians(10), math.radians(170), 40)
        yoke = np.stack(
            [
                np.full(40, side * (spread + 0.014)),
                0.0465 * np.cos(yoke_angle),
                drop + 0.002 + 0.05 * np.sin(yoke_angle),
            ],
            -1,
        )
        things.append(
            smooth(sweep("yoke", yoke, oval(0.007, 0.0045, 16, 3), plastic(BLACK, rough=0.38), up=(1, 0, 0)), 1)
        )
        for end in (-1, 1):
            hinge = lathe(
                "hinge",
                [(0, -0.006), (0.0045, -0.006), (0.005, -0.005), (0.005, 0.005), (0.0045, 0.006), (0, 0.006)],
                metal("#b98b63", rough=0.25),
                rows=20,
                sides=32,
            )
            hinge.rotation_euler = (0, math.pi / 2, 0)
            hinge.location = (side * (spread + 0.013), end * 0.0455, drop + 0.009)
            things.append(hinge)
        slider = flowing(
            [
                (side * (spread + 0.014), 0, drop + 0.048),
                (side * (spread + 0.014), 0, 0.065),
                (side * (spread + 0.008), 0, 0.088),
            ],
            40,
        )
        things.append(
            sweep(
                "slider", slider, oval(0.014, 0.0022, 20, 4), metal("#9a9a9c", rough=0.22, brushed=True), up=(1, 0, 0)
            )
        )
    arc = flowing(
        [
            (-(spread + 0.013), 0, 0.062),
            (-(spread + 0.008), 0, 0.09),
            (-0.066, 0, 0.118),
            (-0.036, 0, 0.141),
            (0, 0, 0.149),
            (0.036, 0, 0.141),
            (0.066, 0, 0.118),
            (spread + 0.008, 0, 0.09),
            (spread + 0.013, 0, 0.062),
        ],
        120,
    )
    things.append(
        smooth(
            sweep(
                "band",
                arc,
                lambda s: oval(0.027 - 0.006 * abs(2 * s - 1) ** 4, 0.0065, 28, 3.2),
                leather("#212226", scale=1000, rough=0.5),
                up=(0, 0, 1),
            ),
            1,
        )
    )
    inner = arc[18:102] * np.array([0.945, 1, 0.945]) + np.array([0, 0, 0.001])
    things.append(
        smooth(
            sweep(
                "band pad",
                inner,
                lambda s: oval(0.023, 0.0105 * min(1, 0.35 + 4 * s, 0.35 + 4 * (1 - s)), 28, 2.2),
                leather("#26272b", scale=900, rough=0.55),
                up=(0, 0, 1),
            ),
            1,
        )
    )
    return place(things, (0, 0, 0.0445), (math.radians(-88), 0, math.radians(38)))


def _kitchen() -> None:
    ground(stone("#8d8a84", "#c9c4ba", "#4c4a48"), width=2.6, depth=1.0, at=(0, 0.02))
    back = wall(tiles("#dfe3dc", "#a9a59b"), y=0.5, width=3)
    back.location[2] = -0.01
    surroundings("#d8d6d0", "#7a6a5a", 0.4)
    window((1.5, -0.1, 0.85), (0, 0, 0), size=(1.0, 1.1), power=40)
    window((-1.2, -1.0, 1.3), (0, 0, 0), size=(0.5, 0.5), power=9, tint="#ffd9ac", panes=(1, 1))
    jar_of_tools((-0.2, 0.36, 0))
    fruit((0.22, 0.33, 0))
    cable([(0.4, -0.1, 0.002), (0.3, 0.05, 0.002), (0.36, 0.16, 0.002), (0.24, 0.22, 0.002), (0.5, 0.3, 0.002)])


SHOTS = (
    Shot(
        "headphones",
        "Wireless headphones",
        "HEADPHONES-01",
        "Air inside the band, black leather on grey stone",
        build,
        _kitchen,
        Camera((0.05, -0.4, 0.27), (-0.025, 0.065, 0.03), zoom=1.75, roll=0.8, focus=(0.03, 0.0, 0.05)),
        Phone(exposure=0.05, warmth=-0.12, tint=0.03, iso=200, seconds=(1, 60), taken="2026:09:02 17:40:05"),
        seed=21,
    ),
)

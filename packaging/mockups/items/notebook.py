"""A hardback notebook with a band on a desk, a pen beside it."""

import math
from typing import Any

import numpy as np
from forms import over, slab
from item import WHITE, Built, Camera, Item, Surface
from material import prints, tinted
from materials import metal, plastic
from rooms import overhead
from shader import Shader
from shapes import box, lathe, oval, place, sweep
from timber import planks

WIDE, TALL, THICK = 0.145, 0.21, 0.0165
COVER = 0.0024
COLOURS = (
    ("cream", "Cream", "#e4dccb"),
    ("black", "Black", "#242426"),
    ("navy", "Navy", "#2b3850"),
    ("terracotta", "Terracotta", "#b0603f"),
    ("sage", "Sage", "#93a08a"),
    WHITE,
)
TINT = COLOURS[0][2]


def _leather(front: bool) -> Shader:
    s = Shader("cover", roughness=0.5, specular_ior_level=0.4)
    where = s.coordinates()
    grain = s.cells(s.shifted(where, s.math("MULTIPLY", s.noise(where, 500, 2), 0.001)), 1500)
    variation = s.remap(s.noise(where, 40, 4), 0.3, 0.7, 0.97, 1.02)
    tinted(s, TINT, variation)
    s.set(normal=s.bump(grain, 0.22, 0.00025))
    if front:
        prints(s, "cover", TINT, over(s), area=(-WIDE / 2, -TALL / 2, WIDE / 2, TALL / 2), variation=variation)
    return s


def _book() -> tuple[list[Any], list[Any]]:
    lower = slab("lower cover", (WIDE, TALL, COVER), _leather(False), corner=0.006, edge=0.0009)
    upper = slab("upper cover", (WIDE, TALL, COVER), _leather(True), corner=0.006, edge=0.0009)
    upper.location = (0, 0, THICK - COVER)
    back = [
        (-WIDE / 2 + 0.004 - 0.0062 * math.sin(a), 0, THICK / 2 - (THICK / 2 - 0.0006) * math.cos(a))
        for a in np.linspace(0.02, math.pi - 0.02, 24)
    ]
    spine = sweep("spine", np.array(back), oval(TALL - 0.002, 0.0016, 40, 12), _leather(False), up=(1, 0, 0.2))
    edge = Shader("pages", roughness=0.85)
    lines = edge.noise(edge.node("Mapping", {0: edge.coordinates(), "Scale": (20, 20, 9000)}).outputs[0], 1.0, 2)
    edge.set(base_color=edge.ramp(lines, (0.3, "#cfc5ae"), (0.7, "#efe8d8")), normal=edge.bump(lines, 0.4, 0.0003))
    leaves = box(
        "pages", (WIDE - 0.008, TALL - 0.007, THICK - 2 * COVER), edge, centre=(-0.001, 0, THICK / 2), round_by=0.0004
    )
    band_path = np.array([(0.055, y, z) for y, z in _loop()])
    band = sweep(
        "band",
        band_path,
        oval(0.0058, 0.001, 16, 6),
        plastic("#26262a", rough=0.8, grain=0.5),
        up=(0, 0, 1),
        closed=True,
    )
    return [lower, upper, spine], [leaves, band]


def _loop() -> list[tuple[float, float]]:
    a, r = TALL / 2 + 0.0004, 0.0012
    turn = np.linspace(0, math.pi / 2, 6)
    corners = (
        (a - r, THICK + 0.0004 - r, 0),
        (-a + r, THICK + 0.0004 - r, 1),
        (-a + r, r - 0.0003, 2),
        (a - r, r - 0.0003, 3),
    )
    points: list[tuple[float, float]] = []
    for y, z, k in corners:
        points += [(y + r * math.cos(t + k * math.pi / 2), z + r * math.sin(t + k * math.pi / 2)) for t in turn]
    dense: list[tuple[float, float]] = []
    for (y0, z0), (y1, z1) in zip(points, points[1:] + points[:1], strict=True):
        n = max(1, int(math.hypot(y1 - y0, z1 - z0) / 0.004))
        dense += [(y0 + (y1 - y0) * i / n, z0 + (z1 - z0) * i / n) for i in range(n)]
    return dense


def _pen() -> None:
    body = [
        (0, 0),
        (0.0006, 0.0004),
        (0.0012, 0.004),
        (0.0032, 0.016),
        (0.0042, 0.03),
        (0.0045, 0.09),
        (0.0044, 0.128),
        (0.003, 0.132),
        (0, 0.1325),
    ]
    pen = lathe("pen", body, plastic("#2a2d33", rough=0.3), rows=80, sides=48)
    ring = lathe(
        "ring",
        [(0.0046, 0.084), (0.0048, 0.0845), (0.0048, 0.0885), (0.0046, 0.089)],
        metal("#b99a5f", rough=0.2),
        rows=12,
        sides=48,
    )
    clip = box("clip", (0.0028, 0.001, 0.036), metal("#b99a5f", rough=0.2), centre=(0, -0.0056, 0.108), round_by=0.0004)
    place([pen, ring, clip], (0.125, -0.075, 0.0049), (-math.pi / 2 + 0.0, 0, math.radians(12)))


def _build() -> Built:
    item, rest = _book()
    place([*item, *rest], (0, 0, 0.0004), (0, 0, math.radians(11)))
    _pen()
    overhead(planks("#b88f61", "#81583a", width=0.19, length=2.4, gap=0.0004, turn=0.08), power=38, fill=6)
    return Built(item)


ITEMS = (
    Item(
        "notebook",
        "Notebook on a desk",
        "stationery",
        ("notebook", "journal", "diary", "sketchbook"),
        COLOURS,
        (Surface("cover", "Cover", 14.5, 21.0),),
        _build,
        Camera((0.0, -0.36, 0.62), (0.012, -0.004, 0.008), lens=84, fstop=22),
        warmth=0.05,
        seed=32,
    ),
)

"""Soft furnishings and socks: a cushion blown up by simulation, a blanket on a bed, a pair of socks."""

import math
from typing import Any

import cv2
import numpy as np
from fabric import bowed, canvas, creased, crumple, folds, jersey, outline, pocket, quads, sewn_mesh, sheet, simulated
from item import WHITE, Built, Camera, Item, Surface
from material import prints
from materials import cloth, wall
from rooms import linen, overhead, sofa
from shader import Shader
from shapes import box, grid, noise, oval, place, smooth, sweep
from stage import ground, surroundings, window
from stage import wall as upright
from timber import planks

SIDE, COUNT = 0.45, 44
COLOURS = (
    WHITE,
    ("natural", "Natural", "#ddd2bb"),
    ("black", "Black", "#28282a"),
    ("sage", "Sage", "#9aa88f"),
    ("rust", "Rust", "#a3573a"),
    ("navy", "Navy", "#2a3550"),
)
TINT = WHITE[2]


def _cushion() -> Built:
    line = np.linspace(-SIDE / 2, SIDE / 2, COUNT)
    x, z = np.meshgrid(line, -line)
    pinch, narrow = 1 + 0.045 * np.cos(np.pi * z / SIDE), 1 + 0.045 * np.cos(np.pi * x / SIDE)
    lattice = np.stack([x * pinch, np.full_like(x, -0.006), z * narrow], -1)
    points, faces, front, back = pocket(lattice, open_top=False)
    blown = simulated(points, faces, frames=16, mass=0.25, stiff=10, bend=1.2, pressure=1.7, gravity=0.0)
    slump = blown[:, 2:] / SIDE
    blown *= 1 + np.array([0.03, 0.16, 0.0]) * -slump
    uv = np.stack([x, z], -1).reshape(-1, 2)
    things = []
    for name, lattice_, out in (("front", front, -1), ("back", back, 1)):
        s, variation = canvas(TINT, thread=0.0014)
        if out < 0:
            prints(
                s,
                "front",
                TINT,
                s.coordinates("UV"),
                area=(-SIDE / 2, -SIDE / 2, SIDE / 2, SIDE / 2),
                variation=variation,
            )
        bundles = creased(
            3,
            ((-0.2, 0.2, -45, 0.15), (0.2, 0.2, 225, 0.15), (-0.2, -0.2, 45, 0.13), (0.2, -0.2, 135, 0.13)),
            height=0.005,
        )
        points = crumple(blown[lattice_].reshape(-1, 3), uv, by=0.0012, scale=18, seed=5, axis=1)
        points[:, 1] += out * folds(uv, bundles)
        face = quads(np.arange(COUNT * COUNT).reshape(COUNT, COUNT))
        things.append(sewn_mesh(name, points, face if out < 0 else face[:, ::-1], uv, material=s, levels=1))
    border = [*front[0, :-1], *front[:-1, -1], *front[-1, :0:-1], *front[:0:-1, 0]]
    seam = blown[border]
    seam = (seam + np.roll(seam, 1, 0) + np.roll(seam, -1, 0)) / 3
    cord, _ = canvas(TINT, thread=0.004)
    things.append(smooth(sweep("piping", seam, oval(0.0062, 0.0062, 12), cord, closed=True), 1))
    place(things, (0.02, -0.14, 0.682), (math.radians(-17), 0.03, math.radians(5)))
    sofa((0.0, 0.0, 0.0), "#7d8a88", cushions=False)
    ground(Shader("floor", base_color="#7d6650", roughness=0.6), width=6, depth=6)
    upright(wall("#cfc9bc"), y=0.75, width=6, height=3)
    surroundings("#d8d6d0", "#7f7062", 0.4)
    window((-1.6, -1.0, 1.55), (0, 0, 0.65), size=(1.2, 1.4), power=72)
    window((1.8, -1.3, 1.2), (0, 0, 0.6), size=(0.8, 1.0), power=7, tint="#ffe8cd", panes=(1, 2))
    return Built(things)


def _blanket() -> Built:
    """A throw, 130 × 170 cm, over the end of a bed; the print runs over the edge and down."""
    wide, long, top, over = 1.3, 1.7, 0.52, 1.0
    u, v = np.meshgrid(np.linspace(-wide / 2, wide / 2, 150), np.linspace(0, long, 200))
    bend = 0.05
    turn = np.clip((v - over) / bend, 0, math.pi / 2)
    past = np.maximum(v - over - bend * math.pi / 2, 0)
    y = -np.minimum(v, over) - bend * np.sin(turn)
    z = top - bend * (1 - np.cos(turn)) - past
    uv = np.stack([u, long - v], -1).reshape(-1, 2)
    rise = folds(
        uv,
        creased(
            12,
            ((-0.6, 1.2, -20, 0.7), (0.55, 1.5, 215, 0.8), (-0.1, 1.65, -75, 0.6), (0.3, 0.75, 160, 0.5)),
            height=0.02,
            each=3,
        ),
    )
    rise = rise.reshape(u.shape) * 1.0 + 0.007 * noise(np.stack([u * 3, v * 3, 0 * u], -1), 5, 3)
    pleat = 0.06 * np.sin(u * 9.5 + 0.8 * np.sin(u * 4)) * np.clip(past / 0.5, 0, 1) ** 0.9 + 0.01 * noise(
        np.stack([u * 8, v * 2, 0 * u], -1), 7, 2
    )
    lies = np.cos(turn)
    points = np.stack(
        [
            u + 0.012 * noise(np.stack([v * 3, u, 0 * u], -1), 9, 2),
            y - 0.012 - (1 - lies) * (np.abs(pleat) + 0.01),
            z + 0.012 + lies * (rise + 0.006),
        ],
        -1,
    )
    s, variation = canvas(TINT, thread=0.003, relief=0.8)
    prints(s, "top", TINT, s.coordinates("UV"), area=(-wide / 2, 0, wide / 2, long), variation=variation)
    throw = sewn_mesh(
        "blanket",
        points.reshape(-1, 3),
        quads(np.arange(u.size).reshape(u.shape))[:, ::-1],
        uv,
        material=s,
        thick=0.005,
        levels=1,
    )
    place([throw], (0.05, 0.0, 0.0), (0, 0, math.radians(3)))
    duvet = cloth("#e6e2da", thread=0.001, space="Object", relief=0.4, sheen=0.0)
    v2, u2 = np.mgrid[0:1:120j, 0:1:120j]
    sheet_ = np.stack(
        [(u2 - 0.5) * 2.0, -1.03 + v2 * 2.3, top - 0.012 + 0.012 * noise(np.stack([u2 * 7, v2 * 7, 0 * u2], -1), 4, 3)],
        -1,
    )
    drop = np.clip(np.abs(u2 - 0.5) * 2 - 0.93, 0, 1) + np.clip(0.035 - v2, 0, 1) * 2
    sheet_[..., 2] -= 0.6 * drop**1.5
    smooth(grid("duvet", sheet_, duvet), 1)
    box("bed", (1.9, 2.2, 0.44), duvet, centre=(0, 0.1, 0.25), round_by=0.05, segments=5)
    for x in (-0.46, 0.48):
        pillow = box(
            "pillow",
            (0.72, 0.44, 0.16),
            cloth("#eceae4", thread=0.001, space="Object", sheen=0.0),
            centre=(x, 0.86, top + 0.16),
            round_by=0.075,
            segments=6,
        )
        pillow.rotation_euler = (0.75, 0, 0.05)
    ground(planks("#b18d66", "#7b5b40", width=0.16, length=2, gap=0.0006), width=6, depth=6)
    upright(wall("#c3c4bb"), y=1.25, width=7, height=3)
    surroundings("#dcdad4", "#8a7a69", 0.45)
    window((-2.2, -0.4, 1.5), (0, 0, 0.5), size=(1.3, 1.4), power=120)
    window((2.3, -1.6, 1.6), (0, 0, 0.5), size=(1.0, 1.2), power=12, tint="#ffe8cd", panes=(1, 2))
    return Built([throw])


def _sock(mirror: bool) -> Any:
    """A crew sock lying flat, filled a little, toes to the right; UV in metres of its outline."""
    knots = [
        (-0.045, 0.205),
        (0.045, 0.208),
        *bowed((0.046, 0.1), (0.05, 0.035), -0.004, 4),
        *bowed((0.06, 0.012), (0.13, -0.012), 0.006, 4),
        *bowed((0.16, -0.018), (0.17, -0.085), 0.032, 9),
        *bowed((0.15, -0.098), (0.02, -0.092), 0.004, 5),
        *bowed((0.0, -0.09), (-0.05, -0.03), 0.02, 8),
        (-0.047, 0.03),
        (-0.044, 0.1),
    ]
    border = outline(knots[::-1], 0.006)
    points, faces = sheet(border, 0.006)
    uv = points[:, :2].copy()
    contour = border.astype(np.float32).reshape(-1, 1, 2)
    deep = np.array([cv2.pointPolygonTest(contour, (float(x), float(y)), True) for x, y in uv])
    share = np.clip(deep / 0.016, 0, 1)
    points[:, 2] = 0.001 + 0.0125 * np.sqrt(1 - (1 - share) ** 2)
    bundles = creased(
        17 + mirror,
        ((0.05, 0.02, 200, 0.08), (-0.045, -0.01, 10, 0.07), (0.04, 0.12, 190, 0.07), (0.13, -0.05, 170, 0.09)),
        height=0.0035,
    )
    points[:, 2] += folds(uv, bundles) * share
    points = crumple(points, uv, by=0.0008, scale=40, seed=3)

    def cuff(s: Shader, where: Any) -> Any:
        split = s.node("SeparateXYZ", {0: where})
        ridges = s.math("SINE", s.math("MULTIPLY", split.outputs[0], 2 * math.pi / 0.0042))
        return s.math("MULTIPLY", ridges, s.math("GREATER_THAN", split.outputs[1], 0.163))

    s, variation = jersey(TINT, count=0.0016, bands=cuff)
    prints(s, "pair", TINT, s.coordinates("UV"), area=(-0.06, -0.105, 0.19, 0.163), variation=variation)
    return sewn_mesh("sock", points, faces, uv, material=s, thick=0.0015, levels=1)


def _socks() -> Built:
    one, two = _sock(False), _sock(True)
    place([one], (-0.125, 0.025, 0.004), (0, 0, math.radians(10)))
    place([two], (0.012, -0.07, 0.017), (0.02, 0.0, math.radians(3)))
    overhead(linen("#c2b7a4"), power=44, fill=5, linen=True, low=True)
    return Built([one, two])


ITEMS = (
    Item(
        "cushion",
        "Cushion on a sofa",
        "home",
        ("cushion", "pillow", "sofa", "throw pillow"),
        COLOURS,
        (Surface("front", "Front", 45, 45),),
        _cushion,
        Camera((-0.12, -1.55, 0.86), (0.0, -0.1, 0.66), lens=78, fstop=10, roll=0.6),
        light=1700,
        seed=71,
    ),
    Item(
        "blanket",
        "Blanket on a bed",
        "home",
        ("blanket", "throw", "bed", "fleece"),
        COLOURS,
        (Surface("top", "Whole blanket", 130, 170),),
        _blanket,
        Camera((0.5, -3.4, 1.75), (0.02, -0.7, 0.36), lens=68, fstop=9),
        seed=72,
    ),
    Item(
        "socks",
        "Pair of socks",
        "clothing",
        ("socks", "sock", "crew"),
        COLOURS,
        (Surface("pair", "Both socks, all over", 25, 26.8),),
        _socks,
        Camera((0.02, -0.16, 1.0), (0.01, 0.02, 0.0), lens=70, fstop=13),
        seed=73,
    ),
)

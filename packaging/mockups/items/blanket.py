"""A throw over the end of a bed, thrown by simulation; the print runs over the edge and down."""

import math
from typing import Any

import numpy as np
from fabric import canvas, crumple, quads, sewn_mesh, simulated
from item import WHITE, Built, Camera, Item, Surface
from material import prints
from materials import cloth, wall
from shapes import Array, box, grid, noise, smooth
from stage import ground, surroundings, window
from stage import wall as upright
from timber import planks

WIDE, LONG = 1.3, 1.7
TOP, OVER, BEND = 0.52, 1.26, 0.05  # the bed's height; how much lies on it; radius of its edge
END = -1.0  # y of the edge
ACROSS, DOWN = 60, 78
COLOURS = (
    WHITE,
    ("natural", "Natural", "#ddd2bb"),
    ("black", "Black", "#28282a"),
    ("sage", "Sage", "#9aa88f"),
    ("rust", "Rust", "#a3573a"),
    ("navy", "Navy", "#2a3550"),
)
TINT = WHITE[2]


def _thrown(u: Array, v: Array) -> Array:
    """The throw as it leaves the hand: narrower than it is, in waves, over the edge already."""
    turn = np.clip((v - OVER) / BEND, 0, math.pi / 2)
    past = np.maximum(v - OVER - BEND * math.pi / 2, 0)
    where = np.stack([u * 2.6 + 0.5 * v, v * 1.9 - 0.4 * u, 0 * u], -1)
    rise = 0.03 + 0.05 * np.clip(noise(where, 5, 2), 0, None) + 0.008 * noise(where * 3, 8, 2)
    rise = 0.012 + (rise - 0.012) * np.clip(v / 0.3, 0, 1)  # the upper hem is held where it lies
    pleat = 0.03 * np.sin(u * 9.5 + 0.8 * np.sin(u * 4)) * np.clip(past / 0.3, 0, 1)
    y = END + OVER - np.minimum(v, OVER) - BEND * np.sin(turn) - (1 - np.cos(turn)) * (rise + pleat + 0.01)
    z = TOP - BEND * (1 - np.cos(turn)) - past + np.cos(turn) * rise
    drift = 0.02 * noise(np.stack([u * 0.5, v * 2.2, 0 * u], -1), 9, 2)
    return np.stack(
        [u * (0.915 + 0.012 * noise(np.stack([0 * u, v * 3, 0 * u], -1), 3, 1)) + drift, END + (y - END) * 0.955, z], -1
    )


def _throw() -> Any:
    u, v = np.meshgrid(np.linspace(-WIDE / 2, WIDE / 2, ACROSS), np.linspace(0, LONG, DOWN))
    uv = np.stack([u, LONG - v], -1).reshape(-1, 2)
    faces = quads(np.arange(u.size).reshape(u.shape))[:, ::-1]
    bed = box("mattress", (1.9, 2.2, TOP), centre=(0, 1.1 + END - BEND, TOP / 2), round_by=BEND, segments=5)
    points = simulated(
        _thrown(u, v).reshape(-1, 3),
        faces,
        frames=24,
        pins=range(2 * ACROSS),
        mass=0.5,
        stiff=18,
        bend=1.6,
        air=2.0,
        grow=0.045,
        obstacles=[bed],
        ground=True,
    )
    bed.hide_render = True
    points = crumple(points, uv, by=0.002, scale=9, seed=4)
    s, variation = canvas(TINT, thread=0.0045, relief=0.5)
    prints(s, "top", TINT, s.coordinates("UV"), area=(-WIDE / 2, 0, WIDE / 2, LONG), variation=variation)
    return sewn_mesh("blanket", points, faces, uv, material=s, thick=0.005)


def _build() -> Built:
    throw = _throw()
    duvet = cloth("#e6e2da", thread=0.001, space="Object", relief=0.4, sheen=0.0)
    v2, u2 = np.mgrid[0:1:120j, 0:1:120j]
    sheet_ = np.stack(
        [(u2 - 0.5) * 2.0, -1.03 + v2 * 2.3, TOP - 0.02 + 0.012 * noise(np.stack([u2 * 7, v2 * 7, 0 * u2], -1), 4, 3)],
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
            centre=(x, 0.86, TOP + 0.16),
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


ITEMS = (
    Item(
        "blanket",
        "Blanket on a bed",
        "home",
        ("blanket", "throw", "bed", "fleece"),
        COLOURS,
        (Surface("top", "Whole blanket", 130, 170),),
        _build,
        Camera((0.5, -3.4, 1.75), (0.02, -0.7, 0.36), lens=68, fstop=9),
        light=1700,
        seed=72,
    ),
)

"""A cotton tote bag on a hook: two sheets sewn together, hung by simulation."""

import math
from typing import Any

import numpy as np
from fabric import canvas, creased, crumple, folds, pocket, quads, sewn_mesh, simulated
from item import WHITE, Built, Camera, Item, Surface
from material import prints
from materials import metal, wall
from rooms import props
from shader import Shader
from shapes import dress, flowing, lathe, oval, place, smooth, sweep
from stage import ground, surroundings, window
from stage import wall as upright

WIDE, TALL, ACROSS, DOWN = 0.38, 0.42, 43, 47
HOOK = 0.25  # metres from the hem to the hook
GRIP = (10, 32)  # columns that the handles are sewn to
COLOURS = (
    ("natural", "Natural", "#ddd2bb"),
    WHITE,
    ("black", "Black", "#262628"),
    ("navy", "Navy", "#2a3550"),
    ("sage", "Sage", "#9aa88f"),
    ("mustard", "Mustard", "#c9983f"),
    ("rust", "Rust", "#a3573a"),
)
TINT = COLOURS[0][2]


def _hung() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Points at rest, and the index lattices of front and back, top row first."""
    u, v = np.meshgrid(np.linspace(-0.5, 0.5, ACROSS), np.linspace(0, 1, DOWN))
    points, faces, front, back = pocket(np.stack([u * WIDE, -0.008 + 0 * u, -v * TALL], -1), open_top=True)
    points += np.random.default_rng(5).normal(0, 0.0008, points.shape)
    held = [int(index) for lattice in (front, back) for index in lattice[0]]
    side = np.abs(points[held, 0]) / (WIDE / 2)
    points[held, 2] -= (
        0.022 * np.clip(side - 0.5, 0, 1) ** 1.5
    )  # the hem is stiff: it droops from the handles to the sides
    points[held, 0] *= 0.985
    rested = simulated(points, faces, frames=24, pins=held, mass=0.3, stiff=26, bend=4.0, pressure=0.1)
    return rested, front, back


def _bag() -> list[Any]:
    rested, front, back = _hung()
    v, u = np.mgrid[1 : 0 : DOWN * 1j, 0 : 1 : ACROSS * 1j]
    uv = np.stack([u * WIDE, v * TALL], -1).reshape(-1, 2)
    faces = quads(np.arange(DOWN * ACROSS).reshape(DOWN, ACROSS))
    drawn = folds(
        uv,
        creased(
            7,
            (
                (0.02, 0.4, -62, 0.3),
                (0.36, 0.4, 242, 0.3),
                (0.12, 0.41, -80, 0.24),
                (0.27, 0.41, 262, 0.24),
                (0.01, 0.03, 35, 0.16),
                (0.37, 0.03, 145, 0.16),
            ),
            height=0.004,
        ),
    )
    things = []
    for name, lattice, out in (("front", front, -1), ("back", back, 1)):
        s, variation = canvas(TINT, thread=0.0009)
        if name == "front":
            prints(
                s,
                "front",
                TINT,
                s.coordinates("UV"),
                area=(WIDE / 2 - 0.14, 0.045, WIDE / 2 + 0.14, 0.365),
                variation=variation,
            )
        points = rested[lattice].reshape(-1, 3)
        points = crumple(points, uv, by=0.0011, scale=24, seed=6, axis=1)
        points[:, 1] += out * drawn * (1 if name == "front" else 0.5)
        things.append(sewn_mesh(name, points, faces, uv, material=s, levels=1))
        lying = points.reshape(DOWN, ACROSS, 3)
        hem = flowing(lying[0] + np.array([0, out * 0.0006, -0.0125]), 140)
        things.append(smooth(sweep("hem", hem, oval(0.003, 0.026, 16, 6), _strap(), up=(0, 0, 1)), 1))
        feet, down = [lying[0, c] for c in GRIP], [lying[3, c] for c in GRIP]
        top = np.array([0.0, 0.012 * out, HOOK])
        step = np.array([0, out * 0.0035, 0])
        knots = [
            down[0] + step,
            feet[0] + step,
            feet[0] * 0.7 + top * 0.3 + (-0.006, 0.004 * out, 0),
            top + np.array([-0.016, 0, -0.03]),
            top,
            top + np.array([0.016, 0, -0.03]),
            feet[1] * 0.7 + top * 0.3 + (0.006, 0.004 * out, 0),
            feet[1] + step,
            down[1] + step,
        ]
        things.append(
            smooth(sweep("handle", flowing(knots, 160), oval(0.025, 0.0026, 20, 5), _strap(), up=(0, 1, 0)), 1)
        )
    return things


def _strap() -> Shader:
    s, _ = canvas(TINT, thread=0.012, relief=0.4)
    return s


def _build() -> Built:
    things = place(_bag(), (0, 0, 1.2))
    upright(wall("#c9c7bd"), y=0.075, width=6, height=3.2)
    brass = metal("#b3935c", rough=0.22)
    plate = lathe("plate", [(0.02, 0), (0.02, 0.004), (0.017, 0.006), (0, 0.0064)], brass, rows=24, sides=64)
    place([plate], (0, 0.075, 1.2 + HOOK + 0.004), (math.pi / 2, 0, 0))
    stem = flowing(
        [
            (0, 0.075, 1.454),
            (0, 0.04, 1.449),
            (0, 0.005, 1.4465),
            (0, -0.024, 1.449),
            (0, -0.034, 1.463),
            (0, -0.0345, 1.474),
        ],
        60,
    )
    dress(smooth(sweep("hook", stem, oval(0.0095, 0.0095, 20), brass), 1), brass)
    ground(Shader("floor", base_color="#7d6650", roughness=0.5), width=6, depth=6)
    surroundings("#dad8d2", "#85725f", 0.4)
    window((-1.7, -0.75, 1.6), (0, 0, 1.05), size=(1.0, 1.3), power=62)
    window((1.6, -1.7, 1.5), (0, 0, 1.1), size=(0.8, 1.0), power=7, tint="#ffe8cd", panes=(1, 2))
    props((0.42, -0.1, 0.86), "plant", 44)
    return Built(things)


ITEMS = (
    Item(
        "tote-bag",
        "Tote bag on a hook",
        "bags",
        ("tote", "bag", "shopper", "canvas", "cotton"),
        COLOURS,
        (Surface("front", "Front", 28, 32),),
        _build,
        Camera((0.1, -1.45, 1.13), (0.004, 0, 1.105), lens=74, fstop=11, roll=-0.5),
        seed=55,
    ),
)

"""A stoneware mug, front and back: two photos of one SKU."""

import math
from typing import Any

import numpy as np
from clutter import books, plant, sheet, vase
from materials import ceramic, image_from, planks, printed, wall
from PIL import Image, ImageDraw
from shapes import flowing, lathe, oval, place, smooth, sweep
from shot import Camera, Phone, Shot
from stage import ground, surroundings, window
from stage import wall as upright

RADIUS, HEIGHT = 0.041, 0.094


def _hills() -> Image.Image:
    """A line drawing: sun, three ridges, two pines. Wraps a third of the mug."""
    art = Image.new("RGBA", (1800, 760), (0, 0, 0, 0))
    draw = ImageDraw.Draw(art)
    ink = (38, 44, 52, 235)
    random = np.random.default_rng(11)
    draw.ellipse((960, 60, 1230, 330), fill=(196, 108, 62, 235))
    for base, tall, tone in ((640, 330, (108, 130, 128, 235)), (690, 250, (72, 96, 98, 235)), (730, 130, ink)):
        x = np.linspace(60, 1740, 240)
        ridge = sum(np.sin(x / s + random.uniform(0, 6)) * a for s, a in ((210, 0.5), (95, 0.24), (41, 0.08)))
        window_ = np.sin(np.linspace(0, np.pi, 240)) ** 0.6
        y = base - window_ * tall * (0.55 + 0.45 * ridge)
        draw.polygon([*zip(x, y, strict=True), (1740, 740), (60, 740)], fill=tone)
    for x, y, s in ((420, 560, 1.0), (505, 590, 0.72), (1390, 575, 0.9)):
        for step in range(4):
            w, top = (34 + 26 * step) * s, y - 190 * s + step * 48 * s
            draw.polygon([(x, top), (x - w, top + 80 * s), (x + w, top + 80 * s)], fill=ink)
    return art


def build() -> list[Any]:
    glaze = ceramic("#d9d0bf", speckle="#5b4636", rough=0.2)
    printed(image_from(_hills(), "hills"), glaze, scale=(1.9, 2.38, 1), shift=(-1.02, -1.1, 0))
    outer = [
        (0, 0.003),
        (0.024, 0.003),
        (0.027, 0.0),
        (0.031, 0.001),
        (0.037, 0.006),
        (RADIUS, 0.018),
        (RADIUS, 0.05),
        (RADIUS, HEIGHT - 0.006),
        (RADIUS - 0.0002, HEIGHT - 0.0015),
        (RADIUS - 0.002, HEIGHT),
    ]
    inner = [
        (RADIUS - 0.0042, HEIGHT - 0.002),
        (RADIUS - 0.0048, HEIGHT - 0.008),
        (RADIUS - 0.005, 0.05),
        (RADIUS - 0.006, 0.02),
        (0.028, 0.008),
        (0, 0.007),
    ]
    body = smooth(lathe("mug", outer, glaze, rows=90, sides=120, wobble=0.004, seed=3), 1)
    inside = smooth(
        lathe(
            "mug inside", [outer[-1], *inner], ceramic("#3d5257", rough=0.14), rows=70, sides=120, wobble=0.004, seed=3
        ),
        1,
    )
    bow = flowing(
        [
            (RADIUS - 0.003, 0, 0.077),
            (RADIUS + 0.012, 0, 0.081),
            (RADIUS + 0.027, 0, 0.071),
            (RADIUS + 0.03, 0, 0.051),
            (RADIUS + 0.021, 0, 0.03),
            (RADIUS + 0.008, 0, 0.02),
            (RADIUS - 0.004, 0, 0.018),
        ],
        60,
    )
    handle = sweep(
        "handle",
        bow,
        lambda s: oval(0.013 + 0.006 * abs(2 * s - 1) ** 3, 0.0075 + 0.004 * abs(2 * s - 1) ** 4, 24, 2.4),
        ceramic("#d9d0bf", speckle="#5b4636"),
        up=(0, 1, 0),
    )
    return [body, inside, smooth(handle, 1)]


def _turned(degrees: float) -> list[Any]:
    return place(build(), (0, 0, 0), (0, 0, math.radians(degrees)))


def _table() -> None:
    ground(planks("#b98d5c", "#7a4f2c", width=0.11, length=1.4), width=1.7, depth=0.95, at=(0, 0.12))
    upright(wall("#b9c0b6"), y=1.35, z=-0.75)
    surroundings("#d4d3cf", "#6a5545", 0.4)
    window((-1.3, 0.25, 0.75), (0, 0, 0.05), size=(1.1, 1.3), power=46)
    window((1.6, -1.2, 1.1), (0, 0, 0.05), size=(0.9, 1.1), power=7, tint="#ffe9d0")
    books((0.16, 0.42, 0), count=5, upright=False, seed=5, turn=0.25)
    plant((-0.27, 0.5, 0), seed=4, size=0.26)
    sheet((0.33, 0.12, 0), turn=-0.5)
    vase((0.5, 0.55, 0), tint="#6f7f86")


SHOTS = (
    Shot(
        "mug_front",
        "Stoneware mug, front",
        "MUG-HILLS",
        "Hard edges and a handle with a hole",
        lambda: _turned(-24),
        _table,
        Camera((0.03, -0.36, 0.2), (0.006, 0, 0.043), zoom=1.75, roll=-1.2, focus=(0, -0.035, 0.05)),
        Phone(exposure=0.1, warmth=0.12, iso=125, taken="2026:09:14 10:12:31"),
        seed=11,
    ),
    Shot(
        "mug_back",
        "Stoneware mug, back",
        "MUG-HILLS",
        "The same mug turned round: grouped with its front",
        lambda: _turned(157),
        _table,
        Camera((-0.05, -0.33, 0.25), (-0.004, 0, 0.04), zoom=1.7, roll=1.5, focus=(0, -0.035, 0.05)),
        Phone(exposure=-0.2, warmth=0.22, iso=160, orientation=6, taken="2026:09:14 10:12:58"),
        portrait=True,
        seed=12,
    ),
)

"""What the t-shirts share: the pattern, its seams, the knit with its print, the rim of the neck."""

from typing import Any

import numpy as np
from fabric import bowed, jersey, mirrored, stitches
from item import WHITE, Surface
from material import prints
from shader import Shader
from shapes import Array, flowing

COLOURS = (
    WHITE,
    ("black", "Black", "#232326"),
    ("navy", "Navy", "#262f47"),
    ("grey", "Heather grey", "#a9aaac"),
    ("red", "Red", "#9d2b2e"),
    ("forest", "Forest", "#2f4a3c"),
    ("sand", "Sand", "#d2c2a5"),
    ("rose", "Rose", "#d9a7a4"),
    ("sky", "Sky", "#9dbdd3"),
    ("mustard", "Mustard", "#cf9a3c"),
)
TINT = WHITE[2]
NECK, HEM, SIDE = 0.092, -0.36, 0.255  # drop of the front neck; y of the hem; half width of the body
NECK_HALF = 0.086
SHOULDER = (NECK_HALF, 0.345)
SPACING = 0.0115
WORDS = ("t-shirt", "tee", "shirt", "apparel", "clothing")
FRONT, BACK = Surface("front", "Chest", 32, 42), Surface("back", "Back", 32, 42)


def pattern(neck: float) -> list[tuple[float, float]]:
    """The outline; `neck` is how deep the neck drops below the shoulder."""
    half: list[tuple[float, float]] = []
    half += throat(neck, 12)
    half += bowed(SHOULDER, (0.235, 0.298), 0.004, 6)
    half += bowed((0.235, 0.298), (0.408, 0.118), 0.008, 8)
    half += bowed((0.408, 0.118), (0.322, 0.036), 0.002, 5)
    half += bowed((0.322, 0.036), (SIDE - 0.008, 0.118), -0.004, 6)
    half += bowed((SIDE - 0.008, 0.118), (SIDE, HEM), 0.006, 12)
    half += bowed((SIDE, HEM), (0.0, HEM - 0.006), 0.0, 10)
    return mirrored([*half, (0.0, HEM - 0.006)])


def throat(neck: float, count: int) -> list[tuple[float, float]]:
    """The right half of the neck's rim, from the middle up to (not including) the shoulder: a quarter of an oval."""
    angle = np.linspace(0, np.pi / 2, count, endpoint=False)
    return [(float(NECK_HALF * np.sin(a) ** 0.9), float(SHOULDER[1] - neck * np.cos(a) ** 0.8)) for a in angle]


def seams(s: Shader, where: Any) -> Any:
    """Hem stitched twice, sleeves set in."""
    height = s.math("ADD", stitches(s, where, 1, HEM + 0.019), stitches(s, where, 1, HEM + 0.023))
    split = s.node("SeparateXYZ", {0: where})
    x = s.math("ABSOLUTE", split.outputs[0])
    drop = s.math("SUBTRACT", 0.298, split.outputs[1])
    bend = s.math("MULTIPLY", s.math("SINE", s.math("MULTIPLY", drop, 17.4)), -0.022)
    seam = s.math(
        "ABSOLUTE", s.math("SUBTRACT", x, s.math("ADD", s.math("ADD", 0.235, s.math("MULTIPLY", drop, 0.067)), bend))
    )
    on = s.math("MULTIPLY", s.math("GREATER_THAN", drop, 0.0), s.math("LESS_THAN", drop, 0.185))
    armhole = s.math("MULTIPLY", s.remap(seam, 0.0, 0.0028, -1.6, 0.0), on)
    reach = s.math(
        "ADD",
        s.math("MULTIPLY", s.math("SUBTRACT", x, 0.322), 0.690),
        s.math("MULTIPLY", s.math("SUBTRACT", 0.036, split.outputs[1]), 0.724),
    )
    away = s.math("ABSOLUTE", s.math("ADD", reach, 0.021))
    out = s.math("GREATER_THAN", x, SIDE + 0.01)
    hems = s.math("MULTIPLY", s.remap(away, 0.0, 0.0024, -1.0, 0.0), out)
    return s.math("ADD", s.math("ADD", height, armhole), hems)


def knit(surface: str | None) -> Shader:
    """Fine knit with seams and, on the front or the back, the print area."""
    s, variation = jersey(TINT, count=0.0014, bands=seams, relief=0.13)
    if surface:
        top = 0.345 - NECK - 0.035 if surface == "front" else 0.27
        prints(s, surface, TINT, s.coordinates("UV"), area=(-0.16, top - 0.42, 0.16, top), variation=variation)
    return s


def neckline(points: Array, uv: Array, neck: float, lift: float) -> Array:
    """The rim of the neck as it lies, as a smooth path from shoulder to shoulder."""
    knots = [*throat(neck, 24), SHOULDER]
    path = [(-x, y) for x, y in reversed(knots[1:])] + knots
    lying = []
    for spot in path:
        near = np.argsort(np.hypot(*(uv - spot).T))[:4]
        lying.append(points[near].mean(0) * (0, 0, 1) + points[near[0]] * (1, 1, 0))
    found = np.array(lying)
    found[:, 2] += lift
    return flowing(found[::2], 130)[5:-5]

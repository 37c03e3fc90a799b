"""T-shirts: laid flat (front, back), folded, on a hanger."""

from typing import Any

import numpy as np
from fabric import bowed, creased, crumple, folds, jersey, mirrored, outline, rib, sewn_mesh, sheet, stitches
from item import WHITE, Built, Camera, Item, Surface
from material import prints
from materials import planks
from rooms import linen, overhead
from shader import Shader
from shapes import Array, flowing, noise, oval, smooth, sweep

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
FOLDS = (  # where the cloth is drawn: armpit, waist, hem, shoulder, sleeve (right half: x, y, degrees, length)
    (0.235, 0.10, 205, 0.2),
    (0.24, -0.08, 170, 0.19),
    (0.2, -0.33, 118, 0.24),
    (0.07, -0.34, 82, 0.2),
    (0.17, 0.31, 258, 0.17),
    (0.26, 0.17, 20, 0.12),
)


def _pattern(neck: float) -> list[tuple[float, float]]:
    """The outline; `neck` is how deep the neck drops below the shoulder."""
    half: list[tuple[float, float]] = []
    half += _throat(neck, 12)
    half += bowed(SHOULDER, (0.235, 0.298), 0.004, 6)
    half += bowed((0.235, 0.298), (0.408, 0.118), 0.008, 8)
    half += bowed((0.408, 0.118), (0.322, 0.036), 0.002, 5)
    half += bowed((0.322, 0.036), (SIDE - 0.008, 0.118), -0.004, 6)
    half += bowed((SIDE - 0.008, 0.118), (SIDE, HEM), 0.006, 12)
    half += bowed((SIDE, HEM), (0.0, HEM - 0.006), 0.0, 10)
    return mirrored([*half, (0.0, HEM - 0.006)])


def _throat(neck: float, count: int) -> list[tuple[float, float]]:
    """The right half of the neck's rim, from the middle up to (not including) the shoulder: a quarter of an oval."""
    angle = np.linspace(0, np.pi / 2, count, endpoint=False)
    return [(float(NECK_HALF * np.sin(a) ** 0.9), float(SHOULDER[1] - neck * np.cos(a) ** 0.8)) for a in angle]


def _seams(s: Shader, where: Any) -> Any:
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


def _cloth(surface: str | None) -> Shader:
    s, variation = jersey(TINT, bands=_seams)
    if surface:
        top = 0.345 - NECK - 0.035 if surface == "front" else 0.27
        prints(s, surface, TINT, s.coordinates("UV"), area=(-0.16, top - 0.42, 0.16, top), variation=variation)
    return s


def _laid(neck: float, seed: int) -> tuple[Array, Array, Array]:
    """Points, triangles and UV of the upper sheet, as it lies on the table."""
    points, faces = sheet(outline(_pattern(neck), SPACING), SPACING)
    uv = points[:, :2].copy()
    waves = noise(points * np.array([3.4, 2.4, 0]) + seed, seed, 3)
    rested = points.copy()
    rested[:, 2] = 0.003 + 0.0022 * np.maximum(-0.6, waves)
    anchors = [
        (x * side, y, degrees if side > 0 else 180 - degrees, length)
        for side in (-1, 1)
        for x, y, degrees, length in FOLDS
    ]
    rested[:, 2] += np.maximum(-0.001, folds(uv, creased(seed, anchors, height=0.0044)))
    rested[:, 2] += 0.0016 * noise(points * np.array([7.0, 4.5, 0]) + seed, seed + 6, 2)
    rested = crumple(rested, uv, by=0.0009, scale=26, seed=seed + 3)
    rested[:, 2] += 0.0045
    return rested, faces, uv


def _neckline(points: Array, uv: Array, neck: float, lift: float) -> Array:
    """The rim of the neck as it lies, as a smooth path from shoulder to shoulder."""
    knots = [*_throat(neck, 24), SHOULDER]
    path = [(-x, y) for x, y in reversed(knots[1:])] + knots
    lying = []
    for place in path:
        near = np.argsort(np.hypot(*(uv - place).T))[:4]
        lying.append(points[near].mean(0) * (0, 0, 1) + points[near[0]] * (1, 1, 0))
    found = np.array(lying)
    found[:, 2] += lift
    return flowing(found[::2], 120)


def _flat(back: bool) -> Built:
    neck, other = (0.028, NECK) if back else (NECK, 0.028)
    points, faces, uv = _laid(neck, 21 if back else 4)
    things = [sewn_mesh("upper", points, faces, uv, material=_cloth("back" if back else "front"), levels=1)]
    below, under = sheet(outline(_pattern(other), SPACING), SPACING)
    flat = below[:, :2].copy()
    below[:, 2] = 0.0018 + 0.0006 * noise(below * 8, 5, 2)
    below[:, :2] *= 0.997
    below[:, 1] += 0.001
    things.append(sewn_mesh("lower", below, under, flat, material=_cloth(None), levels=1))
    for sheet_points, where, drop, lift in ((points, uv, neck, 0.0004), (below, flat, other, 0.0006)):
        path = _neckline(sheet_points, where, drop, lift)
        path[:, 1] += 0.004
        band = sweep("collar", path, oval(0.019, 0.0026, 20, 3.2), rib(TINT, count=150), up=(0, 0, 1))
        things.append(smooth(band, 1))
    top = linen("#bdb4a4") if back else planks("#c3a27a", "#94724e", width=0.21, length=2.6, gap=0.0005, turn=1.2)
    overhead(top, power=95, fill=5, linen=back, low=True)
    return Built(things)


WORDS = ("t-shirt", "tee", "shirt", "apparel", "clothing")
FRONT, BACK = Surface("front", "Chest", 32, 42), Surface("back", "Back", 32, 42)

ITEMS = (
    Item(
        "t-shirt",
        "T-shirt, laid flat, front",
        "clothing",
        (*WORDS, "flat lay"),
        COLOURS,
        (FRONT,),
        lambda: _flat(False),
        Camera((0.0, -0.2, 1.95), (0.0, -0.012, 0.0), lens=70, fstop=11),
        seed=51,
    ),
    Item(
        "t-shirt-back",
        "T-shirt, laid flat, back",
        "clothing",
        (*WORDS, "flat lay"),
        COLOURS,
        (BACK,),
        lambda: _flat(True),
        Camera((0.1, -0.25, 1.95), (0.0, -0.012, 0.0), lens=70, fstop=11, roll=3),
        seed=52,
    ),
)

"""T-shirts: laid flat (front, back), folded, on a hanger."""

import math
from typing import Any

import numpy as np
from fabric import bowed, creased, crumple, folds, jersey, mirrored, outline, rib, sewn_mesh, sheet, stitches
from forms import over
from framing import wood
from item import WHITE, Built, Camera, Item, Surface
from material import prints
from materials import metal, wall
from rooms import linen, overhead
from shader import Shader
from shapes import Array, flowing, grid, noise, oval, place, smooth, sweep
from stage import ground, surroundings, window
from stage import wall as upright
from timber import planks

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
    s, variation = jersey(TINT, count=0.0014, bands=_seams)
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
    for spot in path:
        near = np.argsort(np.hypot(*(uv - spot).T))[:4]
        lying.append(points[near].mean(0) * (0, 0, 1) + points[near[0]] * (1, 1, 0))
    found = np.array(lying)
    found[:, 2] += lift
    return flowing(found[::2], 130)[5:-5]


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


def _folded() -> Built:
    """A shirt folded to 26 × 34 cm, the collar on top, on a stack of two others."""
    wide, long = 0.26, 0.335
    item, rest = [], []
    for layer, tint in enumerate(("#8f9aa1", "#c8b79a", TINT)):
        low = layer * 0.024
        last = layer == 2
        s, variation = jersey(tint, count=0.0009, flat=True)
        if last:
            prints(s, "front", TINT, over(s), area=(-0.105, -0.15, 0.105, 0.06), variation=variation)
        block = _block(wide - 0.004 * layer, long - 0.005 * layer, 0.026, s, seed=layer + 3)
        block.location = (0.003 * (layer - 1), 0.0015 * layer, low)
        block.rotation_euler = (0, 0, 0.012 * (1 - layer))
        (item if last else rest).append(block)
        if not last:
            continue
        ring = np.linspace(0, 2 * np.pi, 120, endpoint=False)
        collar = np.stack(
            [
                0.079 * np.cos(ring),
                0.1 + 0.045 * np.sin(ring),
                low + 0.0282 - 0.0008 * np.sin(ring),
            ],
            -1,
        )
        item.append(smooth(sweep("collar", collar, oval(0.018, 0.003, 20, 3), rib(TINT, count=170), closed=True), 1))
        angle, reach = np.meshgrid(ring, np.linspace(0, 1, 12))
        inside = np.stack(
            [
                0.074 * reach * np.cos(angle),
                0.1 + 0.04 * reach * np.sin(angle),
                low + 0.0278 + 0.0006 * reach,
            ],
            -1,
        )
        item.append(smooth(grid("inside", inside, jersey(TINT, flat=True)[0], wrap_u=True), 1))
    place([*item, *rest], (0, 0, 0), (0, 0, math.radians(-9)))
    overhead(planks("#bd9a72", "#8d6a48", width=0.2, length=2.4, gap=0.0005, turn=0.2), power=60, fill=6, low=True)
    return Built(item)


def _block(wide: float, long: float, thick: float, material: Shader, *, seed: int) -> Any:
    """A folded shirt: rounded at its folds, the leaves of cloth showing at the front."""
    v, u = np.mgrid[-1:1:170j, -1:1:140j]
    edge = np.clip(1 - np.abs(u) ** 8, 0, 1) ** 0.5 * np.clip(1 - np.abs(v) ** 10, 0, 1) ** 0.5
    x = np.sign(u) * (1 - (1 - np.abs(u)) ** 1.25) * wide / 2
    y = np.sign(v) * (1 - (1 - np.abs(v)) ** 1.25) * long / 2
    x, y = x * (1 - 0.035 * np.abs(v) ** 9), y * (1 - 0.03 * np.abs(u) ** 9)
    where = np.stack([x, y, 0 * x], -1)
    z = thick * edge + 0.0022 * noise(where * 9 + seed, seed, 3) * edge
    flat = np.stack([x, y], -1).reshape(-1, 2)
    bundles = creased(
        seed + 8,
        ((-0.12, -0.1, 20, 0.13), (0.12, -0.02, 170, 0.15), (0.05, -0.16, 100, 0.1), (-0.1, 0.08, -30, 0.1)),
        height=0.0035,
        each=3,
    )
    z += folds(flat, bundles).reshape(z.shape) * edge
    x = x + 0.0028 * noise(where * np.array([0, 16, 0]) + 3, seed, 2) * np.abs(u) ** 6
    y = y + 0.0028 * noise(where * np.array([14, 0, 0]) + 7, seed, 2) * np.abs(v) ** 6
    return smooth(grid("folded", np.stack([x, y, np.maximum(z, 0)], -1), material), 1)


def _hanging() -> Built:
    """On a wooden hanger before a wall, sleeves falling, the hem in soft waves."""
    things = []
    for back in (False, True):
        points, faces = sheet(outline(_pattern(0.03 if back else NECK), SPACING), SPACING)
        uv = points[:, :2].copy()
        x, z = _drooped(uv)
        fall = np.clip((SHOULDER[1] - uv[:, 1]) / 0.7, 0, 1)
        seen = np.clip(1 - (np.abs(x) / 0.27) ** 2.4, 0, 1)
        waves = 0.011 * np.sin(x * 26 + 1.2 * np.sin(x * 9 + 2)) * fall**1.3
        depth = -(0.012 + 0.03 * fall) * seen**0.6 - waves
        if back:
            depth = 0.004 + 0.02 * seen * fall + 0.5 * waves
        else:
            bundles = creased(
                31,
                (
                    (-0.2, 0.3, -72, 0.36),
                    (0.2, 0.3, 252, 0.36),
                    (-0.235, 0.12, -35, 0.2),
                    (0.235, 0.12, 215, 0.2),
                    (-0.1, -0.3, 95, 0.3),
                    (0.12, -0.3, 84, 0.3),
                    (-0.3, 0.2, -60, 0.16),
                    (0.3, 0.2, 240, 0.16),
                ),
                height=0.0075,
            )
            depth -= folds(uv, bundles) + 0.0016 * noise(points * np.array([9, 5, 0]), 5, 2)
        lying = crumple(np.stack([x, depth, z], -1), uv, by=0.0009, scale=26, seed=3, axis=1)
        cloth_ = _cloth(None if back else "front")
        things.append(
            sewn_mesh(
                "back" if back else "front", lying, faces if not back else faces[:, ::-1], uv, material=cloth_, levels=1
            )
        )
        path = _neckline(lying, uv, 0.03 if back else NECK, 0.0)
        path[:, 1] += -0.002 if not back else 0.002
        things.append(
            smooth(sweep("collar", path, oval(0.0035, 0.019, 20, 3.2), rib(TINT, count=150), up=(0, 0, 1)), 1)
        )
    place(things, (0, 0, 1.3))
    _hanger()
    upright(wall("#cdc8bd"), y=0.12, width=6, height=3.2)
    ground(Shader("floor", base_color="#7d6650", roughness=0.5), width=6, depth=6)
    surroundings("#dad8d2", "#85725f", 0.33)
    window((-1.9, -0.8, 1.7), (0, 0, 1.25), size=(1.0, 1.4), power=95)
    window((1.7, -1.9, 1.5), (0, 0, 1.2), size=(0.8, 1.0), power=8, tint="#ffe8cd", panes=(1, 2))
    return Built(things)


def _drooped(uv: Array) -> tuple[Array, Array]:
    """Pattern to hanging shape: sleeves turn down about the shoulder's tip, shoulders slope along the hanger."""
    side, x, y = np.sign(uv[:, 0]), np.abs(uv[:, 0]), uv[:, 1]
    pivot = np.array([0.225, 0.27])
    armhole = 0.215 + 0.05 * np.clip((0.298 - y) / 0.18, 0, 1)
    past = np.clip((x - armhole) / 0.07, 0, 1)
    turn = -0.62 * past**1.2
    dx, dy = x - pivot[0], y - pivot[1]
    moved = np.where(past > 0, pivot[0] + dx * np.cos(turn) - dy * np.sin(turn) * 0.35, x)
    lowered = np.where(past > 0, pivot[1] + dx * np.sin(turn) + dy * np.cos(turn * 0.5), y)
    return side * moved, lowered


def _hanger() -> None:
    timber = wood("#b98a55", "#86592f", across=True)
    arms = flowing(
        [
            (-0.205, 0.002, 1.595),
            (-0.1, 0.0, 1.637),
            (-0.03, 0, 1.655),
            (0.0, 0.0, 1.658),
            (0.03, 0, 1.655),
            (0.1, 0.0, 1.637),
            (0.205, 0.002, 1.595),
        ],
        90,
    )
    smooth(sweep("arms", arms, oval(0.011, 0.02, 20, 2.6), timber, up=(0, 0, 1)), 1)
    steel = metal("#b9b7b2", rough=0.22)
    hook = flowing(
        [
            (0, 0, 1.66),
            (0, 0, 1.7),
            (0.008, 0, 1.722),
            (0.03, 0, 1.74),
            (0.03, 0, 1.775),
            (0.0, 0, 1.792),
            (-0.026, 0, 1.775),
        ],
        80,
    )
    smooth(sweep("hook", hook, oval(0.004, 0.004, 16), steel, up=(0, 1, 0)), 1)
    rail = sweep(
        "rail",
        np.array([(0.0, y, 1.786) for y in np.linspace(0.12, -0.06, 20)]),
        oval(0.012, 0.012, 24),
        metal("#2b2a29", rough=0.4),
        up=(0, 0, 1),
    )
    smooth(rail, 1)


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
        light=2000,
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
        light=2000,
        seed=52,
    ),
    Item(
        "t-shirt-folded",
        "T-shirt, folded on a pile",
        "clothing",
        (*WORDS, "folded"),
        COLOURS,
        (Surface("front", "Chest", 21, 21),),
        _folded,
        Camera((0.05, -0.52, 0.78), (0.0, -0.006, 0.03), lens=80, fstop=15),
        light=2000,
        seed=53,
    ),
    Item(
        "t-shirt-hanger",
        "T-shirt on a hanger",
        "clothing",
        (*WORDS, "hanger"),
        COLOURS,
        (FRONT,),
        _hanging,
        Camera((0.12, -2.1, 1.36), (0.0, 0, 1.335), lens=76, fstop=11),
        light=1700,
        seed=54,
    ),
)

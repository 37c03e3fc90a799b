"""A pair of Chelsea boots on a hall floor: lofted lasts, elastic panels, welted rubber soles."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from clutter import cabinet, curtain
from materials import planks, plastic, wall
from shader import Shader, colour
from shapes import Array, flowing, grid, mesh, noise, oval, place, smooth, sweep
from shot import Camera, Phone, Shot
from stage import ground, surroundings, window
from stage import wall as upright

# height, heel x, heel width, waist width, ball x, ball width, toe x: the last, from the welt to the top (metres)
LAST = np.array(
    [
        (0.026, -0.070, 0.060, 0.060, 0.088, 0.092, 0.196),
        (0.034, -0.073, 0.065, 0.064, 0.087, 0.098, 0.200),
        (0.046, -0.074, 0.067, 0.069, 0.084, 0.098, 0.199),
        (0.058, -0.072, 0.067, 0.072, 0.078, 0.093, 0.189),
        (0.070, -0.069, 0.067, 0.074, 0.068, 0.086, 0.163),
        (0.083, -0.066, 0.067, 0.075, 0.052, 0.079, 0.124),
        (0.100, -0.063, 0.067, 0.076, 0.034, 0.074, 0.088),
        (0.122, -0.062, 0.069, 0.078, 0.018, 0.073, 0.066),
        (0.150, -0.065, 0.076, 0.084, 0.008, 0.080, 0.060),
        (0.185, -0.069, 0.082, 0.092, 0.002, 0.088, 0.061),
        (0.205, -0.070, 0.083, 0.094, 0.000, 0.090, 0.061),
    ]
)


def _outline(row: Array, around: int = 96) -> Array:
    """One closed cross-section (around,2): heel, outer side, toe, inner side; a foot is fuller inside at the ball."""
    _, heel, heel_width, waist_width, ball, ball_width, toe = row
    middle = (heel + ball) / 2
    lean = 0.1 * ball_width * np.clip((toe - 0.06) / 0.14, 0, 1)
    tip, side = toe - (toe - ball) * 0.07, ball + (toe - ball) * 0.58
    knots = [
        (heel, 0),
        (heel + 0.012, heel_width * 0.42),
        (heel + 0.034, heel_width * 0.52),
        (middle + 0.01, waist_width * 0.47),
        (ball, ball_width * 0.5 - lean * 0.3),
        (side, ball_width * 0.43),
        (tip, ball_width * 0.24 + lean * 0.4),
        (toe, lean * 0.7),
        (tip, -ball_width * 0.22 + lean * 0.5),
        (side, -ball_width * 0.41),
        (ball, -ball_width * 0.52),
        (middle + 0.01, -waist_width * 0.46),
        (heel + 0.034, -heel_width * 0.51),
        (heel + 0.012, -heel_width * 0.41),
    ]
    return _closed(knots, around)


def _closed(knots: Sequence[Sequence[float]], around: int) -> Array:
    """Closed Catmull-Rom curve with `around` even points."""
    knot = np.asarray(knots, float)
    t = np.linspace(0, 1, 20, endpoint=False)[:, None]
    a, b, c, d = (np.roll(knot, shift, axis=0) for shift in (1, 0, -1, -2))
    pieces = [
        0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t**2 + (3 * q - p - 3 * r + s) * t**3)
        for p, q, r, s in zip(a, b, c, d, strict=True)
    ]
    dense = np.concatenate([*pieces, pieces[0][:1]])
    length = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(dense, axis=0), axis=1))])
    even = np.linspace(0, length[-1], around, endpoint=False)
    return np.stack([np.interp(even, length, dense[:, k]) for k in range(2)], 1)


def _hide(elastic: bool = True) -> Shader:
    """Tan leather, darker in creases, with black ribbed elastic in the sides."""
    s = Shader("hide", specular_ior_level=0.5, coat_weight=0.12, coat_roughness=0.3)
    where = s.coordinates()
    split = s.node("SeparateXYZ", {0: where})
    x, z = split.outputs[0], split.outputs[2]
    cloudy = s.noise(where, 16, 5, 0.6)
    base = s.ramp(cloudy, (0.28, "#5a371f"), (0.55, "#7d4f2c"), (0.75, "#8f6038"))
    crease_zone = s.math("MULTIPLY", s.remap(x, 0.05, 0.085, 0, 1), s.remap(x, 0.15, 0.12, 0, 1))
    bent = s.node("Mapping", {0: where, "Scale": (150, 18, 60)}).outputs[0]
    crease = s.math("MULTIPLY", s.remap(s.noise(bent, 1.0, 3, 0.6, 0.6), 0.42, 0.56, 1, 0), crease_zone)
    base = s.mix(s.math("MULTIPLY", crease, 0.4), base, "#3d2414")
    toe = s.remap(x, 0.13, 0.2, 0, 0.35)
    base = s.mix(toe, base, "#4a2b17")
    grain = s.cells(where, 1100)
    height = s.math("SUBTRACT", s.math("MULTIPLY", grain, 0.4), s.math("MULTIPLY", crease, 1.6))
    rough = s.remap(s.noise(where, 40, 4), 0.3, 0.7, 0.3, 0.5)
    if elastic:
        half = s.remap(z, 0.075, 0.2, 0.004, 0.033)
        inside = s.math(
            "MULTIPLY",
            s.math("LESS_THAN", s.math("ABSOLUTE", s.math("SUBTRACT", x, 0.0)), half),
            s.math("GREATER_THAN", z, 0.082),
        )
        ribs = s.math("SINE", s.math("MULTIPLY", x, 3200.0))
        base = s.mix(inside, base, "#17161a")
        height = s.mix(inside, height, s.math("MULTIPLY", ribs, 0.9))
        rough = s.mix(inside, rough, (0.85, 0.85, 0.85))
        edge = s.math("ABSOLUTE", s.math("SUBTRACT", s.math("ABSOLUTE", x), s.math("ADD", half, 0.0028)))
        stitch = s.math(
            "MULTIPLY",
            s.math("LESS_THAN", edge, 0.00045),
            s.math("GREATER_THAN", s.math("SINE", s.math("MULTIPLY", z, 2200.0)), -0.2),
        )
        stitch = s.math("MULTIPLY", stitch, s.math("GREATER_THAN", z, 0.08))
        base = s.mix(stitch, base, (*colour("#c9a06a"),))
    s.set(base_color=base, roughness=rough, normal=s.bump(height, 0.45, 0.0007))
    return s


def _boot(seed: int) -> list[Any]:
    z = np.concatenate([np.linspace(LAST[0, 0], 0.1, 40), np.linspace(0.103, 0.205, 34)])
    rows = np.stack([np.interp(z, LAST[:, 0], LAST[:, k]) for k in range(7)], 1)
    kernel = np.array([1, 2, 3, 2, 1]) / 9
    padded = np.concatenate([rows[:1], rows[:1], rows, rows[-1:], rows[-1:]])
    rows[:, 1:] = np.stack([np.convolve(padded[:, k], kernel, "valid") for k in range(1, 7)], 1)
    rings = np.stack([np.c_[_outline(row), np.full(96, row[0])] for row in rows])
    rings[..., 2] += (
        0.011 * np.clip((rings[..., 2] - 0.15) / 0.055, 0, 1) * (np.clip(np.abs(rings[..., 0]) / 0.06, 0, 1) ** 2 - 0.4)
    )
    slack = noise(rings * np.array([16, 16, 38]), seed, 2) * np.clip((rings[..., 2] - 0.05) / 0.06, 0.15, 1)
    centre = rings.mean(1, keepdims=True)
    out = rings - centre
    out[..., 2] = 0
    rings += out / np.maximum(np.linalg.norm(out, axis=-1, keepdims=True), 1e-6) * (0.0013 * slack[..., None])
    rim = rings[-1]
    inside = [rim + np.array([0, 0, 0.0012])]
    for step, drop in ((0.03, 0.0015), (0.05, 0.0), (0.09, -0.012), (0.26, -0.045), (0.42, -0.075), (0.6, -0.105)):
        inside.append((rim - rim.mean(0)) * (1 - step) + rim.mean(0) + (0, 0, drop))
    upper = smooth(grid("upper", rings, _hide(), wrap_u=True), 1)
    lining = smooth(
        grid("lining", np.array(inside), Shader("lining", base_color="#9a7650", roughness=0.8), wrap_u=True), 1
    )
    rubber = plastic("#1d1a18", rough=0.6, grain=0.6)
    foot = _outline(np.array([0, -0.073, 0.066, 0.066, 0.087, 0.1, 0.2]))
    spring = 0.008 * np.clip((foot[:, 0] - 0.1) / 0.1, 0, 1) ** 2
    layers = []
    for grow, height in (
        (-0.004, 0.0),
        (0.0015, 0.0006),
        (0.0035, 0.003),
        (0.0035, 0.0105),
        (0.0028, 0.0125),
        (0.0038, 0.0132),
        (0.005, 0.0145),
        (0.005, 0.0185),
        (0.0042, 0.0196),
        (-0.004, 0.0198),
    ):
        away = foot - foot.mean(0)
        away = away / np.linalg.norm(away, axis=1, keepdims=True)
        layers.append(np.c_[foot + away * grow, spring + height + 0.007])
    sole = grid("sole", np.array(layers), rubber, wrap_u=True)
    bottom = mesh("tread", layers[0], [tuple(range(96))], rubber)
    under = np.where(foot[:, 0] > 0, np.clip(foot[:, 1], -0.029, 0.029), foot[:, 1])
    heel = [np.c_[np.minimum(foot[:, 0], 0.0), under, np.full(96, height)] for height in (0.0, 0.0006, 0.012)]
    block = grid("heel", np.array(heel) * np.array([1.04, 1.05, 1]), rubber, wrap_u=True)
    welt = [
        np.r_[p, h]
        for p, h in zip(
            foot + (foot - foot.mean(0)) / np.linalg.norm(foot - foot.mean(0), axis=1, keepdims=True) * 0.0018,
            spring + 0.0275,
            strict=True,
        )
    ]
    strip = sweep("welt", np.array(welt), oval(0.006, 0.0028, 12, 3), plastic("#5b3c22", rough=0.5), closed=True)
    loop = flowing(
        [
            (-0.0685, 0, 0.176),
            (-0.0735, 0, 0.2),
            (-0.0745, 0, 0.228),
            (-0.067, 0, 0.236),
            (-0.061, 0, 0.226),
            (-0.064, 0, 0.19),
        ],
        40,
    )
    tab = smooth(
        sweep(
            "pull", loop, oval(0.017, 0.0016, 20, 5), Shader("tape", base_color="#4a2b17", roughness=0.7), up=(1, 0, 0)
        ),
        1,
    )
    return [upper, lining, sole, bottom, block, strip, tab]


def build() -> list[Any]:
    left = place(_boot(3), (-0.02, -0.075, 0), (0, 0, math.radians(-4)))
    right_parts = _boot(8)
    right = place(right_parts, (0.012, 0.078, 0), (0, 0, math.radians(7)))
    pivot = right_parts[0].parent
    pivot.scale = (1, -1, 1)
    return [*left, *right]


def _turned(degrees: float) -> list[Any]:
    return place(build(), (-0.03, 0, 0), (0, 0, math.radians(degrees)))


def _hall() -> None:
    ground(planks("#b99a72", "#85623f", width=0.09, length=0.9, gloss=0.3, turn=-0.4), width=6, depth=6)
    back = upright(wall("#d3cdbf"), y=1.15)
    back.location[2] = 0
    surroundings("#d5d2cb", "#7e6b57", 0.42)
    window((-1.6, -0.6, 1.2), (0, 0, 0.1), size=(1.0, 1.6), power=62)
    window((1.6, -1.0, 1.4), (0, 0, 0.1), size=(0.7, 0.7), power=8, tint="#ffe0bd", panes=(1, 1))
    cabinet((0.62, 0.85, 0), (0.9, 0.3, 0.8), "#7d8a83")
    curtain((-0.85, 1.05, 0), width=0.5, tint="#b3a48f")


SHOTS = (
    Shot(
        "boots",
        "Chelsea boots, tan leather",
        "BOOTS-CHELSEA-42",
        "A pair with a gap between; dark soles",
        lambda: _turned(-58),
        _hall,
        Camera((0.02, -0.72, 0.52), (0.0, -0.03, 0.075), zoom=1.8, roll=-0.8, focus=(0, -0.06, 0.09)),
        Phone(exposure=0.1, warmth=0.1, iso=250, seconds=(1, 60), taken="2026:10:02 12:20:18"),
        seed=101,
    ),
    Shot(
        "boots_side",
        "Chelsea boots, from the side",
        "BOOTS-CHELSEA-42",
        "The same pair from the side",
        lambda: _turned(-8),
        _hall,
        Camera((-0.05, -0.8, 0.3), (0.045, 0, 0.1), zoom=1.9, roll=1.1, focus=(0, -0.1, 0.09)),
        Phone(exposure=-0.1, warmth=0.16, iso=320, seconds=(1, 50), taken="2026:10:02 12:20:47"),
        seed=102,
    ),
)

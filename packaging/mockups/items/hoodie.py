"""A hoodie laid flat: hood, pouch pocket, ribbed hem and cuffs, cords with knots."""

import math
from typing import Any

import numpy as np
from fabric import bowed, creased, crumple, folds, jersey, mirrored, outline, rib, sewn_mesh, sheet, stitches
from item import Built, Camera, Item, Surface
from material import prints
from rooms import overhead
from shader import Shader
from shapes import Array, flowing, noise, oval, smooth, sweep
from timber import planks

COLOURS = (
    ("grey", "Heather grey", "#b4b5b8"),
    ("black", "Black", "#232326"),
    ("white", "White", "#ececea"),
    ("navy", "Navy", "#262f47"),
    ("sand", "Sand", "#d2c2a5"),
    ("forest", "Forest", "#2f4a3c"),
    ("burgundy", "Burgundy", "#6b2733"),
)
TINT = COLOURS[0][2]
SPACING, HEM = 0.013, -0.35
BUNDLES = (  # right half: x, y, degrees, length
    (0.24, 0.1, 205, 0.2),
    (0.25, -0.12, 172, 0.16),
    (0.22, -0.3, 120, 0.2),
    (0.19, 0.28, 255, 0.16),
    (0.3, 0.12, -75, 0.14),
    (0.33, -0.06, 250, 0.16),
    (0.37, -0.22, 80, 0.14),
)


def _body() -> list[tuple[float, float]]:
    half: list[tuple[float, float]] = [(0.0, 0.295), *bowed((0.03, 0.295), (0.1, 0.335), -0.012, 6)]
    half += bowed((0.1, 0.335), (0.235, 0.29), 0.004, 6)
    half += bowed((0.235, 0.29), (0.4, -0.27), 0.03, 14)
    half += bowed((0.4, -0.27), (0.312, -0.295), 0.0, 4)
    half += bowed((0.312, -0.295), (0.262, 0.05), -0.006, 12)
    half += bowed((0.262, 0.05), (0.266, HEM), 0.004, 12)
    half += bowed((0.266, HEM), (0.0, HEM), 0.0, 8)
    return mirrored([*half, (0.0, HEM)])


def _lay(points: Array, uv: Array, seed: int, height: float) -> Array:
    lines = [(x * s, y, d if s > 0 else 180 - d, n) for s in (-1, 1) for x, y, d, n in BUNDLES]
    rise = folds(uv, creased(seed, lines, height=height)) + 0.003 * np.maximum(
        -0.5, noise(points * np.array([4, 3, 0]), seed, 3)
    )
    laid = points.copy()
    laid[:, 2] = 0.007 + np.maximum(rise, -0.003)
    return crumple(laid, uv, by=0.001, scale=24, seed=seed + 2)


def _fleece(bands: Any = None) -> tuple[Shader, Any]:
    return jersey(TINT, count=0.0013, bands=bands, relief=0.16)


def _seams(s: Shader, where: Any) -> Any:
    split = s.node("SeparateXYZ", {0: where})
    x = s.math("ABSOLUTE", split.outputs[0])
    drop = s.math("SUBTRACT", 0.29, split.outputs[1])
    line = s.math("ADD", 0.235, s.math("MULTIPLY", drop, 0.11))
    near = s.math(
        "ABSOLUTE",
        s.math(
            "SUBTRACT",
            x,
            s.math("SUBTRACT", line, s.math("MULTIPLY", s.math("SINE", s.math("MULTIPLY", drop, 13.1)), 0.02)),
        ),
    )
    on = s.math("MULTIPLY", s.math("GREATER_THAN", drop, 0.0), s.math("LESS_THAN", drop, 0.24))
    return s.math("MULTIPLY", s.remap(near, 0.0, 0.003, -1.6, 0.0), on)


def _pouch_seams(s: Shader, where: Any) -> Any:
    """The pocket's upper edge stitched twice, its sides hemmed, or nothing would tell them from the cloth below."""
    height = s.math("ADD", stitches(s, where, 1, -0.126), stitches(s, where, 1, -0.132))
    split = s.node("SeparateXYZ", {0: where})
    down = s.remap(split.outputs[1], -0.12, -0.245, 0.0, 1.0)
    bowed_in = s.math("MULTIPLY", s.math("MULTIPLY", down, s.math("SUBTRACT", 1.0, down)), 0.04)
    edge = s.math("SUBTRACT", s.math("ADD", 0.1, s.math("MULTIPLY", down, 0.085)), bowed_in)
    inside = s.math("SUBTRACT", edge, s.math("ABSOLUTE", split.outputs[0]))
    for at in (0.009, 0.018):
        near = s.math("ABSOLUTE", s.math("SUBTRACT", inside, at))
        height = s.math("ADD", height, s.remap(near, 0.0, 0.0026, -1.0, 0.0))
    return height


def _pieces() -> list[Any]:
    flat, faces = sheet(outline(_body(), SPACING), SPACING)
    uv = flat[:, :2].copy()
    body = _lay(flat, uv, 14, 0.006)
    s, variation = _fleece(_seams)
    prints(s, "front", TINT, s.coordinates("UV"), area=(-0.15, -0.06, 0.15, 0.24), variation=variation)
    things = [sewn_mesh("body", body, faces, uv, material=s, thick=0.002, levels=1)]

    def over(spots: Array, lift: float) -> Array:
        near = np.array([np.argsort(np.hypot(*(uv - spot).T))[:6] for spot in spots])
        return np.concatenate([spots, (body[near, 2].mean(1) + lift)[:, None]], 1)

    pocket = mirrored(
        [
            (0.0, -0.12),
            *bowed((0.1, -0.12), (0.185, -0.245), -0.012, 8),
            (0.185, -0.245),
            (0.19, HEM + 0.004),
            (0.0, HEM + 0.004),
        ]
    )
    pouch, pouch_faces = sheet(outline(pocket, 0.011), 0.011)
    places = pouch[:, :2].copy()
    raised = over(places, 0.0042)
    raised[:, 2] += 0.002 * np.maximum(-0.4, noise(pouch * 12, 8, 2))
    cloth, _ = _fleece(_pouch_seams)
    things.append(sewn_mesh("pocket", raised, pouch_faces, places, material=cloth, thick=0.0035, levels=1))
    things += _hood()
    for x0, y0, x1, y1, wide in (
        (-0.268, HEM - 0.022, 0.268, HEM - 0.022, 0.056),
        (0.398, -0.298, 0.314, -0.322, 0.055),
        (-0.314, -0.322, -0.398, -0.298, 0.055),
    ):
        t = np.linspace(0, 1, 80)[:, None]
        path = np.array([x0, y0]) * (1 - t) + np.array([x1, y1]) * t
        spine = np.concatenate([path, np.full((80, 1), 0.0085)], 1)
        spine[:, 2] += 0.0015 * noise(spine * 16, 4, 2)
        count = 190 if abs(x1 - x0) > 0.3 else 34
        things.append(smooth(sweep("rib", spine, oval(wide, 0.009, 24, 4), rib(TINT, count=count), up=(0, 0, 1)), 1))
    return things


def _hood() -> list[Any]:
    """The hood lies above the neck: an outer shell, its opening edged by a rolled rim, the lining seen inside."""
    shell = mirrored(
        [
            (0.0, 0.535),
            *bowed((0.05, 0.532), (0.148, 0.44), 0.022, 8),
            *bowed((0.148, 0.44), (0.108, 0.31), 0.018, 8),
            (0.06, 0.292),
            (0.0, 0.27),
        ]
    )
    points, faces = sheet(outline(shell, 0.011), 0.011)
    uv = points[:, :2].copy()
    bundles = creased(
        6,
        (
            (-0.12, 0.42, 10, 0.12),
            (0.12, 0.42, 170, 0.12),
            (0.0, 0.52, -90, 0.1),
            (0.09, 0.32, 130, 0.1),
            (-0.09, 0.32, 50, 0.1),
        ),
        height=0.006,
    )
    points[:, 2] = (
        0.012 + folds(uv, bundles) + 0.01 * np.clip(1 - np.hypot(uv[:, 0] / 0.15, (uv[:, 1] - 0.41) / 0.13) ** 2, 0, 1)
    )
    things = [
        sewn_mesh(
            "hood",
            crumple(points, uv, by=0.001, scale=28, seed=4),
            faces,
            uv,
            material=_fleece()[0],
            thick=0.002,
            levels=1,
        )
    ]
    edge = [
        (-0.012, 0.262),
        (-0.058, 0.3),
        (-0.092, 0.36),
        (-0.088, 0.425),
        (-0.045, 0.468),
        (0.0, 0.478),
        (0.045, 0.468),
        (0.088, 0.425),
        (0.092, 0.36),
        (0.058, 0.3),
        (0.012, 0.262),
    ]
    rim = flowing([(x, y, 0.03 - 0.006 * abs(x) / 0.09) for x, y in edge], 150)
    things.append(smooth(sweep("rim", rim, oval(0.026, 0.011, 24, 2.6), _plain(), up=(0, 0, 1)), 1))
    inside, inner = sheet(outline([(x, y) for x, y in reversed(edge)], 0.01), 0.01)
    places = inside[:, :2].copy()
    inside[:, 2] = (
        0.025
        - 0.004 * np.clip(1 - np.hypot(places[:, 0] / 0.09, (places[:, 1] - 0.37) / 0.11) ** 2, 0, 1)
        + 0.002 * noise(inside * 20, 3, 2)
    )
    things.append(sewn_mesh("lining", inside, inner, places, material=_fleece()[0], levels=1))
    return things


def _plain() -> Shader:
    return jersey(TINT, count=0.0013, flat=True, relief=0.16)[0]


def _cords() -> list[Any]:
    cord = Shader("cord", base_color="#e6e2d8", roughness=0.85)
    twist = cord.wave(cord.coordinates("UV", (1, 1, 1)), 30, 0, "DIAGONAL", 0)
    cord.set(normal=cord.bump(twist, 0.6, 0.0008))
    things = []
    for side, length in ((-1, 0.16), (1, 0.175)):
        line = flowing(
            [
                (side * 0.03, 0.272, 0.03),
                (side * 0.036, 0.245, 0.024),
                (side * 0.048, 0.2, 0.0195),
                (side * 0.043, 0.15, 0.0175),
                (side * 0.056, 0.272 - length, 0.0175),
            ],
            120,
        )
        things.append(smooth(sweep("cord", line, oval(0.0052, 0.0052, 14), cord), 1))
        end = line[-1]
        knot = flowing([end + np.array([0, 0.008, 0.001]), end, end + np.array([0, -0.012, 0])], 30)
        things.append(
            smooth(
                sweep(
                    "knot",
                    knot,
                    lambda s: oval(0.0085 - 0.004 * abs(2 * s - 1), 0.0085 - 0.004 * abs(2 * s - 1), 14),
                    cord,
                ),
                1,
            )
        )
    return things


def _build() -> Built:
    things = _pieces()
    _cords()
    overhead(
        planks("#c0a07a", "#8f7050", width=0.22, length=2.6, gap=0.0005, turn=math.pi / 2), power=105, fill=6, low=True
    )
    return Built(things)


ITEMS = (
    Item(
        "hoodie",
        "Hoodie, laid flat",
        "clothing",
        ("hoodie", "sweatshirt", "apparel", "flat lay"),
        COLOURS,
        (Surface("front", "Chest", 30, 30),),
        _build,
        Camera((0.0, -0.2, 2.2), (0.0, 0.085, 0.0), lens=80, fstop=11),
        seed=57,
        light=2000,
    ),
)

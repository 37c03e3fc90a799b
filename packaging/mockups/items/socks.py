"""A pair of crew socks on linen, one lying over the other."""

import math
from typing import Any

import cv2
import numpy as np
from fabric import creased, crumple, folds, jersey, outline, sewn_mesh, sheet
from item import WHITE, Built, Camera, Item, Surface
from material import prints
from rooms import linen, overhead
from shader import Shader
from shapes import Array, flowing, noise, place

COLOURS = (
    WHITE,
    ("natural", "Natural", "#ddd2bb"),
    ("black", "Black", "#28282a"),
    ("grey", "Heather grey", "#a9aaac"),
    ("rust", "Rust", "#a3573a"),
    ("navy", "Navy", "#2a3550"),
)
TINT = WHITE[2]
CUFF, TOP = 0.158, 0.205  # where the ribbed cuff begins and ends, metres above the ankle
LEG = ((0.043, 0.2), (0.0425, 0.15), (0.041, 0.1), (0.044, 0.05), (0.058, 0.022))
FOOT = ((0.09, 0.006), (0.125, -0.002), (0.16, -0.012), (0.186, -0.031), (0.196, -0.056), (0.188, -0.079))
SOLE = ((0.163, -0.091), (0.12, -0.092), (0.075, -0.088), (0.035, -0.09), (0.0, -0.091))
HEEL = ((-0.03, -0.082), (-0.048, -0.058), (-0.053, -0.026), (-0.048, 0.01), (-0.043, 0.05), (-0.041, 0.1))
SPACING = 0.0042
BUNDLES = (
    (0.07, 0.03, 222, 0.1),
    (-0.046, 0.02, -18, 0.07),
    (0.042, 0.1, 185, 0.07),
    (-0.04, 0.13, 5, 0.06),
    (0.14, -0.085, 130, 0.07),
)
LIE = ((0.016, 0.012), 11.0)  # where the lower sock lies: metres, degrees
OVER = ((0.075, -0.075), 3.0)


def _border() -> Array:
    round_ = flowing([*LEG, *FOOT, *SOLE, *HEEL, (-0.042, 0.15), (-0.043, TOP)], 160)
    return outline([(float(x), float(y)) for x, y in [(0.043, TOP), *round_]][::-1], SPACING)


def _inside(border: Array, spots: Array) -> Array:
    """How deep (metres) spots (N,2) lie within an outline; negative outside."""
    contour = border.astype(np.float32).reshape(-1, 1, 2)
    return np.array([cv2.pointPolygonTest(contour, (float(x), float(y)), True) for x, y in spots])


def _moved(spots: Array, lie: tuple[tuple[float, float], float]) -> Array:
    turn = math.radians(lie[1])
    matrix = np.array([[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]])
    return spots @ matrix.T + lie[0]


def _bands(s: Shader, where: Any) -> Any:
    """Ribs at the cuff, a line where heel and toe are knitted on."""
    split = s.node("SeparateXYZ", {0: where})
    x, y = split.outputs[0], split.outputs[1]
    ribs = s.math("SINE", s.math("MULTIPLY", x, 2 * math.pi / 0.0045))
    cuff = s.math("MULTIPLY", ribs, s.math("GREATER_THAN", y, CUFF))
    toe = s.math("ABSOLUTE", s.math("SUBTRACT", s.math("SUBTRACT", x, s.math("MULTIPLY", y, 0.35)), 0.168))
    heel = s.math("ABSOLUTE", s.math("SUBTRACT", s.math("ADD", x, s.math("MULTIPLY", y, 0.9)), -0.045))
    low = s.math("LESS_THAN", y, -0.005)
    heel = s.math("MULTIPLY", s.remap(heel, 0.0, 0.0016, -1.0, 0.0), low)
    return s.math("ADD", cuff, s.math("ADD", s.remap(toe, 0.0, 0.0016, -1.0, 0.0), heel))


def _sock(lie: tuple[tuple[float, float], float], seed: int, *, over: Array | None = None) -> Any:
    """One sock, flat but for the air in it; `over` is the outline, as it lies, of the sock below it."""
    border = _border()
    points, faces = sheet(border, SPACING)
    uv = points[:, :2].copy()
    deep = np.maximum(_inside(border, uv), 0)
    edge = np.sqrt(1 - (1 - np.clip(deep / 0.0045, 0, 1)) ** 2)
    where = np.concatenate([uv, np.zeros((len(uv), 1))], 1)
    full = np.clip(deep / 0.035, 0, 1)
    height = 0.0008 + 0.0038 * edge + 0.004 * full**1.3
    loose = np.where(uv[:, 1] > CUFF, 0.15, 1.0)
    soft = folds(uv, creased(seed, BUNDLES, height=0.0026)) + 0.0016 * noise(where * 22, seed, 2)
    points[:, 2] = height + soft * np.clip(deep / 0.012, 0, 1) * loose
    points = crumple(points, uv, by=0.00035, scale=55, seed=seed + 1)
    spots = _moved(uv, lie)
    points[:, :2] = spots
    if over is not None:
        below = _inside(over, spots)
        points[:, 2] += 0.0085 * np.clip((below + 0.012) / 0.02, 0, 1) ** 1.5
    s, variation = jersey(TINT, count=0.0016, bands=_bands)
    prints(s, "pair", TINT, s.coordinates("UV"), area=(-0.056, -0.094, 0.2, CUFF), variation=variation)
    return sewn_mesh("sock", points, faces, uv, material=s, thick=0.0014, levels=1)


def _build() -> Built:
    pair = [_sock(LIE, 17), _sock(OVER, 31, over=_moved(_border(), LIE))]
    place(pair, (-0.115, 0.0, 0.004), (0, 0, math.radians(6)))
    overhead(linen("#b9ad99"), power=44, fill=5, low=True)
    return Built(pair)


ITEMS = (
    Item(
        "socks",
        "Pair of socks",
        "clothing",
        ("socks", "sock", "crew"),
        COLOURS,
        (Surface("pair", "Both socks, all over", 25.6, 25.2),),
        _build,
        Camera((0.02, -0.16, 1.0), (0.0, -0.012, 0.0), lens=88, fstop=14),
        light=1700,
        seed=73,
    ),
)

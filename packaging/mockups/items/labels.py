"""Labels on glass: a pump bottle, a jar of jam, a candle."""

import math
from typing import Any

from forms import round_label
from framing import wood
from item import WHITE, Built, Camera, Item, Surface
from material import prints, tinted
from materials import glass, metal, plastic, stone
from rooms import linen, props, table
from shader import Shader
from shapes import dress, flowing, lathe, oval, place, smooth, sweep
from stage import rumpled
from timber import planks

PAPERS = (
    WHITE,
    ("cream", "Cream", "#e9e0cd"),
    ("kraft", "Kraft", "#bd9a70"),
    ("black", "Black", "#242427"),
    ("sage", "Sage", "#a9b39c"),
)


def _paper(surface: str = "label") -> Shader:
    s = Shader("label", roughness=0.5, specular_ior_level=0.4)
    where = s.coordinates()
    variation = s.remap(s.noise(where, 500, 3, 0.6), 0.3, 0.7, 0.985, 1.01)
    tinted(s, WHITE[2], variation)
    s.set(normal=s.bump(s.noise(where, 1300, 2), 0.08, 0.0002))
    prints(s, surface, WHITE[2], s.coordinates("UV"), variation=variation)
    return s


def _bottle() -> Built:
    """Amber glass, 500 ml, black pump."""
    r, wall = 0.0365, 0.0022
    outer = [
        (0, 0.003),
        (0.02, 0.002),
        (0.031, 0),
        (0.0345, 0.0012),
        (r, 0.005),
        (r, 0.03),
        (r, 0.1),
        (r, 0.122),
        (0.0355, 0.13),
        (0.031, 0.1385),
        (0.022, 0.145),
        (0.0145, 0.149),
        (0.0138, 0.153),
        (0.0138, 0.16),
    ]
    inner = [(max(0.0, x - wall), z + (wall if z < 0.01 else 0)) for x, z in reversed(outer)]
    amber = glass("#7a3a0e")
    smooth(lathe("bottle", [*outer, *inner], amber, rows=180, sides=112), 1)
    soap = Shader("soap", base_color="#2a1206", roughness=0.25)
    lathe(
        "soap",
        [(0, 0.007), (0.03, 0.008), (r - wall - 0.0006, 0.012), (r - wall - 0.0006, 0.108), (0, 0.108)],
        soap,
        rows=40,
        sides=90,
        curved=False,
    )
    black = plastic("#1f1f21", rough=0.32)
    collar = lathe(
        "collar",
        [
            (0.0139, 0.15),
            (0.0168, 0.1502),
            (0.017, 0.152),
            (0.017, 0.166),
            (0.0162, 0.1675),
            (0.0105, 0.1685),
            (0.0102, 0.174),
            (0.0055, 0.1745),
            (0.0052, 0.192),
            (0.0088, 0.1925),
            (0.0092, 0.194),
            (0.0092, 0.201),
            (0.0082, 0.2025),
            (0, 0.2028),
        ],
        black,
        rows=150,
        sides=96,
    )
    for vertex in collar.data.vertices:
        x, y, z = vertex.co
        if 0.1525 < z < 0.1655:
            ridge = 1 - 0.012 * max(0.0, math.cos(48 * math.atan2(y, x))) ** 2
            vertex.co.x, vertex.co.y = x * ridge, y * ridge
    spout = sweep(
        "spout",
        flowing([(0, -0.004, 0.1975), (0, -0.02, 0.1985), (0, -0.034, 0.1965), (0, -0.0385, 0.1905)], 50),
        oval(0.0098, 0.0075, 20, 2.6),
        black,
        up=(1, 0, 0),
    )
    place([spout], (0, 0, 0), (0, 0, math.radians(118)))
    label = round_label("label", r + 0.00025, _paper(), width=0.095, low=0.03, high=0.11, facing=-86)
    table(stone("#dad6ce", "#cbc4b8", "#aaa196", rough=0.3), paint="#cdd0c8", power=36)
    props((-0.24, 0.4, 0), "plant", 26)
    props((0.26, 0.46, 0), "vase")
    return Built([label])


def _jar() -> Built:
    """Jam with a gold lid on linen, the label round the front."""
    r, wall = 0.041, 0.0026
    outer = [
        (0, 0.002),
        (0.028, 0.0016),
        (0.034, 0),
        (0.0385, 0.0016),
        (r, 0.006),
        (r, 0.02),
        (r, 0.06),
        (r, 0.078),
        (0.0395, 0.086),
        (0.0355, 0.0915),
        (0.0345, 0.094),
        (0.0345, 0.104),
    ]
    inner = [(max(0.0, x - wall), z + (wall if z < 0.01 else 0)) for x, z in reversed(outer)]
    lathe("jar", [*outer, *inner], glass("#fbfffd"), rows=170, sides=112)
    jam = Shader("jam", roughness=0.18, specular_ior_level=0.5)
    where = jam.coordinates()
    lumps = jam.noise(where, 150, 4, 0.6)
    jam.set(base_color=jam.ramp(lumps, (0.3, "#3d0509"), (0.72, "#7a1014")), normal=jam.bump(lumps, 0.3, 0.003))
    inside = r - wall - 0.0003
    lathe(
        "jam",
        [(0, 0.005), (0.03, 0.0052), (inside, 0.01), (inside, 0.078), (0.0366, 0.085), (0, 0.085)],
        jam,
        rows=60,
        sides=96,
        curved=False,
    )
    gold = metal("#c9a566", rough=0.24)
    lid = lathe(
        "lid",
        [
            (0.0352, 0.092),
            (0.0372, 0.0921),
            (0.0376, 0.0928),
            (0.0374, 0.0945),
            (0.0371, 0.1052),
            (0.0366, 0.1068),
            (0.034, 0.1076),
            (0.0325, 0.1066),
            (0, 0.1066),
        ],
        gold,
        rows=90,
        sides=200,
    )
    for vertex in lid.data.vertices:
        x, y, z = vertex.co
        if 0.0955 < z < 0.1045:
            ridge = 1 + 0.008 * math.cos(60 * math.atan2(y, x))
            vertex.co.x, vertex.co.y = x * ridge, y * ridge
    label = round_label("label", r + 0.0003, _paper(), width=0.1, low=0.017, high=0.072, facing=-92)
    table(linen_table(), paint="#d3c9b8", power=38)
    rumpled(
        linen("#b9b09e"),
        size=0.62,
        steps=260,
        depth=0.006,
        folds=3.0,
        seed=9,
        flat=((0, 0, 0.075),),
        z=0.0006,
        at=(0.02, 0.02),
    )
    props((0.25, 0.42, 0), "plant", 19)
    props((-0.28, 0.5, 0), "books", 12)
    place([label], (0, 0, 0.002))
    return Built([label])


def linen_table() -> Shader:
    return planks("#9f7a52", "#6b4c31", width=0.14, length=1.7, gap=0.0004)


def _candle() -> Built:
    """Cream wax in a straight glass, wooden lid beside it."""
    r, tall = 0.0395, 0.088
    wax = Shader(
        "wax in glass", base_color="#e9dfc9", roughness=0.6, coat_weight=1.0, coat_roughness=0.02, coat_ior=1.5
    )
    lathe(
        "candle",
        [(0, 0), (0.036, 0.0), (0.0388, 0.0012), (r, 0.004), (r, 0.03), (r, 0.06), (r, 0.0702)],
        wax,
        rows=100,
        sides=128,
    )
    rim = glass("#fdfffe")
    lathe(
        "rim",
        [
            (r, 0.0702),
            (r, 0.08),
            (r, tall - 0.001),
            (r - 0.0012, tall),
            (r - 0.0024, tall - 0.001),
            (r - 0.0026, 0.08),
            (r - 0.0026, 0.0702),
        ],
        rim,
        rows=70,
        sides=128,
    )
    top = Shader("wax", base_color="#efe6d2", roughness=0.42, specular_ior_level=0.4)
    top.set(normal=top.bump(top.noise(top.coordinates(), 60, 3), 0.2, 0.002))
    lathe("wax", [(0, 0.0685), (0.012, 0.0684), (0.03, 0.0689), (r - 0.0026, 0.0702)], top, rows=30, sides=96)
    wick = sweep(
        "wick",
        flowing([(0, 0, 0.068), (0.0004, 0, 0.074), (0.0018, 0.0005, 0.0815)], 16),
        oval(0.0022, 0.0022, 10),
        Shader("wick", base_color="#d9cfbb", roughness=0.9),
    )
    dress(wick, wick.data.materials[0])
    timber = wood("#c49a63", "#8f6337", across=True)
    cover = lathe(
        "lid",
        [(0, 0), (0.0385, 0), (0.0398, 0.0012), (0.0398, 0.0108), (0.0388, 0.012), (0, 0.012)],
        timber,
        rows=60,
        sides=128,
        curved=False,
    )
    place([cover], (0.082, 0.036, 0.0395), (math.radians(75), 0, math.radians(-28)))
    label = round_label("label", r + 0.00025, _paper(), width=0.062, low=0.014, high=0.062, facing=-91)
    table(planks("#a98258", "#745135", width=0.16, length=1.8, gap=0.0004), paint="#bfb5a6", power=34, side=1)
    props((-0.26, 0.46, 0), "books", 15)
    props((0.33, 0.5, 0), "vase")
    return Built([label])


def _one(key: str, name: str, words: tuple[str, ...], size: tuple[float, float], **rest: Any) -> Item:
    return Item(key, name, "packaging", ("label", *words), PAPERS, (Surface("label", "Label", *size),), **rest)


ITEMS = (
    _one(
        "bottle-label",
        "Label on an amber pump bottle",
        ("bottle", "cosmetics", "soap"),
        (9.5, 8.0),
        build=_bottle,
        camera=Camera((0.0, -0.72, 0.2), (0.0, 0, 0.098), lens=92, fstop=18),
        seed=41,
    ),
    _one(
        "jar-label",
        "Label on a jam jar",
        ("jar", "food", "jam", "honey"),
        (10.0, 5.5),
        build=_jar,
        camera=Camera((0.02, -0.5, 0.17), (0.0, 0, 0.052), lens=92, fstop=22, roll=-0.4),
        seed=42,
    ),
    _one(
        "candle-label",
        "Label on a candle",
        ("candle", "glass"),
        (6.2, 4.8),
        build=_candle,
        camera=Camera((-0.02, -0.5, 0.18), (0.012, 0, 0.042), lens=96, fstop=22),
        seed=43,
    ),
)

"""An 11 oz mug, glazed all over; print on the side that faces the camera, or all the way round to the handle."""

import math
from typing import Any

from item import WHITE, Built, Camera, Item, Surface
from material import prints, tinted
from materials import stone
from rooms import props, table
from shader import Shader
from shapes import flowing, lathe, oval, place, smooth, sweep
from timber import planks

RADIUS, HEIGHT = 0.0411, 0.0955
LOW, HIGH = 0.0065, 0.0915  # of the print area: 8.5 cm tall
TINT = WHITE[2]
COLOURS = (
    WHITE,
    ("black", "Black", "#232326"),
    ("navy", "Navy", "#27324d"),
    ("red", "Red", "#a32a2c"),
    ("pink", "Pink", "#e3b3b6"),
    ("green", "Green", "#4f6a55"),
    ("yellow", "Yellow", "#e0b243"),
)


def glaze() -> Shader:
    s = Shader("glaze", roughness=0.09, specular_ior_level=0.5)
    tinted(s, TINT)
    where = s.coordinates()
    s.set(normal=s.bump(s.noise(where, 38, 2), 0.05, 0.002))
    return s


def _round(s: Shader, middle: float) -> Any:
    """Arc length in metres from the direction `middle` (degrees), and height, as a vector."""
    split = s.node("SeparateXYZ", {0: s.coordinates("Object", turn=-math.radians(middle))})
    angle = s.math("ARCTAN2", split.outputs[1], split.outputs[0])
    return s.node("CombineXYZ", {0: s.math("MULTIPLY", angle, RADIUS), 1: split.outputs[2], 2: 0.0}).outputs[0]


def mug(facing: float) -> list[Any]:
    """A mug whose handle is at +x; `facing` is the direction (degrees) of the middle of the front print."""
    printed = glaze()
    half = 0.0425
    outside = printed.math("GREATER_THAN", _radius(printed), RADIUS - 0.0008)
    prints(printed, "front", TINT, _round(printed, facing), area=(-half, LOW, half, HIGH), only=outside)
    prints(printed, "wrap", TINT, _round(printed, 180), area=(-0.1, LOW, 0.1, HIGH), only=outside)
    outer = [
        (0, 0.0035),
        (0.026, 0.0035),
        (0.0275, 0.0),
        (0.031, 0.0),
        (0.0385, 0.0014),
        (RADIUS, 0.0052),
        (RADIUS, 0.012),
        (RADIUS, 0.04),
        (RADIUS, 0.07),
        (RADIUS, HEIGHT - 0.0045),
        (RADIUS, HEIGHT - 0.0022),
        (RADIUS - 0.0006, HEIGHT - 0.0005),
        (RADIUS - 0.002, HEIGHT),
        (RADIUS - 0.0035, HEIGHT - 0.0008),
        (RADIUS - 0.0041, HEIGHT - 0.004),
        (RADIUS - 0.0043, 0.06),
        (RADIUS - 0.0046, 0.016),
        (0.031, 0.0085),
        (0.02, 0.0075),
        (0, 0.0072),
    ]
    body = smooth(lathe("mug", outer, printed, rows=180, sides=160), 1)
    bow = flowing(
        [
            (RADIUS - 0.003, 0, 0.0785),
            (RADIUS + 0.009, 0, 0.0805),
            (RADIUS + 0.0225, 0, 0.0735),
            (RADIUS + 0.028, 0, 0.05),
            (RADIUS + 0.0225, 0, 0.0265),
            (RADIUS + 0.009, 0, 0.0185),
            (RADIUS - 0.003, 0, 0.0205),
        ],
        80,
    )
    handle = sweep(
        "handle",
        bow,
        lambda s: oval(0.0128 + 0.006 * abs(2 * s - 1) ** 6, 0.0078 + 0.005 * abs(2 * s - 1) ** 6, 28, 2.3),
        glaze(),
        up=(0, 1, 0),
    )
    return [body, smooth(handle, 1)]


def _radius(s: Shader) -> Any:
    split = s.node("SeparateXYZ", {0: s.coordinates("Object")})
    return s.node(
        "VectorMath",
        {0: s.node("CombineXYZ", {0: split.outputs[0], 1: split.outputs[1], 2: 0.0}).outputs[0]},
        operation="LENGTH",
    ).outputs["Value"]


def _right() -> Built:
    things = place(mug(-62), (0, 0, 0), (0, 0, math.radians(-26)))
    table(planks("#b58a5c", "#7d5434", width=0.16, length=1.9, gap=0.0004), paint="#c4c6bd")
    props((-0.26, 0.5, 0), "plant", 4)
    props((0.22, 0.45, 0), "books", 5)
    return Built(things)


def _left() -> Built:
    things = place(mug(56), (0, 0, 0), (0, 0, math.radians(-154)))
    table(stone("#d8d5cf", "#b9b3aa", "#8d867c", rough=0.3), paint="#d9cdbd", side=1)
    props((0.3, 0.5, 0), "vase")
    props((-0.24, 0.52, 0), "plant", 9)
    return Built(things)


SURFACES = (
    Surface("front", "One side", 8.5, 8.5),
    Surface("wrap", "All round", 20.0, 8.5),
)
WORDS = ("mug", "cup", "coffee", "tea", "drinkware", "11 oz")

ITEMS = (
    Item(
        "mug",
        "Mug on a wooden table",
        "drinkware",
        WORDS,
        COLOURS,
        SURFACES,
        _right,
        Camera((0.0, -0.62, 0.19), (0.008, 0, 0.046), lens=112, fstop=13, focus=(0, -0.037, 0.05), roll=-0.5),
        seed=11,
    ),
    Item(
        "mug-left",
        "Mug, handle on the left",
        "drinkware",
        WORDS,
        COLOURS,
        SURFACES,
        _left,
        Camera((0.03, -0.6, 0.25), (-0.008, 0, 0.044), lens=112, fstop=13, focus=(0, -0.035, 0.05), roll=0.6),
        seed=12,
        edges=3.0,
    ),
)

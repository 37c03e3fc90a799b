"""Cartons: a tall product box with front and side, and a flat mailer with a printed lid."""

import math
from typing import Any

from forms import facing, over
from item import WHITE, Built, Camera, Item, Surface
from material import prints, tinted
from materials import stone
from rooms import overhead, props, table
from shader import Shader
from shapes import box, place
from timber import planks

WIDE, DEEP, TALL = 0.085, 0.055, 0.14
LONG, SHORT, FLAT = 0.26, 0.19, 0.065
COLOURS = (
    WHITE,
    ("kraft", "Kraft", "#b4936b"),
    ("black", "Black", "#232325"),
    ("blush", "Blush", "#dcb8ad"),
    ("green", "Green", "#4b5f51"),
)


def _board(tint: str) -> tuple[Shader, Any]:
    """Coated board with a trace of fibre; the variation is returned for the print."""
    s = Shader("board", roughness=0.42, specular_ior_level=0.4)
    where = s.coordinates()
    fibre = s.noise(s.node("Mapping", {0: where, "Scale": (300, 300, 700)}).outputs[0], 1.0, 3, 0.6)
    variation = s.remap(fibre, 0.3, 0.7, 0.985, 1.01)
    tinted(s, tint, variation)
    s.set(normal=s.bump(s.noise(where, 900, 2), 0.06, 0.0002, s.bump(s.noise(where, 14, 2), 0.12, 0.003)))
    return s, variation


def _side(s: Shader) -> Any:
    split = s.node("SeparateXYZ", {0: s.coordinates("Object")})
    return s.node("CombineXYZ", {0: split.outputs[1], 1: split.outputs[2], 2: 0.0}).outputs[0]


def _tall() -> Built:
    tint = COLOURS[0][2]
    s, variation = _board(tint)
    front = (-WIDE / 2, -TALL / 2, WIDE / 2, TALL / 2)
    side = (-DEEP / 2, -TALL / 2, DEEP / 2, TALL / 2)
    prints(s, "front", tint, over(s, upright=True), variation=variation, area=front, only=facing(s, 1, -1, 0.7))
    prints(s, "side", tint, _side(s), variation=variation, area=side, only=facing(s, 0, 1, 0.7))
    body = box("carton", (WIDE, DEEP, TALL), s, centre=(0, 0, TALL / 2), round_by=0.0007)
    lid, _ = _board(tint)
    flap = box(
        "flap", (WIDE - 0.0006, 0.0006, 0.0015), lid, centre=(0, -DEEP / 2 + 0.0004, TALL + 0.0001), round_by=0.0002
    )
    place([body, flap], (0, 0, 0), (0, 0, math.radians(-33)))
    table(stone("#d9d6cf", "#c6c0b6", "#a8a196", rough=0.35), paint="#d6cdbf", power=34)
    props((-0.25, 0.42, 0), "plant", 12)
    props((0.27, 0.5, 0), "vase")
    return Built([body, flap])


def _mailer() -> Built:
    tint = COLOURS[0][2]
    s, variation = _board(tint)
    top = (-LONG / 2, -SHORT / 2, LONG / 2, SHORT / 2)
    front = (-LONG / 2, -FLAT / 2, LONG / 2, FLAT / 2 - 0.012)
    prints(s, "lid", tint, over(s), variation=variation, area=top, only=facing(s, 2, 1, 0.7))
    prints(s, "front", tint, over(s, upright=True), variation=variation, area=front, only=facing(s, 1, -1, 0.7))
    body = box("mailer", (LONG, SHORT, FLAT), s, centre=(0, 0, FLAT / 2), round_by=0.0016)
    edge, _ = _board(tint)
    wings = [
        box("wing", (0.0022, SHORT - 0.004, FLAT - 0.004), edge, centre=(x, 0, FLAT / 2 + 0.001), round_by=0.0008)
        for x in (-LONG / 2 - 0.0009, LONG / 2 + 0.0009)
    ]
    tuck = box(
        "tuck", (LONG - 0.03, 0.0016, 0.0016), edge, centre=(0, -SHORT / 2 - 0.0004, FLAT - 0.012), round_by=0.0007
    )
    place([body, *wings, tuck], (0, 0, 0), (0, 0, math.radians(24)))
    overhead(planks("#c6a77f", "#97744f", width=0.15, length=2.2, gap=0.0005, turn=0.4), power=46, fill=7)
    props((-0.33, 0.3, 0), "plant", 8)
    return Built([body, *wings, tuck])


ITEMS = (
    Item(
        "box",
        "Product box on a table",
        "packaging",
        ("box", "carton", "packaging", "product"),
        COLOURS,
        (Surface("front", "Front", 8.5, 14.0), Surface("side", "Side", 5.5, 14.0)),
        _tall,
        Camera((0.0, -0.62, 0.24), (0.0, 0, 0.066), lens=92, fstop=18),
        seed=33,
    ),
    Item(
        "mailer",
        "Mailer box",
        "packaging",
        ("box", "mailer", "packaging", "shipping", "gift"),
        COLOURS,
        (Surface("lid", "Lid", 26.0, 19.0), Surface("front", "Front", 26.0, 5.3)),
        _mailer,
        Camera((0.05, -0.72, 0.66), (0.0, -0.005, 0.025), lens=76, fstop=16),
        seed=34,
    ),
)

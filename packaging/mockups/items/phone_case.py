"""A phone in a printed case, lying face down on stone."""

import math
from typing import Any

from forms import over, slab
from item import WHITE, Built, Camera, Item, Surface
from material import prints, tinted
from materials import metal, stone
from rooms import overhead
from shader import Shader
from shapes import dress, lathe, place

WIDE, TALL, THICK, CORNER = 0.0765, 0.1545, 0.0108, 0.0125
WRAPPED = 1.008  # of the back: the upright sides are print, too, not just outside it
TINT = WHITE[2]


def _case() -> Any:
    s = Shader("case", roughness=0.32, specular_ior_level=0.5)
    tinted(s, TINT)
    where = s.coordinates()
    s.set(normal=s.bump(s.noise(where, 2200, 2), 0.05, 0.0002))
    across, along = WIDE / 2 * WRAPPED, TALL / 2 * WRAPPED
    prints(s, "back", TINT, over(s), area=(-across, -along, across, along))
    return slab("case", (WIDE, TALL, THICK), s, corner=CORNER, edge=0.0034, low_edge=0.0026)


def _lenses() -> list[Any]:
    """The island of the camera: a glass plate in a raised lip, two lenses, a lamp."""
    rim = slab(
        "rim", (0.0405, 0.0405, 0.0011), Shader("lip", base_color="#1d1d1f", roughness=0.35), corner=0.0105, edge=0.0005
    )
    glass = Shader("glass plate", base_color="#0c0d10", roughness=0.06, coat_weight=1.0)
    plate = slab("plate", (0.0365, 0.0365, 0.0016), glass, corner=0.0088, edge=0.0004)
    things = [rim, plate]
    ring = metal("#8d8f94", rough=0.2)
    dark = Shader("lens", base_color="#050608", roughness=0.02, coat_weight=1.0)
    for x, y in ((-0.0082, 0.0082), (-0.0082, -0.0082), (0.0085, 0.0)):
        barrel = [(0, 0.0036), (0.0052, 0.0036), (0.0056, 0.0042), (0.0066, 0.0042), (0.0069, 0.0038), (0.0069, 0.0)]
        hoop = lathe("hoop", barrel, ring, rows=40, sides=72, curved=False)
        eye = dress(lathe("eye", [(0, 0.0039), (0.003, 0.00385), (0.0054, 0.0036)], dark, rows=16, sides=64), dark)
        for thing in (hoop, eye):
            thing.location = (x, y, 0.0)
        things += [hoop, eye]
    lamp = lathe(
        "lamp",
        [(0, 0.0019), (0.0022, 0.0018), (0.0026, 0.0014)],
        Shader("lamp", base_color="#efe6cf", roughness=0.3),
        rows=12,
        sides=40,
    )
    lamp.location = (0.0085, 0.0118, 0.0)
    return place([*things, lamp], (-WIDE / 2 + 0.0255, TALL / 2 - 0.0255, THICK - 0.0004))


def _build() -> Built:
    case = _case()
    lenses = _lenses()
    root = lenses[0].parent
    place([case, root], (0.0, 0.0, 0.0), (0, 0, math.radians(-13)))
    overhead(stone("#cfcac2", "#b3aca2", "#8f887d", rough=0.32), power=30, fill=5)
    return Built([case])


ITEMS = (
    Item(
        "phone-case",
        "Phone case on stone",
        "accessories",
        ("phone", "case", "cover", "mobile"),
        (
            WHITE,
            ("black", "Black", "#1f2022"),
            ("sand", "Sand", "#d3c4ae"),
            ("sage", "Sage", "#9aa893"),
            ("lilac", "Lilac", "#b9aecb"),
        ),
        (Surface("back", "Back", 7.65, 15.45),),
        _build,
        Camera((0.03, -0.27, 0.48), (0.002, -0.002, 0.006), lens=92, fstop=32),
        seed=31,
    ),
)

"""A wrist watch on its closed strap, lying on linen: polished steel, glass, stitched leather."""

import math
from typing import Any

import numpy as np
from clutter import plant, vase
from materials import cloth, image_from, leather, metal, pane, plastic, wall
from PIL import Image, ImageDraw, ImageFont
from shader import Shader
from shapes import flowing, lathe, oval, place, settle, smooth, sweep
from shot import Camera, Phone, Shot
from stage import rumpled, surroundings, window
from stage import wall as upright


def _dial() -> Image.Image:
    art = Image.new("RGBA", (1600, 1600), "#16283a")
    draw = ImageDraw.Draw(art)
    for minute in range(60):
        angle = math.radians(minute * 6)
        near = 690 if minute % 5 else 660
        a = [(800 + r * math.sin(angle), 800 - r * math.cos(angle)) for r in (near, 730)]
        draw.line(a, fill="#d8d2c2", width=5 if minute % 5 else 12)
    font = ImageFont.load_default(64)
    draw.text((800 - draw.textlength("Listing & Sons", font) / 2, 470), "Listing & Sons", "#e6e0d0", font)
    small = ImageFont.load_default(44)
    draw.text((800 - draw.textlength("AUTOMATIC", small) / 2, 1090), "AUTOMATIC", "#c9c2b0", small)
    return art


def _hand(long: float, wide: float, angle: float, z: float, tint: str) -> Any:
    outline = np.array(
        [
            (-wide * 0.6, -long * 0.18),
            (wide * 0.6, -long * 0.18),
            (wide / 2, long * 0.55),
            (0, long),
            (-wide / 2, long * 0.55),
        ]
    )
    turn = np.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])
    flat = outline @ turn.T
    points = np.concatenate([np.c_[flat, np.full(5, z)], np.c_[flat * 0.999, np.full(5, z + 0.00025)]])
    from shapes import mesh

    faces = [(4, 3, 2, 1, 0), (5, 6, 7, 8, 9), *[(i, (i + 1) % 5, 5 + (i + 1) % 5, 5 + i) for i in range(5)]]
    return mesh("hand", points, faces, metal(tint, rough=0.15))


def _head() -> list[Any]:
    """Case, bezel, dial, hands, indexes, crystal and crown; dial up, centre at the origin."""
    steel, polished = metal("#c9c8c6", rough=0.28, brushed=True), metal("#d2d1cf", rough=0.08)
    case = lathe(
        "case",
        [
            (0, -0.0052),
            (0.015, -0.0052),
            (0.0175, -0.0046),
            (0.0192, -0.0025),
            (0.0195, 0.0005),
            (0.019, 0.0022),
            (0.0187, 0.0025),
        ],
        steel,
        rows=60,
        sides=128,
    )
    bezel = lathe(
        "bezel",
        [
            (0.0187, 0.0025),
            (0.0189, 0.0028),
            (0.0184, 0.0042),
            (0.0172, 0.005),
            (0.0166, 0.005),
            (0.0163, 0.0046),
            (0.0161, 0.0022),
        ],
        polished,
        rows=40,
        sides=128,
    )
    dial_paint = Shader("dial", roughness=0.38, metallic=0.3)
    where = dial_paint.coordinates("Object", (1 / 0.0328, 1 / 0.0328, 1))
    moved = dial_paint.shifted(where, (0.5, 0.5, 0))
    dial_paint.set(base_color=dial_paint.picture(image_from(_dial(), "dial"), moved, extend=True)[0])
    dial = lathe("dial", [(0, 0.0018), (0.0163, 0.0018)], dial_paint, rows=4, sides=96, curved=False)
    things = [case, bezel, dial]
    for hour in range(12):
        angle = math.radians(hour * 30)
        marker = sweep(
            "index",
            np.array([[0, 0.0105, 0.0022], [0, 0.0134, 0.0022]]),
            oval(0.0012 if hour % 3 else 0.002, 0.0006, 12, 5),
            polished,
        )
        things += place([marker], (0, 0, 0), (0, 0, -angle))
    things += [
        _hand(0.0085, 0.0016, math.radians(304), 0.0024, "#e6e3dd"),
        _hand(0.0128, 0.0012, math.radians(55), 0.0028, "#e6e3dd"),
        _hand(0.0135, 0.0004, math.radians(200), 0.0032, "#b5592f"),
    ]
    things.append(
        lathe("post", [(0, 0.0036), (0.0008, 0.0036), (0.001, 0.0034), (0.001, 0.002)], polished, rows=10, sides=24)
    )
    crystal = lathe(
        "crystal", [(0, 0.0054), (0.008, 0.0053), (0.0145, 0.005), (0.0163, 0.0046)], pane(), rows=24, sides=96
    )
    things.append(crystal)
    crown = lathe(
        "crown",
        [(0, 0.0), (0.0026, 0.0), (0.0031, 0.0004), (0.0031, 0.003), (0.0027, 0.0034), (0, 0.0034)],
        metal("#c4c3c0", rough=0.2),
        rows=24,
        sides=64,
        wobble=0,
    )
    for vertex in crown.data.vertices:
        x, y, _ = vertex.co
        knurl = 1 + 0.035 * math.cos(20 * math.atan2(y, x))
        vertex.co.x, vertex.co.y = x * knurl, y * knurl
    things += place([crown], (0.0193, 0, -0.0012), (0, math.pi / 2, 0))
    for end in (-1, 1):
        for side in (-1, 1):
            lug = flowing(
                [
                    (side * 0.0125, end * 0.0135, 0.0006),
                    (side * 0.0122, end * 0.019, 0.0),
                    (side * 0.0118, end * 0.0232, -0.0032),
                    (side * 0.0118, end * 0.0245, -0.0055),
                ],
                30,
            )
            things.append(smooth(sweep("lug", lug, lambda s: oval(0.0034, 0.0046 - 0.0022 * s, 20, 3.6), steel), 1))
    return things


def _strap() -> list[Any]:
    """A closed loop in the y-z plane below the head; stitching along both sides."""
    loop = flowing(
        [
            (0, 0.0208, -0.0018),
            (0, 0.0262, -0.0055),
            (0, 0.0315, -0.012),
            (0, 0.0335, -0.026),
            (0, 0.027, -0.041),
            (0, 0.012, -0.0485),
            (0, -0.006, -0.0485),
            (0, -0.024, -0.0425),
            (0, -0.0325, -0.027),
            (0, -0.031, -0.012),
            (0, -0.0262, -0.0055),
            (0, -0.0208, -0.0018),
        ],
        160,
    )
    hide = leather("#6d4426", scale=1300, rough=0.45, depth=0.35, worn="#8f6138")

    def section(s: float) -> Any:
        outline = oval(0.0205 - 0.0025 * math.sin(math.pi * s), 0.0036 - 0.0012 * math.sin(math.pi * s), 40, 5)
        outline[:, 1] += 0.0005 * (np.abs(outline[:, 0]) > 0.0072) * np.sign(outline[:, 1]) * -0.5
        return outline

    strap = smooth(sweep("strap", loop, section, hide, up=(0, 0, 1)), 1)
    things = [strap]
    thread = plastic("#e2cfa6", rough=0.8)
    length = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(loop, axis=0), axis=1))])
    centre = loop.mean(0)
    for side in (-1, 1):
        for start in np.arange(0.002, length[-1] - 0.002, 0.0031):
            at = np.linspace(start, start + 0.002, 5)
            path = np.stack([np.interp(at, length, loop[:, k]) for k in range(3)], 1)
            outward = path - centre
            outward /= np.linalg.norm(outward, axis=1, keepdims=True)
            share = start / length[-1]
            path = (
                path
                + outward * (0.0017 - 0.0006 * math.sin(math.pi * share))
                + np.array([side * (0.0082 - 0.00115 * math.sin(math.pi * share)), 0, 0])
            )
            things.append(sweep("stitch", path, oval(0.0006, 0.0006, 8), thread))
    buckle = [
        (-0.0105, 0, 0),
        (-0.0105, 0.006, 0),
        (0.0105, 0.006, 0),
        (0.0105, 0, 0),
        (0.0105, -0.006, 0),
        (-0.0105, -0.006, 0),
    ]
    frame = sweep(
        "buckle",
        flowing([*buckle, buckle[0]], 80)[:-1],
        oval(0.0019, 0.0019, 14),
        metal("#c9c8c6", rough=0.15),
        closed=True,
    )
    things += place([frame], (0, 0.003, -0.0515), (0.1, 0, 0))
    keeper = np.stack(
        [
            0.0112 * np.cos(np.linspace(0, 2 * np.pi, 60, endpoint=False)),
            np.zeros(60),
            0.0038 * np.sin(np.linspace(0, 2 * np.pi, 60, endpoint=False)),
        ],
        -1,
    )
    things += place(
        [sweep("keeper", keeper, oval(0.0014, 0.005, 16, 4), hide, up=(0, 1, 0), closed=True)],
        (0, -0.0155, -0.0468),
        (-0.3, 0, 0),
    )
    return things


def build() -> list[Any]:
    """Resting on one side of its strap, dial leaning back towards the camera."""
    return settle(place([*_head(), *_strap()], (0, 0, 0.0345), (math.radians(62), 0, math.radians(18))))


def _bed() -> None:
    rumpled(
        cloth("#cfc6b6", thread=0.00055, size=1.2, sheen=0.15, second="#c3b9a7"),
        size=1.2,
        steps=420,
        depth=0.03,
        folds=3.2,
        seed=8,
        flat=((0, 0.01, 0.07),),
        at=(0, 0.2),
    )
    back = upright(wall("#8f9a97"), y=1.2)
    back.location[2] = -0.4
    surroundings("#dcdcd8", "#7d7166", 0.4)
    window((-0.9, -0.1, 0.8), (0, 0, 0), size=(0.9, 1.1), power=24)
    window((0.9, -0.8, 0.9), (0, 0, 0), size=(0.6, 0.8), power=5, tint="#fff0dd", panes=(1, 2))
    vase((0.2, 0.46, 0.0), tint="#b98f7a", scale=0.8)
    plant((-0.2, 0.62, -0.02), seed=12, size=0.22, pot="#d8d4cc")


SHOTS = (
    Shot(
        "watch",
        "Automatic watch with leather strap",
        "WATCH-38-BLUE",
        "Polished steel and glass that mirror the room",
        build,
        _bed,
        Camera((0.0, -0.225, 0.14), (0.002, 0.002, 0.031), zoom=2.5, roll=1.0, focus=(0, -0.012, 0.03), fstop=2.2),
        Phone(exposure=0.0, warmth=0.06, iso=100, seconds=(1, 120), taken="2026:09:05 11:20:44"),
        seed=41,
    ),
)

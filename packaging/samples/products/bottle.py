"""A powder-coated steel bottle with a screw lid on a wooden floor by a wall."""

import math
from typing import Any

from clutter import books, curtain, plant
from materials import image_from, metal, planks, plastic, printed, wall
from PIL import Image, ImageDraw, ImageFont
from shapes import box, flowing, lathe, oval, place, smooth, sweep
from shot import Camera, Phone, Shot
from stage import ground, surroundings, window
from stage import wall as upright


def _mark() -> Image.Image:
    art = Image.new("RGBA", (800, 1600), (0, 0, 0, 0))
    draw = ImageDraw.Draw(art)
    white = (236, 232, 222, 240)
    for index in range(4):
        y = 420 + index * 70
        wave = [(120 + x, y + 26 * math.sin(x / 89 + index)) for x in range(0, 560, 6)]
        draw.line(wave, fill=white, width=17 - 2 * index)
    font = ImageFont.load_default(118)
    draw.text(
        (400 - draw.textlength("NORDKYST", font) / 2, 780), "NORDKYST", white, font, stroke_width=2, stroke_fill=white
    )
    small = ImageFont.load_default(60)
    draw.text(
        (400 - draw.textlength("750 ml · keeps cold 24 h", small) / 2, 930), "750 ml · keeps cold 24 h", white, small
    )
    return art


def build() -> list[Any]:
    coat = plastic("#2f5d62", rough=0.5, grain=0.5)
    printed(image_from(_mark(), "mark"), coat, scale=(4.2, 1.9, 1), shift=(-2.65, -0.55, 0))
    steel = metal("#cfccc8", rough=0.2, brushed=True)
    body = [
        (0.0352, 0.013),
        (0.0368, 0.0145),
        (0.0368, 0.05),
        (0.0368, 0.12),
        (0.0368, 0.185),
        (0.0366, 0.195),
        (0.0345, 0.208),
        (0.0295, 0.222),
        (0.0255, 0.231),
        (0.0245, 0.238),
    ]
    things = [smooth(lathe("bottle", body, coat, rows=120, sides=120, wobble=0.0008, seed=2), 1)]
    things.append(
        lathe(
            "foot",
            [
                (0, 0.001),
                (0.03, 0.001),
                (0.0315, 0.0),
                (0.0345, 0.0015),
                (0.036, 0.005),
                (0.0362, 0.013),
                (0.035, 0.0138),
            ],
            steel,
            rows=50,
            sides=120,
        )
    )
    things.append(
        lathe("neck", [(0.0243, 0.236), (0.0247, 0.237), (0.0247, 0.2415), (0.024, 0.2425)], steel, rows=20, sides=96)
    )
    lid_tone = plastic("#222426", rough=0.45, grain=0.4)
    lid = [
        (0.0238, 0.2425),
        (0.0262, 0.2428),
        (0.0268, 0.2445),
        (0.0268, 0.266),
        (0.0262, 0.2685),
        (0.024, 0.27),
        (0.012, 0.2706),
        (0, 0.2708),
    ]
    cap = lathe("lid", lid, lid_tone, rows=70, sides=240)
    for vertex in cap.data.vertices:
        x, y, z = vertex.co
        if 0.2455 < z < 0.264:
            ridge = 1 - 0.014 * max(0.0, math.cos(40 * math.atan2(y, x))) ** 2
            vertex.co.x, vertex.co.y = x * ridge, y * ridge
    things.append(cap)
    loop = flowing(
        [
            (-0.0215, 0, 0.262),
            (-0.0225, 0, 0.281),
            (-0.0135, 0, 0.297),
            (0, 0, 0.3005),
            (0.0135, 0, 0.297),
            (0.0225, 0, 0.281),
            (0.0215, 0, 0.262),
        ],
        70,
    )
    things.append(
        smooth(
            sweep(
                "loop",
                loop,
                lambda s: oval(0.0135 - 0.004 * math.sin(math.pi * s), 0.005, 24, 3),
                lid_tone,
                up=(0, 0, 1),
            ),
            1,
        )
    )
    for side in (-1, 1):
        rivet = lathe("rivet", [(0.0028, 0), (0.0028, 0.0006), (0.002, 0.0012), (0, 0.0014)], steel, rows=14, sides=32)
        rivet.rotation_euler = (0, side * math.pi / 2, 0)
        rivet.location = (side * 0.0252, 0, 0.2665)
        things.append(rivet)
    return place(things, (0, 0, 0), (0, 0, math.radians(-26)))


def _hall() -> None:
    ground(planks("#a58a6d", "#6d533c", width=0.14, length=1.6, gloss=0.42, turn=0.5), width=5, depth=5)
    back = upright(wall("#cdb9a6"), y=0.95)
    back.location[2] = 0
    box("skirting", (5, 0.018, 0.12), plastic("#ece8df", rough=0.35), centre=(0, 0.935, 0.06), round_by=0.005)
    surroundings("#cfcac2", "#75665a", 0.4)
    window((-1.5, -0.1, 1.1), (0, 0, 0.1), size=(0.9, 1.5), power=55)
    window((1.4, -1.4, 1.2), (0, 0, 0.1), size=(0.7, 0.9), power=6, tint="#ffe3c4", panes=(1, 2))
    plant((0.36, 0.6, 0), seed=21, size=0.42, leaves=34, pot="#8f8a80")
    books((-0.5, 0.72, 0), count=6, upright=False, seed=15, turn=0.2)
    curtain((-0.62, 0.86, 0.0), width=0.35, height=2.0, tint="#b9b4a8")


SHOTS = (
    Shot(
        "bottle",
        "Insulated bottle, 750 ml",
        "BOTTLE-750-SEA",
        "Tall and narrow, brushed steel ring that takes on the room",
        build,
        _hall,
        Camera((0.02, -0.62, 0.33), (0.004, 0, 0.146), zoom=1.95, roll=0.7, focus=(0, -0.036, 0.15)),
        Phone(exposure=0.15, warmth=0.08, tint=0.02, iso=250, seconds=(1, 60), taken="2026:09:11 15:03:12"),
        portrait=True,
        seed=51,
    ),
)

"""A kraft carton of tea with a printed label, on a carpet."""

import math
from typing import Any

import bpy
import numpy as np
from clutter import books, cable
from materials import image_from, plastic, wall
from PIL import Image, ImageDraw, ImageFont
from shader import Shader
from shapes import box, grid, noise, place, smooth
from shot import Camera, Phone, Shot
from stage import carpet, surroundings, window
from stage import wall as upright

WIDE, DEEP, TALL = 0.125, 0.075, 0.165


def _centred(
    draw: ImageDraw.ImageDraw, middle: float, y: float, text: str, *, size: int, ink: str, weight: int = 0
) -> None:
    font = ImageFont.load_default(size)
    draw.text((middle - draw.textlength(text, font) / 2, y), text, ink, font, stroke_width=weight, stroke_fill=ink)


def _front() -> Image.Image:
    """The label: a sprig in a circle, name, weight."""
    art = Image.new("RGBA", (1250, 1650), (0, 0, 0, 0))
    draw = ImageDraw.Draw(art)
    draw.rounded_rectangle((120, 190, 1130, 1440), 36, fill="#f3ecdd")
    draw.rounded_rectangle((150, 220, 1100, 1410), 24, outline="#2f4a3c", width=7)
    draw.ellipse((365, 300, 885, 820), fill="#2f4a3c")
    stem = [(560 + 130 * t + 40 * math.sin(3 * t), 770 - 420 * t) for t in np.linspace(0, 1, 40)]
    draw.line(stem, fill="#e9d9ab", width=10)
    for index in range(5, 38, 5):
        x, y = stem[index]
        for side in (-1, 1):
            angle = math.radians(-60 + side * 48)
            tip = (x + 120 * math.cos(angle), y + 120 * math.sin(angle))
            belly = [(x + 60 * math.cos(angle + k), y + 60 * math.sin(angle + k)) for k in (-0.5, 0.5)]
            draw.polygon([(x, y), belly[0], tip, belly[1]], fill="#a9c48b")
    _centred(draw, 625, 880, "FIELD & KETTLE", size=92, ink="#2f4a3c", weight=2)
    _centred(draw, 625, 1010, "Lemon Verbena", size=118, ink="#b5592f", weight=2)
    _centred(draw, 625, 1180, "loose leaf herbal tea", size=62, ink="#4a4a44")
    draw.line((330, 1275, 920, 1275), fill="#2f4a3c", width=4)
    _centred(draw, 625, 1300, "120 g  ·  about 60 cups", size=58, ink="#4a4a44")
    return art


def _side() -> Image.Image:
    art = Image.new("RGBA", (750, 1650), (0, 0, 0, 0))
    draw = ImageDraw.Draw(art)
    random = np.random.default_rng(5)
    for line in range(14):
        end = 640 if line % 5 else 420
        for x in range(110, end, 46):
            draw.rectangle((x, 560 + line * 42, x + random.integers(14, 42), 574 + line * 42), fill="#4c3a28")
    x = 170
    while x < 560:
        w = int(random.integers(3, 11))
        draw.rectangle((x, 1290, x + w, 1440), fill="#2b2119")
        x += w + int(random.integers(4, 11))
    _centred(draw, 375, 400, "How to brew", size=74, ink="#4c3a28", weight=1)
    return art


def _kraft(art: Image.Image | None, name: str) -> Shader:
    s = Shader("kraft", roughness=0.8, specular_ior_level=0.3)
    where = s.coordinates()
    fibres = s.noise(s.node("Mapping", {0: where, "Scale": (300, 300, 900)}).outputs[0], 1.0, 4, 0.6)
    cloudy = s.noise(where, 18, 3)
    tone = s.ramp(s.mix(0.6, cloudy, fibres), (0.3, "#94775a"), (0.7, "#b0977a"))
    if art is not None:
        ink, alpha = s.picture(image_from(art, name), s.coordinates("UV"), extend=True)
        tone = s.mix(alpha, tone, ink)
    s.set(base_color=tone)
    s.set(
        normal=s.bump(
            s.noise(where, 700, 3, 0.6),
            0.12,
            0.0004,
            s.bump(s.noise(s.node("Mapping", {0: where, "Scale": (260, 260, 3)}).outputs[0], 1.0, 1), 0.1, 0.0006),
        )
    )
    return s


def _panel(name: str, width: float, height: float, art: Image.Image | None, *, seed: int, bulge: float) -> Any:
    """One face, a little bowed and dented, curling into its edges; x across, z up, facing −y."""
    v, u = np.mgrid[0:1:60j, 0:1:48j]
    points = np.stack([(u - 0.5) * width, np.zeros_like(u), v * height], -1)
    swell = np.sin(np.pi * u) * np.sin(np.pi * v)
    dents = noise(points * 30, seed, 2) * np.minimum(swell * 3, 1)
    round_off = 0.0016 * (
        np.clip(1 - np.minimum(u, 1 - u) * width / 0.0022, 0, 1) ** 2
        + np.clip(1 - np.minimum(v, 1 - v) * height / 0.0022, 0, 1) ** 2
    )
    points[..., 1] = -bulge * swell - 0.0005 * dents + round_off
    return grid(name, points, _kraft(art, name))


def build() -> list[Any]:
    faces = []
    for name, width, angle, art, seed in (
        ("front", WIDE, 0, _front(), 1),
        ("back", WIDE, 180, None, 2),
        ("right", DEEP, 90, _side(), 3),
        ("left", DEEP, -90, None, 4),
    ):
        face = _panel(name, width, TALL, art, seed=seed, bulge=0.0022)
        turn = math.radians(angle)
        away = (DEEP if width == WIDE else WIDE) / 2
        face.rotation_euler = (0, 0, turn)
        face.location = (away * math.sin(turn), -away * math.cos(turn), 0)
        faces.append(face)
    core = box(
        "core",
        (WIDE - 0.003, DEEP - 0.003, TALL - 0.002),
        _kraft(None, "core"),
        centre=(0, 0, TALL / 2 - 0.0003),
        round_by=0.001,
    )
    lid = _panel("lid", WIDE + 0.0004, DEEP + 0.0004, None, seed=6, bulge=-0.0012)
    lid.rotation_euler = (math.radians(-90.8), 0, 0)
    lid.location = (0, -DEEP / 2, TALL + 0.0006)
    seal = Shader("seal", base_color="#2f4a3c", roughness=0.45)
    bpy.context.view_layer.update()
    v, u = np.mgrid[0:1:40j, 0:1:40j]
    radius, angle = np.sqrt(u) * 0.017, v * 2 * np.pi
    disc = np.stack([radius * np.cos(angle), radius * np.sin(angle), np.zeros_like(u)], -1)
    sticker = grid("sticker", disc, seal, wrap_v=True)
    sticker.location = (0.004, -DEEP / 2 + 0.014, TALL + 0.0024)
    return place([*faces, core, smooth(lid, 1), sticker], (0, 0, 0.008), (0.012, -0.008, math.radians(31)))


def _living_room() -> None:
    carpet(("#8f8a84", "#a39d95", "#77726d"), size=1.3, strands=150_000, at=(0, 0.3))
    back = upright(wall("#c7b8a2"), y=1.55)
    back.location[2] = 0
    box("skirting", (5, 0.02, 0.1), plastic("#e8e4dc", rough=0.35), centre=(0, 1.53, 0.05), round_by=0.004)
    surroundings("#cfccc6", "#7d7166", 0.45)
    window((-1.5, -0.3, 1.3), (0, 0, 0.05), size=(1.1, 1.4), power=62)
    books((-0.42, 0.75, 0.008), count=7, upright=False, seed=9, turn=-0.3)
    box("chair leg", (0.035, 0.035, 1.2), plastic("#6b4630", rough=0.4), centre=(0.34, 0.95, 0.6), round_by=0.006)
    box("chair leg", (0.035, 0.035, 1.2), plastic("#6b4630", rough=0.4), centre=(0.62, 0.75, 0.6), round_by=0.006)
    cable(
        [(0.9, 0.6, 0.014), (0.5, 0.5, 0.016), (0.3, 0.62, 0.014), (0.05, 0.9, 0.015), (-0.1, 1.5, 0.02)],
        tint="#222222",
        thick=0.006,
    )


SHOTS = (
    Shot(
        "box",
        "Herbal tea in a carton",
        "TEA-VERBENA",
        "Straight edges sinking into carpet pile",
        build,
        _living_room,
        Camera((0.03, -0.56, 0.36), (0.004, 0, 0.082), zoom=2.2, roll=-0.9, focus=(0, -0.05, 0.1)),
        Phone(
            exposure=0.1,
            warmth=0.1,
            tint=-0.04,
            iso=320,
            seconds=(1, 50),
            orientation=8,
            thumbnail=True,
            taken="2026:08:21 08:55:40",
        ),
        portrait=True,
        seed=31,
    ),
)

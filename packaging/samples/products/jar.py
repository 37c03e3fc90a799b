"""A storage jar of clear glass with a wooden lid, three quarters full of beans, on a paper sweep."""

import math
from typing import Any

import bpy
import numpy as np
from clutter import books, jar_of_tools
from materials import glass, image_from, paper, planks, plastic, wall
from PIL import Image, ImageDraw, ImageFont
from shader import Shader
from shapes import grid, lathe, place, smooth
from shot import Camera, Phone, Shot
from stage import ground, surroundings, sweep_paper, window
from stage import wall as upright

RADIUS, HEIGHT, FILL = 0.052, 0.135, 0.096


def _bean(name: str, tint: str, fleck: str) -> Any:
    """A kidney: a bent egg."""
    v, u = np.mgrid[0.02 : np.pi - 0.02 : 16j, 0 : 2 * np.pi : 21j]
    u, v = u[:, :-1], v[:, :-1]
    long, wide, thick = 0.0085, 0.0052, 0.0046
    x = long * np.cos(v)
    points = np.stack([x, wide * np.sin(v) * np.cos(u) - 22 * x**2, thick * np.sin(v) * np.sin(u)], -1)
    s = Shader("bean", roughness=0.32, coat_weight=0.15)
    where = s.coordinates()
    each = s.node("ObjectInfo").outputs["Random"]
    moved = s.shifted(where, s.math("MULTIPLY", each, 3.0))
    flecks = s.remap(s.noise(moved, 420, 3, 0.6), 0.54, 0.6, 0, 1)
    tone = s.mix(flecks, tint, fleck)
    s.set(base_color=s.node("HueSaturation", {"Color": tone, "Value": s.remap(each, 0, 1, 0.75, 1.2)}).outputs[0])
    return smooth(grid(name, points, s, wrap_u=True), 1)


def _beans() -> list[Any]:
    """Settled layer by layer; those at the glass lie along it."""
    random = np.random.default_rng(17)
    kinds = [
        _bean("bean", "#6a2b20", "#c9a88c"),
        _bean("bean pale", "#7a3a2b", "#d9c2a8"),
        _bean("bean dark", "#552019", "#a98470"),
    ]
    beans: list[Any] = []
    for layer, height in enumerate(np.arange(0.0105, FILL, 0.0078)):
        for radius, count in ((RADIUS - 0.0085, 22), (RADIUS - 0.0185, 15), (RADIUS - 0.03, 8)):
            if radius < 0.03 and height < FILL - 0.024:
                continue
            for index in range(count):
                angle = 2 * math.pi * (index + 0.5 * (layer % 2)) / count + random.normal(0, 0.06)
                heap = 0.006 * (1 - radius / RADIUS) if height > FILL - 0.012 else 0.0
                bean = kinds[random.integers(3)]
                copy = bpy.data.objects.new("bean", bean.data)
                for modifier in bean.modifiers:
                    made = copy.modifiers.new(modifier.name, modifier.type)
                    if modifier.type == "SUBSURF":
                        made.levels = made.render_levels = 1
                    else:
                        made.merge_threshold = 1e-6
                bpy.context.scene.collection.objects.link(copy)
                copy.location = (
                    radius * math.cos(angle),
                    radius * math.sin(angle),
                    height + heap + random.normal(0, 0.0012),
                )
                copy.rotation_euler = (
                    random.normal(0, 0.5),
                    random.normal(0, 0.55),
                    angle + math.pi / 2 + random.normal(0, 0.35),
                )
                beans.append(copy)
    for bean in kinds:
        bpy.data.objects.remove(bean)
    return beans


def _label() -> Any:
    art = Image.new("RGBA", (900, 600), "#efe7d6")
    draw = ImageDraw.Draw(art)
    draw.rounded_rectangle((30, 30, 870, 570), 30, outline="#5a3b2a", width=8)
    font, small = ImageFont.load_default(170), ImageFont.load_default(66)
    draw.text(
        (450 - draw.textlength("BEANS", font) / 2, 150), "BEANS", "#5a3b2a", font, stroke_width=3, stroke_fill="#5a3b2a"
    )
    draw.text((450 - draw.textlength("borlotti · 2026", small) / 2, 390), "borlotti · 2026", "#5a3b2a", small)
    s = Shader("label", roughness=0.7)
    s.set(base_color=s.picture(image_from(art, "label"), s.coordinates("UV"), extend=True)[0])
    v, u = np.mgrid[0:1:20j, 0:1:40j]
    angle = -math.pi / 2 + (u - 0.5) * 0.96
    radius = RADIUS + 0.0004 + 0.0005 * np.clip(u - 0.93, 0, 1) * 14
    return grid("label", np.stack([radius * np.cos(angle), radius * np.sin(angle), 0.044 + 0.034 * v], -1), s)


def build() -> list[Any]:
    clear = glass("#fbfffd")
    wall_ = [
        (0, 0.0015),
        (0.03, 0.0012),
        (0.044, 0.0),
        (0.0485, 0.0022),
        (0.0515, 0.008),
        (RADIUS, 0.02),
        (RADIUS, 0.06),
        (RADIUS, 0.11),
        (0.0515, 0.121),
        (0.0485, 0.1265),
        (0.048, 0.132),
        (0.0485, 0.1345),
        (0.047, HEIGHT),
        (0.0455, 0.134),
        (0.0452, 0.127),
        (0.0482, 0.119),
        (0.0488, 0.11),
        (0.0489, 0.06),
        (0.0488, 0.02),
        (0.047, 0.0085),
        (0.042, 0.0058),
        (0.03, 0.0052),
        (0, 0.005),
    ]
    jar = smooth(lathe("jar", wall_, clear, rows=220, sides=128, wobble=0.0012, seed=9), 1)
    timber = planks("#c79b62", "#93673a", width=0.5, length=2, gloss=0.45, gap=0.0)
    lid = [
        (0, 0.127),
        (0.0435, 0.127),
        (0.0437, 0.1348),
        (0.0505, 0.135),
        (0.0512, 0.1362),
        (0.0512, 0.148),
        (0.0505, 0.1493),
        (0.03, 0.1497),
        (0, 0.1498),
    ]
    things = [jar, lathe("lid", lid, timber, rows=90, sides=96)]
    things.append(
        lathe(
            "seal",
            [(0.043, 0.1285), (0.0448, 0.1292), (0.0452, 0.1305), (0.0448, 0.1318), (0.043, 0.1325)],
            plastic("#e6e4dd", rough=0.5),
            rows=20,
            sides=96,
        )
    )
    return place([*things, *_beans(), _label()], (0, 0, 0.0004), (0, 0, math.radians(14)))


def _corner() -> None:
    ground(planks("#7d6a58", "#4a3c30", width=0.13, length=1.4), width=3, depth=1.4, z=-0.002, at=(0, 0.3))
    sweep_paper(paper("#dcd6c4"), width=0.62, depth=0.2, bend=0.1, height=0.5, front=0.32)
    back = upright(wall("#9aa3a6"), y=1.2)
    back.location[2] = -0.75
    surroundings("#dcdcda", "#7a6c60", 0.42)
    window((-1.2, -0.1, 0.8), (0, 0, 0.05), size=(1.0, 1.2), power=50)
    window((1.1, -1.0, 0.8), (0, 0, 0.05), size=(0.5, 0.8), power=4, tint="#ffecd6", panes=(1, 2))
    books((0.37, 0.3, 0), count=4, upright=False, seed=23, turn=0.3)
    jar_of_tools((-0.41, 0.3, 0), seed=8, tint="#b0735a")


SHOTS = (
    Shot(
        "jar",
        "Glass storage jar with wooden lid",
        "JAR-900-OAK",
        "Clear glass above the beans: the ground shows through",
        build,
        _corner,
        Camera((0.02, -0.44, 0.2), (0.003, 0, 0.07), zoom=1.95, roll=-0.7, focus=(0, -0.05, 0.07)),
        Phone(exposure=0.4, warmth=0.1, tint=-0.02, iso=125, seconds=(1, 80), taken="2026:09:19 09:30:02"),
        seed=81,
        clear_glass=True,
    ),
)

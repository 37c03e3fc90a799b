"""A knitted jumper, folded, on a wooden bench: rounded folds, stitches, ribbed collar and cuff."""

import math
from typing import Any

import numpy as np
from clutter import books, curtain, vase
from materials import cloth, image_from, planks, wall
from PIL import Image, ImageDraw, ImageFont
from shader import Shader, colour
from shapes import grid, noise, oval, place, settle, smooth, sweep
from shot import Camera, Phone, Shot
from stage import ground, surroundings, window
from stage import wall as upright


def _knit(tint: str, *, across: float, along: float) -> Shader:
    """Stocking stitch: columns of V, `across` columns and `along` rows over the UV square."""
    s = Shader("knit", roughness=0.92, sheen_weight=0.45, sheen_roughness=0.45, specular_ior_level=0.15)
    where = s.coordinates("UV", (across, along, 1))
    where = s.shifted(where, s.math("MULTIPLY", s.noise(s.coordinates("UV", (9, 9, 1)), 1.0, 2), 0.9))
    split = s.node("SeparateXYZ", {0: where})
    column = s.math("FRACT", split.outputs[0])
    half = s.math("ABSOLUTE", s.math("SUBTRACT", column, 0.5))
    row = s.math("FRACT", s.math("SUBTRACT", split.outputs[1], s.math("MULTIPLY", half, 1.15)))
    strand = s.math("SINE", s.math("MULTIPLY", row, math.pi))
    plait = s.math("SINE", s.math("MULTIPLY", s.math("FRACT", s.math("MULTIPLY", column, 2.0)), math.pi))
    height = s.math("MULTIPLY", s.math("POWER", strand, 0.6), s.math("POWER", plait, 0.6))
    fuzz = s.noise(s.coordinates("Object"), 1900, 3, 0.7)
    melange = s.noise(s.coordinates("UV", (across * 1.5, along * 3, 1)), 1.0, 2)
    value = s.math("ADD", s.remap(height, 0, 1, 0.5, 1.05), s.remap(melange, 0.3, 0.7, -0.14, 0.14))
    stripe = s.math(
        "LESS_THAN",
        s.math(
            "FRACT",
            s.math(
                "DIVIDE", s.math("FLOOR", s.math("SUBTRACT", split.outputs[1], s.math("MULTIPLY", half, 1.15))), 12.0
            ),
        ),
        0.3,
    )
    wool = s.mix(stripe, tint, "#2c3a4f")
    s.set(base_color=s.node("HueSaturation", {"Color": wool, "Value": value}).outputs[0])
    s.set(normal=s.bump(s.math("ADD", height, s.math("MULTIPLY", fuzz, 0.35)), 0.9, 0.0022))
    return s


def _fold(name: str, width: float, depth: float, thick: float, z: float, *, seed: int, material: Shader) -> Any:
    """One doubled layer: fat and round at the front fold, thinner behind; sides droop and wander."""
    angle = np.linspace(0, 2 * np.pi, 4000)
    loop = np.stack(
        [
            np.sign(np.cos(angle)) * np.abs(np.cos(angle)) ** 0.42 * depth / 2,
            np.sign(np.sin(angle)) * np.abs(np.sin(angle)) ** 0.62,
        ],
        1,
    )
    run = np.concatenate([[0], np.cumsum(np.hypot(*(np.diff(loop, axis=0) * (1, thick / 2)).T))])
    y, up = (np.interp(np.linspace(0, run[-1], 150, endpoint=False), run, loop[:, k]) for k in (0, 1))
    x = np.sin(np.linspace(-np.pi / 2, np.pi / 2, 110))
    points = np.zeros((150, 110, 3))
    edge = (1 - np.abs(x[None]) ** 10) ** 0.5 * 0.5 + 0.5
    fat = thick / 2 * (1 + 0.22 * np.clip(-y / depth * 2, -1, 1) ** 3)
    points[..., 0] = x[None] * width / 2 * (1 - 0.01 * np.abs(up[:, None]))
    points[..., 1] = y[:, None] * (1 - 0.07 * np.abs(x[None]) ** 12)
    points[..., 2] = z + thick / 2 + up[:, None] * fat[:, None] * edge
    where = points * np.array([7, 7, 4]) + seed * 5
    points[..., 2] += 0.0045 * noise(where, seed, 2) * np.clip(points[..., 2] / 0.02, 0, 1)
    points[..., 1] += 0.006 * noise(where * 0.9 + 31, seed, 2)
    points[..., 0] += 0.005 * noise(where * 1.3 + 57, seed, 2)
    creases = 1 - np.abs(noise(points * np.array([5, 24, 0]) + 40, seed + 3, 2))
    points[..., 2] += 0.0018 * creases**6 * (up[:, None] > 0)
    points[..., 2] -= 0.006 * np.abs(x[None]) ** 6 * (z > 0.02)
    return smooth(grid(name, points, material, wrap_v=True), 1)


def _label() -> Image.Image:
    art = Image.new("RGBA", (500, 260), "#efe9dc")
    draw = ImageDraw.Draw(art)
    font, small = ImageFont.load_default(92), ImageFont.load_default(44)
    draw.text(
        (250 - draw.textlength("HALDEN", font) / 2, 45),
        "HALDEN",
        "#222222",
        font,
        stroke_width=1,
        stroke_fill="#222222",
    )
    draw.text((250 - draw.textlength("pure wool · M", small) / 2, 170), "pure wool · M", "#444444", small)
    return art


def build() -> list[Any]:
    tint = "#d6c9b2"
    body = _knit(tint, across=48, along=118)
    things = [
        _fold("under", 0.315, 0.25, 0.034, 0.0, seed=3, material=body),
        _fold("middle", 0.308, 0.246, 0.031, 0.030, seed=8, material=body),
        _fold("top", 0.312, 0.252, 0.028, 0.057, seed=15, material=body),
    ]
    ring = np.linspace(0, 2 * np.pi, 120, endpoint=False)
    collar = np.stack(
        [0.074 * np.cos(ring), 0.078 + 0.034 * np.sin(ring), 0.0848 - 0.005 * np.sin(ring) + 0.0012 * np.sin(3 * ring)],
        -1,
    )
    things.append(smooth(sweep("collar", collar, oval(0.024, 0.0052, 24, 2.6), _rib("#35445a"), closed=True), 1))
    angle, reach = np.meshgrid(ring, np.linspace(0, 1, 14))
    inside = np.stack(
        [
            0.068 * reach * np.cos(angle),
            0.078 + 0.028 * reach * np.sin(angle),
            0.0838 + 0.001 * reach - 0.004 * reach * np.sin(angle),
        ],
        -1,
    )
    things.append(
        smooth(grid("inside", inside, cloth("#8d8270", thread=0.0016, space="Object", relief=1.0), wrap_u=True), 1)
    )
    paper = Shader("label", roughness=0.7)
    paper.set(base_color=paper.picture(image_from(_label(), "label"), paper.coordinates("UV"), extend=True)[0])
    v, u = np.mgrid[0:1:10j, 0:1:16j]
    tag = grid(
        "tag", np.stack([(u - 0.5) * 0.036, 0.083 + v * 0.019, 0.0855 - 0.002 * v + 0.0008 * np.sin(u * 5)], -1), paper
    )
    things.append(tag)
    return settle(place(things, (0, 0, 0), (0, 0, math.radians(-17))))


def _rib(tint: str) -> Shader:
    """Rib for a closed sweep, whose UV runs along the ring in v."""
    s = Shader("rib", roughness=0.92, sheen_weight=0.45, specular_ior_level=0.15)
    split = s.node("SeparateXYZ", {0: s.coordinates("UV")})
    ridge = s.math("ABSOLUTE", s.math("SINE", s.math("MULTIPLY", split.outputs[1], math.pi * 76)))
    rows = s.math(
        "ABSOLUTE",
        s.math(
            "SINE", s.math("MULTIPLY", s.math("ADD", split.outputs[0], s.math("MULTIPLY", ridge, 0.02)), math.pi * 26)
        ),
    )
    height = s.math("ADD", s.math("POWER", ridge, 0.7), s.math("MULTIPLY", rows, 0.25))
    s.set(
        base_color=s.node(
            "HueSaturation", {"Color": (*colour(tint), 1.0), "Value": s.remap(height, 0, 1.2, 0.45, 1.05)}
        ).outputs[0]
    )
    s.set(normal=s.bump(height, 0.9, 0.0022))
    return s


def _bench() -> None:
    ground(
        planks("#9b8a76", "#6b5b4a", width=0.16, length=2.2, gloss=0.5, turn=0.15), width=1.9, depth=1.0, at=(0, 0.2)
    )
    back = upright(wall("#aab3b5"), y=1.25)
    back.location[2] = -0.6
    surroundings("#dad9d5", "#7d6f62", 0.42)
    window((-1.3, -0.2, 0.9), (0, 0, 0.05), size=(1.1, 1.3), power=40)
    window((1.4, -1.0, 1.0), (0, 0, 0.05), size=(0.6, 0.8), power=6, tint="#ffe9d0", panes=(1, 2))
    books((0.26, 0.45, 0), count=3, upright=False, seed=37, turn=-0.2)
    vase((-0.36, 0.48, 0), tint="#d9d2c2", scale=1.1)
    curtain((0.75, 1.15, -0.6), width=0.5, tint="#c9bda8")


SHOTS = (
    Shot(
        "sweater",
        "Striped wool jumper, folded",
        "JUMPER-STRIPE-M",
        "Soft knitted edge without an outline",
        build,
        _bench,
        Camera((0.03, -0.52, 0.47), (0.0, 0.012, 0.04), zoom=1.75, roll=0.8, focus=(0, -0.05, 0.08)),
        Phone(exposure=0.05, warmth=0.06, iso=160, seconds=(1, 80), orientation=8, taken="2026:10:06 11:44:13"),
        seed=121,
    ),
)

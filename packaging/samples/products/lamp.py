"""A lit table lamp: ceramic foot, linen shade glowing from inside, cord."""

import math
from typing import Any

import numpy as np
from clutter import books, frame
from materials import ceramic, metal, planks, wall
from shader import Shader
from shapes import flowing, grid, lathe, noise, oval, place, smooth, sweep
from shot import Camera, Phone, Shot
from stage import bulb, ground, surroundings, window
from stage import wall as upright


def _linen_shade() -> Shader:
    """Woven cloth that lets half the light through, slubs showing darker."""
    s = Shader("shade", roughness=0.9)
    where = s.coordinates("UV", (0.8, 0.2, 1))
    slub = s.mix(
        0.5, s.noise(s.coordinates("UV", (9, 260, 1)), 1.0, 3), s.noise(s.coordinates("UV", (1000, 4, 1)), 1.0, 3)
    )
    weave = s.math("MULTIPLY", s.wave(where, 75, 0, "X", 0), s.wave(where, 75, 0, "Y", 0))
    tone = s.ramp(s.math("ADD", slub, s.math("MULTIPLY", weave, 0.1)), (0.35, "#b9a78a"), (0.68, "#efe3cc"))
    through = s.node("BsdfTranslucent", {"Color": tone}).outputs[0]
    front = s.node("BsdfDiffuse", {"Color": tone}).outputs[0]
    both = s.node("MixShader", {0: 0.5, 1: front, 2: through}).outputs[0]
    s.tree.links.new(both, s.tree.nodes["Material Output"].inputs["Surface"])
    return s


def build() -> list[Any]:
    glaze = ceramic("#4d6a6a", speckle="#22302f", rough=0.2, density=300)
    foot = [
        (0, 0.002),
        (0.05, 0.002),
        (0.055, 0.0),
        (0.062, 0.004),
        (0.078, 0.03),
        (0.083, 0.065),
        (0.074, 0.105),
        (0.05, 0.14),
        (0.027, 0.165),
        (0.02, 0.19),
        (0.0195, 0.21),
        (0.022, 0.214),
        (0.02, 0.218),
        (0, 0.219),
    ]
    body = lathe("foot", foot, glaze, rows=150, sides=128, wobble=0.008, seed=5)
    for vertex in body.data.vertices:
        x, y, z = vertex.co
        ripple = 1 + 0.008 * math.sin(z * 520 + 0.6 * math.sin(3 * math.atan2(y, x)))
        vertex.co.x, vertex.co.y = x * ripple, y * ripple
    brass = metal("#b08d57", rough=0.25)
    things = [smooth(body, 1)]
    things.append(
        lathe(
            "collar",
            [
                (0.012, 0.216),
                (0.0145, 0.218),
                (0.0145, 0.226),
                (0.011, 0.229),
                (0.0085, 0.232),
                (0.0085, 0.262),
                (0.012, 0.264),
                (0.0165, 0.268),
                (0.0165, 0.3),
                (0, 0.302),
            ],
            brass,
            rows=60,
            sides=64,
        )
    )
    low, high, bottom, top = 0.128, 0.098, 0.248, 0.418
    v, u = np.mgrid[0:1:70j, 0:1:181j]
    angle = u[:, :-1] * 2 * np.pi
    v = v[:, :-1]
    radius = low + (high - low) * v + 0.0007 * noise(np.stack([np.cos(angle) * 3, np.sin(angle) * 3, v * 2], -1), 3, 2)
    radius = radius - 0.0012 * np.sin(np.pi * v)
    points = np.stack([radius * np.cos(angle), radius * np.sin(angle), bottom + (top - bottom) * v], -1)
    things.append(grid("shade", points, _linen_shade(), wrap_u=True))
    hem = Shader("hem", base_color="#cbb996", roughness=0.85)
    ring = np.linspace(0, 2 * np.pi, 120, endpoint=False)
    for r, z in ((low, bottom), (high, top)):
        path = np.stack([r * np.cos(ring), r * np.sin(ring), np.full(120, z)], -1)
        things.append(sweep("hem", path, oval(0.0022, 0.008, 12, 4), hem, closed=True))
    globe = lathe(
        "globe",
        [(0, 0.302), (0.014, 0.303), (0.018, 0.32), (0.029, 0.345), (0.024, 0.368), (0, 0.378)],
        Shader("lit", base_color="#ffffff", emission_color="#ffc98f", emission_strength=20.0),
        rows=30,
        sides=48,
    )
    things.append(globe)
    cord = flowing(
        [
            (0.06, 0.02, 0.006),
            (0.1, 0.03, 0.003),
            (0.15, 0.06, 0.003),
            (0.18, 0.13, 0.003),
            (0.26, 0.17, 0.003),
            (0.3, 0.26, 0.004),
            (0.34, 0.42, -0.03),
            (0.36, 0.5, -0.3),
        ],
        160,
    )
    things.append(sweep("cord", cord, oval(0.0055, 0.0055, 14), Shader("braid", base_color="#b8ab92", roughness=0.8)))
    return place(things, (0, 0, 0), (0, 0, 0.2))


def _sideboard() -> None:
    ground(planks("#8a5c38", "#4b2c1a", width=0.6, length=3.0, gloss=0.28), width=1.5, depth=0.62, at=(0, 0.1))
    back = upright(wall("#a9b4ac"), y=0.5)
    back.location[2] = -0.8
    surroundings("#c3c8d2", "#5b5049", 0.28)
    window((-1.5, -0.6, 0.9), (0, 0, 0.2), size=(1.0, 1.3), power=58, tint="#cfe0ff")
    bulb((0, 0, 0.345), power=5, radius=0.03)
    books((-0.42, 0.24, 0), count=5, upright=True, seed=19)
    frame((0.33, 0.47, 0.34), size=(0.26, 0.34))


SHOTS = (
    Shot(
        "lamp",
        "Table lamp with linen shade",
        "LAMP-TEAL",
        "Lit from inside: warm glow on the wall is not product",
        build,
        _sideboard,
        Camera((0.03, -0.86, 0.36), (0.012, 0, 0.212), zoom=1.45, roll=-0.8, focus=(0, -0.09, 0.25)),
        Phone(exposure=-0.05, warmth=0.1, iso=500, seconds=(1, 33), noise=0.8, taken="2026:10:03 18:22:09"),
        portrait=True,
        seed=61,
    ),
)

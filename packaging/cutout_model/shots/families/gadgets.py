"""Electronics: phones, laptops, cameras, speakers, remotes, keyboards, headphones, chargers with their cables."""

import math
from typing import Any

import numpy as np
import rig
import shapes
import surfaces
import textures

Random = np.random.Generator


def _shell(random: Random, base: Any) -> Any:
    pick = random.random()
    tint = (
        np.ones(3) * random.uniform(0.01, 0.08)
        if pick < 0.4
        else (np.ones(3) * random.uniform(0.7, 0.95) if pick < 0.6 else np.asarray(base))
    )
    return surfaces.flat(tint, rough=random.uniform(0.05, 0.5), metallic=float(random.choice([0, 0, 1])))


def _panel(size: tuple[float, float], pixels: Any, z: float, *, rough: float = 0.08, glow: float = 0.0) -> Any:
    more: dict[str, Any] = {"emission_color": (0.5, 0.6, 0.8), "emission_strength": glow} if glow else {}
    skin = surfaces.painted(pixels, rough=rough, **more)
    points = np.array([(-1, -1, 0), (1, -1, 0), (1, 1, 0), (-1, 1, 0)], float) * (size[0] / 2, size[1] / 2, 1) + (
        0,
        0,
        z,
    )
    return shapes.mesh("panel", points, [(0, 1, 2, 3)], skin, np.array([(0, 0), (1, 0), (1, 1), (0, 1)], float))


def slab(random: Random, base: Any) -> list[Any]:
    """Phone, tablet, remote, calculator, console: a slab with a screen and keys, lying."""
    wide, long, thick = random.uniform(0.2, 0.8), 1.0, random.uniform(0.03, 0.15)
    things = [
        shapes.box(
            "slab",
            (wide, long, thick),
            _shell(random, base),
            centre=(0, 0, thick / 2),
            round_by=thick * random.uniform(0.2, 0.48),
            segments=4,
        )
    ]
    cover = random.choice([0.94, random.uniform(0.2, 0.6)])
    shift = 0.0 if cover > 0.9 else (1 - cover) * 0.42
    screen = _panel((wide * 0.92, long * cover), textures.screen(random, base), thick + 0.001)
    screen.location[1] = shift
    things.append(screen)
    if cover < 0.9:
        things += _keys(random, wide * 0.85, long * (0.9 - cover), -long * 0.45, thick)
    if random.random() < 0.35:
        lens = surfaces.flat(np.ones(3) * 0.02, rough=0.05)
        for k in range(int(random.integers(1, 4))):
            things.append(
                shapes.lathe(
                    "lens",
                    [(0, thick + 0.015), (0.05, thick + 0.015), (0.055, thick)],
                    lens,
                    rows=6,
                    sides=24,
                    curved=False,
                )
            )
            things[-1].location = (wide * 0.25, 0.4 - k * 0.12, 0)
    return things


def _keys(random: Random, wide: float, long: float, start: float, z: float) -> list[Any]:
    skin, odd = surfaces.anything(random), surfaces.anything(random)
    columns, rows = int(random.integers(2, 6)), int(random.integers(2, 6))
    w, h = wide / columns, long / rows
    things = []
    for row in range(rows):
        for column in range(columns):
            at = ((column + 0.5) * w - wide / 2, start + (row + 0.5) * h, z)
            things.append(
                shapes.box(
                    "key",
                    (w * 0.75, h * 0.7, 0.03),
                    odd if random.random() < 0.1 else skin,
                    centre=at,
                    round_by=0.01,
                    segments=2,
                )
            )
    return things


def laptop(random: Random, base: Any) -> list[Any]:
    """Opened laptop, tablet with keyboard, or handheld console."""
    shell = _shell(random, base)
    deep, thick = random.uniform(0.62, 0.75), random.uniform(0.02, 0.05)
    things: list[Any] = [shapes.box("deck", (1, deep, thick), shell, centre=(0, 0, thick / 2), round_by=0.008)]
    things.append(
        _panel(
            (0.9, deep * 0.45),
            textures.tiles(random, np.ones(3, np.float32) * np.float32(random.uniform(0.02, 0.6))),
            thick + 0.002,
            rough=0.5,
        )
    )
    things[-1].location[1] = deep * 0.15
    pad = _panel(
        (0.3, deep * 0.25),
        np.zeros((8, 8, 3), np.float32) + np.float32(random.uniform(0.05, 0.6)),
        thick + 0.002,
        rough=0.4,
    )
    pad.location[1] = -deep * 0.3
    lid = shapes.box("lid", (1, deep, thick * 0.6), shell, centre=(0, deep / 2, 0), round_by=0.006)
    screen = _panel(
        (0.94, deep * 0.88), textures.screen(random, base), thick * 0.32, glow=float(random.choice([0, 0.2]))
    )
    screen.location[1] = deep / 2
    angle = random.uniform(1.3, 2.2)
    shapes.place([lid, screen], (0, deep / 2, thick), (math.pi - angle, 0, 0))  # turned up about its hinge
    return [*things, pad, lid, screen]


def camera(random: Random, base: Any) -> list[Any]:
    """Camera, projector, webcam: a body with a lens, dials, a strap."""
    shell, dark = _shell(random, base), surfaces.flat(np.ones(3) * 0.02, rough=0.3)
    wide, deep, tall = 1.0, random.uniform(0.25, 0.45), random.uniform(0.5, 0.75)
    things: list[Any] = [
        shapes.box(
            "body", (wide, deep, tall), shell, centre=(0, 0, tall / 2), round_by=random.uniform(0.02, 0.1), segments=4
        )
    ]
    r, long = random.uniform(0.18, 0.3), random.uniform(0.1, 0.8)
    knots = [
        (r * 0.9, 0),
        (r, 0.02),
        (r, long * 0.5),
        (r * 0.93, long * 0.52),
        (r * random.uniform(0.9, 1.15), long),
        (r * 0.8, long),
        (r * 0.7, long * 0.9),
        (0, long * 0.88),
    ]
    lens = shapes.lathe(
        "lens", knots, surfaces.flat(np.ones(3) * random.uniform(0.01, 0.5), rough=0.3), rows=32, sides=40, curved=False
    )
    glass = shapes.lathe(
        "glass", [(r * 0.75, 0.0), (0, 0.04)], surfaces.flat(np.array([0.05, 0.02, 0.1]), rough=0.02), rows=6, sides=32
    )
    for thing, y in ((lens, 0.0), (glass, -long * 0.9)):
        thing.rotation_euler = (math.pi / 2, 0, 0)
        thing.location = (random.choice([0.0, 0.1]) if thing is lens else lens.location[0], -deep / 2 + y, tall * 0.45)
    things += [
        lens,
        glass,
        shapes.box(
            "grip", (0.16, deep * 1.3, tall * 0.9), dark, centre=(-0.42, -0.05, tall * 0.45), round_by=0.06, segments=4
        ),
    ]
    things.append(shapes.box("prism", (0.3, deep * 0.8, 0.2), shell, centre=(0, 0, tall + 0.05), round_by=0.04))
    for x in (-0.35, 0.3, 0.42):
        dial = shapes.lathe(
            "dial", [(0.06, 0), (0.06, 0.06), (0, 0.06)], surfaces.anything(random), rows=6, sides=24, curved=False
        )
        dial.location = (x, 0, tall)
        things.append(dial)
    if random.random() < 0.4:
        things.append(
            rig.tube(
                "strap",
                [
                    (-0.5, 0, tall * 0.9),
                    (-0.8, 0.2, 0.2),
                    (-0.6, -0.6, 0.03),
                    (0.3, -0.7, 0.03),
                    (0.8, -0.1, 0.1),
                    (0.5, 0, tall * 0.9),
                ],
                0.015,
                dark,
                height=0.06,
                count=70,
            )
        )
    return things


def speaker(random: Random, base: Any) -> list[Any]:
    """Speaker, radio, router, power brick: a box with cones, knobs and slots."""
    shell, dark = _shell(random, base), surfaces.flat(np.ones(3) * 0.03, rough=0.5)
    wide, deep, tall = random.uniform(0.3, 1), random.uniform(0.15, 0.6), random.uniform(0.2, 1)
    things: list[Any] = [
        shapes.box(
            "body", (wide, deep, tall), shell, centre=(0, 0, tall / 2), round_by=random.uniform(0.01, 0.08), segments=3
        )
    ]
    for k in range(int(random.integers(1, 5))):
        r = random.uniform(0.06, 0.45) * min(wide, tall)
        cone = shapes.lathe(
            "cone",
            [(r, -0.01), (r * 1.0, 0.03), (r * 0.85, 0.025), (r * 0.3, -0.03), (0, 0.0)],
            dark if k % 2 else surfaces.anything(random),
            rows=20,
            sides=32,
        )
        cone.rotation_euler = (math.pi / 2, 0, 0)
        cone.location = (
            random.uniform(-1, 1) * (wide / 2 - r),
            -deep / 2,
            r + random.random() * max(tall - 2 * r, 0.0),
        )
        things.append(cone)
    if random.random() < 0.4:
        things.append(
            rig.tube(
                "handle",
                [
                    (-wide * 0.4, 0, tall * 0.98),
                    (-wide * 0.38, 0, tall + 0.15),
                    (wide * 0.38, 0, tall + 0.15),
                    (wide * 0.4, 0, tall * 0.98),
                ],
                0.04,
                dark,
            )
        )
    return things + _cord(random, deep)


def _cord(random: Random, deep: float) -> list[Any]:
    if random.random() < 0.6:
        return []
    skin = surfaces.flat(np.ones(3) * random.choice([0.03, 0.9]), rough=0.5)
    steps = np.cumsum(random.normal(0, 0.22, (6, 2)), 0) + np.array((0.2, deep / 2))
    return [
        rig.tube(
            "cord", [(0, deep * 0.45, 0.05), *np.c_[steps, np.full(6, 0.015)].tolist()], 0.025, skin, count=90, sides=8
        )
    ]


def headphones(random: Random, base: Any) -> list[Any]:
    """Headphones standing or lying, or glasses."""
    shell, pad = _shell(random, base), surfaces.flat(np.ones(3) * random.uniform(0.01, 0.3), rough=0.7)
    wide = random.uniform(0.36, 0.5)
    arc = [
        (-wide, 0, 0.25),
        (-wide * 1.05, 0, 0.6),
        (-wide * 0.6, 0, 0.95),
        (0, 0, 1.06),
        (wide * 0.6, 0, 0.95),
        (wide * 1.05, 0, 0.6),
        (wide, 0, 0.25),
    ]
    things: list[Any] = [rig.tube("band", arc, 0.03, shell, height=random.uniform(0.06, 0.16), count=60)]
    for side in (-1, 1):
        r = random.uniform(0.19, 0.24)
        for name, skin, line in (
            ("cup", shell, [(r, 0), (r, 0.06), (r * 0.7, 0.12), (0, 0.13)]),
            ("pad", pad, [(r * 0.5, -0.08), (r, -0.09), (r * 1.05, -0.04), (r, 0.0)]),
        ):
            cup = shapes.lathe(name, line, skin, rows=16, sides=36)
            cup.rotation_euler = (0, side * math.pi / 2, 0)
            cup.location = (side * wide, 0, 0.24)
            cup.scale = (1.15, 0.9, 1)
            things.append(cup)
    return things


def keyboard(random: Random, base: Any) -> list[Any]:
    """Keyboard, mixer, piano: rows of keys on a slab, and a mouse sometimes."""
    deep, thick = random.uniform(0.28, 0.45), random.uniform(0.03, 0.08)
    things: list[Any] = [
        shapes.box("slab", (1, deep, thick), _shell(random, base), centre=(0, 0, thick / 2), round_by=0.01)
    ]
    skin = _shell(random, base)
    rows, columns = int(random.integers(3, 6)), int(random.integers(8, 13))
    for row in range(rows):
        for column in range(columns):
            at = ((column + 0.5) / columns * 0.94 - 0.47, ((row + 0.5) / rows - 0.5) * deep * 0.88, thick + 0.012)
            things.append(
                shapes.box(
                    "key", (0.8 / columns, deep * 0.72 / rows, 0.03), skin, centre=at, round_by=0.006, segments=1
                )
            )
    return things + _cord(random, deep)

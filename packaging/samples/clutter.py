"""Things that lie about in a seller's room, seen out of focus."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from materials import ceramic, metal, paper, plastic
from shader import Shader
from shapes import box, grid, lathe, mesh, noise, oval, place, smooth, sweep

SPINES = ("#8c3b2e", "#2f4858", "#d8c9a8", "#40604a", "#b98a3c", "#5b5560", "#222426", "#c9c4ba")


def books(at: Sequence[float], *, count: int = 6, upright: bool = True, seed: int = 1, turn: float = 0.0) -> None:
    """A row or a pile of books of uneven size."""
    random = np.random.default_rng(seed)
    run, things = 0.0, []
    for _ in range(count):
        thick, tall, deep = random.uniform(0.014, 0.042), random.uniform(0.17, 0.25), random.uniform(0.12, 0.16)
        cover = plastic(SPINES[random.integers(len(SPINES))], rough=0.5)
        pages = paper("#e9e0cc")
        size = (thick, deep, tall) if upright else (tall, deep, thick)
        core = tuple(s * k for s, k in zip(size, (0.84, 0.97, 0.975) if upright else (0.975, 0.97, 0.84), strict=True))
        centre = (
            (run + thick / 2, random.normal(0, 0.006), tall / 2)
            if upright
            else (random.normal(0, 0.012), 0, run + thick / 2)
        )
        shell = box("book", size, cover, centre=centre, round_by=0.002)
        inner = box("pages", core, pages, centre=(centre[0], centre[1] - 0.004, centre[2]), round_by=0.001)
        if not upright:
            shell.rotation_euler[2] = inner.rotation_euler[2] = random.normal(0, 0.12)
        elif random.random() < 0.2:
            shell.rotation_euler[1] = inner.rotation_euler[1] = 0.06
        things += [shell, inner]
        run += thick + 0.001
    place(things, at, (0, 0, turn))


def plant(at: Sequence[float], *, leaves: int = 26, size: float = 0.28, seed: int = 2, pot: str = "#b5654a") -> None:
    """A pot plant with arching leaves."""
    random = np.random.default_rng(seed)
    things: list[Any] = [
        lathe(
            "pot",
            [
                (0.0, 0),
                (0.055, 0),
                (0.055, 0),
                (0.075, 0.11),
                (0.08, 0.112),
                (0.08, 0.13),
                (0.072, 0.13),
                (0.07, 0.11),
                (0, 0.1),
            ],
            ceramic(pot, rough=0.6),
            rows=60,
            sides=48,
        )
    ]
    green = Shader("leaf", roughness=0.4, subsurface_weight=0.1, subsurface_scale=0.01)
    where = green.coordinates("UV", (1, 1, 1))
    green.set(base_color=green.ramp(green.noise(where, 6, 3), (0.3, "#274d22"), (0.7, "#5f8f3f")))
    for index in range(leaves):
        turn, lift = random.uniform(0, 2 * math.pi), random.uniform(0.3, 1.25)
        long, wide = size * random.uniform(0.6, 1.1), size * random.uniform(0.1, 0.17)
        t = np.linspace(0, 1, 14)[:, None]
        w = np.linspace(-1, 1, 5)[None]
        reach = long * (t * math.cos(lift) + 0.25 * t**2)
        rise = long * (t * math.sin(lift) - 0.45 * t**2.2)
        half = wide / 2 * np.sin(np.pi * np.clip(t, 0.03, 0.99) ** 0.8)
        points = np.stack(np.broadcast_arrays(reach, w * half, rise + 0.11 + np.abs(w) * half * 0.35), -1)
        leaf = smooth(grid(f"leaf{index}", points, green), 1)
        leaf.rotation_euler[2] = turn
        things.append(leaf)
    place(things, at)


def frame(at: Sequence[float], *, size: tuple[float, float] = (0.3, 0.4), tint: str = "#2a2522", seed: int = 4) -> None:
    """A framed abstract print on the wall (facing −y)."""
    width, height = size
    art = Shader("print", roughness=0.3)
    where = art.coordinates("Object")
    art.set(
        base_color=art.ramp(
            art.noise(art.shifted(where, float(seed)), 6, 1),
            (0.35, "#efe6d6"),
            (0.5, "#c58b5e"),
            (0.55, "#efe6d6"),
            (0.68, "#35505c"),
        )
    )
    things = [box("print", (width - 0.02, 0.006, height - 0.02), art, round_by=0.001)]
    for x, z, w, h in (
        (0, height / 2, width, 0.02),
        (0, -height / 2, width, 0.02),
        (-width / 2, 0, 0.02, height),
        (width / 2, 0, 0.02, height),
    ):
        things.append(
            box("frame", (w + 0.02 if w > 0.02 else w, 0.02, h), plastic(tint, rough=0.4), centre=(x, -0.004, z))
        )
    place(things, at)


def curtain(
    at: Sequence[float], *, width: float = 0.8, height: float = 2.2, tint: str = "#d9d2c5", seed: int = 5
) -> None:
    """Hanging folds."""
    v, u = np.mgrid[0:1:30j, 0:1:160j]
    where = np.stack([u * 9, v * 0.8, np.zeros_like(u)], -1)
    depth = 0.045 * np.sin(u * 60 + 1.8 * noise(where, seed, 2)) + 0.02 * noise(where, seed + 1, 2)
    points = np.stack([(u - 0.5) * width, depth, v * height], -1)
    s = Shader("curtain", base_color=tint, roughness=0.9, sheen_weight=0.2)
    place([grid("curtain", points, s)], at)


def vase(at: Sequence[float], *, tint: str = "#e4ded2", scale: float = 1.0) -> None:
    profile = [
        (0, 0),
        (0.045, 0),
        (0.05, 0.004),
        (0.075, 0.08),
        (0.06, 0.16),
        (0.028, 0.2),
        (0.03, 0.23),
        (0.026, 0.23),
        (0.024, 0.2),
    ]
    place(
        [lathe("vase", [(r * scale, z * scale) for r, z in profile], ceramic(tint, rough=0.5), rows=60, sides=48)], at
    )


def jar_of_tools(at: Sequence[float], *, seed: int = 6, tint: str = "#9aa7a0") -> None:
    """Wooden spoons and pens in a crock."""
    random = np.random.default_rng(seed)
    things = [
        lathe(
            "crock",
            [(0, 0), (0.05, 0), (0.055, 0.005), (0.058, 0.13), (0.06, 0.14), (0.053, 0.14), (0.05, 0.02), (0, 0.015)],
            ceramic(tint, rough=0.3),
            rows=50,
            sides=48,
        )
    ]
    for _ in range(6):
        lean, turn = random.uniform(0.05, 0.22), random.uniform(0, 6.3)
        top = np.array([math.sin(lean) * math.cos(turn), math.sin(lean) * math.sin(turn), math.cos(lean)])
        long = random.uniform(0.26, 0.34)
        path = np.linspace(0, 1, 20)[:, None] * top * long + np.array([0, 0, 0.02])
        tone = ("#b98a55", "#8a5a32", "#d1a873", "#303234")[random.integers(4)]
        head = random.uniform(0.016, 0.03)
        things.append(
            sweep(
                "spoon",
                path,
                lambda s, head=head: oval(
                    0.009 + max(0, s - 0.72) / 0.28 * 2 * head * (1 - max(0, s - 0.85) * 3), 0.008, 12
                ),
                plastic(tone, rough=0.6),
            )
        )
    place(things, at)


def fruit(at: Sequence[float], *, tint: str = "#d9822b", count: int = 4, seed: int = 7) -> None:
    """A bowl with oranges or lemons."""
    random = np.random.default_rng(seed)
    things = [
        lathe(
            "bowl",
            [
                (0, 0),
                (0.05, 0),
                (0.06, 0.006),
                (0.12, 0.06),
                (0.135, 0.085),
                (0.13, 0.086),
                (0.11, 0.06),
                (0.05, 0.015),
                (0, 0.012),
            ],
            ceramic("#e8e4da", rough=0.2),
            rows=60,
            sides=64,
        )
    ]
    peel = plastic(tint, rough=0.45, grain=0.5)
    for index in range(count):
        angle = index * 2 * math.pi / max(count - 1, 1)
        x, y, z = (0.058 * math.cos(angle), 0.058 * math.sin(angle), 0.062) if index < count - 1 else (0, 0, 0.11)
        ball = lathe(
            "fruit",
            [(0.0, -0.036), (0.025, -0.028), (0.037, 0), (0.026, 0.027), (0.004, 0.034), (0.0, 0.033)],
            peel,
            rows=30,
            sides=32,
            wobble=0.02,
            seed=index,
        )
        ball.location = (x, y, z)
        ball.rotation_euler = random.uniform(0, 3, 3).tolist()
        things.append(ball)
    place(things, at)


def cable(points: Sequence[Sequence[float]], *, tint: str = "#e8e6e2", thick: float = 0.004) -> None:
    from shapes import flowing

    sweep("cable", flowing(points, 120), oval(thick, thick, 12), plastic(tint, rough=0.4))


def cabinet(at: Sequence[float], size: Sequence[float], tint: str, *, doors: int = 2, knob: str = "#b7a06a") -> None:
    """A cupboard front with doors and knobs; `at` is the middle of its front at the floor."""
    width, depth, height = size
    things = [box("cabinet", size, plastic(tint, rough=0.45), centre=(0, depth / 2, height / 2), round_by=0.004)]
    each = width / doors
    for index in range(doors):
        x = -width / 2 + each * (index + 0.5)
        things.append(
            box(
                "door",
                (each - 0.008, 0.02, height - 0.012),
                plastic(tint, rough=0.4),
                centre=(x, -0.008, height / 2),
                round_by=0.004,
            )
        )
        side = each * (0.38 if index % 2 == 0 else -0.38)
        ball = lathe(
            "knob",
            [(0.004, -0.02), (0.005, 0.0), (0.014, 0.008), (0.012, 0.018), (0, 0.02)],
            metal(knob, rough=0.25),
            rows=24,
            sides=32,
        )
        ball.rotation_euler = (math.pi / 2, 0, 0)
        ball.location = (x + side, -0.022, height * 0.6)
        things.append(ball)
    place(things, at)


def sheet(
    at: Sequence[float], *, size: tuple[float, float] = (0.21, 0.297), turn: float = 0.2, lines: bool = True
) -> None:
    """A page with writing on it, slightly curled."""
    s = Shader("page", roughness=0.7)
    where = s.coordinates("UV")
    if lines:
        row = s.math(
            "GREATER_THAN",
            s.math("FRACT", s.math("MULTIPLY", s.node("SeparateXYZ", {0: where}).outputs[1], 26.0)),
            0.62,
        )
        word = s.math("GREATER_THAN", s.noise(s.coordinates("UV", (38, 26, 1)), 1.0, 2), 0.45)
        s.set(base_color=s.mix(s.math("MULTIPLY", s.math("MULTIPLY", row, word), 0.6), "#efece4", "#4a4a50"))
    v, u = np.mgrid[-0.5:0.5:14j, -0.5:0.5:14j]
    lift = 0.002 + 0.012 * np.clip(np.abs(u + v) - 0.55, 0, 1)
    place([grid("page", np.stack([u * size[0], v * size[1], lift], -1), s)], at, (0, 0, turn))


def blank(at: Sequence[float], radius: float, tint: str) -> Any:
    """A plain round mat or coaster."""
    angle = np.linspace(0, 2 * np.pi, 64, endpoint=False)
    points = np.stack([radius * np.cos(angle), radius * np.sin(angle), np.zeros(64)], -1)
    thing = mesh("mat", points, [tuple(range(64))], plastic(tint, rough=0.8))
    thing.location = tuple(at)
    return thing

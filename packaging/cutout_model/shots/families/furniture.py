"""Chairs, stools, tables, shelves, lamps, sofas, baskets: open structures with holes."""

from typing import Any

import numpy as np
import rig
import shapes
import surfaces

Random = np.random.Generator
Point = tuple[float, float, float]


def _leg(
    random: Random, foot: tuple[float, ...], top: tuple[float, ...], *, width: float, skin: Any, square: bool
) -> Any:
    path = np.linspace(foot, top, 4)
    end = random.uniform(0.6, 1.0)
    return shapes.sweep(
        "leg",
        path,
        lambda s: shapes.oval(width * (end + (1 - end) * s), width * (end + (1 - end) * s), 12, 8.0 if square else 2.0),
        skin,
        up=(0, 1, 0),
    )


def _legs(random: Random, wide: float, deep: float, high: float, skin: Any) -> list[Any]:
    spread, width, square = random.uniform(0.85, 1.25), random.uniform(0.025, 0.08), random.random() < 0.5
    legs = []
    for x in (-1, 1):
        for y in (-1, 1):
            legs.append(
                _leg(
                    random,
                    (x * wide / 2 * spread, y * deep / 2 * spread, 0.0),
                    (x * (wide / 2 - width), y * (deep / 2 - width), high),
                    width=width,
                    skin=skin,
                    square=square,
                )
            )
    if random.random() < 0.4:
        z = high * random.uniform(0.2, 0.6)
        share = 1 + (spread - 1) * (1 - z / high)
        for x in (-1, 1):
            legs.append(
                rig.tube(
                    "rail",
                    [
                        (x * wide / 2 * share * 0.97, -deep / 2 * share, z),
                        (x * wide / 2 * share * 0.97, deep / 2 * share, z),
                    ],
                    width * 0.7,
                    skin,
                    count=4,
                )
            )
    return legs


def chair(random: Random, base: Any) -> list[Any]:
    """A chair or stool: seat, legs, back of slats, bars or a panel, perhaps arms."""
    wood = (
        surfaces.anything(random, base, kinds="wood plain plain")
        if random.random() < 0.7
        else surfaces.anything(random, base)
    )
    wide, deep, high = random.uniform(0.38, 0.55), random.uniform(0.36, 0.52), random.uniform(0.4, 0.55)
    seat_skin = wood if random.random() < 0.5 else surfaces.cloth(random, space="Object")
    thick = random.uniform(0.02, 0.09)
    if random.random() < 0.25:
        seat = shapes.lathe(
            "seat", [(0, 0), (wide / 2, 0), (wide / 2, thick), (0, thick)], seat_skin, rows=12, sides=40, curved=False
        )
        seat.location[2] = high
    else:
        seat = shapes.box(
            "seat",
            (wide, deep, thick),
            seat_skin,
            centre=(0, 0, high + thick / 2),
            round_by=thick * random.uniform(0.1, 0.48),
        )
    things: list[Any] = [seat, *_legs(random, wide * 0.95, deep * 0.95, high + 0.01, wood)]
    if random.random() < 0.78:
        tall, lean = random.uniform(0.3, 0.55), random.uniform(0, 0.12)
        top = high + tall
        for x in (-1, 1):
            things.append(
                rig.tube(
                    "post",
                    [(x * wide * 0.45, deep * 0.45, high), (x * wide * 0.45, deep * 0.45 + lean, top)],
                    0.035,
                    wood,
                    count=6,
                )
            )
        kind = random.random()
        y = deep * 0.45
        if kind < 0.35:
            for x in np.linspace(-0.38, 0.38, int(random.integers(2, 8))) * wide:
                things.append(rig.tube("bar", [(x, y, high), (x, y + lean, top)], 0.02, wood, count=6, sides=8))
            things.append(shapes.box("rail", (wide, 0.03, 0.07), wood, centre=(0, y + lean, top), round_by=0.01))
        elif kind < 0.7:
            for z in np.linspace(high + 0.12, top, int(random.integers(2, 5))):
                things.append(
                    shapes.box(
                        "slat",
                        (wide * 0.9, 0.02, 0.06),
                        wood,
                        centre=(0, y + lean * (z - high) / tall, float(z)),
                        round_by=0.008,
                    )
                )
        else:
            back = shapes.box(
                "back",
                (wide * 0.95, 0.05, tall * 0.7),
                seat_skin,
                centre=(0, y + lean * 0.6, top - tall * 0.33),
                round_by=0.02,
            )
            back.rotation_euler = (-lean, 0, 0)
            things.append(back)
        if random.random() < 0.3:
            for x in (-1, 1):
                things.append(
                    rig.tube(
                        "arm",
                        [
                            (x * wide * 0.5, deep * 0.45, high + 0.22),
                            (x * wide * 0.52, -deep * 0.4, high + 0.22),
                            (x * wide * 0.5, -deep * 0.42, high),
                        ],
                        0.035,
                        wood,
                    )
                )
    return things


def table(random: Random, base: Any) -> list[Any]:
    """A table, desk, bench or side table."""
    wood = surfaces.anything(random, base, kinds="wood plain marble")
    wide, deep, high = 1.0, random.uniform(0.35, 1.0), random.uniform(0.35, 0.9)
    if random.random() < 0.3:
        top = shapes.lathe(
            "top", [(0, 0), (wide / 2, 0), (wide / 2, 0.03), (0, 0.03)], wood, rows=12, sides=48, curved=False
        )
        top.location[2] = high
    else:
        top = shapes.box("top", (wide, deep, random.uniform(0.02, 0.06)), wood, centre=(0, 0, high), round_by=0.008)
    legs = _legs(
        random,
        wide * 0.85 if random.random() < 0.7 else wide * 0.6,
        deep * 0.85,
        high,
        wood if random.random() < 0.6 else surfaces.anything(random),
    )
    things = [top, *legs]
    if random.random() < 0.3:
        things.append(
            shapes.box("apron", (wide * 0.8, deep * 0.75, 0.1), wood, centre=(0, 0, high - 0.06), round_by=0.004)
        )
    if random.random() < 0.25:
        things.append(
            shapes.box("tray", (wide * 0.8, deep * 0.8, 0.02), wood, centre=(0, 0, high * 0.3), round_by=0.004)
        )
    return things


def shelf(random: Random, base: Any) -> list[Any]:
    """Shelf, rack, drawers, cupboard, crate."""
    wood = surfaces.anything(random, base, kinds="wood plain plain")
    wide, deep, high, t = (
        random.uniform(0.4, 1),
        random.uniform(0.2, 0.45),
        random.uniform(0.4, 1.1),
        random.uniform(0.015, 0.04),
    )
    things: list[Any] = [
        shapes.box("side", (t, deep, high), wood, centre=(x * wide / 2, 0, high / 2), round_by=0.003, segments=1)
        for x in (-1, 1)
    ]
    boards = int(random.integers(2, 6))
    for z in np.linspace(t, high - t / 2, boards):
        things.append(shapes.box("board", (wide, deep, t), wood, centre=(0, 0, float(z)), round_by=0.003, segments=1))
    kind = random.random()
    if kind < 0.4:
        things.append(
            shapes.box("back", (wide, 0.01, high), wood, centre=(0, deep / 2, high / 2), round_by=0.002, segments=1)
        )
    if 0.3 < kind < 0.7:
        front, knob = surfaces.anything(random, base), surfaces.anything(random)
        step = (high - t) / (boards - 1)
        for k in range(boards - 1):
            things.append(
                shapes.box(
                    "drawer",
                    (wide * 0.96, 0.03, step * 0.92),
                    front,
                    centre=(0, -deep / 2, t + step * (k + 0.5)),
                    round_by=0.006,
                )
            )
            things.append(
                rig.ball("knob", (0, -deep / 2 - 0.03, t + step * (k + 0.5)), (0.02, 0.02, 0.02), knob, rows=10)
            )
    return things


def sofa(random: Random, base: Any) -> list[Any]:
    """Sofa or armchair."""
    fabric = surfaces.cloth(random, base, space="Object")
    wide, deep, soft = random.uniform(0.5, 1.2), random.uniform(0.45, 0.55), random.uniform(0.02, 0.07)
    low = random.uniform(0.03, 0.12)
    things: list[Any] = [shapes.box("base", (wide, deep, 0.18), fabric, centre=(0, 0, low + 0.09), round_by=0.02)]
    arm = random.uniform(0.08, 0.14)
    for x in (-1, 1):
        things.append(
            shapes.box(
                "arm",
                (arm, deep, random.uniform(0.3, 0.38)),
                fabric,
                centre=(x * (wide / 2 + arm / 2), 0, low + 0.17),
                round_by=soft * 0.8,
            )
        )
    count = 1 if wide < 0.7 else int(random.integers(2, 4))
    for k in range(count):
        across = (k + 0.5) * wide / count - wide / 2
        things.append(
            shapes.box(
                "seat",
                (wide / count * 0.98, deep * 0.9, 0.12),
                fabric,
                centre=(across, -0.02, low + 0.23),
                round_by=soft,
                segments=4,
            )
        )
        back = shapes.box(
            "back",
            (wide / count * 0.98, 0.14, 0.4),
            fabric,
            centre=(across, deep * 0.42, low + 0.42),
            round_by=soft,
            segments=4,
        )
        back.rotation_euler = (-0.15, 0, 0)
        things.append(back)
    skin = surfaces.anything(random)
    return things + [
        shapes.box("foot", (0.05, 0.05, low), skin, centre=(x * wide * 0.48, y * deep * 0.42, low / 2), round_by=0.005)
        for x in (-1, 1)
        for y in (-1, 1)
    ]

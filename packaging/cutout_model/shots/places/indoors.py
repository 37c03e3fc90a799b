"""Tables, sweeps, floors, beds, carpets, sofas, shelves."""

import math
from typing import Any

import numpy as np
import rig
import shapes
import stage
import surfaces
import textures

from places.place import Place, surface, tint

Random = np.random.Generator


def sweep(random: Random, base: Any) -> Place:
    """Paper or cloth that bends up behind."""
    white = base is None and random.random() < 0.55
    shade = np.ones(3) * random.uniform(0.75, 1.0) if white else tint(random, base)
    sheet = surfaces.painted(textures.plain(random, shade.astype(np.float32)), rough=random.uniform(0.5, 1))
    line = (
        [(-4, 0), (0.9, 0)]
        + [(0.9 + math.sin(a), 1 - math.cos(a)) for a in np.linspace(0.1, math.pi / 2, 12)]
        + [(1.95, 5)]
    )
    wide = random.choice([1.6, 6])
    points = np.array([[(x, y, z) for x in np.linspace(-wide, wide, 12)] for y, z in line])
    points[..., 2] += (
        0.01
        * shapes.noise(points * 1.5, int(random.integers(99)), 1)
        * random.choice([0, 1, 2])
        * np.clip(np.hypot(points[..., 0], points[..., 1]) - 0.6, 0, 1)
    )
    shapes.grid("sweep", points, sheet)
    if wide < 3:
        stage.ground(surface(random, textures.tone(random), level=True), width=20, depth=20, z=-0.05)
        stage.wall(surface(random, textures.tone(random), level=True), y=2.4, width=20, height=12, z=-0.05)
    return Place("sweep", clutter=0.05)


def table(random: Random, base: Any) -> Place:
    """A table top whose edges may be seen, floor and wall behind."""
    shade = tint(random, base)
    if base is None and random.random() < 0.2:
        shade = np.ones(3, np.float32) * np.float32(random.uniform(0.01, 0.06))
    wide, deep = random.uniform(1.2, 3), random.uniform(1.0, 2)
    top = surface(random, np.asarray(shade, np.float32), kinds="wood wood plain marble speckle", level=True)
    if random.random() < 0.12:
        top = surfaces.flat(np.ones(3) * 0.9, rough=0.05, transmission_weight=0.85, ior=1.2)
    shapes.box("top", (wide * 2, deep * 2, 0.12), top, centre=(0, 0, -0.06), round_by=0.02)
    stage.ground(surface(random, textures.tone(random), level=True), width=24, depth=24, z=-2.2)
    back = stage.wall(
        surface(random, textures.tone(random), kinds="plain plain plain tiles tiles wood stripes", level=True),
        y=deep + random.uniform(0.02, 2.5),
        width=24,
        height=12,
    )
    back.location[2] = -2.2
    return Place("table", clutter=0.5)


def floor(random: Random, base: Any) -> Place:
    """Boards, tiles, carpet or rug, with a wall and skirting."""
    stage.ground(
        surface(random, tint(random, base), kinds="wood wood tiles weave stripes dots speckle marble", level=True),
        width=30,
        depth=30,
    )
    distance = random.uniform(0.8, 5)
    if random.random() < 0.8:
        stage.wall(
            surface(random, textures.tone(random), kinds="plain plain plain wood tiles", level=True),
            y=distance,
            width=30,
            height=12,
        )
        shapes.box(
            "skirting",
            (30, 0.05, random.uniform(0.1, 0.3)),
            surfaces.flat(textures.tone(random)),
            centre=(0, distance, 0.08),
        )
    if random.random() < 0.4:
        rug = surfaces.painted(
            textures.KINDS[str(random.choice(["dots", "stripes", "weave", "speckle"]))](random, textures.tone(random)),
            rough=1,
            bump=0.5,
        )
        shapes.box("rug", (random.uniform(1.2, 4), random.uniform(1.2, 4), 0.02), rug, round_by=0.005)
    return Place("floor", clutter=0.4, lift=(10, 90))


def bed(random: Random, base: Any) -> Place:
    """Bed linen in folds, a pillow, a headboard."""
    shade = tint(random, base)
    linen = surfaces.cloth(random, shade, space="Object", scale=random.uniform(0.2, 1.5))
    depth, folds, weighed = random.uniform(0.02, 0.12), random.uniform(0.6, 2.0), (0, 0, random.uniform(0.3, 0.7))
    seed = int(random.integers(999))
    thing = stage.rumpled(linen, size=5, steps=150, depth=depth, folds=folds, seed=seed, flat=[weighed])
    thing.modifiers.clear()
    if random.random() < 0.5:
        pillow = surfaces.cloth(random, textures.near(random, shade), space="Object")
        rig.ball("pillow", (random.uniform(-1.5, 1.5), random.uniform(1.0, 1.7), 0.2), (0.9, 0.5, 0.3), pillow)
    stage.wall(
        surface(random, textures.tone(random), kinds="plain plain wood stripes", level=True), y=2.4, width=20, height=8
    )
    return Place("bed", lift=(25, 90), clutter=0.15, rise=0.01)


def sofa(random: Random, base: Any) -> Place:
    """The seat of a chair, sofa or car."""
    fabric = surfaces.cloth(random, tint(random, base), space="Object", scale=random.uniform(0.3, 2))
    for index in (-1, 0, 1):
        shapes.box("seat", (2.2, 2.4, 0.7), fabric, centre=(index * 2.25, 0.1, -0.35), round_by=0.14, segments=4)
        back = shapes.box("back", (2.2, 0.6, 1.8), fabric, centre=(index * 2.25, 1.4, 0.7), round_by=0.16, segments=4)
        back.rotation_euler = (-0.2, 0, 0)
    stage.ground(surface(random, textures.tone(random), level=True), width=24, depth=24, z=-1.2)
    stage.wall(surface(random, textures.tone(random), kinds="plain wood tiles", level=True), y=2.2, width=20, height=8)
    return Place("sofa", lift=(15, 70), clutter=0.1)


def shelf(random: Random, base: Any) -> Place:
    """Shop or cupboard boards full of packages behind and beside."""
    wood = surface(random, textures.tone(random), kinds="plain wood plain")
    high = random.uniform(0.9, 1.6)
    behind = random.uniform(0.35, 1.2)
    for level in (-1, 0, 1, 2):
        z = level * high
        shapes.box("board", (12, 1.6, 0.05), wood, centre=(0, behind + 0.5, z - 0.026), round_by=0.004)
        if random.random() < 0.4:
            strip = surfaces.painted(textures.label(random, np.ones(3, np.float32) * 0.9), scale=6, space="Object")
            shapes.box("strip", (12, 0.01, 0.14), strip, centre=(0, behind - 0.31, z - 0.03), round_by=0.002)
        goods(random, np.array([0, behind + 0.1, z]), high)
    if behind < 0.7:
        shapes.box("ledge", (12, 1.2, 0.05), wood, centre=(0, 0, -0.027), round_by=0.004)
    else:
        stage.ground(wood, width=12, depth=1.8, z=0)
    stage.wall(surface(random, textures.tone(random), level=True), y=behind + 1.2, width=20, height=10, z=0).location[
        2
    ] = -4
    return Place("shelf", lift=(-4, 30), facing=25, clutter=0.2, turn=50)


def goods(random: Random, at: Any, high: float) -> None:
    """A row of alike or different packages along x."""
    skins = [
        surfaces.painted(textures.label(random, textures.tone(random)), rough=random.uniform(0.2, 0.8))
        for _ in range(int(random.integers(2, 6)))
    ]
    x = -2.6
    while x < 2.6:
        w, h = random.uniform(0.15, 0.7), high * random.uniform(0.4, 0.9)
        skin = skins[int(random.integers(len(skins)))]
        for _ in range(int(random.integers(1, 4))):
            if random.random() < 0.65:
                thing = shapes.box("goods", (w, 0.4, h), skin, centre=(0, 0, h / 2), round_by=0.01, segments=1)
            else:
                r = w / 2
                line = [(0, 0), (r, 0.01), (r, h * 0.7), (r * 0.4, h * 0.85), (r * 0.4, h), (0, h)]
                thing = shapes.lathe("goods", line, skin, rows=8, sides=20, curved=False)
                thing.location[2] = 0
            thing.location[0] += x + at[0] + w / 2
            thing.location[1] += at[1] + random.normal(0, 0.03)
            thing.location[2] += at[2]
            x += w * random.uniform(1.0, 1.08)


def room(random: Random, base: Any) -> Place:
    """A lived-in room: furniture and things behind and beside."""
    place = floor(random, base)
    place.name, place.crowd, place.lift = "room", 9, (5, 50)
    return place


def desk(random: Random, base: Any) -> Place:
    """A cluttered table top."""
    place = table(random, base)
    place.name, place.crowd, place.lift = "desk", 12, (15, 75)
    return place

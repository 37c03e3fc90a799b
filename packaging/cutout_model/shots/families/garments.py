"""Clothes lying flat or hanging: cut outlines with folds, ribs, buttons, prints."""

import math
from typing import Any

import numpy as np
import rig
import shapes
import surfaces
import textures

Random = np.random.Generator
Array = np.ndarray


def _mirrored(right: list[tuple[float, float]]) -> Array:
    """A closed outline from its right half, listed from the top middle to the bottom middle."""
    half = np.array(right, float)
    return np.concatenate([half, half[::-1] * (-1, 1)])


def _bent(outline: Array, random: Random) -> Array:
    """Corners rounded, the whole a little out of true."""
    dense = np.concatenate(
        [
            p + (q - p) * np.linspace(0, 1, 8, endpoint=False)[:, None]
            for p, q in zip(outline, np.roll(outline, -1, 0), strict=True)
        ]
    )
    kernel = np.array([1, 2, 1]) / 4
    for _ in range(2):
        dense = sum(k * np.roll(dense, shift, 0) for k, shift in zip(kernel, (-1, 0, 1), strict=True))
    wave = np.c_[dense, np.zeros(len(dense))]
    seed = int(random.integers(999))
    amount = random.uniform(0.005, 0.04)
    dense = dense + amount * np.stack([shapes.noise(wave * 2.5, seed, 2), shapes.noise(wave * 2.5 + 30, seed, 2)], -1)
    return dense


def _drape(
    random: Random, outline: Array, fabric: Any, *, name: str = "cloth", lift: float = 0.0, folds: float | None = None
) -> Any:
    """A sheet with wrinkles, hem lying on the ground; thin but solid."""
    thing = rig.sheet(name, outline, fabric, step=0.022)
    count = len(thing.data.vertices)
    flat = np.empty(count * 3, np.float32)
    thing.data.vertices.foreach_get("co", flat)
    points = flat.reshape(-1, 3).astype(float)
    seed, size = int(random.integers(999)), random.uniform(1.2, 4)
    angle = random.uniform(0, math.pi)
    along = np.c_[
        points[:, 0] * math.cos(angle) + points[:, 1] * math.sin(angle),
        (points[:, 1] * math.cos(angle) - points[:, 0] * math.sin(angle)) * 0.35,
        points[:, 2],
    ]
    bend = (
        np.stack(
            [shapes.noise(points * 1.4, seed + 1, 2), shapes.noise(points * 1.4, seed + 2, 2), np.zeros(count)], -1
        )
        * 0.3
    )
    ridge = np.clip(1 - np.abs(shapes.noise(along * size + bend, seed, 2)) * 1.6, 0, 1) ** 2
    ridge += (
        0.5 * np.clip(1 - np.abs(shapes.noise(along[:, [1, 0, 2]] * size * 1.7 + bend, seed + 5, 2)) * 1.6, 0, 1) ** 2
    )
    amount = (
        folds
        if folds is not None
        else float(
            random.choice([random.uniform(0.004, 0.015), random.uniform(0.015, 0.035), random.uniform(0.03, 0.07)])
        )
    )
    points[:, 2] = amount * ridge + amount * 0.8 * shapes.noise(points * 1.5, seed + 9, 2) + lift
    points[:, 2] += 0.02 - points[:, 2].min() * (lift == 0)
    thing.data.vertices.foreach_set("co", points.astype(np.float32).ravel())
    return shapes.thicken(thing, random.uniform(0.008, 0.025), -1)


def _print(random: Random, width: float, height: float, at: tuple[float, float]) -> Any:
    """A motif printed on the chest, floating a hair above."""
    pixels = textures.label(random, textures.tone(random))
    ink = surfaces.painted(pixels, rough=0.8, scale=1)
    angle = np.linspace(0, 2 * math.pi, 40, endpoint=False)
    power = float(random.choice([2, 8, 20]))
    x = np.sign(np.cos(angle)) * np.abs(np.cos(angle)) ** (2 / power) * width / 2 + at[0]
    y = np.sign(np.sin(angle)) * np.abs(np.sin(angle)) ** (2 / power) * height / 2 + at[1]
    return rig.sheet("print", np.c_[x, y], ink, step=0.03)


def _follow(top: Any, below: Any, gap: float = 0.004) -> Any:
    """Lay one sheet onto another by shrink-wrapping downwards."""
    wrap = top.modifiers.new("wrap", "SHRINKWRAP")
    wrap.target, wrap.wrap_method, wrap.use_project_z, wrap.use_negative_direction, wrap.use_positive_direction = (
        below,
        "PROJECT",
        True,
        True,
        True,
    )
    wrap.offset = gap
    return top


def shirt(random: Random, base: Any) -> list[Any]:
    """T-shirt, long sleeve, jumper, hoodie, open shirt."""
    wide, long = random.uniform(0.24, 0.36), random.uniform(0.6, 0.85)
    sleeve = random.uniform(0.18, 0.3) if random.random() < 0.55 else random.uniform(0.45, 0.65)
    if random.random() < 0.1:
        sleeve = 0.02
    drop = random.uniform(0.15, 1.45)
    cuff = random.uniform(0.06, 0.13)
    shoulder, neck = wide * random.uniform(0.85, 1.02), random.uniform(0.09, 0.13)
    way = np.array([math.cos(drop), -math.sin(drop)])
    across = np.array([way[1], -way[0]])
    tip = np.array([shoulder, 0.0]) + way * sleeve
    under = np.array([wide * 0.97, -random.uniform(0.2, 0.28)])
    low = tip + across * cuff * 1.3
    low[0] = max(low[0], under[0] + 0.02)
    dip = random.uniform(0.03, 0.16)
    right = [
        (0, -dip),
        (neck * 0.7, -dip * 0.6),
        (neck, 0.03),
        (shoulder, 0),
        tuple(tip),
        tuple(low),
        tuple(under),
        (wide * random.uniform(0.9, 1.15), -long),
        (0, -long),
    ]
    fabric = surfaces.cloth(random, base)
    front = _drape(random, _bent(_mirrored(right), random), fabric)
    things = [front]
    inside = surfaces.flat(np.asarray(base) * 0.6, rough=0.9)
    back = rig.sheet(
        "back",
        _bent(
            _mirrored(
                [(0, 0.02), (neck * 0.8, 0.03), (neck * 1.05, 0.02), (neck * 1.2, -dip - 0.05), (0, -dip - 0.06)]
            ),
            random,
        ),
        inside,
    )
    back.location[2] = 0.012
    things.append(back)
    if random.random() < 0.6:
        trim = fabric if random.random() < 0.4 else surfaces.flat(textures.tone(random), rough=0.9)
        ring = [
            (neck, 0.03, 0.03),
            (neck * 0.7, -dip * 0.6, 0.045),
            (0, -dip, 0.05),
            (-neck * 0.7, -dip * 0.6, 0.045),
            (-neck, 0.03, 0.03),
            (0, 0.045, 0.02),
            (neck, 0.03, 0.03),
        ]
        things.append(rig.tube("collar", ring, 0.03, trim, height=0.012, sides=8, count=48))
    if random.random() < 0.45:
        things.append(
            _follow(
                _print(
                    random,
                    wide * random.uniform(0.6, 1.5),
                    random.uniform(0.12, 0.35),
                    (random.normal(0, 0.02), -long * random.uniform(0.35, 0.5)),
                ),
                front,
            )
        )
    elif random.random() < 0.5:
        things += _buttons(
            random, [(0.0, y) for y in np.linspace(-dip - 0.02, -long + 0.05, int(random.integers(3, 9)))]
        )
    if random.random() < 0.25:
        pocket = rig.sheet(
            "pocket", np.array([(0.05, -0.2), (0.16, -0.2), (0.16, -0.33), (0.05, -0.33)]), fabric, step=0.02
        )
        things.append(_follow(pocket, front, 0.006))
    if random.random() < 0.2:
        hood = _drape(
            random,
            _bent(_mirrored([(0, 0.22), (0.1, 0.2), (0.14, 0.08), (0.1, -0.03), (0, -0.05)]), random),
            fabric,
            name="hood",
            lift=0.02,
        )
        things.append(hood)
    return things


def _buttons(random: Random, places: list[tuple[float, float]]) -> list[Any]:
    skin = surfaces.anything(random)
    return [rig.ball("button", (x, y, 0.05), (0.012, 0.012, 0.006), skin, rows=8) for x, y in places]


def trousers(random: Random, base: Any) -> list[Any]:
    """Trousers, shorts, leggings."""
    hip, waist, long = random.uniform(0.2, 0.28), random.uniform(0.16, 0.24), random.uniform(0.3, 1.0)
    hem, spread = random.uniform(0.08, 0.16), random.uniform(0, 0.18)
    crotch = -random.uniform(0.24, 0.32)
    outer = hip * 0.55 + spread + hem
    right = [
        (0, 0),
        (waist, 0.01),
        (hip, -0.2),
        (outer, -long),
        (outer - 2 * hem, -long),
        (0.01, crotch),
        (0, crotch + 0.01),
    ]
    fabric = surfaces.cloth(random, base)
    front = _drape(random, _bent(_mirrored(right), random), fabric)
    things = [front]
    band = rig.sheet(
        "band",
        np.array([(-waist, 0.015), (waist, 0.015), (waist * 1.02, -0.035), (-waist * 1.02, -0.035)]),
        fabric if random.random() < 0.5 else surfaces.cloth(random),
    )
    things.append(_follow(band, front, 0.008))
    for side in (-1, 1):
        if random.random() < 0.6:
            pocket = np.array([(0.06, -0.06), (0.15, -0.06), (0.16, -0.17), (0.06, -0.17)]) * (side, 1)
            things.append(_follow(rig.sheet("pocket", pocket[::-side] if side < 0 else pocket, fabric), front, 0.006))
    if random.random() < 0.5:
        things += _buttons(random, [(0, -0.01)])
    return things


def dress(random: Random, base: Any) -> list[Any]:
    """Dress, skirt, apron, coat."""
    skirt = random.random() < 0.4
    long, flare, waist = random.uniform(0.5, 1.1), random.uniform(0.2, 0.55), random.uniform(0.14, 0.2)
    if skirt:
        right = [
            (0, 0),
            (waist, 0),
            (waist * 1.1, -0.04),
            (flare, -long * 0.7),
            (flare * 0.8, -long * 0.72),
            (0, -long * 0.75),
        ]
    else:
        strap, bust = random.uniform(0.06, 0.14), random.uniform(0.17, 0.24)
        right = [
            (0, -random.uniform(0.05, 0.2)),
            (strap, 0.0),
            (strap + 0.05, 0.0),
            (strap + 0.06, -0.15),
            (bust, -0.2),
            (waist, -0.42),
            (flare, -long),
            (0, -long - 0.03),
        ]
    front = _drape(random, _bent(_mirrored(right), random), surfaces.cloth(random, base))
    things = [front]
    if random.random() < 0.5:
        y = -0.02 if skirt else -0.42
        belt = np.array([(-waist, y + 0.02), (waist, y + 0.02), (waist, y - 0.02), (-waist, y - 0.02)])
        things.append(_follow(rig.sheet("belt", belt, surfaces.cloth(random)), front, 0.008))
    return things

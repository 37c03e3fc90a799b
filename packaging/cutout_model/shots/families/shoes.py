"""Shoes, trainers, boots and heels, alone or in pairs, over the last of the sample boots."""

import math
from typing import Any

import numpy as np
import rig
import shapes
import surfaces
import textures
from products import boots

Random = np.random.Generator
Array = np.ndarray


def pair(random: Random, base: Any) -> list[Any]:
    """One shoe or two of a pair, side by side, apart, one lying."""
    style = _style(random, base)
    left = _shoe(style, 1)
    if random.random() < 0.3:
        return left
    shapes.place(left, (0, 0, 0), (0, 0, random.normal(0, 0.12)))
    right = _shoe(style, -1)
    gap = random.uniform(0.1, 0.2)
    at = (random.normal(0, 0.04), gap, 0.0)
    turn = (0.0, 0.0, random.normal(0, 0.2))
    if random.random() < 0.2:
        at, turn = (
            (random.normal(0, 0.05), gap + 0.1, 0.045),
            (random.choice([-1, 1]) * math.pi / 2, 0, random.normal(0, 0.6)),
        )
    shapes.place(right, at, turn)
    return [*left, *right]


def _style(random: Random, base: Any) -> dict[str, Any]:
    leather = (
        surfaces.anything(random, base)
        if random.random() < 0.6
        else surfaces.cloth(random, base, space="Object", scale=8)
    )
    if random.random() < 0.4:
        leather = surfaces.flat(base, rough=random.uniform(0.1, 0.5))
    sole = [np.ones(3) * 0.93, np.ones(3) * 0.03, np.asarray(base), textures.tone(random)][int(random.integers(4))]
    return {
        "leather": leather,
        "lining": surfaces.flat(textures.tone(random, saturation=0.2), rough=0.9),
        "sole": surfaces.flat(sole, rough=random.uniform(0.3, 0.9)),
        "trim": surfaces.anything(random),
        "top": float(random.choice([random.uniform(0.07, 0.1), random.uniform(0.1, 0.2), random.uniform(0.2, 0.4)])),
        "thick": random.uniform(0.008, 0.045),
        "heel": float(random.choice([0, 0, random.uniform(0.02, 0.09)])),
        "wide": random.uniform(0.85, 1.15),
        "slope": random.uniform(-0.02, 0.03),
        "laces": random.random() < 0.55,
        "stripe": random.random() < 0.5,
        "seed": int(random.integers(999)),
    }


def _rows(top: float) -> Array:
    last = boots.LAST
    if top > last[-1, 0]:
        tall = last[-1].copy()
        tall[0] = top
        tall[1:] *= 1.12
        last = np.concatenate([last, tall[None]])
    z = np.linspace(last[0, 0], top, 26)
    return np.stack([np.interp(z, last[:, 0], last[:, k]) for k in range(7)], 1)


def _shoe(style: dict[str, Any], side: int) -> list[Any]:
    rings = np.stack([np.c_[boots._outline(row, 64), np.full(64, row[0])] for row in _rows(style["top"])])
    share = np.clip((rings[..., 2] - 0.03) / (style["top"] - 0.029), 0, 1)
    rings[..., 2] += share * style["slope"] * np.clip(-rings[..., 0] / 0.07, -1, 1)
    rings[..., :2] *= 1 + 0.012 * shapes.noise(rings * 25, style["seed"], 2)[..., None]
    rim = rings[-1]
    inner = [
        (rim - rim.mean(0)) * k + rim.mean(0) - (0, 0, d)
        for k, d in (
            (0.95, -0.001),
            (0.9, 0.01),
            (0.8, 0.03),
            (0.6, min(0.05, style["top"] * 0.5)),
            (0.0, min(0.055, style["top"] * 0.52)),
        )
    ]
    foot = boots._outline(np.array([0, -0.073, 0.066, 0.066, 0.087, 0.1, 0.2]), 64)
    layers = []
    for grow, height in (
        (-0.004, -style["thick"]),
        (0.003, -style["thick"] + 0.002),
        (0.004, 0.0),
        (0.002, 0.006),
        (-0.006, 0.007),
    ):
        away = foot - foot.mean(0)
        away /= np.linalg.norm(away, axis=1, keepdims=True)
        spring = 0.008 * np.clip((foot[:, 0] - 0.1) / 0.1, 0, 1) ** 2
        layers.append(np.c_[foot + away * grow, spring + height + 0.024])
    things = [
        shapes.grid("upper", rings, style["leather"], wrap_u=True),
        shapes.grid("lining", np.array(inner), style["lining"], wrap_u=True),
        shapes.grid("sole", np.array(layers), style["sole"], wrap_u=True),
        shapes.mesh("tread", layers[0], [tuple(range(64))], style["sole"]),
    ]
    if style["laces"]:
        things += _laces(rings, style)
    if style["stripe"]:
        for x in (0.0, 0.025, 0.05):
            line = [
                rings[int(k * 25), :][
                    np.argmin(np.abs(rings[int(k * 25), :, 0] - x - k * 0.03) + (rings[int(k * 25), :, 1] < 0) * 9)
                ]
                * (1, 1.03, 1)
                for k in np.linspace(0.05, 0.75, 6)
            ]
            things.append(rig.tube("stripe", line, 0.009, style["trim"], height=0.004, count=16, sides=6))
    if style["heel"]:
        h = style["heel"]
        block = [
            np.c_[np.minimum(foot[:, 0], -0.01) * k, foot[:, 1] * k * 0.9, np.full(64, z)]
            for k, z in (
                (1.0, 0.02 - style["thick"]),
                (0.8, 0.0 - style["thick"] - h * 0.5),
                (0.7, -style["thick"] - h),
            )
        ]
        things.append(shapes.grid("heel", np.array(block), style["trim"], wrap_u=True))
    for thing in things:
        thing.scale = (1, side * style["wide"], 1)
    return things


def _laces(rings: Array, style: dict[str, Any]) -> list[Any]:
    """Strands across the instep."""
    things = []
    for k in range(8, 25, 3):
        ring = rings[k]
        tip = ring[ring[:, 0].argmax()]
        if tip[0] > 0.17:
            continue
        things.append(
            rig.tube(
                "lace",
                [
                    (tip[0] - 0.018, -0.022, tip[2] + 0.001),
                    (tip[0] + 0.004, 0, tip[2] + 0.004),
                    (tip[0] - 0.018, 0.022, tip[2] + 0.001),
                ],
                0.006,
                style["trim"],
                height=0.004,
                count=12,
                sides=6,
            )
        )
    return things

"""A t-shirt on a hanger before a wall."""

import numpy as np
from fabric import creased, crumple, folds, outline, rib, sewn_mesh, sheet
from framing import wood
from item import Built, Camera, Item
from materials import metal, wall
from shader import Shader
from shapes import Array, flowing, noise, oval, place, smooth, sweep
from stage import ground, surroundings, window
from stage import wall as upright
from tee import COLOURS, FRONT, NECK, SHOULDER, SPACING, TINT, WORDS, knit, neckline, pattern


def _hanging() -> Built:
    """On a wooden hanger before a wall, sleeves falling, the hem in soft waves."""
    things = []
    for back in (False, True):
        points, faces = sheet(outline(pattern(0.03 if back else NECK), SPACING), SPACING)
        uv = points[:, :2].copy()
        x, z = _drooped(uv)
        fall = np.clip((SHOULDER[1] - uv[:, 1]) / 0.7, 0, 1)
        seen = np.clip(1 - (np.abs(x) / 0.27) ** 2.4, 0, 1)
        waves = 0.011 * np.sin(x * 26 + 1.2 * np.sin(x * 9 + 2)) * fall**1.3
        depth = -(0.012 + 0.03 * fall) * seen**0.6 - waves
        if back:
            depth = 0.004 + 0.02 * seen * fall + 0.5 * waves
        else:
            bundles = creased(
                31,
                (
                    (-0.2, 0.3, -72, 0.36),
                    (0.2, 0.3, 252, 0.36),
                    (-0.235, 0.12, -35, 0.2),
                    (0.235, 0.12, 215, 0.2),
                    (-0.1, -0.3, 95, 0.3),
                    (0.12, -0.3, 84, 0.3),
                    (-0.3, 0.2, -60, 0.16),
                    (0.3, 0.2, 240, 0.16),
                ),
                height=0.0075,
            )
            depth -= folds(uv, bundles) + 0.0016 * noise(points * np.array([9, 5, 0]), 5, 2)
        lying = crumple(np.stack([x, depth, z], -1), uv, by=0.0009, scale=26, seed=3, axis=1)
        cloth_ = knit(None if back else "front")
        things.append(
            sewn_mesh(
                "back" if back else "front", lying, faces if not back else faces[:, ::-1], uv, material=cloth_, levels=1
            )
        )
        path = neckline(lying, uv, 0.03 if back else NECK, 0.0)
        path[:, 1] += -0.002 if not back else 0.002
        things.append(
            smooth(sweep("collar", path, oval(0.0035, 0.019, 20, 3.2), rib(TINT, count=150), up=(0, 0, 1)), 1)
        )
    place(things, (0, 0, 1.3))
    _hanger()
    upright(wall("#cdc8bd"), y=0.12, width=6, height=3.2)
    ground(Shader("floor", base_color="#7d6650", roughness=0.5), width=6, depth=6)
    surroundings("#dad8d2", "#85725f", 0.33)
    window((-1.9, -0.8, 1.7), (0, 0, 1.25), size=(1.0, 1.4), power=95)
    window((1.7, -1.9, 1.5), (0, 0, 1.2), size=(0.8, 1.0), power=8, tint="#ffe8cd", panes=(1, 2))
    return Built(things)


def _drooped(uv: Array) -> tuple[Array, Array]:
    """Pattern to hanging shape: sleeves turn down about the shoulder's tip, shoulders slope along the hanger."""
    side, x, y = np.sign(uv[:, 0]), np.abs(uv[:, 0]), uv[:, 1]
    pivot = np.array([0.225, 0.27])
    armhole = 0.215 + 0.05 * np.clip((0.298 - y) / 0.18, 0, 1)
    past = np.clip((x - armhole) / 0.07, 0, 1)
    turn = -0.62 * past**1.2
    dx, dy = x - pivot[0], y - pivot[1]
    moved = np.where(past > 0, pivot[0] + dx * np.cos(turn) - dy * np.sin(turn) * 0.35, x)
    lowered = np.where(past > 0, pivot[1] + dx * np.sin(turn) + dy * np.cos(turn * 0.5), y)
    return side * moved, lowered


def _hanger() -> None:
    timber = wood("#b98a55", "#86592f", across=True)
    arms = flowing(
        [
            (-0.205, 0.002, 1.595),
            (-0.1, 0.0, 1.637),
            (-0.03, 0, 1.655),
            (0.0, 0.0, 1.658),
            (0.03, 0, 1.655),
            (0.1, 0.0, 1.637),
            (0.205, 0.002, 1.595),
        ],
        90,
    )
    smooth(sweep("arms", arms, oval(0.011, 0.02, 20, 2.6), timber, up=(0, 0, 1)), 1)
    steel = metal("#b9b7b2", rough=0.22)
    hook = flowing(
        [
            (0, 0, 1.66),
            (0, 0, 1.7),
            (0.008, 0, 1.722),
            (0.03, 0, 1.74),
            (0.03, 0, 1.775),
            (0.0, 0, 1.792),
            (-0.026, 0, 1.775),
        ],
        80,
    )
    smooth(sweep("hook", hook, oval(0.004, 0.004, 16), steel, up=(0, 1, 0)), 1)
    rail = sweep(
        "rail",
        np.array([(0.0, y, 1.786) for y in np.linspace(0.12, -0.06, 20)]),
        oval(0.012, 0.012, 24),
        metal("#2b2a29", rough=0.4),
        up=(0, 0, 1),
    )
    smooth(rail, 1)


ITEMS = (
    Item(
        "t-shirt-hanger",
        "T-shirt on a hanger",
        "clothing",
        (*WORDS, "hanger"),
        COLOURS,
        (FRONT,),
        _hanging,
        Camera((0.12, -2.1, 1.36), (0.0, 0, 1.335), lens=76, fstop=11),
        light=1700,
        seed=54,
    ),
)

"""Uneven grounds: rippled sand, mounds of snow, strewn pebbles."""

import math
from typing import Any

import numpy as np
from greens import turned
from shapes import grid, noise, place, smooth


def ripples(
    material: Any,
    *,
    width: float,
    depth: float,
    height: float,
    waves: float,
    slant: float = 0.35,
    rough: float = 0.3,
    steps: int = 500,
    z: float = 0.0,
    flat: float = 0.0,
    seed: int = 3,
) -> Any:
    """Wind ripples in sand or snow, lower around the product within `flat` metres.

    `waves` a metre along y, `slant` times as many along x.
    """
    v, u = np.mgrid[-depth / 3 : depth * 2 / 3 : steps * 1j, -width / 2 : width / 2 : steps * 1j]
    where = np.stack([u, v, np.zeros_like(u)], -1)
    bend = noise(where * np.array([1.6, 0.9, 0]) / max(width, 0.3), seed, 2)
    fork = noise(where * 7 / max(width, 0.3), seed + 5, 2)
    phase = waves * (v + slant * u + 0.14 * bend * width) + 0.25 * fork
    saw = phase - np.floor(phase)
    crest = np.where(saw < 0.68, saw / 0.68, (1 - saw) / 0.32)
    crest = crest * crest * (3 - 2 * crest)
    strength = np.clip(0.75 + 0.5 * noise(where * 4 / max(width, 0.3), seed + 9, 2), 0.15, 1.2)
    surface = crest * strength + rough * noise(where * 5 / max(width, 0.3), seed + 2, 3)
    if flat:
        near = np.clip(1.7 - np.hypot(u, v * 1.2) / flat, 0, 1)
        surface = surface * (1 - 0.85 * near * near * (3 - 2 * near)) + 0.25 * 0.85 * near
    points = np.stack([u, v, height * (surface - surface[steps // 3, steps // 2]) + z], -1)
    return smooth(grid("ripples", points, material), 1)


def mounds(
    material: Any,
    *,
    width: float,
    depth: float,
    height: float,
    scale: float,
    steps: int = 400,
    flat: float = 0.1,
    rise: float = 0.0,
    seed: int = 4,
) -> Any:
    """Soft heaps of snow or earth, level at the product and rising towards the back."""
    v, u = np.mgrid[-depth / 3 : depth * 2 / 3 : steps * 1j, -width / 2 : width / 2 : steps * 1j]
    where = np.stack([u, v, np.zeros_like(u)], -1)
    surface = height * (noise(where * scale, seed, 4) + 0.2 * noise(where * scale * 6, seed + 1, 3))
    near = np.clip(1.8 - np.hypot(u, v * 1.3) / flat, 0, 1)
    near = near * near * (3 - 2 * near)
    surface = surface * (1 - near) + rise * np.clip(v / depth - 0.1, 0, None) ** 1.5
    return smooth(grid("mounds", np.stack([u, v, surface], -1), material), 1)


def pebbles(
    material: Any, *, count: int, size: float, within: tuple[float, float], clear: float, z: float = 0.0, seed: int = 6
) -> list[Any]:
    """Rounded stones strewn over a rectangle around the product, none nearer than `clear`."""
    random = np.random.default_rng(seed)
    v, u = np.mgrid[-math.pi / 2 : math.pi / 2 : 14j, 0 : 2 * math.pi : 25j]
    ball = np.stack([np.cos(v) * np.cos(u), np.cos(v) * np.sin(u), np.sin(v)], -1)[:, :-1]
    things = []
    for index in range(count):
        x, y = random.uniform(-within[0], within[0]), random.uniform(-within[1] * 0.5, within[1])
        radius = size * random.uniform(0.4, 1.3)
        if math.hypot(x, y) < clear + radius:
            continue
        shape = (
            ball
            * (1 + 0.22 * noise(ball * 1.2, seed + index, 2)[..., None])
            * (1.0, random.uniform(0.65, 0.95), random.uniform(0.4, 0.6))
        )
        stone = grid("pebble", turned(shape, random.uniform(0, 6.3), 0) * radius, material, wrap_u=True)
        place([stone], (x, y, z + radius * 0.3))
        things.append(stone)
    return things

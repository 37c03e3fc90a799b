"""A round stone in shallow, rippled water."""

import numpy as np
from backdrop import Backdrop, Key, Room, Top, View
from grounds import concrete, sand
from grounds import water as pool
from materials import paper
from props import plinth
from shapes import grid, noise
from stage import ground, wall
from terrain import pebbles


def build() -> None:
    ground(sand("#8fb9bb", "#5f9296"), width=5, depth=5, z=-0.05)
    v, u = np.mgrid[-0.9:1.3:220j, -1.1:1.1:220j]
    where = np.stack([u, v, np.zeros_like(u)], -1)
    rings = np.sin(np.hypot(u, v) * 70) * np.exp(-((np.hypot(u, v) - 0.25) ** 2) / 0.03)
    grid("water", np.stack([u, v, 0.0016 * rings + 0.004 * noise(where * 7, 3, 3) - 0.014], -1), pool())
    plinth(0.19, 0.055, concrete("#c9c6c0", scale=1.5), at=(0, 0.02, -0.055), edge=0.006)
    pebbles(concrete("#8f9593", scale=3), count=40, size=0.035, within=(0.6, 0.6), clear=0.23, z=-0.05)
    wall(paper("#d3e6e9"), y=1.25, width=6, height=3, z=-0.4)


SET = Backdrop(
    name="water",
    title="Water",
    keywords=("water", "fresh", "cosmetics", "health", "beverages", "blue"),
    build=build,
    colour=1.25,
    exposure=0.3,
    view=View(across=0.6, tilt=14, y=0.74),
    top=Top(0.19, 0.19, 0.21, 0.17, round=True, drop=0.014),
    key=Key(azimuth=-110, elevation=48, spread=4, strength=3.2, tint="#fffaf0"),
    room=Room(above="#f6fbff", below="#9fb8bb", strength=0.85),
    fill=0.52,
)

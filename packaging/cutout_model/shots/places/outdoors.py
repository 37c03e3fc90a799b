"""Grass, gravel, leaves, sand, rock, pavement."""

import math
from typing import Any

import bpy
import numpy as np
import shapes
import stage
import surfaces
import textures

from places.place import Place, surface, tint

Random = np.random.Generator
Array = np.ndarray


def blades(random: Random, roots: Array, material: Any, *, size: float, tall: float) -> Any:
    """Thin bent triangles standing on the roots."""
    count = len(roots)
    turn = random.uniform(0, 2 * math.pi, count)
    way = np.stack([np.cos(turn), np.sin(turn), np.zeros(count)], 1)
    side = np.stack([-np.sin(turn), np.cos(turn), np.zeros(count)], 1) * size * random.uniform(0.5, 1, (count, 1))
    length = tall * random.uniform(0.4, 1.1, (count, 1))
    lean = random.uniform(0.05, 0.9, (count, 1))
    upward = np.array((0.0, 0.0, 1.0))
    middle = roots + way * length * lean * 0.35 + upward * length * 0.6
    tip = roots + way * length * lean + upward * length * (1 - lean * 0.45)
    points = np.stack([roots - side, roots + side, middle - side * 0.7, middle + side * 0.7, tip], 1).reshape(-1, 3)
    base = np.arange(count)[:, None] * 5
    faces = np.concatenate([np.array([[0, 1, 3, 2]]) + base]).tolist() + (np.array([[2, 3, 4]]) + base).tolist()
    shade = np.repeat(random.random(count), 5)
    return shapes.mesh(
        "blades", points, faces, material, np.stack([shade, np.tile([0.05, 0.05, 0.5, 0.5, 0.95], count)], 1)
    )


def grass(random: Random, base: Any) -> Place:
    """A lawn or meadow, kept short or grown."""
    shade = (
        textures.tone(random, value=(0.2, 0.7)) * np.array([0.75, 1, 0.4])
        if random.random() < 0.8
        else textures.tone(random, value=(0.2, 0.8)) * np.array([1, 0.85, 0.5])
    )
    green = surfaces.painted(
        textures.blend(
            textures.cloud(random, coarse=24, octaves=3), shade * 0.4, shade, np.clip(shade * 1.4, 0, 1)
        ).astype(np.float32),
        rough=0.6,
    )
    stage.ground(surface(random, shade * 0.35, kinds="rubble speckle", level=True), width=40, depth=40)
    count, reach = 26000, 3.2
    radius = reach * np.sqrt(random.random(count)) ** 1.3
    angle = random.uniform(0, 2 * math.pi, count)
    roots = np.stack([radius * np.cos(angle), radius * np.sin(angle), np.zeros(count)], 1)
    dense = shapes.noise(roots * 1.2, int(random.integers(999)), 2) > random.uniform(-1.2, 0.1)
    roots = roots[dense]
    blades(random, roots, green, size=random.uniform(0.004, 0.014), tall=random.uniform(0.05, 0.3))
    return Place("grass", lift=(10, 85), outdoors=True, clutter=0.15, rise=0.01)


def stones(random: Random, base: Any) -> Place:
    """Gravel, pebbles, bark or leaves: instanced lumps on rough ground."""
    shade = tint(random, base) if base is not None else textures.tone(random, saturation=random.uniform(0, 0.5))
    skins = [surface(random, textures.near(random, shade), kinds="speckle plain marble", scale=2) for _ in range(3)]
    stage.ground(surface(random, shade * 0.6, kinds="rubble rubble speckle", level=True), width=40, depth=40)
    size, flatness = random.uniform(0.03, 0.12), random.choice([0.15, 0.6, 0.9])
    masters = []
    for skin in skins:
        v, u = np.mgrid[-math.pi / 2 : math.pi / 2 : 8j, 0 : 2 * math.pi : 12j]
        ball = np.stack([np.cos(v) * np.cos(u), np.cos(v) * np.sin(u), np.sin(v) * flatness], -1)
        ball *= 1 + 0.3 * shapes.noise(ball * 1.3, int(random.integers(999)), 1)[..., None]
        thing = shapes.grid("stone", ball[:, :-1] * size, skin, wrap_u=True)
        thing.modifiers.clear()
        masters.append(thing)
    reach = random.uniform(1.6, 2.4)
    for index in range(600):
        copy = masters[index % 3] if index < 3 else bpy.data.objects.new("stone", masters[index % 3].data)
        if index >= 3:
            bpy.context.scene.collection.objects.link(copy)
        copy.location = (
            random.uniform(-reach, reach),
            random.uniform(-reach, reach),
            size * flatness * random.uniform(-0.3, 0.3),
        )
        copy.rotation_euler = (random.normal(0, 0.4), random.normal(0, 0.4), random.uniform(0, 6.3))
        copy.scale = (random.uniform(0.5, 1.6),) * 3
    return Place("stones", lift=(12, 85), outdoors=True, clutter=0.15, rise=size * flatness * 1.3)


def earth(random: Random, base: Any) -> Place:
    """Sand, soil, rock, pavement: displaced ground under the sky."""
    shade = (
        tint(random, base)
        if base is not None
        else textures.tone(random, saturation=random.uniform(0, 0.5), value=(0.15, 0.9))
    )
    skin = surface(random, np.asarray(shade, np.float32), kinds="speckle rubble plain tiles marble")
    v, u = np.mgrid[-7:7:110j, -7:7:110j]
    points = np.stack([u, v, np.zeros_like(u)], -1)
    seed = int(random.integers(999))
    rough = float(random.choice([0, 0.02, 0.06, 0.15]))
    height = shapes.noise(points * random.uniform(0.6, 2.5), seed, 4)
    points[..., 2] = rough * (height - height[45:65, 45:65].max()) * (0.25 + np.clip(np.hypot(u, v), 0, 1.5))
    shapes.grid("earth", points, skin)
    if random.random() < 0.4:
        stage.wall(
            surface(random, textures.tone(random), kinds="tiles wood speckle plain rubble", level=True),
            y=random.uniform(1, 5),
            width=30,
            height=10,
        )
    return Place("earth", lift=(5, 80), outdoors=True, clutter=0.25)

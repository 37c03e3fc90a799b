"""What lights the scene: an environment picture (room or sky) plus window, lamp, flash or sun."""

import math
from typing import Any

import bpy
import cv2
import mathutils
import numpy as np
import surfaces
import textures

Random = np.random.Generator
Array = np.ndarray


def room(random: Random) -> Array:
    """(64,128,3) scene-linear panorama: walls, ceiling, floor, dark furniture, bright windows and lamps."""
    wall, top, low = (textures.tone(random, saturation=random.uniform(0, 0.3)) * k for k in (0.5, 0.7, 0.3))
    panorama = np.zeros((64, 128, 3), np.float32)
    panorama[:20], panorama[20:40], panorama[40:] = top, wall, low
    for _ in range(int(random.integers(2, 9))):
        x, y, w, h = random.integers(0, 120), random.integers(22, 46), random.integers(4, 30), random.integers(4, 20)
        panorama[y : y + h, x : x + w] = textures.tone(random) * random.uniform(0.05, 0.6)
    for _ in range(int(random.integers(1, 5))):
        x, y, w, h = random.integers(0, 118), random.integers(6, 30), random.integers(4, 22), random.integers(4, 18)
        tint = np.array([1, 0.97, 0.92]) if random.random() < 0.6 else np.array([1.0, 0.75, 0.45])
        panorama[y : y + h, x : x + w] = tint * random.uniform(2, 14)
    return cv2.GaussianBlur(panorama, (0, 0), random.uniform(0.4, 2.5))


def sky(random: Random) -> Array:
    """(64,128,3) scene-linear panorama: blue or grey sky over a horizon of trees and houses."""
    share = np.linspace(0, 1, 34)[:, None, None]
    zenith = np.array([0.25, 0.45, 0.9]) if random.random() < 0.5 else np.array([0.75, 0.8, 0.88])
    panorama = np.zeros((64, 128, 3), np.float32)
    panorama[:34] = zenith * (1 - share) + np.array([0.95, 0.95, 0.95]) * share
    clouds = cv2.resize(textures.cloud(random, 64), (128, 64))[:34, :, None]
    panorama[:34] = panorama[:34] * (0.7 + 0.6 * clouds)
    ground = textures.tone(random, value=(0.1, 0.4))
    panorama[34:] = ground * 0.5
    height = 34 - (textures.cloud(random, 128, coarse=6)[0] * random.uniform(2, 14)).astype(int)
    tree = textures.tone(random, value=(0.05, 0.4)) * np.array([0.7, 1, 0.6])
    for column in range(128):
        panorama[height[column] : 36, column] = tree * random.uniform(0.5, 1.1)
    return panorama.astype(np.float32)


def surround(panorama: Array, strength: float, turn: float) -> None:
    """Make the panorama the world, turned about z."""
    world = bpy.data.worlds.new("world")
    bpy.context.scene.world = world
    world.cycles.sampling_method = "MANUAL"
    world.cycles.sample_map_resolution = 128
    tree = world.node_tree
    node = tree.nodes.new("ShaderNodeTexEnvironment")
    node.image = surfaces.image(panorama, data=True)
    place = tree.nodes.new("ShaderNodeMapping")
    where = tree.nodes.new("ShaderNodeTexCoord")
    place.inputs["Rotation"].default_value = (0, 0, turn)
    tree.links.new(where.outputs["Generated"], place.inputs[0])
    tree.links.new(place.outputs[0], node.inputs[0])
    tree.links.new(node.outputs[0], tree.nodes["Background"].inputs[0])
    tree.nodes["Background"].inputs[1].default_value = strength


def lamp(kind: str, at: Array, toward: Array, *, power: float, size: float, tint: Array) -> Any:
    """A light that looks at `toward`; `size` in units (an angle for the sun)."""
    data = bpy.data.lights.new(kind, kind)
    data.energy = power
    data.color = tuple(tint.tolist())
    if kind == "AREA":
        data.shape, data.size, data.size_y = "RECTANGLE", size, size * 1.4
    elif kind == "SUN":
        data.angle = size
    else:
        data.shadow_soft_size = size
    thing = bpy.data.objects.new(kind, data)
    thing.location = at.tolist()
    thing.rotation_mode = "QUATERNION"
    thing.rotation_quaternion = mathutils.Vector((toward - at).tolist()).to_track_quat("-Z", "Y")
    bpy.context.scene.collection.objects.link(thing)
    return thing


WARM, DAY, COOL = np.array([1.0, 0.72, 0.42]), np.array([1.0, 0.96, 0.9]), np.array([0.8, 0.9, 1.0])


def illuminate(random: Random, camera: Array, centre: Array, *, outdoors: bool) -> list[Any]:
    """The direct lights of one shot; the caller removes them again."""
    angle, lift = random.uniform(0, 2 * math.pi), random.uniform(0.3, 1.4)
    way = np.array([math.cos(angle) * math.cos(lift), math.sin(angle) * math.cos(lift), math.sin(lift)])
    if outdoors:
        if random.random() < 0.45:
            return []
        return [
            lamp(
                "SUN", centre + way * 5, centre, power=random.uniform(1.5, 6), size=random.uniform(0.01, 0.1), tint=DAY
            )
        ]
    pick = random.random()
    if pick < 0.15:
        return []
    if pick < 0.6:
        tint = (DAY, COOL, WARM)[int(random.integers(3))]
        return [
            lamp(
                "AREA",
                centre + way * 2.4,
                centre,
                power=random.uniform(60, 220),
                size=random.uniform(0.4, 1.6),
                tint=tint,
            )
        ]
    if pick < 0.82:
        return [
            lamp(
                "POINT",
                centre + way * 1.8,
                centre,
                power=random.uniform(60, 160),
                size=random.uniform(0.03, 0.2),
                tint=WARM,
            )
        ]
    side = random.normal(0, 0.04, 3)
    distance = float(np.linalg.norm(camera - centre))
    return [lamp("POINT", camera + side, centre, power=random.uniform(25, 70) * distance**2, size=0.02, tint=DAY)]

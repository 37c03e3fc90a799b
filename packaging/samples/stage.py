"""Grounds, walls, window light and cloth: the seller's room."""

import math
from collections.abc import Sequence
from typing import Any

import bpy
import numpy as np
from shader import Shader, colour
from shapes import Array, dress, grid, mesh, noise, smooth


def ground(
    material: Shader, *, width: float = 3.0, depth: float = 3.0, z: float = 0.0, at: Sequence[float] = (0, 0)
) -> Any:
    """A flat rectangle around `at`."""
    x, y = width / 2, depth / 2
    thing = mesh("ground", np.array([(-x, -y, 0), (x, -y, 0), (x, y, 0), (-x, y, 0)], float), [(0, 1, 2, 3)], material)
    thing.location = (at[0], at[1], z)
    return thing


def wall(
    material: Shader, *, y: float = 1.5, width: float = 6.0, height: float = 3.0, z: float = 0.0, turn: float = 0.0
) -> Any:
    """An upright rectangle facing the camera (−y)."""
    x = width / 2
    points = np.array([(-x, 0, 0), (x, 0, 0), (x, height, 0), (-x, height, 0)], float)
    thing = mesh("wall", points, [(0, 1, 2, 3)], material)
    thing.rotation_euler = (math.pi / 2, 0, turn)
    thing.location = (0, y, z)
    return thing


def window(
    at: Sequence[float],
    toward: Sequence[float],
    *,
    size: tuple[float, float] = (1.2, 1.5),
    power: float = 60.0,
    tint: str = "#dfeaff",
    panes: tuple[int, int] = (2, 2),
) -> None:
    """Daylight through panes with bars between them: area lights, so reflections show a real window."""
    import mathutils

    columns, rows = panes
    direction = (mathutils.Vector(toward) - mathutils.Vector(at)).normalized()
    turn = direction.to_track_quat("-Z", "Y")
    for column in range(columns):
        for row in range(rows):
            light = bpy.data.lights.new("window", "AREA")
            light.shape = "RECTANGLE"
            light.size = size[0] / columns * 0.9
            light.size_y = size[1] / rows * 0.92
            light.energy = power / (columns * rows)
            light.color = colour(tint)
            pane = bpy.data.objects.new("window", light)
            shift = mathutils.Vector(
                ((column - (columns - 1) / 2) * size[0] / columns, (row - (rows - 1) / 2) * size[1] / rows, 0)
            )
            pane.location = mathutils.Vector(at) + turn @ shift
            pane.rotation_mode = "QUATERNION"
            pane.rotation_quaternion = turn
            bpy.context.scene.collection.objects.link(pane)


def bulb(at: Sequence[float], *, power: float = 20.0, radius: float = 0.06, tint: str = "#ffd2a0") -> Any:
    """A warm lamp."""
    light = bpy.data.lights.new("bulb", "POINT")
    light.energy = power
    light.shadow_soft_size = radius
    light.color = colour(tint)
    thing = bpy.data.objects.new("bulb", light)
    thing.location = at
    bpy.context.scene.collection.objects.link(thing)
    return thing


def spot(at: Sequence[float], toward: Sequence[float], *, power: float, angle: float, tint: str = "#ffffff") -> None:
    """A lamp that throws a pool of light, `angle` degrees across, soft to its middle."""
    import mathutils

    light = bpy.data.lights.new("spot", "SPOT")
    light.energy, light.color = power, colour(tint)
    light.spot_size, light.spot_blend = math.radians(angle), 1.0
    light.shadow_soft_size = 0.1
    thing = bpy.data.objects.new("spot", light)
    thing.location = at
    thing.rotation_mode = "QUATERNION"
    thing.rotation_quaternion = (mathutils.Vector(toward) - mathutils.Vector(at)).to_track_quat("-Z", "Y")
    bpy.context.scene.collection.objects.link(thing)


def surroundings(top: str = "#cfd6e0", bottom: str = "#6b5f55", strength: float = 0.35) -> None:
    """What the rest of the room throws back: ceiling and far walls above, floor below, a few darker patches."""
    world = bpy.data.worlds.new("room")
    bpy.context.scene.world = world
    world.cycles.sampling_method = "NONE"  # soft and dim: the windows carry the light
    tree = world.node_tree
    background = tree.nodes["Background"]
    where = tree.nodes.new("ShaderNodeTexCoord")
    split = tree.nodes.new("ShaderNodeSeparateXYZ")
    spots = tree.nodes.new("ShaderNodeTexNoise")
    spots.inputs["Scale"].default_value = 1.3
    add = tree.nodes.new("ShaderNodeMath")
    add.operation = "MULTIPLY_ADD"
    add.inputs[1].default_value = 0.5
    ramp = tree.nodes.new("ShaderNodeValToRGB")
    ramp.color_ramp.elements[0].color = (*colour(bottom), 1)
    ramp.color_ramp.elements[0].position = 0.2
    ramp.color_ramp.elements[1].color = (*colour(top), 1)
    ramp.color_ramp.elements[1].position = 0.8
    link = tree.links.new
    link(where.outputs["Generated"], split.inputs[0])
    link(where.outputs["Generated"], spots.inputs["Vector"])
    link(split.outputs["Z"], add.inputs[0])
    link(spots.outputs[0], add.inputs[2])
    link(add.outputs[0], ramp.inputs[0])
    link(ramp.outputs[0], background.inputs["Color"])
    background.inputs["Strength"].default_value = strength


def sweep_paper(
    material: Shader,
    *,
    width: float = 1.2,
    depth: float = 0.5,
    bend: float = 0.18,
    height: float = 0.9,
    front: float = 0.6,
) -> Any:
    """A sheet that runs along the table and bends up behind, not quite flat, its edges in sight."""
    angle = np.linspace(0, np.pi / 2, 24)
    line = [(-front, 0.0), *[(y, 0.0) for y in np.linspace(-front + 0.05, depth, 30)]]
    line += [(depth + bend * math.sin(a), bend - bend * math.cos(a)) for a in angle[1:]]
    line += [(depth + bend + 0.02 * z, z) for z in np.linspace(bend + 0.05, height, 16)]
    profile = np.array(line)
    x = np.linspace(-width / 2, width / 2, 48)
    points = np.stack(np.broadcast_arrays(x[None], profile[:, :1], profile[:, 1:]), -1).astype(float)
    lift = noise(points * np.array([2.2, 2.2, 1.0]), 5, 2)
    points[..., 2] += np.maximum(0, 0.002 + 0.004 * lift)
    points[..., 1] += 0.006 * noise(points * 1.7 + 9, 6, 2) * (points[..., 2] > 0.05)
    return smooth(grid("sweep", points, material), 1)


def rumpled(
    material: Shader,
    *,
    size: float = 1.6,
    steps: int = 420,
    depth: float = 0.02,
    folds: float = 2.2,
    seed: int = 1,
    flat: Sequence[tuple[float, float, float]] = (),
    z: float = 0.0,
    at: Sequence[float] = (0, 0),
) -> Any:
    """Bed linen: soft ridges that run, bend and meet. `flat` lists discs (x, y, radius) that a product weighs down."""
    v, u = np.mgrid[-size / 2 : size / 2 : steps * 1j, -size / 2 : size / 2 : steps * 1j]
    where = np.stack([u, v, np.zeros_like(u)], -1)
    bend = np.stack([noise(where * 1.3, seed + 3, 2), noise(where * 1.3 + 40, seed + 4, 2), np.zeros_like(u)], -1)
    height = np.zeros_like(u)
    for layer, (along, scale, share) in enumerate(
        ((0.5, folds, 1.0), (2.1, folds * 1.9, 0.5), (1.2, folds * 3.7, 0.22))
    ):
        turned = np.stack(
            [
                u * math.cos(along) + v * math.sin(along),
                (v * math.cos(along) - u * math.sin(along)) * 0.38,
                np.zeros_like(u),
            ],
            -1,
        )
        ridge = 1 - np.abs(noise(turned * scale + bend * 0.9, seed + 10 * layer, 2))
        strength = np.clip(noise(where * 1.6, seed + 20 + layer, 2) + 0.45, 0, 1)
        height += share * strength * np.clip(ridge, 0, 1) ** 5
    height += 0.5 * noise(where * 1.5, seed + 31, 2) + 0.02 * noise(where * 40, seed + 32, 2)
    height *= depth
    for x, y, radius in flat:
        distance = np.hypot(u - x, v - y) / radius
        near = np.clip(1.6 - distance, 0, 1)
        height = height * (1 - near * near * (3 - 2 * near))
    points = np.stack([u + at[0], v + at[1], height - height.max() * 0 + z], -1)
    return smooth(grid("linen", points, material), 1)


def carpet(
    tints: Sequence[str],
    *,
    size: float = 1.4,
    strands: int = 110_000,
    length: float = 0.011,
    seed: int = 3,
    at: Sequence[float] = (0, 0),
) -> None:
    """Cut pile: tufts of strands that lean together, some darker, on a dark backing."""
    ground(Shader("backing", base_color="#3a342e", roughness=1.0), width=size * 4, depth=size * 4, z=-0.001, at=at)
    random = np.random.default_rng(seed)
    root = np.concatenate([random.uniform(-size / 2, size / 2, (strands, 2)), np.zeros((strands, 1))], 1)
    lean_field = root * np.array([9.0, 9.0, 0])
    lean = np.stack([noise(lean_field, seed, 3), noise(lean_field + 50, seed, 3), np.zeros(strands)], -1)
    lean += random.normal(0, 0.35, lean.shape) * np.array([1, 1, 0])
    tall = length * random.uniform(0.8, 1.15, (strands, 1)) * (1 + 0.2 * noise(root * 14, seed + 1, 2)[:, None])
    points = root[:, None] + np.stack(
        [np.zeros_like(root), lean * length * 0.25 + tall * (0, 0, 0.55), lean * length * 0.75 + tall * (0, 0, 1.0)], 1
    )
    points[..., :2] += np.asarray(at)
    share = random.permutation(strands) % len(tints)
    for index, tint in enumerate(tints):
        strand(f"pile{index}", points[share == index], fibre(tint), 0.0011, 0.0006)


def fibre(tint: str, *, rough: float = 0.8, vary: float = 0.25) -> Shader:
    """Yarn and plush: diffuse with sheen, each strand its own lightness."""
    s = Shader("fibre", roughness=rough, sheen_weight=0.3, specular_ior_level=0.2)
    each = s.node("HairInfo").outputs["Random"]
    along = s.node("HairInfo").outputs["Intercept"]
    value = s.math("MULTIPLY", s.remap(each, 0, 1, 1 - vary, 1 + vary), s.remap(along, 0, 1, 0.55, 1.1))
    s.set(base_color=s.node("HueSaturation", {"Color": (*colour(tint), 1.0), "Value": value}).outputs[0])
    return s


def strand(name: str, points: Array, material: Shader, root: float, tip: float) -> Any:
    """Hair curves from (N, points, 3) with a diameter at root and tip."""
    data = bpy.data.hair_curves.new(name)
    count, each = points.shape[:2]
    data.add_curves([each] * count)
    data.attributes["position"].data.foreach_set("vector", np.ascontiguousarray(points, np.float32).ravel())
    radius = data.attributes.get("radius") or data.attributes.new("radius", "FLOAT", "POINT")
    radius.data.foreach_set("value", np.tile(np.linspace(root, tip, each) / 2, count).astype(np.float32))
    thing = bpy.data.objects.new(name, data)
    bpy.context.scene.collection.objects.link(thing)
    return dress(thing, material)

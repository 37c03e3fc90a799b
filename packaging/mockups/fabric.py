"""Cloth: sheets cut to a pattern, laid down or hung by simulation; jersey, canvas and rib; hems and seams.

A pattern is a closed outline (N,2) in metres. Sheets keep their pattern coordinates as UV (in metres), so prints and
stitches are placed on the cloth itself and follow every fold.
"""

import math
from collections.abc import Callable, Sequence
from typing import Any

import bpy
import cv2
import numpy as np
from material import tinted
from shader import Shader
from shapes import Array, baked, mesh, noise

Cloth = tuple[Array, Array]  # points (N,3), triangles (M,3)


def outline(knots: Sequence[Sequence[float]], spacing: float) -> Array:
    """A closed polyline through the knots, evenly set with points at about `spacing`; knots stay points."""
    pieces = []
    for a, b in zip(knots, [*knots[1:], knots[0]], strict=True):
        count = max(1, round(math.dist(a, b) / spacing))
        t = np.linspace(0, 1, count, endpoint=False)[:, None]
        pieces.append(np.asarray(a) * (1 - t) + np.asarray(b) * t)
    return np.concatenate(pieces)


def bowed(a: Sequence[float], b: Sequence[float], bow: float, count: int = 9) -> list[tuple[float, float]]:
    """Knots from a to (not including) b along an arc that bulges to the left by `bow` metres."""
    start, end = np.asarray(a, float), np.asarray(b, float)
    along = end - start
    left = np.array([-along[1], along[0]]) / max(np.linalg.norm(along), 1e-9)
    t = np.linspace(0, 1, count, endpoint=False)
    points = start + along * t[:, None] + left * (4 * bow * t * (1 - t))[:, None]
    return [(float(x), float(y)) for x, y in points]


def mirrored(half: Sequence[Sequence[float]]) -> list[tuple[float, float]]:
    """The whole outline from its right half (from the top middle down to the bottom middle, clockwise)."""
    right = [(float(x), float(y)) for x, y in half]
    left = [(-x, y) for x, y in reversed(right) if abs(x) > 1e-6]
    return [*right, *left]


def sheet(border: Array, spacing: float) -> Cloth:
    """Triangles over a pattern: hexagonal lattice inside, the border itself at the rim; z = 0."""
    from mathutils import Vector
    from mathutils.geometry import delaunay_2d_cdt

    low, high = border.min(0), border.max(0)
    rows = np.arange(low[1], high[1], spacing * 0.866)
    inside = []
    contour = border.astype(np.float32).reshape(-1, 1, 2)
    for index, y in enumerate(rows):
        for x in np.arange(low[0] + (index % 2) * spacing / 2, high[0], spacing):
            if cv2.pointPolygonTest(contour, (float(x), float(y)), True) > spacing * 0.45:
                inside.append((x, y))
    points = np.concatenate([border, np.array(inside)])
    edges = [(i, (i + 1) % len(border)) for i in range(len(border))]
    found = delaunay_2d_cdt([Vector(p) for p in points], edges, [], 1, 1e-7)
    flat = np.array([tuple(p) for p in found[0]])
    return np.concatenate([flat, np.zeros((len(flat), 1))], 1), np.array(found[2])


def simulated(
    points: Array,
    faces: Array,
    *,
    frames: int,
    pins: Sequence[int] = (),
    mass: float = 0.25,
    stiff: float = 15.0,
    bend: float = 0.3,
    grow: float = 0.0,
    pressure: float = 0.0,
    gravity: float = 1.0,
    air: float = 1.0,
    obstacles: Sequence[Any] = (),
    ground: bool = False,
    self_distance: float = 0.0,
) -> Array:
    """Points after the cloth has come to rest. `grow` is the share by which the cloth is larger than its start."""
    thing = mesh("cloth", points, faces.tolist())
    if len(pins):
        group = thing.vertex_groups.new(name="pins")
        group.add([int(i) for i in pins], 1.0, "REPLACE")
    floor = None
    if ground:
        wide = 6.0
        floor = mesh(
            "floor", np.array([(-wide, -wide, 0), (wide, -wide, 0), (wide, wide, 0), (-wide, wide, 0)]), [(0, 1, 2, 3)]
        )
    for body in (*obstacles, *([floor] if floor else [])):
        body.modifiers.new("collision", "COLLISION")
        body.collision.thickness_outer = 0.002
        body.collision.cloth_friction = 18
    modifier = thing.modifiers.new("cloth", "CLOTH")
    s = modifier.settings
    s.quality, s.mass, s.air_damping = 6, mass, air
    s.tension_stiffness = s.compression_stiffness = stiff
    s.shear_stiffness = stiff / 2
    s.bending_stiffness = bend
    s.shrink_min = s.shrink_max = -grow
    s.effector_weights.gravity = gravity
    if pressure:
        s.use_pressure, s.uniform_pressure_force = True, pressure
    if len(pins):
        s.vertex_group_mass = "pins"
    modifier.collision_settings.distance_min = 0.002
    if self_distance:
        modifier.collision_settings.use_self_collision = True
        modifier.collision_settings.self_distance_min = self_distance
    modifier.point_cache.frame_end = frames + 1
    for number in range(1, frames + 1):
        bpy.context.scene.frame_set(number)
    rested = baked(thing).astype(float)
    bpy.data.objects.remove(thing)
    if floor:
        bpy.data.objects.remove(floor)
    return rested


def sewn_mesh(
    name: str, points: Array, faces: Array, uv: Array, *, material: Any, thick: float = 0.0012, levels: int = 2
) -> Any:
    """The cloth as an object: smoothed, of the given thickness; UV in metres of the pattern."""
    thing = mesh(name, points, faces.tolist(), material, uv)
    smooth_ = thing.modifiers.new("smooth", "SUBSURF")
    smooth_.levels = smooth_.render_levels = levels
    solid = thing.modifiers.new("thickness", "SOLIDIFY")
    solid.thickness, solid.offset = thick, 0.0
    rim = thing.modifiers.new("rim", "EDGE_SPLIT")  # or the rim's shading spills over the cloth in beads
    rim.split_angle = math.radians(50)
    return thing


def crumple(points: Array, uv: Array, *, by: float, scale: float, seed: int, axis: int = 2) -> Array:
    """Fine uneven waves along an axis, scaled to `by` metres; keeps the cloth from looking ironed by a computer."""
    where = np.concatenate([uv, np.zeros((len(uv), 1))], 1) * scale
    moved = points.copy()
    ridges = 1 - np.abs(noise(where * np.array([1, 0.45, 1]), seed, 2))
    moved[:, axis] += by * (0.6 * noise(where * 0.6, seed + 1, 2) + 1.2 * np.clip(ridges, 0, 1) ** 5)
    return moved


def folds(uv: Array, lines: Sequence[tuple[float, float, float, float, float, float]]) -> Array:
    """Heights (N,) of soft folds: each is (x, y, degrees, length, width, height) about its middle, bent a little.

    A fold is a ridge with a steep and a gentle flank that dies away to both ends, as cloth laid down by hand has them.
    """
    total = np.zeros(len(uv))
    for index, (x, y, degrees, length, width, height) in enumerate(lines):
        turn = math.radians(degrees)
        dx, dy = uv[:, 0] - x, uv[:, 1] - y
        along = (dx * math.cos(turn) + dy * math.sin(turn)) / (length / 2)
        bend = 0.12 * length * math.sin(index * 2.4) * (1 - along**2)
        across = (dy * math.cos(turn) - dx * math.sin(turn) - np.clip(bend, -1, 1)) / width
        flank = np.where(across > 0, across / 0.65, across / 1.35)
        fade = np.clip(1 - along**2, 0, 1) ** 1.5
        total += height * fade * (np.exp(-(flank**2)) - 0.35 * np.exp(-((across + 2.0) ** 2) / 1.4))
    return total


def creased(
    seed: int, anchors: Sequence[tuple[float, float, float, float]], *, height: float, each: int = 4
) -> list[tuple[float, float, float, float, float, float]]:
    """Bundles of folds: every anchor is (x, y, degrees, length) of one bundle; the folds of a bundle fan out."""
    random = np.random.default_rng(seed)
    lines = []
    for x, y, degrees, length in anchors:
        for k in range(each):
            spread = (k - (each - 1) / 2) * 13 + random.normal(0, 4)
            reach = length * random.uniform(0.55, 1.1)
            turn = math.radians(degrees + spread)
            middle = (x + math.cos(turn) * reach * 0.5, y + math.sin(turn) * reach * 0.5)
            lines.append(
                (*middle, degrees + spread, reach, random.uniform(0.008, 0.02), height * random.uniform(0.4, 1.0))
            )
    return lines


def pocket(front: Array, *, open_top: bool) -> tuple[Array, Array, Array, Array]:
    """Two sheets sewn at their border, from the front's lattice (H,W,3), top row first, the back being its mirror in y.

    Returns points, quads, and the lattices of indices of front and back.
    """
    rows, columns = front.shape[:2]
    seam = np.zeros((rows, columns), bool)
    seam[:, [0, -1]] = seam[-1] = True
    seam[0] |= not open_top
    front = np.where(seam[..., None], front * (1, 0, 1), front)
    index = np.arange(rows * columns).reshape(rows, columns)
    back = np.where(seam, index, -1)
    back[~seam] = rows * columns + np.arange((~seam).sum())
    points = np.concatenate([front.reshape(-1, 3), (front * (1, -1, 1))[~seam]])
    return points, np.concatenate([quads(index), quads(back)[:, ::-1]]), index, back


def quads(lattice: Array) -> Array:
    """Faces (N,4) of a lattice of indices whose first row is the top, seen from the front (−y)."""
    return np.stack([lattice[1:, :-1], lattice[1:, 1:], lattice[:-1, 1:], lattice[:-1, :-1]], -1).reshape(-1, 4)


def jersey(
    tint: str,
    *,
    count: float = 0.0011,
    rough: float = 0.85,
    bands: Callable[[Shader, Any], Any] | None = None,
    flat: bool = False,
    relief: float = 0.32,
) -> tuple[Shader, Any]:
    """Fine knit; `bands` may return a height (in threads) drawn on the cloth: hems, seams. Returns its variation.

    `relief`: how deep the light draws the threads; coarser threads than a real shirt's want less.
    """
    s = Shader("jersey", roughness=rough, specular_ior_level=0.18)
    where = s.coordinates("Object" if flat else "UV")
    columns = s.wave(where, math.pi / count / 20, 0, "X", 0)
    wiggle = s.noise(s.node("Mapping", {0: where, "Scale": (1 / count, 0.5 / count, 1)}).outputs[0], 1.0, 2)
    fuzz = s.noise(where, 320, 3, 0.6)
    height = s.math("ADD", s.math("MULTIPLY", columns, 0.6), s.math("ADD", wiggle, s.math("MULTIPLY", fuzz, 0.6)))
    variation = s.math("ADD", s.remap(wiggle, 0.3, 0.7, 0.965, 1.025), s.remap(fuzz, 0.3, 0.7, -0.015, 0.015))
    crease = s.noise(where, 26, 4, 0.55)
    below = s.bump(crease, 0.35, 0.004)
    if bands is not None:
        below = s.bump(bands(s, where), 0.6, 0.0012, below)
    tinted(s, tint, variation)
    s.set(normal=s.bump(height, relief, count * 0.5, below))
    return s, variation


def canvas(tint: str, *, thread: float = 0.0011, relief: float = 0.5, rough: float = 0.85) -> tuple[Shader, Any]:
    """Plain weave with slubs, UV in metres. Returns the shader and its variation."""
    s = Shader("weave", roughness=rough, specular_ior_level=0.18)
    where = s.coordinates("UV")
    moved = s.shifted(where, s.math("MULTIPLY", s.noise(where, 90, 2), thread * 0.8))
    rate = math.pi / thread / 20
    weave = s.math("MULTIPLY", s.wave(moved, rate, 0, "X", 0), s.wave(moved, rate, 0, "Y", 0))
    slub = s.mix(
        0.5,
        s.noise(s.node("Mapping", {0: where, "Scale": (12, 900, 1)}).outputs[0], 1.0, 3),
        s.noise(s.node("Mapping", {0: where, "Scale": (900, 12, 1)}).outputs[0], 1.0, 3),
    )
    variation = s.math("ADD", s.remap(weave, 0, 1, 0.93, 1.03), s.remap(slub, 0.3, 0.7, -0.05, 0.05))
    tinted(s, tint, variation)
    s.set(
        normal=s.bump(
            s.math("ADD", weave, slub), relief, thread * 0.6, s.bump(s.noise(where, 30, 4, 0.55), 0.25, 0.004)
        )
    )
    return s, variation


def rib(tint: str, *, count: float, along: str = "Y") -> Shader:
    """Ribbing whose UV run 0…1; `count` ridges across the direction `along`."""
    s = Shader("rib", roughness=0.88, specular_ior_level=0.18)
    where = s.coordinates("UV")
    ridge = s.wave(where, count * math.pi / 10, 0, along, 0)
    fuzz = s.noise(s.coordinates("Object"), 900, 3, 0.6)
    tinted(s, tint, s.math("ADD", s.remap(ridge, 0, 1, 0.86, 1.02), s.remap(fuzz, 0.3, 0.7, -0.03, 0.03)))
    s.set(normal=s.bump(s.math("ADD", ridge, s.math("MULTIPLY", fuzz, 0.4)), 0.7, 0.0012))
    return s


def stitches(s: Shader, where: Any, axis: int, at: float, *, gap: float = 0.0035) -> Any:
    """A row of stitches across one pattern axis at a place: a groove with dashes, as height."""
    split = s.node("SeparateXYZ", {0: where})
    across, along = split.outputs[axis], split.outputs[1 - axis]
    near = s.math("ABSOLUTE", s.math("SUBTRACT", across, at))
    dash = s.math("GREATER_THAN", s.math("FRACT", s.math("DIVIDE", along, gap)), 0.28)
    thread = s.math("MULTIPLY", s.math("LESS_THAN", near, 0.0005), dash)
    groove = s.remap(near, 0.0, 0.0022, -1.0, 0.0)
    return s.math("ADD", groove, s.math("MULTIPLY", thread, 1.3))

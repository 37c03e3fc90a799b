"""Mesh makers: lathe, sweep, rounded box, cushion-like grids. All lengths in metres, z up, smooth shaded."""

from collections.abc import Callable, Sequence
from typing import Any

import bpy
import numpy as np

Array = np.ndarray


def mesh(
    name: str, points: Array, faces: Sequence[Sequence[int]], material: Any = None, uv: Array | None = None
) -> Any:
    """An object from (N,3) points and index faces; `uv` is (N,2) per point."""
    data = bpy.data.meshes.new(name)
    data.from_pydata(np.asarray(points, float).tolist(), [], [list(map(int, face)) for face in faces])
    if uv is not None:
        layer = data.uv_layers.new(name="UVMap")
        corners = np.empty(len(data.loops), np.int32)
        data.loops.foreach_get("vertex_index", corners)
        layer.data.foreach_set("uv", np.asarray(uv, np.float32)[corners].ravel())
    data.shade_smooth()
    thing = bpy.data.objects.new(name, data)
    bpy.context.scene.collection.objects.link(thing)
    if material is not None:
        dress(thing, material)
    return thing


def dress(thing: Any, material: Any) -> Any:
    """Give an object its material (a Shader or a bpy material)."""
    thing.data.materials.clear()
    thing.data.materials.append(getattr(material, "material", material))
    return thing


def grid(name: str, points: Array, material: Any = None, *, wrap_u: bool = False, wrap_v: bool = False) -> Any:
    """A surface from an (H,W,3) lattice of points; `wrap_u` joins the last column to the first, `wrap_v` the rows.

    A wrapped side gets its first row or column twice, so that UV runs 0…1 without a torn face.
    """
    if wrap_u:
        points = np.concatenate([points, points[:, :1]], axis=1)
    if wrap_v:
        points = np.concatenate([points, points[:1]], axis=0)
    height, width = points.shape[:2]
    index = np.arange(height * width).reshape(height, width)
    quads = np.stack([index[:-1, :-1], index[:-1, 1:], index[1:, 1:], index[1:, :-1]], axis=-1).reshape(-1, 4)
    v, u = np.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j]
    thing = mesh(name, points.reshape(-1, 3), quads.tolist(), material, np.stack([u, v], -1).reshape(-1, 2))
    if wrap_u or wrap_v:
        weld(thing)
    return thing


def weld(thing: Any, distance: float = 1e-6) -> Any:
    modifier = thing.modifiers.new("weld", "WELD")
    modifier.merge_threshold = distance
    return thing


def smooth(thing: Any, levels: int = 2) -> Any:
    modifier = thing.modifiers.new("smooth", "SUBSURF")
    modifier.levels = modifier.render_levels = levels
    return thing


def thicken(thing: Any, thickness: float, offset: float = -1.0) -> Any:
    modifier = thing.modifiers.new("thickness", "SOLIDIFY")
    modifier.thickness = thickness
    modifier.offset = offset
    return thing


def flowing(knots: Sequence[Sequence[float]], count: int) -> Array:
    """A Catmull-Rom curve through the knots, `count` points of nearly even spacing. Repeat a knot for a corner."""
    knot = np.asarray(knots, float)
    padded = np.concatenate([2 * knot[:1] - knot[1:2], knot, 2 * knot[-1:] - knot[-2:-1]])
    t = np.linspace(0, 1, 24, endpoint=False)[:, None]
    pieces = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        pieces.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))
    dense = np.concatenate([*pieces, knot[-1:]])
    length = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(dense, axis=0), axis=1))])
    even = np.linspace(0, length[-1], count)
    return np.stack([np.interp(even, length, dense[:, axis]) for axis in range(dense.shape[1])], axis=1)


def lathe(
    name: str,
    profile: Sequence[Sequence[float]],
    material: Any = None,
    *,
    rows: int = 96,
    sides: int = 96,
    curved: bool = True,
    wobble: float = 0.0,
    seed: int = 0,
) -> Any:
    """A turned body from (radius, height) knots; `wobble` is the share by which the radius strays, as by hand."""
    line = flowing(profile, rows) if curved else np.asarray(profile, float)
    angle = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    random = np.random.default_rng(seed)
    stray = sum(
        random.normal(0, wobble / (k * 1.5)) * np.cos(k * angle[None] + random.uniform(0, 7) + line[:, 1:] * 20)
        for k in (1, 2, 3, 5)
    )
    radius = np.maximum(line[:, :1], 1e-5) * (1 + stray)
    height = np.broadcast_to(line[:, 1:], radius.shape)
    return grid(
        name, np.stack([radius * np.cos(angle), radius * np.sin(angle), height], axis=-1), material, wrap_u=True
    )


def frames(path: Array, up: Sequence[float] = (0, 0, 1), *, closed: bool = False) -> tuple[Array, Array]:
    """Side and up directions along a path (N,3), carried without twisting."""
    tangent = np.roll(path, -1, axis=0) - np.roll(path, 1, axis=0) if closed else np.gradient(path, axis=0)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    ups = []
    current = np.asarray(up, float)
    for direction in tangent:
        current = current - direction * (current @ direction)
        current = current / max(np.linalg.norm(current), 1e-9)
        ups.append(current)
    upward = np.array(ups)
    return np.cross(tangent, upward), upward


def sweep(
    name: str,
    path: Array,
    section: Array | Callable[[float], Array],
    material: Any = None,
    *,
    up: Sequence[float] = (0, 0, 1),
    closed: bool = False,
    capped: bool = True,
) -> Any:
    """A cross-section (M,2: side, up) carried along a path; a function of 0…1 gives a changing section."""
    side, upward = frames(path, up, closed=closed)
    share = np.linspace(0, 1, len(path))
    sections = [section(s) if callable(section) else section for s in share]
    rings = [p + s[:, :1] * a + s[:, 1:] * b for p, s, a, b in zip(path, sections, side, upward, strict=True)]
    if capped and not closed:
        rings = [np.repeat(rings[0].mean(0, keepdims=True), len(rings[0]), 0), *rings]
        rings.append(np.repeat(rings[-1].mean(0, keepdims=True), len(rings[-1]), 0))
    return grid(name, np.array(rings), material, wrap_u=True, wrap_v=closed)


def oval(width: float, height: float, sides: int = 24, power: float = 2.0) -> Array:
    """Cross-section: an ellipse (power 2) towards a rounded rectangle (power 4 and more)."""
    angle = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    x, y = np.cos(angle), np.sin(angle)
    return np.stack(
        [np.sign(x) * np.abs(x) ** (2 / power) * width / 2, np.sign(y) * np.abs(y) ** (2 / power) * height / 2], 1
    )


def box(
    name: str,
    size: Sequence[float],
    material: Any = None,
    *,
    centre: Sequence[float] = (0, 0, 0),
    round_by: float = 0.002,
    segments: int = 3,
) -> Any:
    """A box with bevelled edges; UV of each face runs 0…1."""
    data = bpy.data.meshes.new(name)
    x, y, z = (s / 2 for s in size)
    points = [(i, j, k) for i in (-x, x) for j in (-y, y) for k in (-z, z)]
    data.from_pydata(points, [], [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)])
    layer = data.uv_layers.new(name="UVMap")
    layer.data.foreach_set("uv", np.tile([0.0, 0, 1, 0, 1, 1, 0, 1], 6))
    thing = bpy.data.objects.new(name, data)
    thing.location = centre
    bpy.context.scene.collection.objects.link(thing)
    modifier = thing.modifiers.new("bevel", "BEVEL")
    modifier.width = round_by
    modifier.segments = segments
    data.shade_smooth()
    normals = thing.modifiers.new("normals", "WEIGHTED_NORMAL")
    normals.keep_sharp = True
    if material is not None:
        dress(thing, material)
    return thing


def noise(points: Array, seed: int = 0, octaves: int = 3) -> Array:
    """Smooth value noise, about −1…1, one wave per unit; (…,3) → (…)."""
    total = np.zeros(points.shape[:-1])
    for octave in range(octaves):
        where = points * 2.0**octave + 17.3 * octave + 91.7 * seed
        cell = np.floor(where).astype(np.int64)
        part = where - cell
        part = part * part * (3 - 2 * part)
        value = np.zeros_like(total)
        for corner in np.ndindex(2, 2, 2):
            c = cell + np.array(corner)
            mixed = c[..., 0] * 374761393 + c[..., 1] * 668265263 + c[..., 2] * 2147483647
            mixed = (mixed ^ (mixed >> 13)) * 1274126177
            sample = ((mixed ^ (mixed >> 16)) & 0xFFFF) / 32767.5 - 1
            weight = np.prod(np.where(np.array(corner) == 1, part, 1 - part), axis=-1)
            value += sample * weight
        total += value * 0.5**octave
    return total


def baked(thing: Any) -> Array:
    """Points (N,3) of the object as its modifiers leave it."""
    evaluated = thing.evaluated_get(bpy.context.evaluated_depsgraph_get())
    points = np.empty(len(evaluated.data.vertices) * 3, np.float32)
    evaluated.data.vertices.foreach_get("co", points)
    return points.reshape(-1, 3)


def place(things: Sequence[Any], at: Sequence[float] = (0, 0, 0), turn: Sequence[float] = (0, 0, 0)) -> list[Any]:
    """Hang things on one empty, move it and turn it (radians); returns the things."""
    pivot = bpy.data.objects.new("pivot", None)
    bpy.context.scene.collection.objects.link(pivot)
    for thing in things:
        root = thing
        while root.parent is not None:
            root = root.parent
        if root is not pivot:
            root.parent = pivot
    pivot.location = at
    pivot.rotation_euler = turn
    return list(things)


def settle(things: Sequence[Any], *, ground: float = 0.0) -> list[Any]:
    """Move placed things straight down or up until their lowest point lies on the ground."""
    bpy.context.view_layer.update()
    lowest = min(
        float((baked(thing) @ np.array(thing.matrix_world.to_3x3()).T)[:, 2].min()) + thing.matrix_world.translation.z
        for thing in things
        if thing.type == "MESH"
    )
    root = things[0]
    while root.parent is not None:
        root = root.parent
    root.location.z += ground - lowest
    return list(things)

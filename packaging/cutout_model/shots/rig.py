"""A product as one movable whole: unit size, its corner points for framing, a part id for each of its objects."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import bpy
import mathutils
import numpy as np
import shapes

Array = np.ndarray


@dataclass
class Product:
    """Objects under one empty; `points` are in the frame of `root`, longest extent 1, standing on z = 0."""

    family: str
    things: list[Any]
    root: Any
    points: Array
    parts: dict[str, int] = field(default_factory=dict)
    lying: bool = False

    def show(self, visible: bool) -> None:
        for thing in self.things:
            thing.hide_render = not visible

    def pose(self, *, turn: Sequence[float], scale: float, at: Sequence[float], settle: bool = True) -> Array:
        """Put it somewhere: turned about its middle, resting at that height or centred there; returns world points."""
        rotation = np.array(mathutils.Euler(turn).to_matrix())
        middle = (self.points.max(0) + self.points.min(0)) / 2
        moved = (self.points - middle) @ rotation.T * scale
        lift = -moved[:, 2].min() if settle else 0.0
        origin = np.asarray(at, float) + np.array((0, 0, lift)) - rotation @ middle * scale
        self.root.rotation_euler = turn
        self.root.scale = (scale,) * 3
        self.root.location = origin.tolist()
        return moved + np.asarray(at, float) + np.array((0, 0, lift))


def gather(family: str, things: Sequence[Any], *, flat: bool = False) -> Product:
    """Measure the objects, hang them on an empty and bring them to unit size."""
    bpy.context.view_layer.update()
    graph = bpy.context.evaluated_depsgraph_get()
    clouds = []
    for thing in things:
        seen = thing.evaluated_get(graph)
        corners = _points(seen) if thing.type == "MESH" else np.array([list(c) for c in seen.bound_box])
        world = np.array(thing.matrix_world)
        clouds.append(corners @ world[:3, :3].T + world[:3, 3])
    points = np.concatenate(clouds)
    low, high = points.min(0), points.max(0)
    size = float((high - low).max()) or 1.0
    middle = np.array([(low[0] + high[0]) / 2, (low[1] + high[1]) / 2, low[2]])
    root = bpy.data.objects.new("product", None)
    bpy.context.scene.collection.objects.link(root)
    inner = bpy.data.objects.new("middle", None)
    bpy.context.scene.collection.objects.link(inner)
    inner.parent = root
    inner.scale = (1 / size,) * 3
    inner.location = (-middle / size).tolist()
    for thing in things:
        top = thing
        while top.parent is not None and top.parent is not inner:
            top = top.parent
        if top.parent is None and top is not inner and top is not root:
            top.parent = inner
    product = Product(family, list(things), root, (points - middle) / size, lying=flat)
    materials: dict[str, int] = {}
    for index, thing in enumerate(things):
        thing.name = f"{root.name}_{family}_{index}"
        name = thing.data.materials[0].name if len(thing.data.materials) else "none"
        product.parts[thing.name] = materials.setdefault(name, len(materials) % 250 + 1)
    return product


def _points(thing: Any) -> Array:
    count = len(thing.data.vertices)
    points = np.empty(count * 3, np.float32)
    thing.data.vertices.foreach_get("co", points)
    return points.reshape(-1, 3)[:: max(1, count // 400)]


def sheet(name: str, outline: Array, material: Any, *, step: float = 0.02) -> Any:
    """A flat triangulated sheet (z = 0) bounded by a closed (N,2) outline; UV are its coordinates in units."""
    steps = np.linalg.norm(np.roll(outline, -1, 0) - outline, axis=1)
    edge = np.concatenate(
        [p + (q - p) * np.linspace(0, 1, max(1, int(d / step)), endpoint=False)[:, None]
         for p, q, d in zip(outline, np.roll(outline, -1, 0), steps, strict=True)]
    )  # fmt: skip
    low, high = edge.min(0), edge.max(0)
    v, u = np.mgrid[low[1] : high[1] : step, low[0] : high[0] : step]
    inner = np.stack([u, v], -1).reshape(-1, 2) + np.random.default_rng(1).uniform(-0.3, 0.3, (u.size, 2)) * step
    vectors = [mathutils.Vector(p) for p in np.concatenate([edge, inner]).tolist()]
    ring = [(i, (i + 1) % len(edge)) for i in range(len(edge))]
    points, _, faces, *_ = mathutils.geometry.delaunay_2d_cdt(vectors, ring, [], 1, 1e-5)
    flat = np.array([list(p) for p in points])
    return shapes.mesh(name, np.c_[flat, np.zeros(len(flat))], faces, material, flat)


def ball(
    name: str,
    centre: Sequence[float],
    radii: Sequence[float],
    material: Any,
    *,
    turn: Sequence[float] = (0, 0, 0),
    rows: int = 16,
) -> Any:
    """An ellipsoid."""
    angle = np.linspace(-math.pi / 2, math.pi / 2, rows)
    thing = shapes.lathe(
        name, np.c_[np.cos(angle), np.sin(angle)].tolist(), material, rows=rows, sides=rows * 2, curved=False
    )
    thing.scale = tuple(radii)
    thing.location = tuple(centre)
    thing.rotation_euler = tuple(turn)
    return thing


def tube(
    name: str,
    knots: Sequence[Sequence[float]],
    width: float,
    material: Any,
    *,
    height: float = 0.0,
    count: int = 40,
    sides: int = 10,
    power: float = 2.0,
    closed: bool = False,
) -> Any:
    """A round or flat strand through knots."""
    path = shapes.flowing(knots, count)
    section = shapes.oval(width, height or width, sides, power)
    start = path[1] - path[0]
    up = (0, 1, 0) if abs(start[2]) > 0.9 * np.linalg.norm(start) else (0, 0, 1)  # never along the path
    return shapes.sweep(name, path, section, material, closed=closed, up=up)

"""What grows: leaves, fronds, twigs, a hedge out of focus, fir."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from shader import Shader
from shapes import Array, grid, mesh

Point = Sequence[float]


def leaf(length: float, width: float, *, bend: float, fold: float = 0.3, point: float = 0.8) -> Array:
    """(14, 5, 3) lattice of one leaf along x from the origin, up is z."""
    t = np.linspace(0, 1, 14)[:, None]
    w = np.linspace(-1, 1, 5)[None]
    half = width / 2 * np.sin(np.pi * np.clip(t, 0.02, 0.985) ** point)
    drop = -bend * length * t**2
    return np.stack(np.broadcast_arrays(length * t, w * half, drop + np.abs(w) * half * fold), -1)


def turned(points: Array, yaw: float, pitch: float, roll: float = 0.0) -> Array:
    """Points turned about x (roll), then lifted, then about z."""
    cx, sx, cy, sy, cz, sz = (f(a) for a in (roll, pitch, yaw) for f in (math.cos, math.sin))
    about_x = np.array([[1, 0, 0], [0, cx, -sx], [0, sx, cx]])
    about_y = np.array([[cy, 0, -sy], [0, 1, 0], [sy, 0, cy]])
    about_z = np.array([[cz, -sz, 0], [sz, cz, 0], [0, 0, 1]])
    return points @ (about_z @ about_y @ about_x).T


def frond(
    name: str,
    root: Point,
    toward: Point,
    material: Any,
    *,
    length: float,
    pairs: int,
    leaf_length: float,
    leaf_width: float,
    seed: int = 1,
) -> list[Any]:
    """A palm or fern frond: a bending stalk with pairs of leaves."""
    random = np.random.default_rng(seed)
    direction = np.asarray(toward, float)
    direction /= np.linalg.norm(direction)
    yaw, pitch = math.atan2(direction[1], direction[0]), math.asin(direction[2])
    things = []
    for index in range(pairs):
        share = 0.15 + 0.85 * index / pairs
        along = np.array([length * share, 0, -0.28 * length * share**2])
        for side in (-1, 1):
            size = leaf_length * math.sin(math.pi * min(0.95, 0.25 + 0.7 * share)) * random.uniform(0.9, 1.1)
            blade = leaf(size, leaf_width, bend=0.25)
            blade = turned(blade, side * random.uniform(0.7, 1.0) * (1.25 - 0.75 * share), -0.15, side * 0.4)
            things.append(grid(name, turned(blade + along, yaw, pitch) + np.asarray(root), material))
    stalk = np.stack([np.linspace(0, length, 20), np.zeros(20), -0.28 * length * np.linspace(0, 1, 20) ** 2], -1)
    side = np.array([0, 0.003, 0])
    ribbon = np.stack([stalk - side, stalk + side], 1)
    things.append(grid(name, turned(ribbon, yaw, pitch) + np.asarray(root), material))
    return things


def branch(
    name: str,
    root: Point,
    toward: Point,
    material: Any,
    *,
    length: float,
    leaves: int,
    leaf_length: float,
    leaf_width: float,
    spread: float = 0.25,
    seed: int = 2,
) -> list[Any]:
    """A twig with leaves all about."""
    random = np.random.default_rng(seed)
    direction = np.asarray(toward, float) / np.linalg.norm(toward)
    things = []
    for _ in range(leaves):
        share = random.uniform(0, 1)
        at = np.asarray(root) + direction * length * share + random.normal(0, spread * length * 0.4, 3) * share
        blade = leaf(
            leaf_length * random.uniform(0.7, 1.15),
            leaf_width * random.uniform(0.8, 1.1),
            bend=random.uniform(0.05, 0.3),
        )
        things.append(
            grid(
                name,
                turned(blade, random.uniform(0, 6.3), random.uniform(-0.9, 0.7), random.uniform(-0.8, 0.8)) + at,
                material,
            )
        )
    return things


def foliage(tint: str = "#3f6a35", light: str = "#86a85a") -> Shader:
    """Leaves that the sun shines through."""
    s = Shader("foliage", roughness=0.42, transmission_weight=0.0, subsurface_weight=0.2, subsurface_scale=0.01)
    s.set(base_color=s.mix(s.noise(s.coordinates(), 9, 2), tint, light))
    return s


def _far_leaves() -> Shader:
    """What a garden is when it is wholly out of focus: dark and sunny greens, and sky between them."""
    s = Shader("far leaves", roughness=1.0, specular_ior_level=0.0)
    where = s.coordinates()
    patches = s.mix(0.4, s.noise(where, 2.2, 2), s.noise(where, 7.0, 3))
    tone = s.ramp(patches, (0.34, "#2c4424"), (0.47, "#55793a"), (0.58, "#9dba62"), (0.68, "#e9f0c9"))
    return s.set(base_color=tone, emission_color=tone, emission_strength=0.55)


def greenery(
    *, y: float, width: float, height: float, z: float, count: int, tints: Sequence[tuple[str, str]], seed: int = 1
) -> None:
    """A hedge of large leaves to be seen out of focus, dark behind."""
    random = np.random.default_rng(seed)
    materials = [foliage(*pair) for pair in tints]
    corners = np.array(
        [(-width * 2, 0, 0), (width * 2, 0, 0), (width * 2, 0, height * 2), (-width * 2, 0, height * 2)], float
    )
    behind = mesh("behind", corners, [(0, 1, 2, 3)], _far_leaves())
    behind.location = (0, y + 1.6, z)
    shapes = [
        leaf(random.uniform(0.12, 0.24), random.uniform(0.05, 0.1), bend=random.uniform(0, 0.4)) for _ in range(6)
    ]
    for index in range(count):
        at = (random.uniform(-width / 2, width / 2), y + random.uniform(0, 1.0), z + random.uniform(0, height))
        blade = turned(shapes[index % 6], random.uniform(0, 6.3), random.uniform(-1.2, 0.6), random.uniform(-1, 1))
        grid("hedge", blade + np.array(at), materials[index % len(materials)])


def fir(name: str, root: Point, toward: Point, *, length: float, seed: int = 1) -> None:
    """A twig of fir: a stem with side twigs, all set with needles."""
    from stage import fibre, strand

    random = np.random.default_rng(seed)
    direction = np.asarray(toward, float) / np.linalg.norm(toward)
    aside = np.cross(direction, (0, 0, 1.0))
    stems = [(np.asarray(root, float), direction, length)]
    for index in range(10):
        share = 0.1 + 0.085 * index
        way = direction * 0.75 + aside * (0.7 if index % 2 else -0.7) + (0, 0, random.uniform(-0.1, 0.15))
        stems.append(
            (np.asarray(root) + direction * length * share, way / np.linalg.norm(way), length * 0.42 * (1.1 - share))
        )
    needles = []
    for start, way, reach in stems:
        count = int(reach * 2600)
        along = random.uniform(0, 1, (count, 1))
        out = random.normal(0, 1, (count, 3))
        out -= (out @ way)[:, None] * way
        out /= np.linalg.norm(out, axis=1, keepdims=True)
        base = start + way * reach * along
        tip = base + (out * 0.8 + way * 0.75) * random.uniform(0.010, 0.017, (count, 1))
        needles.append(np.stack([base, (base + tip) / 2 + (0, 0, 0.0008), tip], 1))
    strand(name, np.concatenate(needles), fibre("#2f5a3a", rough=0.5, vary=0.35), 0.0013, 0.0005)
    wood = [np.stack([start + way * reach * t for t in np.linspace(0, 1, 6)])[None] for start, way, reach in stems]
    strand(name + " wood", np.concatenate(wood), fibre("#5b4431"), 0.0032, 0.0012)

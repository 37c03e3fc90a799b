"""What makes a place: plinths, arches, sweeps, gobos that throw window and leaf shadows, twigs, lamps out of focus."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from shader import Shader
from shapes import Array, box, grid, lathe, mesh, noise, place, smooth

Point = Sequence[float]


def plinth(radius: float, height: float, material: Any, *, at: Point = (0, 0, 0), edge: float = 0.003) -> Any:
    """A round plinth with a turned edge; `at` is the middle of its foot."""
    knots = [(0, height), (radius - edge, height)]
    knots += [
        (radius - edge + edge * math.sin(a), height - edge + edge * math.cos(a)) for a in np.linspace(0.2, 1.57, 5)
    ]
    knots += [(radius, height * 0.5), (radius, 0.0)]
    thing = lathe("plinth", knots[::-1], material, curved=False, sides=160)
    thing.location = at
    return thing


def arch(
    width: float, height: float, depth: float, material: Any, *, at: Point = (0, 0, 0), hole: float = 0.0
) -> list[Any]:
    """A round-topped slab facing the camera, `hole` the share of its width that is cut out."""
    straight = height - width / 2
    angle = np.linspace(0, math.pi, 160)
    outer = [
        (width / 2, 0.0),
        *[(width / 2 * math.cos(a), straight + width / 2 * math.sin(a)) for a in angle],
        (-width / 2, 0.0),
    ]
    if hole:
        inner = [(x * hole, min(z, straight) + max(z - straight, 0) * hole) for x, z in outer]
    else:
        inner = [(0.0, min(z, straight) * 0.999) for x, z in outer]
    bevel = min(0.004, depth / 5)
    rings = []
    for y, shrink in (
        (depth / 2, 0.0),
        (-depth / 2 + bevel, 0.0),
        (-depth / 2 + bevel * 0.3, bevel * 0.7),
        (-depth / 2, bevel),
    ):
        rings.append([(x - math.copysign(min(shrink, abs(x)), x), y, z - shrink * (z > straight)) for x, z in outer])
    if hole:
        rings.append([(x, -depth / 2, z) for x, z in inner])
        rings.append([(x, depth / 2, z) for x, z in inner])
    else:
        rings.append([(x, -depth / 2, z) for x, z in inner])
    thing = grid("arch", np.array(rings, float), material)
    thing.data.shade_flat()
    thing.location = at
    return [thing]


def cove(material: Any, *, width: float, front: float, back: float, bend: float, height: float) -> Any:
    """A studio cove: floor, a large round bend, wall."""
    angle = np.linspace(0, math.pi / 2, 40)
    line = [(-front, 0.0), *[(y, 0.0) for y in np.linspace(-front * 0.9, back - bend, 12)]]
    line += [(back - bend + bend * math.sin(a), bend - bend * math.cos(a)) for a in angle[1:]]
    line += [(back, z) for z in np.linspace(bend * 1.02, height, 8)]
    x = np.linspace(-width / 2, width / 2, 12)
    profile = np.array(line)
    return grid(
        "cove", np.stack(np.broadcast_arrays(x[None], profile[:, :1], profile[:, 1:]), -1).astype(float), material
    )


def slab(size: Point, material: Any, *, top: float = 0.0, at: Point = (0, 0), edge: float = 0.004) -> Any:
    """A table top, shelf or step whose upper face is at `top`."""
    return box("slab", size, material, centre=(at[0], at[1], top - size[2] / 2), round_by=edge, segments=4)


def black() -> Shader:
    return Shader("black", base_color="#000000", roughness=1.0, specular_ior_level=0.0)


def window_gobo(
    toward: Point, *, away: float, size: tuple[float, float], panes: tuple[int, int], bar: float, aim: Point
) -> None:
    """A dark board with panes cut out, between sun and scene, so that a window's light falls on `aim`."""
    import mathutils

    direction = mathutils.Vector(toward)
    turn = direction.to_track_quat("Z", "Y")
    wide, high = size
    big = 6.0 * max(size)
    bars: list[tuple[float, float, float, float]] = [
        (0, (big + high) / 2, big * 2, big),
        (0, -(big + high) / 2, big * 2, big),
        (-(big + wide) / 2, 0, big, high),
        ((big + wide) / 2, 0, big, high),
    ]
    bars += [(wide * (i / panes[0] - 0.5), 0, bar, high) for i in range(1, panes[0])]
    bars += [(0, high * (i / panes[1] - 0.5), wide, bar) for i in range(1, panes[1])]
    dark = black()
    for x, y, w, h in bars:
        corners = np.array(
            [(x - w / 2, y - h / 2, 0), (x + w / 2, y - h / 2, 0), (x + w / 2, y + h / 2, 0), (x - w / 2, y + h / 2, 0)]
        )
        throwing(mesh("gobo", corners, [(0, 1, 2, 3)], dark), mathutils.Vector(aim) + direction * away, turn)


def throwing(thing: Any, at: Any, turn: Any = None) -> None:
    """Put a thing that only throws its shadow: out of camera, mirrors and bounced light."""
    thing.location = at
    if turn is not None:
        thing.rotation_mode = "QUATERNION"
        thing.rotation_quaternion = turn
    thing.visible_camera = thing.visible_glossy = thing.visible_diffuse = False


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


def bokeh(points: Sequence[Point], tints: Sequence[str], *, size: float, strength: float) -> None:
    """Small lamps far behind, which the lens makes discs of; too dim to light the place, and noise if they did."""
    random = np.random.default_rng(5)
    glows = [Shader("lamp", base_color="#000000", emission_color=tint, emission_strength=strength) for tint in tints]
    for glow in glows:
        glow.material.cycles.emission_sampling = "NONE"
    for index, at in enumerate(points):
        lamp = lathe(
            "lamp",
            [(size * math.cos(a), size * math.sin(a)) for a in np.linspace(-math.pi / 2, math.pi / 2, 13)],
            glows[index % len(glows)],
            rows=24,
            sides=32,
        )
        lamp.location = at
        lamp.visible_diffuse = False
        lamp.scale = (random.uniform(0.6, 1.2),) * 3


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

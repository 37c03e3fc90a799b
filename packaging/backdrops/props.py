"""What makes a place: plinths, arches, sweeps, gobos that throw window and leaf shadows, lamps out of focus."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from shader import Shader
from shapes import box, grid, lathe, mesh

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

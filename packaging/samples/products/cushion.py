"""A printed cushion, blown up by a cloth simulation, leaning on a sofa."""

import math
from typing import Any

import bpy
import numpy as np
from clutter import frame, plant
from materials import cloth, wall
from shader import Shader
from shapes import Array, baked, dress, grid, mesh, noise, oval, place, settle, smooth, sweep
from shot import Camera, Phone, Shot
from stage import ground, surroundings, window
from stage import wall as upright

SIDE, COUNT = 0.45, 46


def _flat() -> tuple[Array, list[tuple[int, int, int, int]], Array, list[int]]:
    """Two square sheets sharing their border: points, faces, UV, border in order."""
    line = np.linspace(-SIDE / 2, SIDE / 2, COUNT)
    x, y = np.meshgrid(line, line)
    pinch, narrow = 1 + 0.05 * np.cos(np.pi * y / SIDE), 1 + 0.05 * np.cos(np.pi * x / SIDE)
    flat = np.stack([x * pinch, y * narrow, np.full_like(x, 0.006)], -1)
    index = np.arange(COUNT * COUNT).reshape(COUNT, COUNT)
    edge = np.zeros((COUNT, COUNT), bool)
    edge[[0, -1], :] = edge[:, [0, -1]] = True
    flat[edge, 2] = 0
    under = np.full((COUNT, COUNT), -1)
    under[edge] = index[edge]
    under[~edge] = COUNT * COUNT + np.arange((~edge).sum())
    points = np.concatenate([flat.reshape(-1, 3), (flat * (1, 1, -1))[~edge]])
    faces = []
    for sheet, flip in ((index, False), (under, True)):
        for i in range(COUNT - 1):
            for j in range(COUNT - 1):
                quad = (sheet[i, j], sheet[i, j + 1], sheet[i + 1, j + 1], sheet[i + 1, j])
                faces.append(tuple(reversed(quad)) if flip else quad)
    uv = points[:, :2] / SIDE + 0.5
    border = [*index[0, :-1], *index[:-1, -1], *index[-1, :0:-1], *index[:0:-1, 0]]
    return points, faces, uv, [int(i) for i in border]


def _print() -> Shader:
    """Own block print: rows of leaves in two tones on natural cotton."""
    s = cloth("#d9cfbb", thread=0.0007, size=SIDE, sheen=0.2)
    where = s.coordinates("UV", (7, 7, 1))
    split = s.node("SeparateXYZ", {0: where})
    row = s.math("FLOOR", split.outputs[1])
    x = s.math("SUBTRACT", s.math("FRACT", s.math("ADD", split.outputs[0], s.math("MULTIPLY", row, 0.5))), 0.5)
    y = s.math("SUBTRACT", s.math("FRACT", split.outputs[1]), 0.5)
    slant = s.math("ADD", s.math("MULTIPLY", y, 0.35), x)
    lens = s.math(
        "ADD", s.math("MULTIPLY", s.math("ABSOLUTE", slant), 2.6), s.math("MULTIPLY", s.math("MULTIPLY", y, y), 3.4)
    )
    edge = s.math("MULTIPLY", s.math("SUBTRACT", s.noise(where, 7, 3, 0.7), 0.5), 0.22)
    leaf = s.math("LESS_THAN", s.math("ADD", lens, edge), 0.55)
    vein = s.math("GREATER_THAN", s.math("ABSOLUTE", slant), 0.022)
    ink = s.math("MULTIPLY", s.math("MULTIPLY", leaf, vein), 0.92)
    odd = s.math("GREATER_THAN", s.math("FRACT", s.math("MULTIPLY", row, 0.5)), 0.25)
    below = s.surface.inputs["Base Color"].links[0].from_socket
    return s.set(base_color=s.mix(ink, below, s.mix(odd, "#8a4a32", "#39514b")))


def build() -> list[Any]:
    points, faces, uv, border = _flat()
    cover = mesh("cushion", points, faces, None, uv)
    modifier = cover.modifiers.new("cloth", "CLOTH")
    settings = modifier.settings
    settings.quality = 6
    settings.mass = 0.25
    settings.tension_stiffness = settings.compression_stiffness = 22
    settings.shear_stiffness = 12
    settings.bending_stiffness = 0.25
    settings.use_pressure = True
    settings.uniform_pressure_force = 4.2
    settings.effector_weights.gravity = 0
    scene = bpy.context.scene
    for frame_number in range(1, 30):
        scene.frame_set(frame_number)
    blown = baked(cover)
    bpy.data.objects.remove(cover)
    blown += 0.0015 * noise(blown * 24, 4, 2)[:, None] * np.sign(blown[:, 2:]) * np.array([0, 0, 1])
    slump = blown[:, 1] / SIDE
    blown[:, 2] *= 1 + 0.16 * -slump
    blown[:, 0] *= 1 + 0.03 * -slump
    body = smooth(mesh("cushion", blown, faces, _print(), uv), 2)
    seam = blown[border]
    seam = (seam + np.roll(seam, 1, 0) + np.roll(seam, -1, 0)) / 3
    piping = smooth(
        sweep(
            "piping",
            seam,
            oval(0.007, 0.007, 12),
            cloth("#8a4a32", thread=0.0007, space="Object", sheen=0.2),
            closed=True,
        ),
        1,
    )
    return settle(
        place(
            [body, dress(piping, piping.data.materials[0])], (0, 0.02, 0.24), (math.radians(68), 0.05, math.radians(9))
        ),
        ground=-0.012,
    )


def _seat() -> list[Any]:
    """A sofa: seat, back, arm, all soft-edged."""
    stuff = cloth("#6f7a80", second="#646f76", thread=0.0012, space="Object", sheen=0.35, relief=0.8)
    parts = []
    for width, depth, height, at in (
        (0.95, 0.7, 0.2, (-0.2, 0.05, -0.1)),
        (0.95, 0.7, 0.2, (0.765, 0.05, -0.1)),
        (2.2, 0.22, 0.6, (0.2, 0.42, 0.2)),
        (0.2, 0.9, 0.5, (-0.8, 0.05, 0.0)),
    ):
        v, u = np.mgrid[-np.pi / 2 : np.pi / 2 : 60j, 0 : 2 * np.pi : 121j]
        u, v = u[:, :-1], v[:, :-1]

        def power(value: Array, by: float) -> Array:
            return np.sign(value) * np.abs(value) ** by

        shape = np.stack(
            [
                power(np.cos(v), 0.16) * power(np.cos(u), 0.16) * width / 2,
                power(np.cos(v), 0.16) * power(np.sin(u), 0.16) * depth / 2,
                power(np.sin(v), 0.26) * height / 2,
            ],
            -1,
        )
        shape[..., 2] += 0.006 * noise(shape * 5, 7, 2)
        part = smooth(grid("sofa", shape, stuff, wrap_u=True), 1)
        part.location = at
        parts.append(part)
    return parts


def _sofa() -> None:
    _seat()
    ground(Shader("floor", base_color="#6b5a48", roughness=0.6), width=5, depth=5, z=-0.45)
    back = upright(wall("#c9c3b4"), y=1.1)
    back.location[2] = -0.45
    surroundings("#d2d2ce", "#7a6d60", 0.42)
    window((1.5, -0.7, 1.0), (0, 0, 0.1), size=(1.2, 1.5), power=64)
    window((-1.8, -1.0, 0.9), (0, 0, 0.1), size=(0.8, 1.0), power=8, tint="#ffe7cb", panes=(1, 2))
    frame((0.42, 1.08, 0.78), size=(0.34, 0.44), seed=9)
    plant((-0.55, 0.85, 0.25), seed=33, size=0.5, leaves=40)


SHOTS = (
    Shot(
        "cushion",
        "Cushion with leaf print",
        "CUSHION-LEAF-45",
        "Soft edge, fabric on fabric",
        build,
        _sofa,
        Camera((-0.08, -1.02, 0.47), (0.0, 0.03, 0.2), zoom=1.6, roll=0.9, focus=(0, -0.09, 0.2)),
        Phone(
            exposure=0.0, warmth=0.05, tint=0.03, iso=160, seconds=(1, 60), orientation=3, taken="2026:07:30 13:48:27"
        ),
        seed=71,
    ),
)

"""Framed paper and stretched canvas, standing in the plane y = 0, facing the camera (−y), feet at z = 0."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from item import WHITE
from material import prints, tinted
from shader import Shader
from shapes import dress, grid, mesh

TINT = WHITE[2]


def wood(light: str, dark: str, *, across: bool, rough: float = 0.4) -> Shader:
    """A moulding's grain, along x or along z."""
    s = Shader("moulding")
    scale = (3, 90, 90) if across else (90, 90, 3)
    where = s.node("Mapping", {0: s.coordinates(), "Scale": scale}).outputs[0]
    grain = s.noise(where, 1.0, 5, 0.62, 0.6)
    fine = s.noise(s.node("Mapping", {0: where, "Scale": (6, 6, 6)}).outputs[0], 1.0, 3, 0.6)
    s.set(base_color=s.ramp(s.mix(0.35, grain, fine), (0.3, dark), (0.66, light)))
    s.set(roughness=s.remap(grain, 0.3, 0.7, rough - 0.06, rough + 0.12), normal=s.bump(fine, 0.15, 0.0006))
    return s


def sheet(width: float, height: float, *, glazed: bool, surface: str = "print") -> Any:
    """Printed paper, UV 0…1, a trace of buckle; `glazed` gives it the reflection of acrylic in front."""
    s = Shader("print", roughness=0.55, specular_ior_level=0.35)
    if glazed:
        s.set(coat_weight=1.0, coat_roughness=0.03, coat_ior=1.45)
    tinted(s, TINT)
    prints(s, surface, TINT, s.coordinates("UV"))
    v, u = np.mgrid[0:1:24j, 0:1:18j]
    buckle = 0.0008 * np.sin(u * 5 + v * 3) * np.sin(np.pi * u) * np.sin(np.pi * v)
    points = np.stack([(u - 0.5) * width, -buckle, v * height], -1)
    return grid("print", points, s)


def framed(
    width: float,
    height: float,
    *,
    bar: float = 0.018,
    depth: float = 0.022,
    tones: tuple[str, str] = ("#c39a68", "#97703f"),
    mat: float = 0.0,
    glazed: bool = True,
    rough: float = 0.4,
) -> tuple[Any, list[Any]]:
    """The print (its paper `width` × `height` metres) and the frame around it, `mat` metres of board between."""
    paper = sheet(width, height, glazed=glazed)
    lift = bar + mat
    paper.location = (0, 0, lift)
    things: list[Any] = []
    inner = (width + 2 * mat, height + 2 * mat)
    if mat:
        board = Shader("mat", base_color="#efece4", roughness=0.85)
        board.set(normal=board.bump(board.noise(board.coordinates(), 1400, 2), 0.1, 0.0003))
        things.append(_ring((width, height), inner, -0.0016, board, middle=lift + height / 2))
    for corners, across in _bars(inner, bar, lift + height / 2):
        front = corners.copy()
        front[:, 1] = -depth
        back = corners.copy()
        back[:, 1] = 0.004
        faces = [(0, 1, 2, 3), (7, 6, 5, 4), *[(i, i + 4, (i + 1) % 4 + 4, (i + 1) % 4) for i in range(4)]]
        piece = mesh("bar", np.concatenate([front, back]), faces, wood(*tones, across=across, rough=rough))
        bevel = piece.modifiers.new("bevel", "BEVEL")
        bevel.width, bevel.segments = 0.0012, 3
        piece.data.shade_flat()
        things.append(piece)
    return paper, things


def _bars(inner: Sequence[float], bar: float, middle: float) -> list[tuple[np.ndarray, bool]]:
    """Four mitred bars as corner lists (x, 0, z), anticlockwise seen from the front."""
    x, z = inner[0] / 2, inner[1] / 2
    near = [(-x, -z), (x, -z), (x, z), (-x, z)]
    far = [(-x - bar, -z - bar), (x + bar, -z - bar), (x + bar, z + bar), (-x - bar, z + bar)]
    bars = []
    for i in range(4):
        j = (i + 1) % 4
        around = [far[i], far[j], near[j], near[i]]
        bars.append((np.array([(a, 0.0, b + middle) for a, b in around]), i % 2 == 0))
    return bars


def _ring(hole: Sequence[float], outer: Sequence[float], y: float, material: Shader, *, middle: float) -> Any:
    """A flat frame of board with a bevelled window."""

    def corners(size: Sequence[float], y: float) -> list[tuple[float, float, float]]:
        a, b = size[0] / 2, size[1] / 2
        return [(-a, y, middle - b), (a, y, middle - b), (a, y, middle + b), (-a, y, middle + b)]

    cutting = 0.0012
    points = corners((hole[0], hole[1]), -0.0002)
    points += corners((hole[0] + 2 * cutting, hole[1] + 2 * cutting), y) + corners(outer, y)
    faces = [(k + i, k + (i + 1) % 4, k + 4 + (i + 1) % 4, k + 4 + i) for k in (0, 4) for i in range(4)]
    ring = mesh("mat", np.array(points), [face[::-1] for face in faces], material)
    ring.data.shade_flat()
    return ring


def canvas(width: float, height: float, *, depth: float = 0.035) -> Any:
    """Stretched canvas: soft edges, weave, the print on the front up to the edge."""
    s = Shader("canvas", roughness=0.75, specular_ior_level=0.25)
    where = s.coordinates()
    split = s.node("SeparateXYZ", {0: where})
    thread = 0.0015
    flat = s.node("CombineXYZ", {0: split.outputs[0], 1: split.outputs[2], 2: 0.0}).outputs[0]
    moved = s.shifted(flat, s.math("MULTIPLY", s.noise(flat, 120, 2), thread * 0.6))
    count = np.pi / thread / 20
    weave = s.math("MULTIPLY", s.wave(moved, count, 0, "X", 0), s.wave(moved, count, 0, "Y", 0))
    variation = s.remap(weave, 0, 1, 0.96, 1.015)
    tinted(s, TINT, variation)
    s.set(normal=s.bump(s.math("ADD", weave, s.noise(flat, 700, 2)), 0.22, 0.0005))
    area = (-width / 2, 0.0, width / 2, height)
    prints(s, "print", TINT, flat, variation=variation, area=area)
    x, z = width / 2, height
    points = [(a, b, c) for a in (-x, x) for b in (-depth, 0.0) for c in (0.0, z)]
    faces = [(0, 4, 5, 1), (2, 3, 7, 6), (0, 1, 3, 2), (4, 6, 7, 5), (0, 2, 6, 4), (1, 5, 7, 3)]
    thing = dress(mesh("canvas", np.array(points), faces), s)
    bevel = thing.modifiers.new("bevel", "BEVEL")
    bevel.width, bevel.segments = 0.003, 4
    normals = thing.modifiers.new("normals", "WEIGHTED_NORMAL")
    normals.keep_sharp = True
    return thing

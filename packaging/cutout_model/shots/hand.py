"""A hand with its forearm that grips what stands before the camera."""

from collections.abc import Sequence
from typing import Any

import bpy
import numpy as np
import rig
import shapes
import surfaces

Array = np.ndarray
Random = np.random.Generator


def grip(random: Random, points: Array) -> list[Any]:
    """Fingers around one side of the product's world points, thumb on the other face, arm out of the frame below.

    The camera looks along +y. The side is left, right or below; the hand may also lie flat under the product.
    """
    low, high = points.min(0), points.max(0)
    middle, half = (low + high) / 2, (high - low) / 2
    side = str(random.choice(["left", "right", "right", "below", "below"]))
    skin = surfaces.skin(random)
    thick = random.uniform(0.08, 0.19) * float(half.max()) * 2
    along = np.array([0.0, 0, 1]) if side != "below" else np.array([1.0, 0, 0])
    out = {"left": np.array([-1.0, 0, 0]), "right": np.array([1.0, 0, 0]), "below": np.array([0.0, 0, -1])}[side]
    reach_out = float(np.abs(out) @ half)
    extent = float(np.abs(along) @ half)
    start = middle + along * random.uniform(-0.5, 0.4) * extent + out * reach_out * random.uniform(0.75, 1.0)
    front = -1.0 if random.random() < 0.6 else 1.0
    depth = min(float(half[1]), 0.3)
    rods: list[Any] = []
    width = thick * 1.1
    for index in range(4):
        root = start + along * (index - 1.5) * width + out * thick * 1.4
        length = thick * random.uniform(2.2, 5.0) * (1.0, 1.1, 1.05, 0.85)[index]
        over = np.array((0, front * (depth + thick * 0.8), 0))
        knots = [
            root + out * thick * 1.6,
            root + out * thick * 0.4 + over * 0.5,
            root - out * length * 0.35 + over,
            root - out * length * 0.75 + over + along * random.normal(0, 0.3) * thick,
            root - out * length + over * 0.97,
        ]
        rods.append(_rod("finger", knots, thick, skin))
    over = np.array((0, -front * (depth + thick * 0.9), 0))
    root = start + out * thick * 2.0
    bend = along * random.choice([-1, 1]) * thick
    knots = [
        root + out * thick,
        root + over * 0.6 + bend,
        root - out * thick * 2 + over + bend * 2,
        root - out * thick * random.uniform(1.2, 3) + over + bend * 2.5,
    ]
    rods.append(_rod("thumb", knots, thick * 1.2, skin))
    palm = start + out * thick * 2.4
    rods.append(
        rig.ball(
            "palm",
            palm.tolist(),
            [thick * 1.9, max(depth, thick) * 0.7 + thick * 0.4, thick * 2.5]
            if side != "below"
            else [thick * 2.5, max(depth, thick) * 0.7 + thick * 0.4, thick * 1.9],
            skin,
        )
    )
    arm = out * random.uniform(0.6, 1.2) + np.array(
        [random.normal(0, 0.3), random.uniform(-0.5, 0.1), -random.uniform(0.4, 1.2)]
    )
    arm /= np.linalg.norm(arm)
    wrist = palm + arm * thick * 3
    rods.append(_rod("arm", [palm, wrist, palm + arm * 0.8, palm + arm * 3], thick * 2.9, skin, taper=False))
    hand = _fused(rods, skin, thick)
    if random.random() < 0.55:
        sleeve = surfaces.cloth(random)
        from_here = random.uniform(0.25, 0.7)
        hand.append(
            _rod(
                "sleeve",
                [palm + arm * from_here, palm + arm * 1.0, palm + arm * 3.5],
                thick * random.uniform(3.5, 4.6),
                sleeve,
                taper=False,
            )
        )
    return hand


def _rod(name: str, knots: Sequence[Array], width: float, skin: Any, *, taper: bool = True) -> Any:
    path = shapes.flowing([np.asarray(k, float) for k in knots], 24)

    def section(share: float) -> Array:
        knuckle = 1 + 0.08 * np.cos(share * 18)
        end = np.sqrt(max(0.0, 1 - max(0.0, (share - 0.88) / 0.12) ** 2)) if taper else 1.0
        return (
            shapes.oval(
                2 * width * knuckle * max(end, 0.05) * (1 - 0.2 * share * taper),
                2 * width * knuckle * max(end, 0.05) * (1 - 0.25 * share * taper),
                12,
            )
            * 0.5
        )

    return shapes.sweep(name, path, section, skin, up=(0.3, 0.9, 0.2))


def _fused(rods: Sequence[Any], skin: Any, thick: float) -> list[Any]:
    """One smooth body of all rods."""
    bpy.context.view_layer.update()
    points, faces, count = [], [], 0
    for rod in rods:
        world = np.array(rod.matrix_world)
        own = np.array([list(v.co) for v in rod.data.vertices])
        points.append(own @ world[:3, :3].T + world[:3, 3])
        faces += [[i + count for i in face.vertices] for face in rod.data.polygons]
        count += len(own)
        rod.hide_render = True
        bpy.data.objects.remove(rod)
    body = shapes.mesh("hand", np.concatenate(points), faces, skin)
    remesh = body.modifiers.new("remesh", "REMESH")
    remesh.mode, remesh.voxel_size, remesh.use_smooth_shade = "VOXEL", thick * 0.3, True
    soft = body.modifiers.new("soft", "SMOOTH")
    soft.factor, soft.iterations = 0.6, 5
    return [body]

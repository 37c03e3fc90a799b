"""Plush animals, figures, dolls, cars, balls, lumps."""

import math
from typing import Any

import bpy
import numpy as np
import rig
import shapes
import stage
import surfaces
import textures

Random = np.random.Generator


def plush(random: Random, base: Any) -> list[Any]:
    """A stuffed animal sitting or standing; sometimes furry."""
    furry = random.random() < 0.45
    skin = surfaces.cloth(random, base, space="Object", scale=random.uniform(1, 4))
    pale = surfaces.cloth(random, textures.near(random, base, 0.4), space="Object")
    dark = surfaces.flat(np.ones(3) * random.uniform(0.01, 0.1), rough=0.15)
    bodies: list[tuple[tuple[float, ...], tuple[float, ...], Any]] = []
    fat, head = random.uniform(0.2, 0.34), random.uniform(0.18, 0.32)
    tall = random.uniform(0.26, 0.42)
    upright = random.random() < 0.65
    top = (0, -0.02, tall * 1.6 + head * 0.6) if upright else (0, -fat - head * 0.7, tall * 1.1)
    bodies.append(
        ((0, 0, tall * 0.8), (fat, fat * 0.85, tall * 0.8) if upright else (fat * 0.8, fat * 1.4, fat * 0.85), skin)
    )
    bodies.append((top, (head, head * random.uniform(0.8, 1), head * random.uniform(0.8, 1)), skin))
    muzzle = random.uniform(0.3, 0.55) * head
    nose = (top[0], top[1] - head * 0.85, top[2] - head * 0.2)
    bodies.append(
        (nose, (muzzle, muzzle * random.uniform(0.7, 1.5), muzzle * 0.8), pale if random.random() < 0.6 else skin)
    )
    limb, reach = random.uniform(0.06, 0.12), random.uniform(0.12, 0.26)
    ear = (random.uniform(0.05, 0.12), 0.04, random.uniform(0.06, 0.3))
    for side in (-1, 1):
        bodies.append(((side * head * 0.75, top[1] + 0.02, top[2] + head * 0.75 + ear[2] * 0.4), ear, skin))
        if upright:
            bodies.append(((side * fat * 1.05, -0.06, tall * 1.1), (limb, limb, reach), skin))
            bodies.append(((side * fat * 0.75, -fat * 0.9, limb), (limb * 1.1, reach, limb * 1.1), skin))
        else:
            for y in (-fat * 0.9, fat * 0.9):
                bodies.append(((side * fat * 0.55, y, reach * 0.7), (limb, limb, reach), skin))
    if random.random() < 0.6:
        bodies.append(
            (
                (0, fat * (0.95 if upright else 1.5), tall * 0.6),
                (limb * 0.7, limb * 0.9, random.uniform(0.05, 0.25)),
                skin,
            )
        )
    things = []
    for centre, radii, material in bodies:
        turn = (random.normal(0, 0.25), random.normal(0, 0.25), random.normal(0, 0.1))
        things.append(rig.ball("plush", centre, radii, material, turn=turn))
        if furry:
            things.append(_fur(random, centre, radii, turn, base))
    for side in (-1, 1):
        r = head * random.uniform(0.08, 0.16)
        things.append(
            rig.ball(
                "eye",
                (top[0] + side * head * 0.38, top[1] - head * 0.86, top[2] + head * 0.25),
                (r, r, r),
                dark,
                rows=10,
            )
        )
    things.append(
        rig.ball(
            "nose",
            (nose[0], nose[1] - muzzle * 1.05, nose[2] + muzzle * 0.3),
            (muzzle * 0.35, muzzle * 0.2, muzzle * 0.25),
            dark,
            rows=10,
        )
    )
    if random.random() < 0.35:
        tie = surfaces.cloth(random)
        things.append(
            shapes.lathe("scarf", [(head * 0.75, 0), (head * 0.9, 0.03), (head * 0.75, 0.07)], tie, rows=12, sides=32)
        )
        things[-1].location = (0, top[1], top[2] - head * 0.95)
    return things


def _fur(random: Random, centre: Any, radii: Any, turn: Any, base: Any) -> Any:
    count = 900
    way = random.normal(0, 1, (count, 3))
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    root = way * radii
    tip = root + way * random.uniform(0.015, 0.05) + random.normal(0, 0.008, (count, 3))
    tint = "#" + "".join(f"{int(v * 255):02x}" for v in np.clip(base, 0, 1))
    thing = stage.strand("fur", np.stack([root * 0.97, (root + tip) / 2, tip], 1), stage.fibre(tint), 0.012, 0.003)
    thing.location, thing.rotation_euler = centre, turn
    return thing


def figure(random: Random, base: Any) -> list[Any]:
    """A doll, statue or action figure: limbs of rods, some in clothes or armour."""
    metal = surfaces.anything(random, base)
    parts = [metal if random.random() < 0.5 else surfaces.anything(random) for _ in range(4)]
    things: list[Any] = []
    hip, chest = 0.48, 0.78
    things.append(
        rig.ball(
            "torso", (0, 0, (hip + chest) / 2), (random.uniform(0.08, 0.17), random.uniform(0.06, 0.12), 0.19), parts[0]
        )
    )
    r = random.uniform(0.06, 0.15)
    things.append(rig.ball("head", (0, 0, chest + 0.08 + r), (r, r, r * random.uniform(1, 1.3)), parts[1]))
    if random.random() < 0.6:
        things.append(rig.ball("hair", (0, r * 0.25, chest + 0.1 + r * 1.3), (r * 1.1, r * 1.05, r), parts[2]))
    for side in (-1, 1):
        knee = (side * random.uniform(0.06, 0.16), random.normal(-0.03, 0.06), 0.25)
        foot = (side * random.uniform(0.05, 0.22), random.normal(0, 0.08), 0.03)
        things.append(
            rig.tube("leg", [(side * 0.06, 0, hip), knee, foot], random.uniform(0.07, 0.13), parts[3], count=20)
        )
        things.append(rig.ball("shoe", (foot[0], foot[1] - 0.04, 0.03), (0.05, 0.09, 0.035), parts[2]))
        elbow = (side * random.uniform(0.16, 0.3), random.normal(0, 0.08), random.uniform(0.5, 0.9))
        wrist = (side * random.uniform(0.12, 0.45), random.normal(-0.08, 0.12), random.uniform(0.4, 1.1))
        things.append(
            rig.tube(
                "arm", [(side * 0.1, 0, chest - 0.05), elbow, wrist], random.uniform(0.05, 0.09), parts[0], count=20
            )
        )
        things.append(rig.ball("fist", wrist, (0.04, 0.04, 0.05), parts[1], rows=10))
    if random.random() < 0.4:
        things.append(
            shapes.lathe(
                "skirt",
                [(0.09, 0.56), (0.12, 0.5), (random.uniform(0.15, 0.35), random.uniform(0.05, 0.35))],
                surfaces.cloth(random),
                rows=16,
                sides=40,
                wobble=0.06,
            )
        )
    if random.random() < 0.35:
        things.append(
            shapes.lathe(
                "stand",
                [(0, -0.01), (0.25, -0.01), (0.25, 0.01), (0, 0.012)],
                parts[3],
                rows=12,
                sides=40,
                curved=False,
            )
        )
    return things


def car(random: Random, base: Any) -> list[Any]:
    """A toy vehicle: hull, cabin, wheels, lamps."""
    paint = surfaces.flat(base, rough=random.uniform(0.05, 0.6), coat_weight=float(random.choice([0, 1])))
    glass = surfaces.flat(np.ones(3) * 0.03, rough=0.05)
    long, wide, tall = 1.0, random.uniform(0.35, 0.55), random.uniform(0.15, 0.3)
    r = random.uniform(0.08, 0.16)
    things = [
        shapes.box(
            "hull",
            (long, wide, tall),
            paint,
            centre=(0, 0, r + tall * 0.4),
            round_by=random.uniform(0.01, 0.08),
            segments=3,
        )
    ]
    at = random.uniform(-0.25, 0.15)
    cabin = (random.uniform(0.25, 0.6), wide * 0.88, random.uniform(0.12, 0.3))
    things.append(
        shapes.box("cabin", cabin, paint, centre=(at, 0, r + tall * 0.9 + cabin[2] / 2), round_by=0.05, segments=3)
    )
    things.append(
        shapes.box(
            "panes",
            (cabin[0] * 1.01, cabin[1] * 0.8, cabin[2] * 0.6),
            glass,
            centre=(at, 0, r + tall * 0.9 + cabin[2] * 0.55),
            round_by=0.02,
        )
    )
    things.append(
        shapes.box(
            "side",
            (cabin[0] * 0.8, cabin[1] * 1.01, cabin[2] * 0.6),
            glass,
            centre=(at, 0, r + tall * 0.9 + cabin[2] * 0.55),
            round_by=0.02,
        )
    )
    rubber, hub = surfaces.flat(np.ones(3) * random.uniform(0.01, 0.15), rough=0.8), surfaces.anything(random)
    for x in (-0.3, 0.3):
        for side in (-1, 1):
            for width, material, out in ((r, rubber, 0.0), (r * 0.6, hub, 0.01)):
                wheel = shapes.lathe(
                    "wheel",
                    [(0, -0.05 - out), (width, -0.05 - out), (width * 1.02, 0), (width, 0.05 + out), (0, 0.05 + out)],
                    material,
                    rows=10,
                    sides=28,
                    curved=False,
                )
                wheel.rotation_euler = (math.pi / 2, 0, 0)
                wheel.location = (x, side * wide * 0.48, r)
                things.append(wheel)
    for side in (-1, 1):
        things.append(
            rig.ball("lamp", (-long / 2, side * wide * 0.33, r + tall * 0.5), (0.02, 0.05, 0.04), hub, rows=10)
        )
    return things


def ball(random: Random, base: Any) -> list[Any]:
    """A ball, fruit, stone."""
    skin = surfaces.painted(
        textures.KINDS[str(random.choice(["stripes", "dots", "plain", "tiles", "marble"]))](random, base),
        rough=random.uniform(0.1, 0.9),
    )
    return [
        rig.ball("ball", (0, 0, 0.5), (0.5, 0.5 * random.uniform(0.8, 1), 0.5 * random.uniform(0.6, 1)), skin, rows=28)
    ]


def lump(random: Random, base: Any) -> list[Any]:
    """Random solids stuck together or cut out of each other: anything that has no name."""
    skins = [surfaces.anything(random, base), surfaces.anything(random)]
    things = []
    for index in range(int(random.integers(2, 9))):
        at = random.normal(0, 0.28, 3)
        size = random.uniform(0.08, 0.4, 3)
        skin = skins[int(random.random() < 0.35)]
        pick = random.random()
        if pick < 0.35:
            thing = rig.ball(f"lump{index}", at.tolist(), size.tolist(), skin)
        elif pick < 0.65:
            thing = shapes.box(
                "lump",
                (size * 1.6).tolist(),
                skin,
                centre=at.tolist(),
                round_by=float(size.min() * random.uniform(0.05, 0.8)),
            )
        elif pick < 0.85:
            r, h = float(size[0]), float(size[2])
            thing = shapes.lathe(
                "lump",
                [(0, -h), (r, -h), (r * random.uniform(0.2, 1.2), h), (0, h)],
                skin,
                rows=12,
                sides=32,
                curved=False,
            )
            thing.location = at.tolist()
        else:
            angle = np.linspace(0, 2 * math.pi, 40, endpoint=False)
            ring = np.stack([np.cos(angle), np.sin(angle), 0 * angle], 1) * size[0] * 1.3
            thing = shapes.sweep("ring", ring, shapes.oval(size[1] * 0.4, size[2] * 0.4, 12), skin, closed=True)
            thing.location = at.tolist()
        thing.rotation_euler = random.uniform(0, 6.3, 3).tolist()
        things.append(thing)
    cutter = things[0]
    if len(things) > 3 and random.random() < 0.4:
        for thing in things[1:3]:
            cut = thing.modifiers.new("cut", "BOOLEAN")
            cut.object, cut.operation, cut.solver = cutter, "DIFFERENCE", "FLOAT"
        cutter.hide_render = True
        bpy.context.view_layer.update()
        graph = bpy.context.evaluated_depsgraph_get()
        for thing in things[1:3]:
            thing.data = bpy.data.meshes.new_from_object(thing.evaluated_get(graph))
            thing.modifiers.clear()
        bpy.data.objects.remove(cutter)
        things = things[1:]
    return [thing for thing in things if len(thing.data.vertices)]

"""The phone's camera about the origin: direction, lens, roll, and what of the product falls into the frame."""

import math
from dataclasses import dataclass
from typing import Any

import bpy
import mathutils
import numpy as np
from places.place import Place

Array = np.ndarray
Random = np.random.Generator


@dataclass(frozen=True)
class View:
    """A camera position, its rotation matrix (world from camera) and the width of the frame at distance 1."""

    at: Array
    turn: Array
    spread: float

    def seen(self, points: Array) -> Array:
        """World points (N,3) in frame coordinates −0.5…0.5 (N,2)."""
        local = (points - self.at) @ self.turn
        return local[:, :2] / np.maximum(-local[:, 2:], 1e-3) / self.spread


def aim(random: Random, place: Place, centre: Array) -> View:
    """Stand before the place so that the frame is 0.8 … 2.6 units wide at the centre."""
    lift = math.radians(random.uniform(*place.lift))
    if place.lift[1] > 80 and random.random() < 0.3:
        lift = math.radians(random.uniform(78, 89.5))
    side = math.radians(random.uniform(-place.facing, place.facing))
    away = np.array([math.sin(side) * math.cos(lift), -math.cos(side) * math.cos(lift), math.sin(lift)])
    angle = math.radians(random.uniform(28, 62))
    spread = 2 * math.tan(angle / 2)
    width = float(np.exp(random.uniform(math.log(0.8), math.log(1.9))))
    at = centre + away * max(width / spread, 0.75)
    if not place.hangs:
        at[2] = max(at[2], 0.06)
    look = centre - at
    turn = mathutils.Vector(look.tolist()).to_track_quat("-Z", "Y")
    turn = turn @ mathutils.Quaternion((0, 0, 1), math.radians(random.normal(0, 5)))
    data = bpy.data.cameras.new("phone")
    data.sensor_fit, data.sensor_width, data.sensor_height = "HORIZONTAL", 36, 36
    data.lens = 36 / spread
    data.clip_start = 0.01
    if random.random() < 0.4:
        data.dof.use_dof = True
        data.dof.focus_distance = float(np.linalg.norm(look))
        data.dof.aperture_fstop = data.lens / 1000 / random.uniform(0.002, 0.03)
    thing = bpy.data.objects.new("phone", data)
    thing.location = at.tolist()
    thing.rotation_mode = "QUATERNION"
    thing.rotation_quaternion = turn
    scene: Any = bpy.context.scene
    scene.collection.objects.link(thing)
    scene.camera = thing
    return View(at, np.array(turn.to_matrix()), spread)

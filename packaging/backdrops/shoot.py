"""Cycles on the processor: the picture, its depth, what the key light gives, and what lies before the product."""

import math
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import bpy
import numpy as np
from backdrop import Backdrop, Key, Room, View
from shader import Shader, colour
from shapes import mesh
from stage import surroundings
from thrift import simplify

Array = np.ndarray
SENSOR = 24.0  # mm, square


def build(backdrop: Backdrop) -> None:
    """Empty scene, place, light and camera."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    scene.cycles.device = "CPU"
    scene.view_settings.view_transform = "Standard"
    backdrop.build()
    simplify()
    _room(backdrop.room)
    _key(backdrop.key, backdrop.view)
    _aim(backdrop.view)
    cycles = scene.cycles
    cycles.use_light_tree = False
    cycles.denoiser = "OPENIMAGEDENOISE"
    cycles.denoising_input_passes = "RGB_ALBEDO_NORMAL"
    cycles.denoising_prefilter = "FAST"
    cycles.max_bounces = 6
    cycles.diffuse_bounces = 2
    cycles.glossy_bounces = 2
    cycles.transmission_bounces = 6
    cycles.transparent_max_bounces = 8
    cycles.sample_clamp_indirect = 4.0
    cycles.caustics_reflective = False
    cycles.blur_glossy = 0.3
    cycles.use_adaptive_sampling = True
    cycles.adaptive_threshold = 0.06
    cycles.adaptive_min_samples = 2
    cycles.seed = backdrop.seed


def _room(room: Room) -> None:
    surroundings(room.above, room.below, room.strength)


def _key(key: Key, view: View) -> None:
    import mathutils

    light = bpy.data.lights.new("key", "SUN" if key.sun else "AREA")
    light.color = colour(key.tint)
    thing = bpy.data.objects.new("key", light)
    toward = mathutils.Vector(key.toward)
    away = 3.2 * view.across
    thing.location = toward * away
    if key.sun:
        light.energy = key.strength
        light.angle = math.radians(key.spread)
    else:
        light.shape = "DISK"
        light.size = 2 * away * math.tan(math.radians(key.spread / 2))
        light.energy = key.strength * 4 * away * away
    thing.rotation_mode = "QUATERNION"
    thing.rotation_quaternion = toward.to_track_quat("Z", "Y")
    bpy.context.scene.collection.objects.link(thing)


def _aim(view: View) -> None:
    import mathutils

    data = bpy.data.cameras.new("camera")
    data.sensor_width = data.sensor_height = SENSOR
    data.lens = SENSOR * view.far
    data.clip_start = 0.01
    data.dof.use_dof = True
    data.dof.aperture_fstop = view.fstop
    data.dof.focus_distance = view.distance
    thing = bpy.data.objects.new("camera", data)
    thing.location = view.position
    thing.rotation_mode = "QUATERNION"
    thing.rotation_quaternion = mathutils.Vector(view.axes[0]).to_track_quat("-Z", "Y")
    bpy.context.scene.collection.objects.link(thing)
    bpy.context.scene.camera = thing


def picture(side: int, samples: int) -> Array:
    """(side, side, 3) float32, scene-linear Rec.709, denoised."""
    scene = bpy.context.scene
    scene.render.film_transparent = False
    scene.cycles.use_denoising = True
    scene.cycles.samples = samples
    return _render(side)["Combined"][..., :3]


def depth(side: int) -> Array:
    """(side, side) metres along the optical axis, everything in focus."""
    scene = bpy.context.scene
    camera = scene.camera.data
    scene.cycles.use_denoising = False
    scene.cycles.samples = 1
    camera.dof.use_dof = False
    bpy.context.view_layer.use_pass_z = True
    found = _render(side)["Depth"]
    camera.dof.use_dof = True
    bpy.context.view_layer.use_pass_z = False
    return found.reshape(found.shape[0], found.shape[1], -1)[..., 0]


def card(view: View) -> tuple[Array, Array]:
    """Light (3,) that a white card flat on the ground at the product sends on: in all, and without the key light."""
    size = 0.04 * view.across
    corners = np.array([(-size, -size, 0), (size, -size, 0), (size, size, 0), (-size, size, 0)], float)
    thing = mesh("card", corners, [(0, 1, 2, 3)], Shader("card", base_color="#ffffff", specular_ior_level=0.0))
    thing.location.z = 0.006 * view.across
    key = bpy.data.objects["key"]
    render = bpy.context.scene.render
    render.use_border = render.use_crop_to_border = True
    render.border_min_x, render.border_max_x = view.x - 0.015, view.x + 0.015
    render.border_min_y, render.border_max_y = 1 - view.y - 0.004, 1 - view.y + 0.004
    found = []
    for hidden in (False, True):
        key.hide_render = hidden
        found.append(picture(480, 64).mean((0, 1)))
    key.hide_render = render.use_border = render.use_crop_to_border = False
    bpy.data.objects.remove(thing)
    return found[0], found[1]


def front(names: Iterable[str], side: int, samples: int) -> Array:
    """(side, side, 4) scene-linear, premultiplied: the named objects alone, lit and blurred as in the picture."""
    scene = bpy.context.scene
    mine = tuple(names)
    for thing in scene.objects:
        if thing.type in ("MESH", "CURVES") and not thing.name.startswith(mine):
            thing.is_holdout = False
            thing.visible_camera = False
    scene.render.film_transparent = True
    scene.cycles.use_denoising = True
    scene.cycles.use_adaptive_sampling = False  # it stops before the edges of leaves are smooth
    scene.cycles.samples = samples
    return _render(side)["Combined"]


def hide(names: Iterable[str], hidden: bool) -> None:
    """Leave the named objects out of the picture, or show them again; they throw no shadow meanwhile."""
    for thing in bpy.context.scene.objects:
        if thing.name.startswith(tuple(names) or ("\0",)):
            thing.hide_render = hidden


def _render(side: int) -> dict[str, Any]:
    import OpenEXR

    scene = bpy.context.scene
    scene.render.resolution_x = scene.render.resolution_y = side
    scene.render.resolution_percentage = 100
    settings = scene.render.image_settings
    settings.media_type = "MULTI_LAYER_IMAGE"
    settings.file_format = "OPEN_EXR_MULTILAYER"
    settings.color_depth = "32"
    settings.exr_codec = "NONE"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "frame.exr"
        scene.render.filepath = str(path)
        bpy.ops.render.render(write_still=True)
        planes: dict[str, Array] = {}
        with OpenEXR.File(str(path), separate_channels=True) as file:
            for piece in file.parts:
                for name, channel in piece.channels.items():
                    planes[".".join(name.split(".")[-2:])] = np.array(channel.pixels, np.float32)
    found = {"Combined": np.stack([planes[f"Combined.{c}"] for c in "RGBA"], -1)}
    if "Depth.Z" in planes:
        found["Depth"] = planes["Depth.Z"]
    return found

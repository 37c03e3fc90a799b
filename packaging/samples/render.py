"""Cycles on the CPU: the beauty in scene-linear light, and the exact alpha of the product alone."""

import math
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import bpy
import numpy as np
from shot import Camera, Shot

Array = np.ndarray
SENSOR = 13.1  # mm, the long side of a 1-inch type sensor
FOCAL = 8.7  # mm at zoom 1, 24 mm equivalent


def fresh_scene() -> None:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    scene.cycles.device = "CPU"
    scene.render.threads_mode = "AUTO"
    scene.view_settings.view_transform = "Standard"
    bpy.context.preferences.filepaths.use_relative_paths = False


def aim(camera: Camera, *, portrait: bool) -> None:
    """Put the phone's camera into the scene."""
    import mathutils

    data = bpy.data.cameras.new("phone")
    data.sensor_fit = "VERTICAL" if portrait else "HORIZONTAL"
    data.sensor_width = data.sensor_height = SENSOR
    data.lens = FOCAL * camera.zoom
    data.clip_start = 0.01
    data.dof.use_dof = True
    data.dof.aperture_fstop = camera.fstop * camera.zoom
    position, look = mathutils.Vector(camera.position), mathutils.Vector(camera.look)
    turn = (look - position).to_track_quat("-Z", "Y") @ mathutils.Quaternion((0, 0, 1), math.radians(camera.roll))
    forward = turn @ mathutils.Vector((0, 0, -1))
    data.dof.focus_distance = (mathutils.Vector(camera.focus or camera.look) - position).dot(forward)
    thing = bpy.data.objects.new("phone", data)
    thing.location = position
    thing.rotation_mode = "QUATERNION"
    thing.rotation_quaternion = turn
    bpy.context.scene.collection.objects.link(thing)
    bpy.context.scene.camera = thing


def beauty(shot: Shot, *, longest: int, samples: int) -> Array:
    """(H,W,3) float32, scene-linear Rec.709, denoised."""
    scene = bpy.context.scene
    cycles = scene.cycles
    cycles.samples = samples
    cycles.use_adaptive_sampling = True
    cycles.adaptive_threshold = 0.07
    cycles.adaptive_min_samples = 3
    cycles.use_light_tree = False  # a handful of lights: the tree doubles the time
    cycles.use_denoising = True
    cycles.denoiser = "OPENIMAGEDENOISE"
    cycles.denoising_input_passes = "RGB_ALBEDO_NORMAL"
    cycles.denoising_prefilter = "FAST"
    cycles.max_bounces = 8
    cycles.diffuse_bounces = 2
    cycles.glossy_bounces = 2
    cycles.transmission_bounces = 8
    cycles.transparent_max_bounces = 8
    cycles.sample_clamp_indirect = 4.0
    cycles.caustics_reflective = False
    cycles.blur_glossy = 0.5
    cycles.seed = shot.seed
    scene.render.film_transparent = False
    return _render(shot, longest)[..., :3]


def alpha(shot: Shot, product: Sequence[Any], *, longest: int, samples: int) -> Array:
    """(H,W) float32 coverage 0…1 of the product: everything else holds out, the lens blurs as in the photo."""
    scene = bpy.context.scene
    mine = {thing.name for thing in product}
    for thing in list(scene.objects):
        if thing.type == "LIGHT":
            thing.hide_render = True
        elif thing.type not in ("CAMERA", "EMPTY") and thing.name not in mine:
            thing.is_holdout = True
    scene.world = None
    cycles = scene.cycles
    cycles.use_denoising = False
    cycles.samples = samples
    cycles.adaptive_min_samples = 10
    cycles.adaptive_threshold = 0.01
    cycles.film_transparent_glass = shot.clear_glass
    cycles.film_transparent_roughness = 0.2
    scene.render.film_transparent = True
    _only_around(product)
    if not shot.clear_glass:
        white = bpy.data.materials.new("white")
        tree = white.node_tree
        emission = tree.nodes.new("ShaderNodeEmission")
        tree.links.new(emission.outputs[0], tree.nodes["Material Output"].inputs["Surface"])
        bpy.context.view_layer.material_override = white
    return np.clip(_render(shot, longest)[..., 3], 0, 1)


def _only_around(product: Sequence[Any]) -> None:
    """Render no more than the frame around the product, with room for its blur."""
    import mathutils
    from bpy_extras.object_utils import world_to_camera_view

    scene = bpy.context.scene
    bpy.context.view_layer.update()
    seen = [
        world_to_camera_view(scene, scene.camera, thing.matrix_world @ mathutils.Vector(corner))
        for thing in product
        for corner in thing.evaluated_get(bpy.context.evaluated_depsgraph_get()).bound_box
    ]
    scene.render.use_border = True
    scene.render.use_crop_to_border = False
    for axis in "xy":
        places = [getattr(point, axis) for point in seen]
        setattr(scene.render, f"border_min_{axis}", max(0.0, min(places) - 0.04))
        setattr(scene.render, f"border_max_{axis}", min(1.0, max(places) + 0.04))


def _render(shot: Shot, longest: int) -> Array:
    import OpenEXR

    scene = bpy.context.scene
    width, height = shot.size
    scale = longest / max(width, height)
    scene.render.resolution_x, scene.render.resolution_y = round(width * scale), round(height * scale)
    scene.render.resolution_percentage = 100
    settings = scene.render.image_settings
    settings.media_type = "IMAGE"
    settings.file_format = "OPEN_EXR"
    settings.color_mode = "RGBA"
    settings.color_depth = "32"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "frame.exr"
        scene.render.filepath = str(path)
        bpy.ops.render.render(write_still=True)
        with OpenEXR.File(str(path)) as file:
            channels = file.channels()
            pixels = (
                channels["RGBA"].pixels if "RGBA" in channels else np.stack([channels[c].pixels for c in "RGBA"], -1)
            )
            return np.array(pixels, np.float32)

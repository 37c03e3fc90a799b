"""Cycles on the CPU: the passes of an item as arrays, scene-linear, item and surroundings apart.

Two layers that hold each other out, so that every edge can be recombined exactly: the item alone (occluders cut out,
light and reflections of the room kept) and the room alone (the item's shadow and reflection kept).
"""

import math
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bpy
import cv2
import numpy as np
from item import Camera, Item

Array = np.ndarray
KINDS = ("Diffuse", "Glossy")


@dataclass(frozen=True)
class Frame:
    """Sides of the square pictures in pixels, and light paths a pixel.

    UV, cover and share are as smooth as the form, light smoother still, and the room mostly out of focus: each is
    rendered as large as it needs, the last two denoised, and enlarged to the full side.
    """

    side: int = 2000
    form_side: int = 1280
    paths: int = 9
    light_side: int = 900
    light_paths: int = 4
    room_side: int = 760
    room_paths: int = 3


def aim(camera: Camera) -> None:
    """Set the camera up; it focuses on what it sees first in the direction of `focus` (or of where it looks)."""
    import mathutils

    data = bpy.data.cameras.new("camera")
    data.sensor_width, data.lens, data.clip_start = 36.0, camera.lens, 0.01
    data.dof.use_dof = True
    data.dof.aperture_fstop = camera.fstop
    position, look = mathutils.Vector(camera.position), mathutils.Vector(camera.look)
    turn = (look - position).to_track_quat("-Z", "Y") @ mathutils.Quaternion((0, 0, 1), math.radians(camera.roll))
    forward = turn @ mathutils.Vector((0, 0, -1))
    toward = mathutils.Vector(camera.focus or camera.look) - position
    bpy.context.view_layer.update()
    seen, spot, *_ = bpy.context.scene.ray_cast(bpy.context.evaluated_depsgraph_get(), position, toward.normalized())
    data.dof.focus_distance = (spot - position if seen else toward).dot(forward)
    thing = bpy.data.objects.new("camera", data)
    thing.location = position
    thing.rotation_mode = "QUATERNION"
    thing.rotation_quaternion = turn
    bpy.context.scene.collection.objects.link(thing)
    bpy.context.scene.camera = thing


def settings(item: Item, frame: Frame) -> None:
    """Common settings of all renders of an item."""
    scene = bpy.context.scene
    cycles = scene.cycles
    cycles.use_light_tree = False  # a handful of lights: the tree doubles the time
    cycles.max_bounces = item.bounces + 1
    cycles.diffuse_bounces = item.bounces
    cycles.glossy_bounces = 2
    cycles.transmission_bounces = cycles.transparent_max_bounces = 8
    cycles.sample_clamp_indirect = 3.0
    cycles.caustics_reflective = cycles.caustics_refractive = False
    cycles.blur_glossy = 0.5
    cycles.seed = item.seed
    scene.render.film_transparent = True
    scene.render.resolution_percentage = 100
    scene.render.use_persistent_data = True


def _hold_out(things: Sequence[Any], item: Sequence[Any], *, the_item: bool) -> None:
    names = {thing.name for thing in item}
    for thing in things:
        if thing.type not in ("CAMERA", "EMPTY", "LIGHT"):
            thing.is_holdout = (thing.name in names) == the_item


def _sized(side: int, item: Sequence[Any] = ()) -> None:
    """Set the picture's side; render no more than the pixels around the item, if one is given."""
    import mathutils
    from bpy_extras.object_utils import world_to_camera_view

    scene = bpy.context.scene
    scene.render.resolution_x = scene.render.resolution_y = side
    scene.render.use_border = scene.render.use_crop_to_border = bool(item)
    if not item:
        return
    bpy.context.view_layer.update()
    graph = bpy.context.evaluated_depsgraph_get()
    seen = [
        world_to_camera_view(scene, scene.camera, thing.matrix_world @ mathutils.Vector(corner))
        for thing in item
        for corner in thing.evaluated_get(graph).bound_box
    ]
    for axis in "xy":
        places = [getattr(point, axis) * side for point in seen]
        low, high = max(0, math.floor(min(places)) - 12), min(side, math.ceil(max(places)) + 12)
        setattr(scene.render, f"border_min_{axis}", (low + 0.01) / side)
        setattr(scene.render, f"border_max_{axis}", (high + 0.01) / side)


def room(item: Sequence[Any], frame: Frame) -> Array:
    """(H,W,4): the surroundings, premultiplied, nothing where the item stands.

    Denoised twice: what is in focus keeps the grain of its material; what is blurred, glass and metal are smoothed.
    """
    scene = bpy.context.scene
    _hold_out(list(scene.objects), item, the_item=True)
    _sized(frame.room_side)
    _paths(frame.room_paths)
    scene.cycles.use_denoising = False
    layer = bpy.context.view_layer
    layer.use_pass_z = layer.cycles.denoising_store_passes = True
    wanted = {"sharp": ("Image",), "soft": ("Image",), "depth": ("Depth",)}
    found = _render(wanted, {"sharp": "None", "soft": "Fast"})
    layer.use_pass_z = False
    sharp, soft = found["sharp"], found["soft"]
    smooth = np.maximum(_blurred(found["depth"][..., 0], frame.room_side), _speckled(sharp, soft))
    return sharp + smooth[..., None] * (soft - sharp)


def _speckled(sharp: Array, soft: Array) -> Array:
    """1 where the first differs from the second by more than a material's grain does (0 up to 6 %, 1 from 12 %)."""
    level = soft[..., :3].mean(-1)
    differing = (sharp[..., :3].mean(-1) - level) / (level + 0.05 * level.mean())
    return np.clip(np.sqrt(np.maximum(cv2.blur(differing**2, (9, 9)), 0)) / 0.06 - 1, 0, 1)


def _blurred(depth: Array, side: int) -> Array:
    """0 where the lens draws points smaller than 2 pixels, 1 from 5 pixels on (thin lens, circle of confusion)."""
    camera = bpy.context.scene.camera.data
    focal, focus = camera.lens / 1000, camera.dof.focus_distance
    spread = focal**2 / camera.dof.aperture_fstop / (focus - focal) * np.abs(depth - focus) / np.maximum(depth, 0.01)
    pixels = spread / (camera.sensor_width / 1000) * side
    return cv2.blur(np.clip((pixels - 2) / 3, 0, 1).astype(np.float32), (15, 15))


def light(item: Sequence[Any], frame: Frame) -> dict[str, Array]:
    """The item's share, (H,W,4): per kind "<kind> Light" (denoised) and "<kind> Color"; "beauty" with its noise."""
    scene = bpy.context.scene
    _hold_out(list(scene.objects), item, the_item=False)
    _sized(frame.light_side, item)
    _paths(frame.light_paths)
    scene.cycles.use_denoising = False
    layer = bpy.context.view_layer
    for kind in ("diffuse", "glossy"):
        for part in ("direct", "indirect", "color"):
            setattr(layer, f"use_pass_{kind}_{part}", True)
    layer.cycles.denoising_store_passes = True
    wanted: dict[str, tuple[str, ...]] = {"beauty": ("Image",), "light share": ("Alpha",)}
    for kind in KINDS:
        wanted[f"{kind} Light"] = (f"{kind} Direct", f"{kind} Indirect")
        wanted[f"{kind} Color"] = (f"{kind} Color",)
    return _render(wanted, {f"{kind} Light": "None" for kind in KINDS})


def printed(item: Sequence[Any], frame: Frame, box: tuple[int, int, int, int]) -> Array:
    """A part of the frame (left, top, right, bottom) of the item alone, rendered whole: (H,W,4), premultiplied."""
    scene = bpy.context.scene
    _hold_out(list(scene.objects), item, the_item=False)
    _sized(frame.side, item)
    _paths(frame.paths)
    render = scene.render
    render.border_min_x, render.border_max_x = (box[0] + 0.01) / frame.side, (box[2] + 0.01) / frame.side
    render.border_min_y, render.border_max_y = 1 - (box[3] - 0.01) / frame.side, 1 - (box[1] - 0.01) / frame.side
    scene.cycles.use_denoising = True
    scene.cycles.denoiser = "OPENIMAGEDENOISE"
    scene.cycles.denoising_prefilter = "FAST"
    return _render({"item": ("Image",)})["item"][box[1] : box[3], box[0] : box[2]]


def form(item: Sequence[Any], surfaces: Sequence[str], frame: Frame) -> dict[str, Array]:
    """The item's shape: "alpha" (H,W), and per surface "uv-…" (H,W,3: u, v, share) and "cover-…" (H,W)."""
    scene = bpy.context.scene
    _hold_out(list(scene.objects), item, the_item=False)
    _sized(frame.form_side, item)
    cycles = scene.cycles
    cycles.use_denoising = cycles.use_adaptive_sampling = False
    cycles.samples = frame.paths
    cycles.max_bounces = 0
    layer = bpy.context.view_layer
    for kind in ("diffuse", "glossy"):
        for part in ("direct", "indirect", "color"):
            setattr(layer, f"use_pass_{kind}_{part}", False)
    for name in surfaces:
        for aov, kind in ((f"uv-{name}", "COLOR"), (f"cover-{name}", "VALUE")):
            made = layer.aovs.add()
            made.name, made.type = aov, kind
    for material in bpy.data.materials:  # only what is seen counts: no shading
        made_of = material.node_tree
        plain = made_of.nodes.new("ShaderNodeEmission")
        made_of.links.new(plain.outputs[0], made_of.nodes["Material Output"].inputs["Surface"])
    for thing in scene.objects:
        thing.hide_render = thing.hide_render or thing.type == "LIGHT"
    scene.world = None
    wanted = {"alpha": ("Image",)} | {f"{k}-{name}": (f"{k}-{name}",) for name in surfaces for k in ("uv", "cover")}
    found = _render(wanted)
    return {
        name: picture[..., 3] if name == "alpha" else picture[..., 0] if name.startswith("cover") else picture[..., :3]
        for name, picture in found.items()
    }


def _paths(count: int) -> None:
    cycles = bpy.context.scene.cycles
    cycles.samples = count
    cycles.use_adaptive_sampling = True
    cycles.adaptive_threshold = 0.06
    cycles.adaptive_min_samples = 4


def _render(wanted: Mapping[str, tuple[str, ...]], denoised: Mapping[str, str] | None = None) -> dict[str, Array]:
    """Render once; every wanted pass comes back (H,W,4) under its name. Two passes are added up.

    Those in `denoised` are, each with its prefilter of albedo and normals ("None", "Fast").
    """
    scene = bpy.context.scene
    tree = bpy.data.node_groups.new("passes", "CompositorNodeTree")
    scene.compositing_node_group = tree
    source = tree.nodes.new("CompositorNodeRLayers")
    with tempfile.TemporaryDirectory() as folder:
        for name, made_by in wanted.items():
            socket = source.outputs[made_by[0]]
            if len(made_by) == 2:
                socket = _sum(tree, socket, source.outputs[made_by[1]])
            if denoised and name in denoised:
                socket = _denoised(tree, source, socket, denoised[name])
            _keep(tree, socket, folder, name)
        bpy.ops.render.render(write_still=False)
        found = {name: _whole(_read(Path(folder), name)) for name in wanted}
    scene.compositing_node_group = None
    bpy.data.node_groups.remove(tree)
    return found


def _sum(tree: Any, one: Any, other: Any) -> Any:
    node = tree.nodes.new("ShaderNodeMix")
    node.data_type, node.blend_type = "RGBA", "ADD"
    node.inputs[0].default_value = 1.0
    tree.links.new(one, node.inputs[6])
    tree.links.new(other, node.inputs[7])
    return node.outputs[2]


def _denoised(tree: Any, source: Any, socket: Any, prefilter: str) -> Any:
    node = tree.nodes.new("CompositorNodeDenoise")
    node.inputs["Prefilter"].default_value = prefilter
    node.inputs["Quality"].default_value = "Balanced"
    tree.links.new(socket, node.inputs["Image"])
    tree.links.new(source.outputs["Denoising Albedo"], node.inputs["Albedo"])
    tree.links.new(source.outputs["Denoising Normal"], node.inputs["Normal"])
    return node.outputs[0]


def _whole(part: Array) -> Array:
    """A cropped render back in its frame."""
    render = bpy.context.scene.render
    if not render.use_border:
        return part
    side = render.resolution_x
    left, top = int(render.border_min_x * side), side - int(render.border_max_y * side)
    frame = np.zeros((side, side, 4), np.float32)
    frame[top : top + part.shape[0], left : left + part.shape[1]] = part
    return frame


def _keep(tree: Any, socket: Any, folder: str, name: str) -> None:
    node = tree.nodes.new("CompositorNodeOutputFile")
    node.directory = folder
    node.file_name = name.replace(" ", "_") + "-"
    node.format.media_type = "IMAGE"
    node.format.file_format = "OPEN_EXR"
    node.format.color_mode = "RGBA"
    node.format.color_depth = "32"
    node.file_output_items.new("RGBA", "")
    tree.links.new(socket, node.inputs[0])


def _read(folder: Path, name: str) -> Array:
    import OpenEXR

    (path,) = folder.glob(name.replace(" ", "_") + "-*.exr")
    with OpenEXR.File(str(path)) as file:
        channels = file.channels()
        pixels = channels["RGBA"].pixels if "RGBA" in channels else np.stack([channels[c].pixels for c in "RGBA"], -1)
        return np.array(pixels, np.float32)

"""Cycles with one thread: light, exact coverage and parts of the product, normals and occlusion from one render."""

import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bpy
import numpy as np

Array = np.ndarray
CLAMP = 3.0
"""Brightest indirect light, in units of display white: fewer fireflies."""


@dataclass
class Frame:
    """Scene-linear light (H,W,3), coverage (H,W) 0…1, part id (H,W), world normal (H,W,3), occlusion (H,W)."""

    light: Array
    matte: Array
    part: Array
    normal: Array
    shade: Array


def set_up(size: int) -> None:
    """An empty scene with everything that never changes between shots."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    scene.render.threads_mode = "FIXED"
    scene.render.threads = 1
    scene.render.use_persistent_data = True
    scene.render.resolution_x = scene.render.resolution_y = size
    scene.render.resolution_percentage = 100
    scene.view_settings.view_transform = "Standard"
    cycles = scene.cycles
    cycles.device = "CPU"
    cycles.use_light_tree = False
    cycles.use_adaptive_sampling = False
    cycles.use_denoising = True
    cycles.denoiser = "OPENIMAGEDENOISE"
    cycles.denoising_input_passes = "RGB_ALBEDO_NORMAL"
    cycles.denoising_prefilter = "NONE"
    cycles.denoising_quality = "FAST"
    cycles.max_bounces = 4
    cycles.diffuse_bounces = 1
    cycles.glossy_bounces = 2
    cycles.transmission_bounces = 4
    cycles.transparent_max_bounces = 4
    cycles.sample_clamp_indirect = CLAMP
    cycles.caustics_reflective = cycles.caustics_refractive = False
    cycles.blur_glossy = 0.5
    settings = scene.render.image_settings
    settings.media_type = "MULTI_LAYER_IMAGE"
    settings.file_format = "OPEN_EXR_MULTILAYER"
    settings.color_depth = "32"
    settings.exr_codec = "NONE"


def shoot(parts: Mapping[str, int], *, samples: int, seed: int) -> Frame:
    """Render what is shown; `parts` maps the names of the product's objects to their part ids (1…255)."""
    scene, layer = bpy.context.scene, bpy.context.view_layer
    scene.cycles.samples = samples
    scene.cycles.seed = seed
    wanted = bool(parts)
    layer.use_pass_cryptomatte_object = wanted
    layer.pass_cryptomatte_depth = 4
    layer.use_pass_normal = wanted
    layer.use_pass_ambient_occlusion = wanted
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "frame.exr"
        scene.render.filepath = str(path)
        bpy.ops.render.render(write_still=True)
        channels, manifest = _read(path)
    light = np.stack([channels[f"Combined.{c}"] for c in "RGB"], -1)
    if not wanted:
        empty = np.zeros(light.shape[:2], np.float32)
        return Frame(light, empty, empty.astype(np.uint8), np.zeros_like(light), empty)
    matte, part = _coverage(channels, manifest, parts)
    normal = np.stack([channels[f"Normal.{c}"] for c in "XYZ"], -1)
    shade = channels["Ambient Occlusion.R"] if "Ambient Occlusion.R" in channels else channels["AO.R"]
    return Frame(light, matte, part, normal, shade)


def _read(path: Path) -> tuple[dict[str, Array], dict[str, int]]:
    import OpenEXR

    channels: dict[str, Array] = {}
    manifest: dict[str, int] = {}
    with OpenEXR.File(str(path), separate_channels=True) as file:
        for piece in file.parts:
            for name, channel in piece.channels.items():
                channels[".".join(name.split(".")[-2:])] = np.array(channel.pixels, np.float32)
            for key, value in piece.header.items():
                if key.endswith("/manifest"):
                    manifest |= {name: int(code, 16) for name, code in json.loads(value).items()}
    return channels, manifest


def _coverage(
    channels: Mapping[str, Array], manifest: Mapping[str, int], parts: Mapping[str, int]
) -> tuple[Array, Any]:
    """Sum of the coverages of the product's objects, and the part that covers most of each pixel."""
    codes = {manifest[name]: part for name, part in parts.items() if name in manifest}
    keys = np.array(sorted(codes), np.uint32)
    ids = np.array([codes[int(key)] for key in keys], np.uint8)
    total = np.zeros(channels["Combined.R"].shape, np.float32)
    best, part = np.zeros_like(total), np.zeros(total.shape, np.uint8)
    if not len(keys):
        return total, part
    for layer in ("00", "01"):
        for code, share in (("r", "g"), ("b", "a")):
            found = np.ascontiguousarray(channels[f"CryptoObject{layer}.{code}"]).view(np.uint32)
            cover = channels[f"CryptoObject{layer}.{share}"]
            where = np.minimum(np.searchsorted(keys, found), len(keys) - 1)
            mine = keys[where] == found
            total += np.where(mine, cover, 0)
            better = mine & (cover > best)
            part = np.where(better, ids[where], part)
            best = np.where(better, cover, best)
    return np.clip(total, 0, 1), np.where(total > 0.02, part, 0).astype(np.uint8)

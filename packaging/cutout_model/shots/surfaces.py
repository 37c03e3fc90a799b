"""Random materials over picture textures, and the room's light as an environment picture."""

from typing import Any

import bpy
import numpy as np
import textures
from shader import Shader

Array = np.ndarray
Random = np.random.Generator


def image(pixels: Array, *, data: bool = False) -> Any:
    """A bpy image from (H,W,3) sRGB (or, as data, scene-linear) values."""
    height, width = pixels.shape[:2]
    picture = bpy.data.images.new("texture", width, height, alpha=False, float_buffer=data)
    rgba = np.ones((height, width, 4), np.float32)
    rgba[..., :3] = pixels[::-1]
    picture.pixels.foreach_set(rgba.ravel())
    picture.update()
    return picture


def painted(
    pixels: Array,
    *,
    scale: float = 1.0,
    space: str = "UV",
    rough: float = 0.6,
    metallic: float = 0.0,
    bump: float = 0.0,
    turn: float = 0.0,
    level: bool = False,
    **more: Any,
) -> Shader:
    """A material of one picture over UV, or box-mapped over object space; `level` maps from above alone: faster."""
    s = Shader("painted", roughness=rough, metallic=metallic, **more)
    where = s.coordinates(space, (scale, scale, scale), turn)
    node = s.node("TexImage", {0: where}, image=image(pixels), extension="REPEAT")
    if space != "UV" and not level:
        node.projection = "BOX"
        node.projection_blend = 0.2
    if rough > 0.65 and not metallic and not more:
        return _matt(s, node.outputs[0], bump)
    s.set(base_color=node.outputs[0])
    if bump:
        s.set(normal=s.bump(node.outputs[0], bump, 0.02))
    return s


def _matt(s: Shader, tone: Any, bump: float) -> Shader:
    """A plain diffuse surface: a good deal cheaper than the principled one."""
    surface = s.node("BsdfDiffuse", {"Color": tone})
    if bump:
        s.tree.links.new(s.bump(tone, bump, 0.02), surface.inputs["Normal"])
    s.tree.links.new(surface.outputs[0], s.tree.nodes["Material Output"].inputs["Surface"])
    return s


def flat(tone: Array, *, rough: float = 0.5, metallic: float = 0.0, **more: Any) -> Shader:
    """One colour, sRGB."""
    return Shader("flat", base_color=linear(tone), roughness=rough, metallic=metallic, **more)


def linear(tone: Array) -> tuple[float, ...]:
    tone = np.asarray(tone, np.float32)
    return tuple(np.where(tone <= 0.04045, tone / 12.92, ((tone + 0.055) / 1.055) ** 2.4).tolist())


def anything(random: Random, base: Array | None = None, *, kinds: str = "", space: str = "Object") -> Shader:
    """Any surface of a manufactured thing: paint, plastic, metal, wood, cloth, stone; matt to mirror."""
    base = textures.tone(random) if base is None else base
    pick = random.random()
    rough = float(random.choice([random.uniform(0.05, 0.3), random.uniform(0.3, 0.6), random.uniform(0.6, 1)]))
    if kinds:
        kind = str(random.choice(kinds.split()))
        return painted(
            textures.KINDS[kind](random, base),
            scale=random.uniform(0.8, 4),
            space=space,
            rough=rough,
            bump=random.choice([0, 0.3]),
        )
    if pick < 0.4:
        return flat(base, rough=rough, coat_weight=float(random.choice([0, 0, 0.6])), coat_roughness=0.08)
    if pick < 0.55:
        tint = (
            np.array([0.78, 0.77, 0.75])
            if random.random() < 0.6
            else np.array([0.8, 0.6, 0.3]) + random.normal(0, 0.08, 3)
        )
        return flat(np.clip(tint, 0, 1), rough=random.uniform(0.03, 0.45), metallic=1.0)
    kind = str(random.choice(["plain", "wood", "marble", "speckle", "weave", "stripes", "dots"]))
    return painted(
        textures.KINDS[kind](random, base),
        scale=random.uniform(0.8, 4),
        space=space,
        rough=rough,
        bump=random.choice([0, 0.2]),
    )


def cloth(random: Random, base: Array | None = None, *, space: str = "UV", scale: float | None = None) -> Shader:
    """Textiles: plain, woven, striped, printed."""
    base = textures.tone(random) if base is None else base
    kind = str(random.choice(["plain", "plain", "weave", "weave", "stripes", "dots", "speckle"]))
    pixels = textures.KINDS[kind](random, base)
    size = scale if scale is not None else random.uniform(1, 6)
    return painted(
        pixels, scale=size, space=space, rough=random.uniform(0.6, 1), bump=random.choice([0, random.uniform(0, 0.5)])
    )


def skin(random: Random) -> Shader:
    """Hands of any complexion."""
    light, dark = np.array([0.93, 0.75, 0.65]), np.array([0.33, 0.2, 0.14])
    share = random.random()
    base = (light * (1 - share) + dark * share) * random.uniform(0.9, 1.05)
    pixels = textures.blend(
        textures.cloud(random, octaves=5), base * 0.86, base, np.clip(base * (1.06, 0.98, 0.96), 0, 1)
    )
    return painted(pixels.astype(np.float32), scale=3, space="Object", rough=random.uniform(0.4, 0.6), bump=0.15)

"""The materials that rooms and products are made of. All procedural, in object space unless said, metres."""

from typing import Any

import bpy
from shader import Shader, colour


def planks(
    light: str,
    dark: str,
    *,
    width: float = 0.12,
    length: float = 1.1,
    gloss: float = 0.35,
    turn: float = 0.0,
    gap: float = 0.0012,
) -> Shader:
    """Boards along x with grain, pores, worn varnish; one board when width is large."""
    s = Shader("planks")
    where = s.coordinates("Object", turn=turn)
    bricks = s.node(
        "TexBrick",
        {
            "Vector": where,
            "Color1": (0, 0, 0),
            "Color2": (1, 1, 1),
            "Scale": 1.0,
            "Mortar Size": gap,
            "Mortar Smooth": 0.4,
            "Brick Width": length,
            "Row Height": width,
        },
        offset=0.37,
    )
    board = bricks.outputs["Color"]
    moved = s.shifted(where, s.math("MULTIPLY", board, 7.3))
    stretched = s.node("Mapping", {0: moved, "Scale": (1.0, 14.0, 14.0)}).outputs[0]
    bend = s.noise(s.node("Mapping", {0: moved, "Scale": (1.2, 5, 5)}).outputs[0], 1.0, 2)
    rings = s.wave(s.shifted(stretched, s.math("MULTIPLY", bend, 3.2)), 2.3, 2.5, "Y", 1)
    streaks = s.noise(s.node("Mapping", {0: moved, "Scale": (5, 160, 160)}).outputs[0], 1.0, 4, 0.65)
    pores = s.noise(s.node("Mapping", {0: moved, "Scale": (28, 1100, 1100)}).outputs[0], 1.0, 1)
    figure = s.mix(0.72, s.mix(0.6, rings, bend), streaks)
    tone = s.ramp(figure, (0.2, dark), (0.68, light))
    tone = s.mix(s.remap(pores, 0.56, 0.72, 0, 0.35), tone, dark)
    hue = s.node("HueSaturation", {"Color": tone, "Value": s.remap(board, 0, 1, 0.78, 1.16)}).outputs[0]
    gaps = bricks.outputs["Factor"]
    s.set(base_color=s.mix(gaps, hue, "#1a120c"))
    worn = s.noise(where, 6.0, 4, 0.6)
    s.set(roughness=s.remap(worn, 0.3, 0.7, gloss - 0.08, gloss + 0.14))
    s.set(
        normal=s.bump(s.math("SUBTRACT", s.math("MULTIPLY", pores, -0.3), s.math("MULTIPLY", gaps, 3.0)), 0.35, 0.0012)
    )
    return s


def wall(paint: str, *, rough: float = 0.7) -> Shader:
    """Painted plaster with roller texture and slightly uneven paint."""
    s = Shader("wall", roughness=rough)
    where = s.coordinates()
    uneven = s.noise(where, 1.7, 4)
    s.set(
        base_color=s.node(
            "HueSaturation", {"Color": paint_rgba(paint), "Value": s.remap(uneven, 0.3, 0.7, 0.94, 1.05)}
        ).outputs[0]
    )
    s.set(normal=s.bump(s.noise(where, 260, 3), 0.25, 0.0008))
    return s


def paint_rgba(paint: str) -> tuple[float, float, float, float]:
    return (*colour(paint), 1.0)


def cloth(
    tint: str,
    *,
    second: str | None = None,
    thread: float = 0.0006,
    relief: float = 0.5,
    sheen: float = 0.25,
    space: str = "UV",
    size: float = 1.0,
    slubs: float = 0.6,
) -> Shader:
    """Plain weave: threads `thread` metres apart; `size` is the metres one unit of the coordinates stands for."""
    s = Shader("cloth", roughness=0.9, sheen_weight=sheen, sheen_roughness=0.4, specular_ior_level=0.2)
    where = s.coordinates(space, scale=(size, size, size))
    count = 3.14159 / thread / 20
    wiggle = s.noise(where, 90, 2)
    moved = s.shifted(where, s.math("MULTIPLY", wiggle, thread * 0.7))
    warp = s.wave(moved, count, 0, "X", 0)
    weft = s.wave(moved, count, 0, "Y", 0)
    weave = s.math("MULTIPLY", warp, weft)
    slub = s.mix(
        0.5,
        s.noise(s.node("Mapping", {0: where, "Scale": (8, 900, 1)}).outputs[0], 1.0, 3),
        s.noise(s.node("Mapping", {0: where, "Scale": (900, 8, 1)}).outputs[0], 1.0, 3),
    )
    value = s.math("ADD", s.remap(weave, 0, 1, 0.86, 1.06), s.remap(slub, 0.3, 0.7, -0.12 * slubs, 0.12 * slubs))
    base: Any = paint_rgba(tint)
    if second is not None:
        base = s.mix(s.remap(slub, 0.44, 0.56, 0, 1), tint, second)
    s.set(base_color=s.node("HueSaturation", {"Color": base, "Value": value}).outputs[0])
    s.set(normal=s.bump(s.math("ADD", weave, slub), relief, thread * 0.8))
    return s


def ceramic(glaze: str, *, speckle: str | None = None, rough: float = 0.18, density: float = 420) -> Shader:
    """Glazed stoneware: pooled colour, iron specks, a soft uneven gloss."""
    s = Shader("ceramic", coat_weight=0.6, coat_roughness=0.06)
    where = s.coordinates()
    pooled = s.noise(where, 22, 4)
    base = s.node("HueSaturation", {"Color": paint_rgba(glaze), "Value": s.remap(pooled, 0.3, 0.7, 0.9, 1.07)}).outputs[
        0
    ]
    if speckle is not None:
        sparse = s.noise(where, 60, 2)
        size = s.remap(sparse, 0.4, 0.75, 0.02, 0.24)
        specks = s.math("LESS_THAN", s.cells(where, density), size)
        base = s.mix(s.math("MULTIPLY", specks, 0.75), base, speckle)
    s.set(base_color=base, roughness=s.remap(s.noise(where, 35, 4), 0.3, 0.7, rough * 0.7, rough * 1.5))
    s.set(normal=s.bump(s.noise(where, 55, 3), 0.12, 0.002))
    return s


def plastic(tint: str, *, rough: float = 0.35, grain: float = 0.1, coat: float = 0.0) -> Shader:
    """Moulded plastic or paint with fine grain and finger marks."""
    s = Shader("plastic", base_color=tint, coat_weight=coat, coat_roughness=0.08)
    where = s.coordinates()
    marks = s.noise(where, 38, 5, 0.65)
    s.set(roughness=s.remap(marks, 0.35, 0.7, rough * 0.85, min(1.0, rough * 1.3)))
    s.set(normal=s.bump(s.noise(where, 2600, 2), grain, 0.0003))
    return s


def metal(tint: str = "#c8c6c2", *, rough: float = 0.25, brushed: bool = False) -> Shader:
    """Steel, brass, chrome: roughness varies with wear; brushed adds fine turning marks."""
    s = Shader("metal", base_color=tint, metallic=1.0)
    where = s.coordinates()
    s.set(roughness=s.remap(s.noise(where, 60, 5, 0.65), 0.3, 0.7, rough * 0.7, rough * 1.4))
    if brushed:
        marks = s.noise(s.node("Mapping", {0: where, "Scale": (40, 40, 5200)}).outputs[0], 1.0, 3)
        s.set(normal=s.bump(marks, 0.12, 0.0003))
    return s


def leather(
    tint: str, *, scale: float = 700, rough: float = 0.42, depth: float = 0.4, worn: str | None = None
) -> Shader:
    """Grained leather: cells of a few tenths of a millimetre, colour rubbed lighter in places."""
    s = Shader("leather", specular_ior_level=0.45)
    where = s.coordinates()
    grain = s.cells(s.shifted(where, s.math("MULTIPLY", s.noise(where, 300, 2), 0.002)), scale)
    cloudy = s.noise(where, 14, 5, 0.6)
    base = s.node("HueSaturation", {"Color": paint_rgba(tint), "Value": s.remap(cloudy, 0.3, 0.7, 0.75, 1.25)}).outputs[
        0
    ]
    if worn is not None:
        base = s.mix(s.remap(s.noise(where, 25, 6, 0.65), 0.5, 0.72, 0, 0.7), base, worn)
    s.set(base_color=base, roughness=s.remap(s.noise(where, 30, 4), 0.3, 0.7, rough * 0.8, rough * 1.3))
    s.set(normal=s.bump(grain, depth, 0.0005))
    return s


def glass(tint: str = "#ffffff", *, rough: float = 0.0) -> Shader:
    s = Shader("glass", base_color=tint, transmission_weight=1.0, roughness=rough, ior=1.5)
    where = s.coordinates()
    s.set(normal=s.bump(s.noise(where, 9, 2), 0.05, 0.004))
    clear = s.node("BsdfTransparent", {"Color": "#e8ecea"}).outputs[0]
    shadow = s.node("LightPath").outputs["Is Shadow Ray"]  # caustics are off: let light in, or the inside stays dark
    both = s.node("MixShader", {0: shadow, 1: s.surface.outputs[0], 2: clear}).outputs[0]
    s.tree.links.new(both, s.tree.nodes["Material Output"].inputs["Surface"])
    return s


def pane(*, rough: float = 0.01, tint: str = "#ffffff") -> Shader:
    """A thin clear sheet (watch glass, picture frame): lets light straight through and mirrors at a slant."""
    s = Shader("pane")
    clear = s.node("BsdfTransparent", {"Color": tint}).outputs[0]
    mirror = s.node("BsdfGlossy", {"Roughness": rough}).outputs[0]
    share = s.node("Fresnel", {"IOR": 1.5}).outputs[0]
    both = s.node("MixShader", {0: share, 1: clear, 2: mirror}).outputs[0]
    s.tree.links.new(both, s.tree.nodes["Material Output"].inputs["Surface"])
    return s


def stone(base: str, vein: str, dark: str, *, rough: float = 0.16) -> Shader:
    """A worktop of engineered stone: chips of three sizes in a ground mass, polished."""
    s = Shader("stone", specular_ior_level=0.5)
    where = s.coordinates()
    chips = s.node("TexVoronoi", {"Vector": where, "Scale": 420.0}).outputs["Color"]
    fine = s.node("TexVoronoi", {"Vector": where, "Scale": 1100.0}).outputs["Color"]
    pick = s.node("SeparateColor", {0: chips}).outputs[0]
    pick_fine = s.node("SeparateColor", {0: fine}).outputs[1]
    tone = s.mix(s.math("MULTIPLY", s.math("GREATER_THAN", pick, 0.8), 0.5), base, vein)
    tone = s.mix(s.math("MULTIPLY", s.math("GREATER_THAN", pick_fine, 0.86), 0.6), tone, dark)
    cloudy = s.noise(where, 5, 4)
    s.set(
        base_color=s.node("HueSaturation", {"Color": tone, "Value": s.remap(cloudy, 0.3, 0.7, 0.92, 1.06)}).outputs[0]
    )
    s.set(roughness=s.remap(s.noise(where, 8, 5, 0.65), 0.3, 0.75, rough * 0.7, rough * 2.2))
    return s


def tiles(glaze: str, grout: str, *, width: float = 0.15, height: float = 0.075) -> Shader:
    """Glossy wall tiles, laid in bond, each tilted a little (x along, y up in object space)."""
    s = Shader("tiles", roughness=0.12)
    where = s.coordinates()
    bricks = s.node(
        "TexBrick",
        {
            "Vector": where,
            "Color1": (0, 0, 0),
            "Color2": (1, 1, 1),
            "Scale": 1.0,
            "Mortar Size": 0.0016,
            "Mortar Smooth": 0.3,
            "Brick Width": width,
            "Row Height": height,
        },
    )
    each = bricks.outputs["Color"]
    tone = s.node("HueSaturation", {"Color": paint_rgba(glaze), "Value": s.remap(each, 0, 1, 0.93, 1.05)}).outputs[0]
    s.set(base_color=s.mix(bricks.outputs["Factor"], tone, grout))
    s.set(roughness=s.remap(bricks.outputs["Factor"], 0, 1, 0.1, 0.85))
    relief = s.math("SUBTRACT", s.math("MULTIPLY", s.noise(where, 9, 2), 0.6), bricks.outputs["Factor"])
    s.set(normal=s.bump(relief, 0.5, 0.0015))
    return s


def paper(tint: str) -> Shader:
    s = Shader("paper", roughness=0.75, specular_ior_level=0.25)
    where = s.coordinates()
    s.set(
        base_color=s.node(
            "HueSaturation", {"Color": paint_rgba(tint), "Value": s.remap(s.noise(where, 4, 3), 0.3, 0.7, 0.97, 1.02)}
        ).outputs[0]
    )
    s.set(normal=s.bump(s.noise(where, 900, 3, 0.7), 0.15, 0.0004, s.bump(s.noise(where, 5, 2), 0.3, 0.004)))
    return s


def glow(tint: str, strength: float) -> Shader:
    return Shader("glow", base_color="#000000", emission_color=tint, emission_strength=strength)


def printed(
    image: Any,
    base: Shader,
    *,
    space: str = "UV",
    scale: tuple[float, float, float] = (1, 1, 1),
    shift: tuple[float, float, float] = (0, 0, 0),
) -> Shader:
    """Lay an image with alpha over the base's colour, as a print."""
    source = base.node("TexCoord").outputs[space]
    vector = base.node("Mapping", {0: source, "Location": shift, "Scale": scale}).outputs[0]
    tone, alpha = base.picture(image, vector)
    socket = base.surface.inputs["Base Color"]
    below: Any = socket.links[0].from_socket if socket.is_linked else tuple(socket.default_value)
    base.set(base_color=base.mix(alpha, below, tone))
    return base


def image_from(picture: Any, name: str) -> Any:
    """A bpy image from a Pillow RGBA picture."""
    import numpy as np

    pixels = np.asarray(picture.convert("RGBA"), np.float32)[::-1] / 255
    image = bpy.data.images.new(name, picture.width, picture.height, alpha=True)
    image.alpha_mode = "CHANNEL_PACKED"
    image.pixels.foreach_set(np.ascontiguousarray(pixels).ravel())
    image.update()
    image.pack()
    return image

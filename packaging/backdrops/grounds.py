"""Surfaces that a product stands on or before: stone, plaster, sand, snow, paper. Procedural, object space, metres."""

from typing import Any

from materials import paint_rgba
from shader import Shader


def _valued(s: Shader, tone: Any, factor: Any, low: float, high: float) -> Any:
    """The colour, made darker and lighter by a 0…1 factor that mostly lies between 0.3 and 0.7."""
    base = paint_rgba(tone) if isinstance(tone, str) else tone
    return s.node("HueSaturation", {"Color": base, "Value": s.remap(factor, 0.3, 0.7, low, high)}).outputs[0]


def marble(base: str, vein: str, *, scale: float = 1.0, rough: float = 0.08, gold: str | None = None) -> Shader:
    """Polished slab: clouds, broad soft veins that meet, and fine sharp ones; with `gold` a third kind that glints."""
    s = Shader("marble", specular_ior_level=0.5, coat_weight=0.3, coat_roughness=0.04)
    where = s.coordinates("Object", (scale, scale, scale), turn=0.6)
    drift = s.noise(where, 2.2, 5, 0.55)
    bent = s.shifted(where, s.math("MULTIPLY", drift, 0.55))
    cloudy = s.noise(bent, 3.0, 6, 0.6)

    def lines(size: float, thin: float, detail: float) -> Any:
        ridge = s.math("ABSOLUTE", s.math("SUBTRACT", s.noise(bent, size, detail, 0.5), 0.5))
        return s.remap(ridge, 0.0, thin, 1.0, 0.0)

    wide, fine = lines(1.7, 0.055, 6), lines(5.5, 0.010, 4)
    present = s.remap(s.noise(where, 1.3, 2), 0.42, 0.62, 0.0, 1.0)
    tone = _valued(s, base, cloudy, 0.9, 1.04)
    tone = s.mix(s.math("MULTIPLY", s.math("POWER", wide, 2.0), s.math("MULTIPLY", present, 0.75)), tone, vein)
    tone = s.mix(s.math("MULTIPLY", fine, s.math("MULTIPLY", present, 0.6)), tone, vein)
    if gold:
        tone = s.mix(s.math("MULTIPLY", lines(2.6, 0.008, 5), s.remap(cloudy, 0.48, 0.6, 0, 1)), tone, gold)
    s.set(base_color=tone, roughness=s.remap(s.noise(where, 14, 5, 0.65), 0.3, 0.7, rough * 0.6, rough * 2.0))
    s.set(normal=s.bump(s.noise(where, 3, 2), 0.02, 0.01))
    return s


def concrete(base: str = "#a9a6a1", *, scale: float = 1.0, rough: float = 0.7, pores: float = 1.0) -> Shader:
    """Cast concrete: clouds of several sizes, trowel streaks, pinholes, hairline cracks."""
    s = Shader("concrete", specular_ior_level=0.35)
    where = s.coordinates("Object", (scale, scale, scale))
    large, middle = s.noise(where, 1.6, 5, 0.6), s.noise(where, 9, 6, 0.65)
    streaks = s.noise(s.node("Mapping", {0: where, "Scale": (3, 26, 26)}).outputs[0], 1.0, 4, 0.6)
    grain = s.noise(where, 420, 3, 0.6)
    mottled = s.mix(0.45, s.mix(0.5, large, middle), s.mix(0.4, streaks, grain))
    tone = _valued(s, base, mottled, 0.72, 1.16)
    holes = s.cells(s.shifted(where, s.math("MULTIPLY", grain, 0.004)), 55)
    few = s.remap(s.noise(where, 12, 2), 0.5, 0.62, 0.0, 0.13 * pores)
    pits = s.math("LESS_THAN", holes, few)
    tone = s.mix(s.math("MULTIPLY", pits, 0.55), tone, "#3b3936")
    s.set(base_color=tone, roughness=s.remap(middle, 0.3, 0.7, rough * 0.75, min(1.0, rough * 1.25)))
    height = s.math("SUBTRACT", s.math("ADD", s.math("MULTIPLY", middle, 0.5), s.math("MULTIPLY", grain, 0.25)), pits)
    s.set(normal=s.bump(height, 0.45, 0.0012))
    return s


def plaster(base: str, *, scale: float = 1.0, relief: float = 1.0) -> Shader:
    """Hand-spread limewash: broad brush clouds, and a relief that grazing light shows."""
    s = Shader("plaster", roughness=0.85, specular_ior_level=0.2)
    where = s.coordinates("Object", (scale, scale, scale))
    swirl = s.shifted(where, s.math("MULTIPLY", s.noise(where, 4, 3), 0.25))
    brush = s.noise(s.node("Mapping", {0: swirl, "Scale": (3.2, 8, 5)}).outputs[0], 1.0, 6, 0.62)
    s.set(base_color=_valued(s, base, s.mix(0.4, brush, s.noise(where, 1.4, 4)), 0.88, 1.07))
    fine = s.noise(where, 140, 4, 0.6)
    s.set(normal=s.bump(fine, 0.2 * relief, 0.001, s.bump(brush, 0.5 * relief, 0.008)))
    return s


def sand(base: str = "#dcc3a0", dark: str = "#a98a63") -> Shader:
    """Grains of several colours; ripples belong to the mesh."""
    s = Shader("sand", roughness=0.95, specular_ior_level=0.15, sheen_weight=0.15)
    where = s.coordinates()
    grains = s.node("SeparateColor", {0: s.node("TexVoronoi", {"Vector": where, "Scale": 1500.0}).outputs["Color"]})
    tone = s.mix(s.remap(grains.outputs[0], 0.55, 1.0, 0.0, 0.55), base, dark)
    tone = s.mix(s.remap(grains.outputs[1], 0.86, 0.9, 0.0, 0.7), tone, "#fff5e2")
    s.set(base_color=_valued(s, tone, s.noise(where, 6, 4), 0.9, 1.06))
    s.set(normal=s.bump(grains.outputs[2], 0.7, 0.0009, s.bump(s.noise(where, 60, 4, 0.6), 0.35, 0.005)))
    return s


def terrazzo(base: str, chips: tuple[str, str, str], *, rough: float = 0.14) -> Shader:
    """Polished cement with chips of stone in three colours and two sizes."""
    s = Shader("terrazzo", coat_weight=0.25, coat_roughness=0.05)
    where = s.coordinates()
    tone: Any = _valued(s, base, s.noise(where, 30, 5, 0.6), 0.93, 1.05)
    for index, tint in enumerate(chips):
        moved = s.shifted(where, 3.7 * index)
        bent = s.shifted(moved, s.math("MULTIPLY", s.noise(moved, 60, 1), 0.012))
        size = 42.0 if index < 2 else 110.0
        inside = s.math("GREATER_THAN", s.cells(bent, size, "DISTANCE_TO_EDGE"), 0.1)
        cell = s.node("TexVoronoi", {"Vector": bent, "Scale": size}).outputs["Color"]
        wanted = s.math("GREATER_THAN", s.node("SeparateColor", {0: cell}).outputs[0], 0.7)
        chip = _valued(s, tint, s.noise(where, 160, 3), 0.86, 1.08)
        tone = s.mix(s.math("MULTIPLY", inside, wanted), tone, chip)
    s.set(base_color=tone, roughness=s.remap(s.noise(where, 10, 5, 0.65), 0.3, 0.7, rough * 0.6, rough * 1.8))
    return s


def slate(base: str = "#2d2f31", *, rough: float = 0.5) -> Shader:
    """Split slate: layers that break off in steps, chalky dust in the hollows."""
    s = Shader("slate", specular_ior_level=0.45)
    where = s.coordinates()
    bent = s.shifted(where, s.math("MULTIPLY", s.noise(where, 7, 3), 0.06))
    flakes = s.noise(s.node("Mapping", {0: bent, "Scale": (5, 13, 13)}).outputs[0], 1.0, 7, 0.62)
    steps = s.math("DIVIDE", s.math("FLOOR", s.math("MULTIPLY", flakes, 14.0)), 14.0)
    fine = s.noise(where, 190, 4, 0.6)
    tone = s.mix(s.remap(fine, 0.52, 0.75, 0, 0.22), _valued(s, base, flakes, 0.65, 1.5), "#8d8f8e")
    s.set(base_color=tone, roughness=s.remap(flakes, 0.3, 0.7, rough * 0.8, min(1.0, rough * 1.3)))
    s.set(normal=s.bump(fine, 0.22, 0.001, s.bump(s.mix(0.7, flakes, steps), 0.6, 0.006)))
    return s


def snow() -> Shader:
    """Bright, faintly blue, with grains that glint."""
    s = Shader("snow", base_color="#f4f7fb", roughness=0.6, specular_ior_level=0.4, sheen_weight=0.2)
    where = s.coordinates()
    grains = s.noise(where, 900, 3, 0.7)
    s.set(normal=s.bump(grains, 0.4, 0.001, s.bump(s.noise(where, 70, 4, 0.6), 0.4, 0.004)))
    return s


def rubber(base: str = "#37383b", *, specks: tuple[str, str] = ("#85888c", "#587a99")) -> Shader:
    """Gym flooring: granules pressed together, some coloured."""
    s = Shader("rubber", roughness=0.8, specular_ior_level=0.3)
    where = s.coordinates()
    cell = s.node("TexVoronoi", {"Vector": where, "Scale": 320.0})
    pick = s.node("SeparateColor", {0: cell.outputs["Color"]})
    tone = _valued(s, base, s.noise(where, 5, 4), 0.8, 1.2)
    for channel, tint in enumerate(specks):
        tone = s.mix(s.math("GREATER_THAN", pick.outputs[channel], 0.94), tone, tint)
    s.set(base_color=tone, normal=s.bump(cell.outputs["Distance"], 0.5, 0.0014))
    return s


def water(tint: str = "#eaf4f4") -> Shader:
    """A still pool: mirrors at a slant, lets the ground through from above."""
    s = Shader("water", base_color=tint, transmission_weight=1.0, roughness=0.02, ior=1.33)
    where = s.coordinates()
    ripples = s.noise(s.shifted(where, s.math("MULTIPLY", s.noise(where, 5, 2), 0.08)), 14, 3, 0.45)
    s.set(normal=s.bump(ripples, 0.35, 0.006))
    clear = s.node("BsdfTransparent", {"Color": "#f1f7f7"}).outputs[0]
    shadow = s.node("LightPath").outputs["Is Shadow Ray"]
    both = s.node("MixShader", {0: shadow, 1: s.surface.outputs[0], 2: clear}).outputs[0]
    s.tree.links.new(both, s.tree.nodes["Material Output"].inputs["Surface"])
    return s


def enamel(base: str, *, rough: float = 0.5) -> Shader:
    """Matt studio paint on wood or plaster bodies: nearly even, with the roller's faint skin."""
    s = Shader("enamel", specular_ior_level=0.35)
    where = s.coordinates()
    s.set(base_color=_valued(s, base, s.noise(where, 5, 4), 0.965, 1.02))
    s.set(roughness=s.remap(s.noise(where, 24, 4), 0.3, 0.7, rough * 0.85, rough * 1.15))
    s.set(normal=s.bump(s.noise(where, 420, 3), 0.07, 0.0006))
    return s


def kraft(base: str = "#b9936a") -> Shader:
    """Brown wrapping paper: fibres lighter and darker that lie every way, and faint ribs of the mill."""
    s = Shader("kraft", roughness=0.8, specular_ior_level=0.25)
    where = s.coordinates()
    tone: Any = _valued(s, base, s.noise(where, 5, 4), 0.96, 1.03)
    for turn, tint in ((0.3, "#6f4f30"), (1.5, "#e3c9a4"), (2.4, "#87633f")):
        along = s.node("Mapping", {0: where, "Rotation": (0, 0, turn), "Scale": (60, 900, 900)}).outputs[0]
        tone = s.mix(s.remap(s.noise(along, 1.0, 2), 0.6, 0.78, 0.0, 0.5), tone, tint)
    ribs = s.wave(where, 95, 0.6, "X", 1)
    s.set(base_color=_valued(s, tone, ribs, 0.985, 1.01))
    s.set(normal=s.bump(s.noise(where, 700, 3, 0.7), 0.15, 0.0005, s.bump(s.noise(where, 4, 2), 0.25, 0.004)))
    return s

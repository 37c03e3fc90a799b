"""Boards seen from near: the planks of the samples, with fibres, open pores and small marks of use on top."""

from typing import Any

import materials
from shader import Shader


def planks(light: str, dark: str, *, turn: float = 0.0, marks: float = 1.0, **rest: Any) -> Shader:
    """As `materials.planks`; fibres a third of a millimetre fine, pores of a few millimetres along the grain."""
    s = materials.planks(light, dark, turn=turn, **rest)
    where = s.coordinates("Object", turn=turn)
    bend = s.noise(s.node("Mapping", {0: where, "Scale": (5, 14, 14)}).outputs[0], 1.0, 3)
    along = s.shifted(where, s.math("MULTIPLY", bend, 0.012))
    fibres = s.noise(s.node("Mapping", {0: along, "Scale": (45, 1500, 1500)}).outputs[0], 1.0, 4, 0.7)
    pores = s.noise(s.node("Mapping", {0: along, "Scale": (120, 1900, 1900)}).outputs[0], 1.0, 1)
    open_ = s.math("MULTIPLY", s.remap(pores, 0.62, 0.7, 0.0, 1.0), s.remap(bend, 0.35, 0.65, 0.15, 1.0))
    specks = s.noise(where, 260, 2)
    tone = s.surface.inputs["Base Color"].links[0].from_socket
    tone = s.mix(1.0, tone, _grey(s, s.remap(fibres, 0.25, 0.75, 0.78, 1.16)), "MULTIPLY")
    tone = s.mix(s.math("MULTIPLY", open_, 0.55), tone, dark)
    tone = s.mix(s.remap(specks, 0.7, 0.76, 0.0, 0.3 * marks), tone, dark)
    below = s.surface.inputs["Normal"].links[0].from_socket
    height = s.math("SUBTRACT", s.math("MULTIPLY", fibres, 0.7), open_)
    rough = s.surface.inputs["Roughness"].links[0].from_socket
    smudge = s.remap(s.noise(where, 38, 5, 0.7), 0.35, 0.7, -0.05, 0.09)
    return s.set(
        base_color=tone,
        roughness=s.math("ADD", rough, s.math("ADD", smudge, s.remap(fibres, 0.3, 0.7, 0.05, -0.03))),
        normal=s.bump(height, 0.28, 0.0004, below),
    )


def _grey(s: Shader, value: Any) -> Any:
    return s.node("CombineXYZ", {0: value, 1: value, 2: value}).outputs[0]

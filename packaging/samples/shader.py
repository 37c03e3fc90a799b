"""A short way to write Cycles shaders: nodes as function calls, values or sockets as arguments."""

from collections.abc import Mapping, Sequence
from typing import Any

import bpy


def colour(hexadecimal: str) -> tuple[float, float, float]:
    """Linear Rec.709 values of an sRGB hex colour."""
    digits = hexadecimal.lstrip("#")
    values = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values]
    return linear[0], linear[1], linear[2]


class Shader:
    """One material; every method adds a node and returns the socket that carries its result."""

    def __init__(self, name: str, **principled: Any) -> None:
        self.material = bpy.data.materials.new(name)
        self.tree = self.material.node_tree
        self.surface = self.tree.nodes["Principled BSDF"]
        self.set(**principled)

    def set(self, **principled: Any) -> "Shader":
        """Set inputs of the principled surface: base_color=…, coat_weight=…; hex strings are colours."""
        by_name = {socket.name.lower().replace(" ", "_"): socket for socket in self.surface.inputs}
        for name, value in principled.items():
            self._connect(by_name[name], value)
        return self

    def node(self, kind: str, inputs: Mapping[str | int, Any] | None = None, **properties: Any) -> Any:
        node = self.tree.nodes.new("ShaderNode" + kind)
        for name, value in properties.items():
            setattr(node, name, value)
        for key, value in (inputs or {}).items():
            self._connect(node.inputs[key], value)
        return node

    def _connect(self, socket: Any, value: Any) -> None:
        if isinstance(value, bpy.types.NodeSocket):
            self.tree.links.new(value, socket)
            return
        if isinstance(value, str):
            value = colour(value)
        if socket.type == "RGBA" and isinstance(value, Sequence) and len(value) == 3:
            value = (*value, 1.0)
        socket.default_value = value

    def coordinates(self, space: str = "Object", scale: Sequence[float] = (1, 1, 1), turn: float = 0.0) -> Any:
        """Texture coordinates ("Object" in metres, "UV", "Generated"), scaled and turned about z (radians)."""
        source = self.node("TexCoord").outputs[space]
        return self.node("Mapping", {0: source, "Scale": tuple(scale), "Rotation": (0, 0, turn)}).outputs[0]

    def noise(self, vector: Any, scale: float, detail: float = 3, roughness: float = 0.5, distortion: float = 0) -> Any:
        names = {"Vector": vector, "Scale": scale, "Detail": detail, "Roughness": roughness, "Distortion": distortion}
        return self.node("TexNoise", names).outputs[0]

    def cells(self, vector: Any, scale: float, feature: str = "F1", randomness: float = 1.0) -> Any:
        node = self.node("TexVoronoi", {"Vector": vector, "Scale": scale, "Randomness": randomness}, feature=feature)
        return node.outputs["Distance"]

    def wave(self, vector: Any, scale: float, distortion: float = 0, direction: str = "X", detail: float = 2) -> Any:
        names = {"Vector": vector, "Scale": scale, "Distortion": distortion, "Detail": detail}
        return self.node("TexWave", names, bands_direction=direction).outputs["Factor"]

    def ramp(self, factor: Any, *stops: tuple[float, str]) -> Any:
        """Colour ramp of (position, hex colour)."""
        node = self.node("ValToRGB", {0: factor})
        elements = node.color_ramp.elements
        while len(elements) < len(stops):
            elements.new(0.5)
        for element, (position, value) in zip(elements, stops, strict=True):
            element.position = position
            element.color = (*colour(value), 1.0)
        return node.outputs[0]

    def remap(self, value: Any, low: float, high: float, to_low: float, to_high: float) -> Any:
        return self.node("MapRange", {0: value, 1: low, 2: high, 3: to_low, 4: to_high}).outputs[0]

    def mix(self, factor: Any, a: Any, b: Any, mode: str = "MIX") -> Any:
        node = self.node("Mix", data_type="RGBA", blend_type=mode)
        for index, value in ((0, factor), (6, a), (7, b)):
            self._connect(node.inputs[index], value)
        return node.outputs[2]

    def math(self, operation: str, a: Any, b: Any = 0.0) -> Any:
        return self.node("Math", {0: a, 1: b}, operation=operation).outputs[0]

    def shifted(self, vector: Any, by: Any) -> Any:
        """The vector moved by a scalar socket on all axes: breaks repetition between planks, tiles, books."""
        by = (by, by, by) if isinstance(by, int | float) else by
        return self.node("VectorMath", {0: vector, 1: by}, operation="ADD").outputs[0]

    def bump(self, height: Any, strength: float, distance: float, below: Any = None) -> Any:
        inputs: dict[str | int, Any] = {"Height": height, "Strength": strength, "Distance": distance}
        if below is not None:
            inputs["Normal"] = below
        return self.node("Bump", inputs).outputs[0]

    def picture(self, image: Any, vector: Any, *, extend: bool = False) -> Any:
        """Colour and alpha sockets of an image (a `bpy.types.Image`) over a vector."""
        node = self.node("TexImage", {0: vector}, image=image, extension="EXTEND" if extend else "CLIP")
        return node.outputs[0], node.outputs[1]

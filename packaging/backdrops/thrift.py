"""Light that has bounced sees every surface in one plain colour: a third of the time, and nobody sees the difference.

Fine textures matter where the camera looks at them. Cycles skips the nodes of a branch that a ray does not take.
"""

from typing import Any

import bpy

ENOUGH = 3  # texture nodes from which on a material is worth it


def simplify() -> None:
    """Split every textured, opaque material by whether the camera looks at it."""
    for material in bpy.data.materials:
        tree = material.node_tree
        surface = tree.nodes.get("Principled BSDF")
        output = tree.nodes.get("Material Output")
        if surface is None or output is None or not output.inputs["Surface"].is_linked:
            continue
        if output.inputs["Surface"].links[0].from_node is not surface or not _dear(tree, surface):
            continue
        plain = tree.nodes.new("ShaderNodeBsdfDiffuse")
        plain.inputs["Color"].default_value = _colour(tree, surface)
        seen = tree.nodes.new("ShaderNodeLightPath")
        choice = tree.nodes.new("ShaderNodeMixShader")
        tree.links.new(seen.outputs["Is Camera Ray"], choice.inputs[0])
        tree.links.new(plain.outputs[0], choice.inputs[1])
        tree.links.new(surface.outputs[0], choice.inputs[2])
        tree.links.new(choice.outputs[0], output.inputs["Surface"])


def _dear(tree: Any, surface: Any) -> bool:
    """Whether the material is opaque, does not glow, and has textures that cost time."""
    textures = sum(node.bl_idname.startswith("ShaderNodeTex") for node in tree.nodes)
    clear = surface.inputs["Transmission Weight"].default_value > 0
    glows = surface.inputs["Emission Strength"].default_value > 0
    metal = surface.inputs["Metallic"].default_value > 0.5
    return textures >= ENOUGH and not (clear or glows or metal)


def _colour(tree: Any, surface: Any) -> tuple[float, ...]:
    """Return about the material's mean colour: of what its texture starts from, or of its ramp."""
    base = surface.inputs["Base Color"]
    if not base.is_linked:
        return tuple(base.default_value)
    for node in tree.nodes:
        if node.bl_idname == "ShaderNodeValToRGB":
            stops = [tuple(stop.color) for stop in node.color_ramp.elements]
            return tuple(sum(values) / len(stops) for values in zip(*stops, strict=True))
    for node in tree.nodes:
        if node.bl_idname == "ShaderNodeHueSaturation" and not node.inputs["Color"].is_linked:
            return tuple(node.inputs["Color"].default_value)
    for node in tree.nodes:
        if node.bl_idname == "ShaderNodeMix" and not node.inputs[6].is_linked:
            return tuple(node.inputs[6].default_value)
    return (0.4, 0.4, 0.4, 1.0)

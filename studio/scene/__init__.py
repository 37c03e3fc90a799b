"""Scene + Cutouts → Picture. Importing this makes every element kind known."""

from studio.scene.cache import RenderCache
from studio.scene.default import default_scene, scene_hash
from studio.scene.elements import ColourBackdrop, Product
from studio.scene.render import render

__all__ = ["ColourBackdrop", "Product", "RenderCache", "default_scene", "render", "scene_hash"]

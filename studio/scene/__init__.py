"""Scene + Cutouts → Picture. Importing this makes every element kind known."""

from studio.scene.ambient_occlusion import AmbientOcclusion
from studio.scene.cache import RenderCache
from studio.scene.cast_shadow import CastShadow
from studio.scene.contact_shadow import ContactShadow
from studio.scene.default import default_scene, scene_hash
from studio.scene.elements import ColourBackdrop, GradientBackdrop, PictureBackdrop, PictureOverlay, Product, Text
from studio.scene.kept_shadow import KeptShadow
from studio.scene.material import Material
from studio.scene.placement import Placement
from studio.scene.reflection import Reflection
from studio.scene.relight import Relight
from studio.scene.render import render
from studio.scene.tone import Tone

__all__ = [
    "AmbientOcclusion",
    "CastShadow",
    "ColourBackdrop",
    "ContactShadow",
    "GradientBackdrop",
    "KeptShadow",
    "Material",
    "PictureBackdrop",
    "PictureOverlay",
    "Placement",
    "Product",
    "Reflection",
    "Relight",
    "RenderCache",
    "Text",
    "Tone",
    "default_scene",
    "render",
    "scene_hash",
]

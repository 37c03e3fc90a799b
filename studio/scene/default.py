"""The scene everything starts from, and a scene's identity."""

import hashlib
import json

from studio.model.scene import Scene
from studio.scene.elements import ColourBackdrop, Product


def default_scene() -> Scene:
    """Return pure white with the product's longest side at 85 % of the canvas and no shadow."""
    return Scene(elements=(ColourBackdrop(), Product()))


def scene_hash(scene: Scene) -> str:
    """Return the sha256 (hex) of the scene as canonical JSON: sorted keys, no spaces, shortest numbers, UTF-8."""
    text = json.dumps(scene.model_dump(mode="json"), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()

"""The height of a photo's camera and that of the scene: which a set can show, and what is told of the two."""

import math

from studio.model.errors import StudioError
from studio.model.scene import Camera, Scene
from studio.model.viewpoint import Viewpoint
from studio.scene.elements import SetBackdrop
from studio.scene.elements.set import STRETCH
from studio.scene.set_facts import SetFacts, facts_of
from studio.scene.viewpoint import BY

ALIKE = 4.0  # degrees that nobody sees, and about as well as an outline tells
FEWEST, MOST = 4.0, 60.0  # degrees that a scene's camera knows
TOLD = {"phone": "by the phone's own level", **BY}
NOT_SURE = "Not sure from how high this product was photographed: neither its file nor its outline tells."


def shown_by(facts: SetFacts) -> tuple[float, float]:
    """Return the least and the greatest pitch, in degrees, from which a set can be shown without looking bent."""
    low, high = (math.degrees(math.asin(min(1.0, times * facts.camera.steepness))) for times in STRETCH)
    return max(low, FEWEST), min(high, MOST)


def matched(camera: Camera, facts: SetFacts, viewpoint: Viewpoint | None) -> Camera:
    """Return the camera with a photo's height, as far as the set can be shown from there; the very same if not told."""
    if viewpoint is None:
        return camera
    low, high = shown_by(facts)
    return camera.changed(pitch=round(min(max(viewpoint.pitch, low), high), 1))


def told(scene: Scene, viewpoint: Viewpoint | None) -> str:
    """Return in a sentence or two from how high a product was photographed, and how that agrees with its scene."""
    if viewpoint is None:
        return NOT_SURE
    seen = f"This photo looks down at the product by about {viewpoint.pitch:.0f}° (told {TOLD[viewpoint.by]})."
    away = viewpoint.pitch - scene.camera.pitch
    if abs(away) <= ALIKE:
        return f"{seen} The scene agrees."
    facts = _set_of(scene)
    if facts is not None and not shown_by(facts)[0] - ALIKE <= viewpoint.pitch <= shown_by(facts)[1] + ALIKE:
        low, high = shown_by(facts)
        cure = "photograph it from lower down" if away > 0 else "photograph it from higher up"
        return f"{seen} This set can be seen from {low:.0f}° to {high:.0f}°; for a perfect match {cure}."
    return f"{seen} The scene is seen from {'lower down' if away > 0 else 'higher up'}."


def offered(scene: Scene, viewpoint: Viewpoint | None) -> Camera | None:
    """Return the camera that comes nearest to the photo's; None where the scene agrees or it is not told."""
    camera = scene.camera
    if viewpoint is None or abs(viewpoint.pitch - camera.pitch) <= ALIKE:
        return None
    facts = _set_of(scene)
    pitch = min(max(viewpoint.pitch, FEWEST), MOST)
    nearest = camera.changed(pitch=round(pitch, 1)) if facts is None else matched(camera, facts, viewpoint)
    return nearest if abs(nearest.pitch - camera.pitch) > 0.5 else None


def _set_of(scene: Scene) -> SetFacts | None:
    """Return the facts of the set that a scene stands in; None where it stands in none, or they are damaged."""
    for element in scene.elements:
        if isinstance(element, SetBackdrop):
            try:
                return facts_of(element.picture)
            except StudioError:
                return None
    return None

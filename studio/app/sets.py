"""Standing a product in a set: backdrop, place, camera, light and shadows as the set has them; all can be changed."""

import math

from studio.app.camera_height import matched
from studio.app.photo.adapt import is_backdrop
from studio.model.errors import StudioError
from studio.model.params import rgb_of
from studio.model.scene import Camera, Canvas, Element, Light, Scene
from studio.model.viewpoint import Viewpoint
from studio.scene import Placement, Product, default_scene
from studio.scene.elements import SetBackdrop
from studio.scene.set_facts import SetFacts, facts_of, set_ids

# By the pairs of tests/truth/sets: what comes nearest to products truly rendered in the sets.
CONTACT = 0.7
AMBIENT = 0.9
RELIT = 0.3  # a product takes on that much of the place's light; its colours stay within the limit
LIGHT_OF_A_SET = 0.75  # of the key's measured share: the room gives much back
WARMEST = 90.0  # difference of red and blue bytes that counts as all the warmth there is


def sets() -> list[tuple[str, SetFacts]]:
    """Return the sets that ship, those that can be read, with their facts."""
    found = []
    for name in set_ids():
        try:
            found.append((name, facts_of(name)))
        except StudioError:
            continue
    return found


def standing(scene: Scene, backdrop: SetBackdrop, viewpoint: Viewpoint | None = None) -> Scene:
    """Return the scene with its products standing in a set; what lies above them stays.

    Where it is told from how high the product was photographed, the set is seen from there, as far as it can be.
    Raises InvalidSceneError where the set's facts are damaged.
    """
    facts = facts_of(backdrop.picture)
    placed = backdrop.changed(x=round(_x(facts, backdrop), 3), y=round(max(0.3, facts.ground.y), 3))
    others = [element for element in scene.elements if not is_backdrop(element)]
    count = sum(isinstance(element, Product) for element in others)
    stood: list[Element] = [_stood(element, facts, placed, count) for element in others]
    camera = matched(camera_of(facts), facts, viewpoint)
    return scene.model_copy(update={"elements": (placed, *stood), "light": light_of(facts, placed), "camera": camera})


def in_place(
    name: str,
    size: tuple[int, int],
    *,
    real: float = 0.0,
    x: float | None = None,
    y: float | None = None,
    turn: float = 0.0,
    mirror: bool = False,
) -> Scene:
    """Return a scene with one product in a set, in its real size where that is known (`real` cm, its longest side).

    `x`, `y`: its foot, shares of the canvas; the set's own place by default. Raises InvalidSceneError.
    """
    plain = default_scene().model_copy(update={"canvas": Canvas(width=size[0], height=size[1])})
    scene = standing(plain, SetBackdrop(picture=name, mirror=mirror))
    product = next(element for element in scene.elements if isinstance(element, Product))
    old = product.placement
    moved = old.changed(real=real, rotation=turn, x=old.x if x is None else x, y=old.y if y is None else y)
    elements = tuple(product.changed(placement=moved) if it is product else it for it in scene.elements)
    return scene.model_copy(update={"elements": elements})


def light_of(facts: SetFacts, backdrop: SetBackdrop | None = None) -> Light:
    """Return the set's light, turned where the set is mirrored."""
    red, _, blue = rgb_of(facts.light.colour)
    azimuth = -facts.light.azimuth if backdrop is not None and backdrop.mirror else facts.light.azimuth
    warmth = max(-1.0, min(1.0, (red - blue) / WARMEST))
    return Light(
        azimuth=azimuth, elevation=facts.light.elevation, softness=facts.light.softness, warmth=round(0.5 * warmth, 2)
    )


def camera_of(facts: SetFacts) -> Camera:
    """Return the camera as the ground of the set sees it, its distance in sizes of a product that looks right there."""
    pitch = math.degrees(math.asin(facts.camera.steepness))
    distance = facts.camera.distance / (facts.ground.width * facts.ground.fill)
    return Camera(pitch=round(min(max(pitch, 4.0), 60.0), 1), distance=round(min(max(distance, 1.5), 12.0), 1))


def _x(facts: SetFacts, backdrop: SetBackdrop) -> float:
    return 1 - facts.ground.x if backdrop.mirror else facts.ground.x


def _stood(element: Element, facts: SetFacts, backdrop: SetBackdrop, count: int) -> Element:
    """Return a product on the set's ground, with the shadows that its light throws."""
    if not isinstance(element, Product):
        return element
    old = element.placement
    x = backdrop.x if count == 1 else old.x
    placement = Placement(
        fill=facts.ground.fill,
        x=x,
        y=backdrop.y,
        anchor="base",
        rotation=old.rotation,
        straighten=old.straighten,
        flip=old.flip,
        real=old.real,
    )
    cast = element.cast.changed(kind="ground", opacity=round(LIGHT_OF_A_SET * facts.light.strength, 2), reach=1.0)
    contact = element.contact.changed(opacity=CONTACT, softness=round(0.12 + 0.2 * facts.light.softness, 2), reach=0.6)
    ambient = element.ambient.changed(opacity=round(AMBIENT * (1 - facts.light.strength), 2))
    reflection = element.reflection.changed(opacity=facts.ground.reflection)
    relight = element.relight.changed(amount=max(RELIT, element.relight.amount))
    shadows = {"cast": cast, "contact": contact, "ambient": ambient}
    return element.changed(placement=placement, relight=relight, reflection=reflection, **shadows)

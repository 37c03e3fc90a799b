"""A reference that shows a place: the nearest of our sets, with the product standing where the reference's stands."""

from functools import lru_cache

import numpy as np

from studio.app.photo.pictures import load_pictures
from studio.app.sets import sets, standing
from studio.model.scene import Scene
from studio.model.viewpoint import Viewpoint
from studio.scene import Product
from studio.scene.elements import SetBackdrop
from studio.scene.lookalike import PATTERN, Inferred, Reading
from studio.scene.lookalike.surroundings import Surroundings, surroundings
from studio.scene.set_facts import SetFacts, facts_of

GROUND, WALL = 14.0, 25.0  # as far as `Surroundings.unlike` may tell them apart
OF_THE_WALL, OF_THE_PATTERN = 0.6, 0.3  # what counts beside the ground, which the product stands on
PLAIN = 2.5  # levels unexplained, below which a backdrop is plain
ALIKE = 5.0  # in all; two views of one set are mostly below 3
SURE = 0.3


def in_a_place(reading: Reading, viewpoint: Viewpoint | None) -> tuple[Scene, tuple[Inferred, ...]]:
    """Return the scene in the set that is nearest to the reference's place, and what is told of it.

    What was read stays as it is where the reference has a plain backdrop, or no set of ours is like its place.
    """
    name = nearest(reading)
    product = reading.scene.first(Product)
    if name is None or not isinstance(product, Product):
        return reading.scene, reading.inferred
    stood = standing(reading.scene, SetBackdrop(picture=name), viewpoint)
    now = stood.first(Product)
    assert isinstance(now, Product)
    place = product.placement
    backdrop = SetBackdrop(picture=name, x=place.x, y=round(max(0.3, place.y), 3))
    elements = (backdrop, now.changed(placement=place.changed(anchor="base")))
    told = _told(facts_of(name), viewpoint is not None)
    changed = {it.name: it for it in told}
    rest = tuple(it for it in reading.inferred if it.name not in changed)
    return stood.model_copy(update={"elements": elements}), (*told, *rest)


def nearest(reading: Reading) -> str | None:
    """Return the id of the set that looks most like a reference's place; None where none is near.

    What might as well be a plain backdrop must look just like a set to be taken for one.
    """
    best, least = None, np.inf if reading.off >= PATTERN else ALIKE if reading.off >= PLAIN else 0.0
    for name, own in _known():
        ground, wall, pattern = reading.place.unlike(own)
        unlike = ground + OF_THE_WALL * wall + OF_THE_PATTERN * pattern
        if ground <= GROUND and wall <= WALL and unlike < least:
            best, least = name, unlike
    return best


@lru_cache(1)
def _known() -> tuple[tuple[str, Surroundings], ...]:
    found = []
    for name, facts in sets():
        picture = load_pictures(Scene(elements=(SetBackdrop(picture=name),)), small=True).get(name)
        if picture is not None:
            free = np.ones(picture.rgb.shape[:2], np.bool_)
            found.append((name, surroundings(picture.rgb.astype(np.float32), free, facts.ground.y)))
    return tuple(found)


def _told(facts: SetFacts, seen: bool) -> tuple[Inferred, ...]:
    light = facts.light
    side = "left" if light.azimuth < 0 else "right"
    told = (
        Inferred("Backdrop", f"The set “{facts.name}”, the nearest of ours in wall and ground", SURE),
        Inferred("Light", f"The set's own, from the {side}, {light.elevation:.0f}° high", SURE),
        Inferred("Shadow", "As the set's light throws it", SURE),
    )
    return told if seen else (*told, Inferred("Camera", "As the set is seen", SURE))

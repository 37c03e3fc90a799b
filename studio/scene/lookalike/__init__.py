"""A Scene that looks like a reference picture, measured from it: none of its pixels are kept.

    scene, inferred = lookalike(picture, matte)
    reading = read(picture, matte)          # the same, and what the place around it looks like

Everything that is read from the picture is an ordinary setting of the scene, and told with how sure it is.
"""

from dataclasses import dataclass

import numpy as np

from studio.model.matte import Matte
from studio.model.picture import Picture
from studio.model.scene import Scene
from studio.scene.elements import Product
from studio.scene.lookalike.backdrop import PATTERN, backdrop_of, lost_light
from studio.scene.lookalike.reference import Inferred, reference_of
from studio.scene.lookalike.shadow import guessed, lit
from studio.scene.lookalike.standing import camera_of, canvas_of, placement_of, reflection_of, tone_of
from studio.scene.lookalike.surroundings import Surroundings, surroundings_of
from studio.scene.viewpoint import viewpoint_by

__all__ = ["PATTERN", "Inferred", "Reading", "lookalike", "read"]


@dataclass(frozen=True, eq=False)
class Reading:
    """A scene, and what it was read from.

    `place`: what is seen around the product; `off`: its levels (of 255) that no plain backdrop explains, from `PATTERN`
    on it is a pattern or a place.
    """

    scene: Scene
    inferred: tuple[Inferred, ...]
    place: Surroundings
    off: float


def lookalike(picture: Picture, matte: Matte) -> tuple[Scene, tuple[Inferred, ...]]:
    """Return the scene and what it was read from; raises NoProductError where the reference shows no product."""
    reading = read(picture, matte)
    return reading.scene, reading.inferred


def read(picture: Picture, matte: Matte) -> Reading:
    """Return what a reference tells; raises NoProductError where it shows no product."""
    reference = reference_of(picture, matte)
    fit = backdrop_of(reference)
    backdrop = fit.element
    camera, about_camera = camera_of(backdrop, reference, viewpoint_by(matte.alpha, matte.box))
    reflection, about_reflection = reflection_of(reference, fit)
    plain = fit.off < PATTERN
    lost = lost_light(reference, fit) if plain else np.zeros_like(reference.product)
    if about_reflection is not None:  # what is darker around the product's foot is its mirror image, not its shadow
        lost = np.zeros_like(lost)
    light = lit(reference, lost, camera, fit.doubt) if plain else guessed(reference)
    grounded = light.contact.opacity > 0 or reflection.opacity > 0 or getattr(backdrop, "shape", "") == "sweep"
    canvas, about_canvas = canvas_of(reference)
    placement, about_placement = placement_of(reference, grounded)
    tone, about_tone = tone_of(reference)
    product = Product(
        placement=placement,
        tone=tone,
        contact=light.contact,
        cast=light.cast,
        ambient=light.ambient,
        reflection=reflection,
    )
    scene = Scene(canvas=canvas, light=light.light, camera=camera, elements=(backdrop, product))
    told = [fit.inferred(), *light.inferred, about_camera, about_placement, about_canvas, about_tone]
    if about_reflection is not None:
        told.append(about_reflection)
    return Reading(scene, tuple(told), surroundings_of(reference), fit.off)

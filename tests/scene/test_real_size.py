"""Scale from real size: a product of known centimetres is as large in a set as it would be there."""

import numpy as np
import pytest

from studio.app.photo.pictures import load_pictures
from studio.app.sets import in_place
from studio.model.matte import Cutout
from studio.model.picture import WHOLE, Picture
from studio.model.render import RenderRequest, Rendition
from studio.scene import Product, render
from studio.scene.set_facts import facts_of

SIDE = 600


def box(wide: int, tall: int) -> Cutout:
    """A green box that fills its photo."""
    rgb = np.zeros((tall, wide, 3), np.uint8)
    rgb[..., 1] = 230
    picture = Picture(rgb, np.full((tall, wide), 255, np.uint8))
    return Cutout(picture, WHOLE, WHOLE, wide, tall, wide, tall, 1.0, "file")


def stood(real: float, wide: int = 300, tall: int = 500, **place: float) -> Rendition:
    scene = in_place("oak-table", (SIDE, SIDE), real=real, **place)
    pictures = load_pictures(scene)
    return render(RenderRequest(scene, SIDE, SIDE, cutouts={"product": box(wide, tall)}, pictures=pictures))


def height(rendition: Rendition) -> int:
    """How many pixels tall the green box is."""
    rgb = rendition.picture.rgb.astype(int)
    green = (rgb[..., 1] - np.maximum(rgb[..., 0], rgb[..., 2])) > 60
    rows = np.flatnonzero(green.sum(axis=1) > 20)
    return int(rows[-1] - rows[0] + 1)


def test_twice_the_centimetres_are_twice_the_pixels() -> None:
    small, large = height(stood(12)), height(stood(24))
    assert large == pytest.approx(2 * small, rel=0.02)
    facts = facts_of("oak-table")
    shown = 12 / facts.ground.width * SIDE
    assert shown <= small * 1.02, "the set is at least as wide as the canvas"
    assert small == pytest.approx(shown, rel=0.35), "and no more than is needed to put its ground there"


def test_the_longest_side_is_meant_whatever_its_direction() -> None:
    flat, upright = stood(20, 500, 300), stood(20, 300, 500)
    assert height(flat) == pytest.approx(height(upright) * 3 / 5, rel=0.03)


def test_farther_back_it_is_smaller() -> None:
    near = stood(12, y=0.9)
    far = stood(12, y=0.7)
    assert height(far) < height(near)


def test_a_product_without_room_is_shown_whole_and_that_is_said() -> None:
    rendition = stood(250)
    assert height(rendition) < SIDE
    assert any("250 cm has no room" in sentence for sentence in rendition.missing)
    assert stood(12).missing == stood(0).missing


def test_without_a_set_the_size_is_as_it_was() -> None:
    scene = in_place("oak-table", (SIDE, SIDE), real=12)
    product = next(element for element in scene.elements if isinstance(element, Product))
    alone = scene.model_copy(update={"elements": (product,)})
    by_size = product.changed(placement=product.placement.changed(real=0))
    plain = scene.model_copy(update={"elements": (by_size,)})
    shown = [
        render(RenderRequest(it, SIDE, SIDE, cutouts={"product": box(300, 500)})).picture.rgb for it in (alone, plain)
    ]
    assert (shown[0] == shown[1]).all()

"""A reference that shows a place is answered with the nearest set, the product standing where it stands there."""

from functools import cache

import cv2
import numpy as np
import pytest

from studio.app.lookalike_places import in_a_place, nearest
from studio.app.photo.pictures import load_pictures
from studio.app.sets import in_place
from studio.cutout import cut
from studio.cutout.box import product_box
from studio.model.matte import Cutout, CutoutSettings, Matte
from studio.model.picture import Picture
from studio.model.render import RenderRequest
from studio.scene import ColourBackdrop, Product, render
from studio.scene.elements import SetBackdrop
from studio.scene.lookalike import read

SIDE = 400


@cache
def crate() -> Cutout:
    """A plain upright thing."""
    alpha, rgb = np.zeros((300, 260), np.uint8), np.full((300, 260, 3), (40, 90, 140), np.uint8)
    cv2.rectangle(alpha, (30, 30), (230, 280), (255,), -1)
    return cut(
        Picture(rgb), Matte(alpha, 1.0, "drawn", box=product_box(alpha)), CutoutSettings(refine="off"), (260, 300)
    )


def reference(name: str, x: float) -> tuple[Picture, Matte]:
    """Return a picture of the crate in a set, and its true matte."""
    scene = in_place(name, (1000, 1000), x=x)
    cutouts = {"product": crate()}
    picture = render(RenderRequest(scene, SIDE, SIDE, cutouts, load_pictures(scene))).picture
    bare = scene.model_copy(update={"elements": (Product(placement=scene.first(Product).placement),)})  # type: ignore[union-attr]
    alpha = render(RenderRequest(bare, SIDE, SIDE, cutouts, transparent=True)).picture.alpha
    assert alpha is not None
    return picture, Matte(alpha, 1.0, "true", box=product_box(alpha))


@pytest.mark.parametrize(("name", "x"), [("oak-table", 0.5), ("kitchen-counter", 0.4), ("terrazzo", 0.55)])
def test_a_place_is_found_again(name: str, x: float) -> None:
    reading = read(*reference(name, x))
    assert nearest(reading) == name
    scene, inferred = in_a_place(reading, None)
    backdrop, product = scene.elements[0], scene.first(Product)
    assert isinstance(backdrop, SetBackdrop)
    assert isinstance(product, Product)
    assert backdrop.picture == name
    assert product.placement.x == backdrop.x == pytest.approx(x, abs=0.03)
    assert product.placement.y == pytest.approx(backdrop.y, abs=0.03)
    assert product.cast.kind == "ground"
    assert product.contact.opacity > 0
    told = [it.name for it in inferred]
    assert len(set(told)) == len(told)
    assert {"Backdrop", "Light", "Shadow", "Camera", "Product", "Crop"} <= set(told)


def meadow(box: tuple[int, int, int, int]) -> tuple[Picture, Matte]:
    """Return rough green with a grey product at (left, top, right, bottom) in it."""
    rough = np.random.default_rng(3).normal((70, 150, 40), 40, (24, 24, 3)).clip(0, 255).astype(np.uint8)
    rgb = np.asarray(cv2.resize(rough, (SIDE, SIDE), interpolation=cv2.INTER_CUBIC), np.uint8)
    alpha = np.zeros((SIDE, SIDE), np.uint8)
    alpha[box[1] : box[3], box[0] : box[2]] = 255
    rgb[alpha > 0] = 90
    return Picture(rgb), Matte(alpha, 1.0, "drawn", box=product_box(alpha))


def test_what_no_set_is_like_keeps_its_colours_and_stands_on_a_shadow() -> None:
    reading = read(*meadow((150, 100, 260, 300)))
    scene, inferred = in_a_place(reading, None)
    assert (scene, inferred) == (reading.scene, reading.inferred)
    product = scene.first(Product)
    assert isinstance(product, Product)
    assert not isinstance(scene.elements[0], SetBackdrop)
    assert product.contact.opacity > 0
    assert product.cast.kind == "none"
    assert product.placement.anchor == "base"


def test_what_runs_out_of_the_picture_throws_no_shadow() -> None:
    product = read(*meadow((150, 100, 260, SIDE))).scene.first(Product)
    assert isinstance(product, Product)
    assert product.contact.opacity == 0


def test_a_plain_backdrop_is_no_place() -> None:
    alpha = np.zeros((200, 200), np.uint8)
    alpha[60:150, 70:130] = 255
    picture = Picture(np.where(alpha[..., None] > 0, 40, 230).repeat(3, 2).astype(np.uint8))
    reading = read(picture, Matte(alpha, 1.0, "drawn", box=product_box(alpha)))
    assert nearest(reading) is None
    assert isinstance(in_a_place(reading, None)[0].elements[0], ColourBackdrop)

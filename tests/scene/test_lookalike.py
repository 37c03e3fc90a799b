"""A lookalike is measured: scenes that we rendered ourselves are read back from their picture."""

import cv2
import numpy as np
import pytest

from studio.cutout import cut
from studio.cutout.box import product_box
from studio.model.errors import NoProductError
from studio.model.matte import Cutout, CutoutSettings, Matte
from studio.model.params import rgb_of
from studio.model.picture import Picture
from studio.model.render import RenderRequest
from studio.model.scene import Camera, Canvas, Element, Light, Scene
from studio.scene import (
    CastShadow,
    ColourBackdrop,
    ContactShadow,
    GradientBackdrop,
    Placement,
    Product,
    Reflection,
    render,
)
from studio.scene.lookalike import Inferred, lookalike

SEEN = Camera(pitch=15)  # as the bottle below is seen
SHADOWS = {
    "contact": ContactShadow(opacity=0.5),
    "cast": CastShadow(kind="ground", opacity=0.45),
}


@pytest.fixture(scope="module")
def bottle() -> Cutout:
    """A two-coloured upright thing with a rounded foot."""
    alpha, rgb = np.zeros((600, 300), np.uint8), np.full((600, 300, 3), (40, 90, 140), np.uint8)
    cv2.rectangle(alpha, (60, 40), (240, 540), 255, -1, cv2.LINE_AA)
    cv2.ellipse(alpha, (150, 540), (90, 26), 0, 0, 180, 255, -1, cv2.LINE_AA)
    rgb[400:470] = (230, 200, 60)
    rgb[:120] = (30, 30, 34)
    matte = Matte(alpha, 1.0, "drawn", box=product_box(alpha))
    return cut(Picture(rgb), matte, CutoutSettings(refine="off"), (300, 600))


def seen(scene: Scene, cutout: Cutout) -> tuple[Picture, Matte]:
    """Return the scene's picture, and the true matte of the product in it."""
    width, height = round(scene.canvas.width * 0.32), round(scene.canvas.height * 0.32)
    picture = render(RenderRequest(scene, width, height, {"product": cutout})).picture
    product = next(element for element in scene.elements if isinstance(element, Product))
    bare = scene.model_copy(update={"elements": (Product(placement=product.placement),)})
    alpha = render(RenderRequest(bare, width, height, {"product": cutout}, transparent=True)).picture.alpha
    assert alpha is not None
    return picture, Matte(alpha, 1.0, "true", box=product_box(alpha))


def read_back(scene: Scene, cutout: Cutout) -> tuple[Scene, tuple[Inferred, ...], Element, Product]:
    """Return what was read from the scene's picture."""
    found, inferred = lookalike(*seen(scene, cutout))
    product = found.first(Product)
    assert isinstance(product, Product)
    return found, inferred, found.elements[0], product


def near(one: str, other: str) -> float:
    """Return how many levels two colours differ at most."""
    return float(np.abs(np.subtract(rgb_of(one), rgb_of(other))).max())


def test_white_stays_exactly_white_and_nothing_is_imagined(bottle: Cutout) -> None:
    placement = Placement(fill=0.8, x=0.4)
    _, _, backdrop, product = read_back(Scene(elements=(ColourBackdrop(), Product(placement=placement))), bottle)
    assert backdrop == ColourBackdrop(colour="#ffffff")
    assert product.placement.fill == pytest.approx(0.8, abs=0.02)
    assert product.placement.x == pytest.approx(0.4, abs=0.02)
    assert product.cast.kind == "none"
    assert product.contact.opacity == 0
    assert product.reflection.opacity == 0


@pytest.mark.parametrize(("azimuth", "elevation"), [(-70, 40), (60, 50), (-20, 45)])
def test_light_is_read_from_the_shadow(bottle: Cutout, azimuth: float, elevation: float) -> None:
    placement = Placement(fill=0.5, anchor="base", y=0.72)
    light = Light(azimuth=azimuth, elevation=elevation, softness=0.3)
    elements = (ColourBackdrop(colour="#f0e6d8"), Product(placement=placement, **SHADOWS))
    scene = Scene(camera=SEEN, light=light, elements=elements)
    found, inferred, backdrop, product = read_back(scene, bottle)
    assert isinstance(backdrop, ColourBackdrop)
    assert near(backdrop.colour, "#f0e6d8") <= 2
    assert found.light.azimuth == pytest.approx(azimuth, abs=25)
    assert found.light.elevation == pytest.approx(elevation, abs=15)
    assert product.cast.kind == "ground"
    assert product.cast.opacity == pytest.approx(0.45, abs=0.15)
    assert product.placement.anchor == "base"
    assert product.placement.y == pytest.approx(0.72, abs=0.02)
    assert any(it.name == "Light" and ("left" if azimuth < 0 else "right") in it.value for it in inferred)


def test_the_camera_is_read_from_the_products_own_base(bottle: Cutout) -> None:
    found, inferred, _, _ = read_back(Scene(elements=(ColourBackdrop(colour="#d0d0d0"), Product())), bottle)
    assert found.camera.pitch == pytest.approx(16.8, abs=4)  # an ellipse of 26 by 90
    assert any(it.name == "Camera" and "curve of its base" in it.value for it in inferred)


def test_a_sweep_is_told_from_a_fading(bottle: Cutout) -> None:
    sweep = GradientBackdrop(shape="sweep", start="#dfe6ea", end="#c2b8ac", horizon=0.62, bend=0.08)
    placement = Placement(fill=0.5, anchor="base", y=0.8)
    scene = Scene(canvas=Canvas(width=1600, height=2000), elements=(sweep, Product(placement=placement, **SHADOWS)))
    found, _, backdrop, _ = read_back(scene, bottle)
    assert isinstance(backdrop, GradientBackdrop)
    assert backdrop.shape == "sweep"
    assert near(backdrop.start, sweep.start) <= 4
    assert near(backdrop.end, sweep.end) <= 6
    assert backdrop.horizon == pytest.approx(0.62, abs=0.04)
    assert found.canvas.width / found.canvas.height == pytest.approx(0.8, abs=0.01)

    fading = GradientBackdrop(shape="linear", start="#3a4c66", end="#9db4c8", spread=1.0)
    _, _, backdrop, product = read_back(Scene(elements=(fading, Product())), bottle)
    assert isinstance(backdrop, GradientBackdrop)
    assert backdrop.shape == "linear"
    assert backdrop.angle == 0
    assert near(backdrop.start, fading.start) <= 12
    assert near(backdrop.end, fading.end) <= 12
    assert product.cast.kind == "none"


def test_a_mirror_image_is_no_shadow(bottle: Cutout) -> None:
    placement, mirror = Placement(fill=0.5, anchor="base", y=0.66), Reflection(opacity=0.5, length=0.6)
    scene = Scene(elements=(ColourBackdrop(colour="#e8e8ea"), Product(placement=placement, reflection=mirror)))
    _, _, _, product = read_back(scene, bottle)
    assert product.reflection.opacity > 0.05
    assert product.cast.kind == "none"


def test_of_a_place_only_the_colours_are_taken_and_that_is_said(bottle: Cutout) -> None:
    scene = Scene(elements=(ColourBackdrop(colour="#7a8a5a"), Product()))
    picture, matte = seen(scene, bottle)
    random = np.random.default_rng(3)
    noise = cv2.resize(random.normal(0, 45, (24, 24, 3)).astype(np.float32), (picture.width, picture.height))
    rough = Picture(np.clip(picture.rgb + noise, 0, 255).astype(np.uint8))
    found, inferred = lookalike(rough, matte)
    about = next(it for it in inferred if it.name == "Backdrop")
    assert "its colours only" in about.value
    assert about.sure < 0.3
    assert found.first(Product) is not None


def test_a_reference_without_a_product_is_refused_with_a_cure() -> None:
    with pytest.raises(NoProductError) as caught:
        lookalike(Picture(np.full((50, 60, 3), 200, np.uint8)), Matte(np.zeros((50, 60), np.uint8), 0.0, "none"))
    assert caught.value.hint

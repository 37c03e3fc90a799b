"""A photo is cut out on its canvas's own pixels: what is rendered of the product is the cutout, byte for byte."""

from typing import Any

import cv2
import numpy as np
import pytest

from studio.app.photo.adapt import scene_for_channel, scene_for_photo
from studio.app.photo.raster import raster_of
from studio.check import find_channel
from studio.cutout import cut
from studio.cutout.part import Raster
from studio.model.matte import CutoutSettings, Matte
from studio.model.picture import Box, Picture
from studio.model.preset import Preset
from studio.model.render import RenderRequest, Rendition
from studio.scene import ColourBackdrop, Product, default_scene, render
from studio.scene.placement import Placement

SIZE = (3013, 2257)


@pytest.fixture(scope="module")
def photo() -> Picture:
    """A dark ellipse with a texture on a light ground, in a camera's noise."""
    width, height = SIZE
    noise = np.random.default_rng(5).normal(0, 6, (height, width, 3)).astype(np.int16)
    drawn = np.full((height, width, 3), 205, np.int16)
    cv2.ellipse(drawn, (1480, 1140), (820, 610), 12, 0, 360, (70, 96, 120), -1)
    return Picture(np.clip(drawn + noise, 0, 255).astype(np.uint8))


@pytest.fixture(scope="module")
def matte() -> Matte:
    alpha = np.zeros((600, 800), np.uint8)
    share = 800 / SIZE[0]
    middle, axes = (round(1480 * share), round(1140 * share)), (round(820 * share), round(610 * share))
    cv2.ellipse(alpha, middle, axes, 12, 0, 360, 255, -1, cv2.LINE_AA)
    x, y, width, height = cv2.boundingRect(alpha)
    return Matte(alpha, 0.9, "drawn", box=Box(x / 800, y / 600, (x + width) / 800, (y + height) / 600))


def exported(
    photo: Picture, matte: Matte, placement: dict[str, Any], names: list[str]
) -> tuple[Raster | None, Rendition, Picture]:
    product = Product(placement=Placement(**placement))
    scene = default_scene().model_copy(update={"elements": (ColourBackdrop(colour="#00ff00"), product)})
    settings = CutoutSettings(shift=placement.get("margin", 0.0) / 100)
    preset = Preset(id="x", name="X", cutout=settings, scene=scene)
    channels = [find_channel(name) for name in names]
    raster = raster_of(photo, preset, channels, matte, SIZE)
    cutout = cut(photo, matte, settings, SIZE, raster=raster)
    scene, _ = scene_for_photo(scene_for_channel(scene, channels[0])[0], channels[0], cutout)
    canvas = scene.canvas
    return raster, render(RenderRequest(scene, canvas.width, canvas.height, {"product": cutout})), cutout.picture


@pytest.mark.parametrize(
    "placement",
    [
        {},
        {"flip": True},
        {"fill": 0.611, "x": 0.433, "y": 0.587},
        {"fill": 0.7, "flip": True, "x": 0.57},
        {"anchor": "base", "y": 0.873, "fill": 0.8},
        {"margin": 0.07, "fill": 1.0},
        {"fill": 0.3},  # far fewer pixels than the photo has
    ],
)
@pytest.mark.parametrize("channels", [["ebay"], ["ebay", "etsy"]])
def test_what_is_rendered_is_the_cutout(
    photo: Picture, matte: Matte, placement: dict[str, Any], channels: list[str]
) -> None:
    raster, rendition, cutout = exported(photo, matte, placement, channels)
    assert raster is not None
    assert cutout.alpha is not None
    own, cover = cutout.rgb, cutout.alpha
    if placement.get("flip"):
        own, cover = own[:, ::-1], cover[:, ::-1]
    x, y, width, height = rendition.boxes["product"]
    left, top, wide, tall = cv2.boundingRect((cover > 127).astype(np.uint8))
    assert (wide, tall) == (width, height)
    inside = cover[top : top + tall, left : left + wide] == 255
    assert inside.sum() > 0.7 * inside.size
    shown = rendition.picture.rgb[y : y + height, x : x + width]
    assert np.array_equal(shown[inside], own[top : top + tall, left : left + wide][inside])


@pytest.mark.parametrize("placement", [{"rotation": 20.0}, {"straighten": -1.5}])
def test_a_turned_product_is_cut_out_a_little_larger_than_needed(
    photo: Picture, matte: Matte, placement: dict[str, Any]
) -> None:
    raster, rendition, _ = exported(photo, matte, placement, ["ebay"])
    assert raster is None  # its scale is not known before, and all of the photo may be needed
    assert rendition.boxes["product"]


def test_a_product_enlarged_from_few_pixels_keeps_its_own(photo: Picture, matte: Matte) -> None:
    small = Picture(np.asarray(cv2.resize(photo.rgb, (300, 225), interpolation=cv2.INTER_AREA), np.uint8))
    preset = Preset(id="x", name="X", scene=default_scene())
    assert raster_of(small, preset, [find_channel("amazon-main")], matte, (300, 225)) is None


def test_a_photo_with_alpha_keeps_its_pixels(photo: Picture, matte: Matte) -> None:
    clear = Picture(photo.rgb, np.full(photo.rgb.shape[:2], 200, np.uint8))
    assert (
        raster_of(clear, Preset(id="x", name="X", scene=default_scene()), [find_channel("ebay")], matte, SIZE) is None
    )

"""Scenes that are wrong: a clear sentence, never a crash."""

from typing import Any

import numpy as np
import pytest

from studio.model.errors import InvalidSceneError
from studio.model.matte import Cutout
from studio.model.picture import WHOLE, Box, Picture
from studio.model.render import RenderRequest
from studio.model.scene import Scene, read_scene
from studio.scene import ColourBackdrop, Product, Text, default_scene, render


@pytest.mark.parametrize(
    ("data", "word"),
    [
        ([], "the file"),
        ({"elements": 3}, "elements"),
        ({"elements": [{"kind": "hologram"}]}, "hologram"),
        ({"elements": [{}]}, "kind"),
        ({"elements": [{"kind": ["product"]}]}, "kind"),
        ({"elements": [{"kind": "product", "placement": {"fill": float("nan")}}]}, "fill"),
        ({"elements": [{"kind": "product", "placement": {"fill": float("inf")}}]}, "fill"),
        ({"elements": [{"kind": "product", "placement": {"fill": 7}}]}, "between"),
        ({"elements": [{"kind": "product", "slot": ""}]}, "slot"),
        ({"elements": [{"kind": "backdrop-colour", "colour": "red; drop"}]}, "colour"),
        ({"canvas": {"width": 10**9, "height": 2000}}, "width"),
        ({"canvas": {"width": True, "height": 2000}}, "width"),
        ({"version": 2}, "newer"),
        ({"unknown": 1}, "unknown"),
    ],
)
def test_a_broken_scene_is_refused_with_the_field_named(data: Any, word: str) -> None:
    with pytest.raises(InvalidSceneError) as caught:
        read_scene(data, "brand.json")
    assert "brand.json" in caught.value.message
    assert word in caught.value.message
    assert caught.value.hint


def test_an_empty_slot_is_named() -> None:
    with pytest.raises(InvalidSceneError, match="left shoe"):
        render(RenderRequest(Scene(elements=(Product(slot="left shoe"),)), 100, 100))


@pytest.mark.parametrize("size", [(0, 10), (10, -1), (100_000, 100), (19_000, 19_000)])
def test_impossible_sizes_are_refused(size: tuple[int, int], ball: Cutout) -> None:
    with pytest.raises(InvalidSceneError, match="cannot be made"):
        render(RenderRequest(default_scene(), *size, {"product": ball}))


@pytest.mark.parametrize("size", [(1, 1), (1, 300), (300, 2), (16, 16)])
def test_tiny_canvases_are_rendered(size: tuple[int, int], ball: Cutout) -> None:
    product = Product(contact={"opacity": 1}, cast={"kind": "ground"}, reflection={"opacity": 1})
    for extra in ({}, {"rotation": 33}):
        scene = Scene(elements=(ColourBackdrop(), product.changed(placement=extra), Text()))
        rendition = render(RenderRequest(scene, *size, {"product": ball}))
        assert rendition.picture.rgb.shape == (size[1], size[0], 3)


@pytest.mark.parametrize("alpha", ["empty", "faint", "one pixel", "opaque", "none"])
def test_odd_cutouts_are_rendered(alpha: str) -> None:
    values = {"empty": 0, "faint": 90, "one pixel": 0, "opaque": 255, "none": 0}
    cover = np.full((40, 60), values[alpha], np.uint8)
    if alpha == "one pixel":
        cover[20, 30] = 255
    picture = Picture(np.full((40, 60, 3), 99, np.uint8), None if alpha == "none" else cover)
    box = Box(0.5, 0.5, 0.5, 0.5) if alpha == "one pixel" else WHOLE
    cutout = Cutout(picture, WHOLE, box, 60, 40, 60, 40, 1, "drawn")
    product = Product(placement={"fill": 0.3, "rotation": 10}, contact={"opacity": 1}, cast={"kind": "ground"})
    for element in (product, product.changed(placement={"fill": 0.3}, reflection={"opacity": 0.5})):
        rendition = render(RenderRequest(Scene(elements=(ColourBackdrop(), element)), 90, 90, {"product": cutout}))
        assert set(rendition.boxes) == {"product"}


def test_every_slider_at_its_ends_renders(stool: Cutout) -> None:
    for low_or_high in ("low", "high"):
        groups: dict[str, dict[str, Any]] = {}
        for group in ("placement", "tone", "contact", "cast", "reflection"):
            model = Product.model_fields[group].annotation
            assert model is not None
            groups[group] = {
                name: getattr(note, low_or_high)
                for name, field in model.model_fields.items()
                for note in field.metadata
                if hasattr(note, low_or_high)
            }
        for kind in ("ground", "flat"):
            product = Product(**{**groups, "cast": {**groups["cast"], "kind": kind}})
            scene = Scene(light={"azimuth": 90, "elevation": 10, "softness": 1}, elements=(ColourBackdrop(), product))
            assert render(RenderRequest(scene, 120, 90, {"product": stool})).picture.width == 120


@pytest.mark.parametrize(
    "text",
    ["W" * 500, "W\n" * 250, ("W" * 24 + "\n") * 20, "\u202e" * 9 + "a\tb\r\x07c", "👩‍🔬🏳️‍🌈", "\u202e\u202e"],
)
def test_odd_texts_are_drawn_in_bounds(text: str) -> None:
    for size in (0.01, 0.4):
        scene = Scene(elements=(ColourBackdrop(), Text(text=text, size=size)))
        assert render(RenderRequest(scene, 300, 200)).picture.width == 300


def test_a_very_wide_photo_is_rendered() -> None:
    picture = Picture(np.full((4, 40_000, 3), 90, np.uint8), np.full((4, 40_000), 255, np.uint8))
    cutout = Cutout(picture, WHOLE, WHOLE, 40_000, 4, 40_000, 4, 1, "drawn")
    for placement in ({"fill": 1.0}, {"fill": 1.0, "rotation": 1}):
        scene = Scene(elements=(ColourBackdrop(), Product(placement=placement)))
        rendition = render(RenderRequest(scene, 19_000, 40, {"product": cutout}))
        assert rendition.product.any()

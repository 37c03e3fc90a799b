"""A preview is the export at another size."""

from typing import Any

import cv2
import numpy as np
import pytest

from studio.model.matte import Cutout
from studio.model.render import RenderRequest
from studio.model.scene import Scene
from studio.scene import ColourBackdrop, GradientBackdrop, PictureOverlay, Product, Text, default_scene, render

SHADOWS: dict[str, Any] = {
    "placement": {"fill": 0.7, "x": 0.463, "y": 0.81, "anchor": "base"},
    "tone": {"exposure": 0.2, "saturation": 0.2},
    "contact": {"opacity": 0.8},
    "cast": {"kind": "ground", "opacity": 0.5},
    "reflection": {"opacity": 0.2},
}
SCENES = {
    "white": default_scene(),
    "shadows": Scene(elements=(GradientBackdrop(shape="sweep", end="#caa080"), Product(**SHADOWS))),
    "flat": Scene(elements=(ColourBackdrop(colour="#224466"), Product(cast={"kind": "flat"}))),
    "turned": Scene(elements=(ColourBackdrop(), Product(placement={"fill": 0.713, "rotation": 17, "x": 0.481}))),
    "mirrored": Scene(elements=(ColourBackdrop(), Product(placement={"fill": 0.613, "flip": True, "y": 0.44}))),
    "lettered": Scene(elements=(ColourBackdrop(), Product(), Text(text="Crème\n12 cm", y=0.1), PictureOverlay())),
}


def compare(scene: Scene, cutout: Cutout, difference: Any, size: int = 1600) -> tuple[float, float]:
    """Mean difference of a render and one 2.5 times as large, scaled down: everywhere, and in the edge band."""
    pictures = {"logo": cutout.picture}
    small = render(RenderRequest(scene, size, size, {"product": cutout}, pictures))
    large = render(RenderRequest(scene, size * 5 // 2, size * 5 // 2, {"product": cutout}, pictures))
    scaled = cv2.resize(large.picture.rgb, (size, size), interpolation=cv2.INTER_AREA)
    apart = difference(small.picture.rgb, scaled)
    edge = cv2.dilate(cv2.inRange(small.product, 1, 254), np.ones((3, 3), np.uint8)) > 0
    return float(apart.mean()), float(apart[edge].mean())


@pytest.mark.parametrize("name", SCENES)
@pytest.mark.parametrize("shape", ["ball", "stool"])
def test_a_preview_equals_the_export_scaled_down(
    name: str, shape: str, request: pytest.FixtureRequest, difference: Any
) -> None:
    everywhere, edge = compare(SCENES[name], request.getfixturevalue(shape), difference, 640)
    assert everywhere <= 0.5, f"mean difference {everywhere:.2f}"
    assert edge <= 2, f"difference in the edge band {edge:.2f}"


def test_a_preview_equals_the_export_scaled_down_from_a_large_photo(large_ball: Cutout, difference: Any) -> None:
    everywhere, edge = compare(SCENES["shadows"], large_ball, difference)
    assert everywhere <= 0.5, f"mean difference {everywhere:.2f}"
    assert edge <= 2, f"difference in the edge band {edge:.2f}"


@pytest.mark.data
@pytest.mark.parametrize(("name", "every"), [("white", 1), ("shadows", 5)])
def test_a_preview_equals_the_export_scaled_down_on_real_photos(
    name: str, every: int, photos: list[Cutout], difference: Any
) -> None:
    measured = [compare(SCENES[name], cutout, difference) for cutout in photos[::every]]
    assert max(everywhere for everywhere, _ in measured) <= 1
    assert max(edge for _, edge in measured) <= 3

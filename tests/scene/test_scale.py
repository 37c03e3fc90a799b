"""A preview is the export at another size."""

from dataclasses import replace
from typing import Any

import cv2
import numpy as np
import pytest

from studio.model.matte import Cutout, OwnShadow
from studio.model.picture import WHOLE, Picture
from studio.model.render import RenderRequest
from studio.model.scene import Camera, Light, Scene
from studio.scene import (
    ColourBackdrop,
    GradientBackdrop,
    PictureBackdrop,
    PictureOverlay,
    Product,
    Text,
    default_scene,
    render,
)

SHADOWS: dict[str, Any] = {
    "placement": {"fill": 0.7, "x": 0.463, "y": 0.81, "anchor": "base"},
    "tone": {"exposure": 0.2, "saturation": 0.2},
    "contact": {"opacity": 0.8},
    "cast": {"kind": "ground", "opacity": 0.5},
    "reflection": {"opacity": 0.2},
}
LIT: dict[str, Any] = {
    "placement": {"fill": 0.6, "y": 0.4},
    "cast": {"kind": "ground"},
    "ambient": {"opacity": 0.6},
    "relight": {"amount": 1},
    "reflection": {"opacity": 0.5, "softness": 0.5},
}
SCENES = {
    "white": default_scene(),
    "shadows": Scene(elements=(GradientBackdrop(shape="sweep", end="#caa080"), Product(**SHADOWS))),
    "flat": Scene(elements=(ColourBackdrop(colour="#224466"), Product(cast={"kind": "flat"}))),
    "turned": Scene(elements=(ColourBackdrop(), Product(placement={"fill": 0.713, "rotation": 17, "x": 0.481}))),
    "mirrored": Scene(elements=(ColourBackdrop(), Product(placement={"fill": 0.613, "flip": True, "y": 0.44}))),
    "lit": Scene(
        light=Light(azimuth=-95, elevation=35, warmth=0.6, strength=1.4, fill=0.2, rim=0.6),
        camera=Camera(pitch=30, distance=2.0),
        elements=(ColourBackdrop(colour="#d8d2c8"), Product(**LIT)),
    ),
    "kept": Scene(elements=(ColourBackdrop(), Product(placement={"fill": 0.6, "x": 0.47}, kept={"opacity": 1}))),
    "pictured": Scene(elements=(PictureBackdrop(zoom=1.31, x=0.37, y=0.6), Product())),
    "blurred": Scene(elements=(PictureBackdrop(zoom=1.2, blur=0.012, fade=0.2), Product())),
    "lettered": Scene(elements=(ColourBackdrop(), Product(), Text(text="Crème\n12 cm", y=0.1), PictureOverlay())),
}


def compare(scene: Scene, cutout: Cutout, difference: Any, size: int = 1600) -> tuple[float, float]:
    """Mean difference of a render and one 2.5 times as large, scaled down: everywhere, and in the edge band."""
    spot = cv2.circle(np.zeros((150, 180), np.uint8), (120, 110), 30, 160, -1)
    cutout = replace(cutout, shadow=OwnShadow(cv2.GaussianBlur(spot, (0, 0), 5), WHOLE))
    pictures = {"logo": cutout.picture, "backdrop": Picture(cutout.picture.rgb)}
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

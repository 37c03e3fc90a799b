"""Shadows touch the ground, fall away from the light, and fade."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.model.matte import Cutout
from studio.model.render import RenderRequest
from studio.model.scene import Light, Scene
from studio.scene import ColourBackdrop, Product, render

PLACEMENT = {"fill": 0.5, "y": 0.45}


def darkness(cutout: Cutout, light: Light | None = None, **product: Any) -> tuple[NDArray[Any], tuple[int, ...]]:
    """How much darker than white each pixel outside the product is, and the product's box."""
    scene = Scene(light=light or Light(), elements=(ColourBackdrop(), Product(placement=PLACEMENT, **product)))
    rendition = render(RenderRequest(scene, 600, 600, {"product": cutout}))
    dark = 255 - rendition.picture.rgb[..., 1].astype(int)
    dark[rendition.product > 0] = 0
    return dark, rendition.boxes["product"]


def test_the_contact_shadow_begins_at_the_edge_and_fades(box: Cutout) -> None:
    dark, (x, y, width, height) = darkness(box, contact={"opacity": 0.8})
    below = dark[y + height + 1 :, x + width // 2]
    assert below[:3].max() > 60
    assert below[60] < 12
    assert (np.diff(below[3:]) <= 1).all()
    assert dark[: y + height // 2].max() == 0


def test_every_leg_touches_the_ground(stool: Cutout) -> None:
    dark, (x, y, width, height) = darkness(stool, contact={"opacity": 0.9})
    for share, foot in ((0.08, 0.865), (0.5, 1.0), (0.92, 0.865)):  # of the stool's box
        column, row = int(x + share * width), int(y + foot * height)
        assert dark[row + 1 : row + 7, column - 3 : column + 4].max() > 40, f"the leg at {share} floats"


@pytest.mark.parametrize(("azimuth", "side"), [(-90, 1), (90, -1)])
def test_the_cast_shadow_falls_away_from_the_light(box: Cutout, azimuth: float, side: int) -> None:
    dark, (x, _, width, _) = darkness(box, Light(azimuth=azimuth, elevation=40), cast={"kind": "ground"})
    left, right = dark[:, :x].sum(), dark[:, x + width :].sum()
    assert (right - left) * side > 20 * min(left, right)


def test_light_from_behind_throws_forward_and_from_the_front_backward(box: Cutout) -> None:
    forward, (_, y, _, height) = darkness(box, Light(azimuth=-20), cast={"kind": "ground"})
    backward, _ = darkness(box, Light(azimuth=-150), cast={"kind": "ground"})
    assert forward[y + height + 2 :].sum() > 5 * backward[y + height + 2 :].sum()


def test_a_lower_light_makes_a_longer_shadow_and_a_softer_one_a_wider_edge(box: Cutout) -> None:
    def right_end(light: Light) -> int:
        return int(np.flatnonzero(darkness(box, light, cast={"kind": "ground"})[0].max(0) > 8)[-1])

    assert right_end(Light(azimuth=-90, elevation=40)) > right_end(Light(azimuth=-90, elevation=65)) + 20

    def steepest(softness: float) -> int:
        dark, (x, _, width, _) = darkness(box, Light(azimuth=-90, softness=softness), cast={"kind": "ground"})
        return int(np.abs(np.diff(dark[:, x + width + 4 :], axis=0)).max())

    assert steepest(0.0) > 2 * steepest(1.0)


def test_the_flat_kind_surrounds_what_lies(ball: Cutout) -> None:
    dark, (x, y, width, height) = darkness(ball, Light(azimuth=0), cast={"kind": "flat", "opacity": 0.8, "lift": 0.03})
    assert dark[y + height + 2, x + width // 2] > 20
    assert dark[y + height // 2, x - 3] > 0
    assert dark[:, x + width // 2][y + height :].sum() > dark[:, x + width // 2][:y].sum()


def test_a_reflection_mirrors_and_fades(box: Cutout) -> None:
    dark, (x, y, width, height) = darkness(box, reflection={"opacity": 0.6, "length": 0.4})
    below = dark[y + height :, x + 5 : x + width - 5].mean(1)
    assert below[2] > 3 * below[int(height * 0.3)]
    assert below[int(height * 0.45)] == 0


def test_a_product_half_outside_keeps_its_shadow(ball: Cutout) -> None:
    product = Product(placement={"fill": 0.8, "x": 0.0, "y": 0.9}, contact={"opacity": 1}, cast={"kind": "ground"})
    scene = Scene(elements=(ColourBackdrop(), product))
    rendition = render(RenderRequest(scene, 300, 300, {"product": ball}))
    assert rendition.boxes["product"][0] == 0
    outside = render(
        RenderRequest(
            scene.replaced(product, product.changed(placement={"fill": 0.05, "x": 0, "y": 0})),
            40,
            900,
            {"product": ball},
        )
    )
    assert outside.picture.rgb.shape == (900, 40, 3)

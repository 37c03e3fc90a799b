"""The photo's own shadow lies where it lay in the photo, whatever the product's place, size and turn."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from studio.model.matte import Cutout, OwnShadow
from studio.model.picture import WHOLE
from studio.model.render import RenderRequest, Rendition
from studio.model.scene import Scene
from studio.scene import ColourBackdrop, Product, render


@pytest.fixture
def shaded(box: Cutout) -> Cutout:
    """The box with half of the light lost in a spot right of its foot: at (0.8, 0.8) of the photo."""
    lost = np.zeros((140, 180), np.uint8)
    cv2.circle(lost, (144, 112), 10, 128, -1)
    return replace(box, shadow=OwnShadow(cv2.GaussianBlur(lost, (0, 0), 2), WHOLE))


def rendered(cutout: Cutout, size: int = 500, **product: object) -> Rendition:
    scene = Scene(elements=(ColourBackdrop(), Product(**product)))
    return render(RenderRequest(scene, size, size, {"product": cutout}))


def spot(rendition: Rendition) -> tuple[float, float]:
    """The middle of what is dark beside the product, in widths and heights of the product's box from its middle."""
    dark = 255.0 - rendition.picture.rgb[..., 1]
    dark[rendition.product > 0] = 0
    rows, columns = np.indices(dark.shape) + 0.5
    x, y, width, height = rendition.boxes["product"]
    across, down = (columns * dark).sum() / dark.sum(), (rows * dark).sum() / dark.sum()
    return (across - x - width / 2) / width, (down - y - height / 2) / height


@pytest.mark.parametrize(
    "placement", [{"fill": 0.5}, {"fill": 0.4, "x": 0.37, "y": 0.441}, {"fill": 0.3, "x": 0.6123, "margin": 0.02}]
)
def test_it_lies_where_the_photo_had_it(shaded: Cutout, placement: dict[str, float]) -> None:
    expected = (0.8 - 0.5) / 0.4, (0.8 - 0.5) / 0.7
    assert spot(rendered(shaded, placement=placement, kept={"opacity": 1})) == pytest.approx(expected, abs=0.02)


def test_it_is_mirrored_and_turned_with_the_product(shaded: Cutout) -> None:
    expected = -(0.8 - 0.5) / 0.4, (0.8 - 0.5) / 0.7
    mirrored = rendered(shaded, placement={"fill": 0.5, "flip": True}, kept={"opacity": 1})
    assert spot(mirrored) == pytest.approx(expected, abs=0.02)
    upside = rendered(shaded, placement={"fill": 0.5, "rotation": 180}, kept={"opacity": 1})
    assert spot(upside) == pytest.approx((expected[0], -expected[1]), abs=0.02)


def test_half_the_light_lost_is_half_the_light(shaded: Cutout) -> None:
    def darkest(strength: float) -> int:
        rendition = rendered(shaded, placement={"fill": 0.5}, kept={"opacity": strength})
        return int(rendition.picture.rgb[rendition.product == 0].min())

    assert darkest(1.0) == pytest.approx(188, abs=2)  # sRGB of half the light
    assert darkest(0.5) == pytest.approx(225, abs=2)
    assert darkest(0.0) == 255


def test_a_photo_without_one_is_named_and_rendered_without(box: Cutout) -> None:
    rendition = rendered(box, kept={"opacity": 1})
    assert len(rendition.missing) == 1
    assert "own shadow" in rendition.missing[0]
    assert (rendition.picture.rgb[rendition.product == 0] == 255).all()


def test_a_doubt_about_it_is_told_where_it_is_kept(shaded: Cutout) -> None:
    assert shaded.shadow is not None
    doubted = replace(shaded, shadow=replace(shaded.shadow, doubt="It may contain a fold."))
    assert rendered(doubted, kept={"opacity": 1}).missing == ("It may contain a fold.",)
    assert rendered(doubted).missing == ()

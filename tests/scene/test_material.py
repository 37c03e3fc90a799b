"""The product's surface: each control does what it says, within bounds, and leaves colours as they are on average."""

from typing import Any

import cv2
import numpy as np
import pytest

from studio.model.matte import Cutout
from studio.model.render import RenderRequest
from studio.model.scene import Scene
from studio.scene import ColourBackdrop, Product, render
from tests.scene.conftest import cutout_of


def woven() -> Cutout:
    """A grey square with a fine weave and one soft highlight."""
    rows, columns = np.mgrid[0:600, 0:600]
    grey = 110 + 14 * np.sin(rows * 0.9) * np.sin(columns * 0.9)
    grey += 90 * np.exp(-((rows - 300) ** 2 + (columns - 300) ** 2) / (2 * 3.0**2))
    alpha = np.zeros((600, 600), np.uint8)
    alpha[80:520, 80:520] = 255
    return cutout_of(np.repeat(grey[..., None], 3, 2).astype(np.uint8), alpha)


def shown(cutout: Cutout, size: int = 600, **material: float) -> tuple[np.ndarray, np.ndarray]:
    product = Product(placement={"fill": 0.8}, material=material)
    rendition = render(RenderRequest(Scene(elements=(ColourBackdrop(), product)), size, size, {"product": cutout}))
    inside = cv2.erode(rendition.product, np.ones((25, 25), np.uint8)) == 255
    return rendition.picture.rgb.astype(float), inside


def texture(picture: np.ndarray, inside: np.ndarray) -> float:
    corner = picture[150:230, 150:230, 1]  # away from the highlight
    return float(corner.std())


def test_texture_is_brought_out_and_smoothed() -> None:
    strong, plain, smooth = (texture(*shown(woven(), clarity=clarity)) for clarity in (1, 0, -1))
    assert strong > 1.3 * plain
    assert smooth < 0.8 * plain


def test_gloss_lifts_highlights_and_matt_takes_them_down() -> None:
    peaks = [shown(woven(), gloss=gloss)[0][285:315, 285:315, 1].max() for gloss in (1, 0, -1)]
    assert peaks[0] > peaks[1] + 15
    assert peaks[2] < peaks[1] - 15


def test_grain_is_even_faint_and_the_same_again(ball: Cutout) -> None:
    plain, inside = shown(ball)
    grained, _ = shown(ball, grain=1)
    apart = (grained - plain)[inside]
    assert abs(apart.mean()) < 0.6
    assert 2 < apart.std() < 10
    assert np.array_equal(grained, shown(ball, grain=1)[0])


def test_depth_of_field_softens_the_rim_and_leaves_the_middle() -> None:
    plain, _ = shown(woven())
    soft, _ = shown(woven(), focus=1)
    assert soft[66:84, 200:400, 1].std() < 0.6 * plain[66:84, 200:400, 1].std()
    assert np.array_equal(soft[290:310, 290:310], plain[290:310, 290:310])


@pytest.mark.parametrize(
    ("control", "value"),
    [("clarity", -1.0), ("clarity", 1.0), ("gloss", -1.0), ("gloss", 1.0), ("grain", 1.0), ("focus", 1.0)],
)
def test_every_control_is_bounded_and_nothing_outside_changes(
    ball: Cutout, difference: Any, control: str, value: float
) -> None:
    plain, inside = shown(ball)
    changed, _ = shown(ball, **{control: value})
    apart = difference(plain.astype(np.uint8), changed.astype(np.uint8))
    assert 0.2 < apart[inside].mean() < 8
    assert np.abs(changed[inside].mean(0) - plain[inside].mean(0)).max() < 12
    assert (changed[:20] == 255).all()


@pytest.mark.parametrize("control", ["clarity", "gloss", "grain", "focus"])
def test_a_preview_shows_the_surface_of_the_export(ball: Cutout, difference: Any, control: str) -> None:
    small, _ = shown(ball, 500, **{control: 0.7})
    large, _ = shown(ball, 1250, **{control: 0.7})
    scaled = cv2.resize(large.astype(np.uint8), (500, 500), interpolation=cv2.INTER_AREA)
    assert difference(small.astype(np.uint8), scaled).mean() <= 1

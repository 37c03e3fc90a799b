"""One light drives every shadow and the product's own modelling, within a bound, and leaves main images alone."""

from typing import Any

import cv2
import numpy as np
import pytest

from studio.model.matte import Cutout
from studio.model.render import RenderRequest, Rendition
from studio.model.scene import Camera, Light, Scene
from studio.scene import ColourBackdrop, Product, render

PLACEMENT = {"fill": 0.5, "y": 0.45}


def rendered(cutout: Cutout, light: Light | None = None, camera: Camera | None = None, **product: Any) -> Rendition:
    elements = (ColourBackdrop(), Product(**{"placement": PLACEMENT, **product}))
    scene = Scene(light=light or Light(), camera=camera or Camera(), elements=elements)
    return render(RenderRequest(scene, 400, 400, {"product": cutout}))


def darkness(rendition: Rendition) -> np.ndarray:
    dark = 255 - rendition.picture.rgb.astype(int)
    dark[rendition.product > 0] = 0
    return dark


def grey(width: int = 400, height: int = 400) -> Cutout:
    alpha = np.zeros((height, width), np.uint8)
    cv2.circle(alpha, (width // 2, height // 2), 150, 255, -1, cv2.LINE_AA)
    from tests.scene.conftest import cutout_of

    return cutout_of(np.full((height, width, 3), (150, 110, 80), np.uint8), alpha)


def test_the_light_leaves_the_product_alone_until_asked(ball: Cutout) -> None:
    usual = rendered(ball)
    strange = rendered(ball, Light(azimuth=80, strength=2, warmth=1, rim=1, fill=1))
    assert np.array_equal(usual.picture.rgb, strange.picture.rgb)
    assert usual.relit == {}


@pytest.mark.parametrize("kind", ["ground", "flat"])
def test_strength_deepens_shadows_and_fill_opens_them(box: Cutout, kind: str) -> None:
    deep, usual, open_ = (
        int(darkness(rendered(box, light, cast={"kind": kind})).sum())
        for light in (Light(strength=2), Light(), Light(fill=1))
    )
    assert deep > 1.3 * usual
    assert usual > 1.2 * open_
    assert not darkness(rendered(box, Light(strength=0), cast={"kind": kind})).any()


def test_a_warm_light_throws_a_cooler_shadow_and_leaves_white_white(box: Cutout) -> None:
    rendition = rendered(box, Light(warmth=1), cast={"kind": "ground"})
    red, _, blue = darkness(rendition).sum((0, 1))
    assert red > 1.08 * blue
    assert (rendition.picture.rgb[rendition.touched == 0] == 255).all()
    neutral = darkness(rendered(box, cast={"kind": "ground"}))
    assert (np.ptp(neutral, axis=-1) == 0).all()


def test_relighting_brightens_the_side_of_the_light() -> None:
    def sides(azimuth: float) -> tuple[float, float]:
        light = Light(azimuth=azimuth, elevation=30, softness=0.2)
        picture = rendered(grey(), light, relight={"amount": 1}).picture.rgb.astype(float)
        return picture[200, 140].sum(), picture[200, 260].sum()

    left, right = sides(-100)
    assert left > right + 30
    assert sides(100) == pytest.approx((right, left), abs=4)


def test_a_stronger_fill_flattens_and_a_rim_lights_the_far_edge() -> None:
    def spread(**light: float) -> float:
        picture = rendered(grey(), Light(azimuth=-100, elevation=30, **light), relight={"amount": 1}).picture.rgb
        return float(np.ptp(picture[200, 130:270].sum(-1).astype(int)))

    assert spread(fill=1.0) < 0.8 * spread()
    plain, rimmed = (
        rendered(grey(), Light(azimuth=-100, elevation=30, rim=rim), relight={"amount": 1}).picture.rgb[200, 296].sum()
        for rim in (0, 1)
    )
    assert rimmed > plain + 15


@pytest.mark.parametrize("limit", [1.0, 3.0])
def test_relighting_stays_within_its_limit_and_says_what_it_did(ball: Cutout, difference: Any, limit: float) -> None:
    light = Light(azimuth=-100, elevation=15, softness=0, strength=2)
    before = rendered(ball, light)
    after = rendered(ball, light, relight={"amount": 1, "roundness": 1, "limit": limit})
    solid = after.product == 255
    measured = difference(before.picture.rgb, after.picture.rgb)[solid].mean()
    report = after.relit["product"]
    assert report.difference <= limit
    assert report.amount < 1
    assert report.held
    assert measured == pytest.approx(report.difference, rel=0.1)
    assert measured > 0.7 * limit


def test_relighting_at_any_size_is_the_same() -> None:
    from tests.scene.conftest import cutout_of

    plank = cutout_of(np.full((60, 1000, 3), (150, 110, 80), np.uint8), np.full((60, 1000), 255, np.uint8))
    product = Product(placement={"fill": 0.95}, relight={"amount": 0.8})
    scene = Scene(light=Light(azimuth=-100, warmth=0.6), elements=(product,))
    large, small = (
        render(RenderRequest(scene, 90 * times, 8 * times, {"product": plank})).picture.rgb for times in (100, 1)
    )
    reduced = cv2.resize(large, (90, 8), interpolation=cv2.INTER_AREA)[3:5, 5:85].astype(int)
    assert np.abs(reduced - small[3:5, 5:85]).mean() < 3


def test_a_coloured_light_turns_hues_no_further_than_its_limit(ball: Cutout) -> None:
    light = Light(azimuth=-100, elevation=15, softness=0, warmth=1, strength=2)
    free, held = (
        rendered(ball, light, relight={"amount": 1, "limit": 12, "hue": hue}).relit["product"] for hue in (15.0, 0.7)
    )
    assert free.hue_shift > 1.2
    assert held.hue_shift <= 0.7
    assert held.held
    assert 0.05 < held.amount < free.amount


def test_relighting_holds_hue_and_detail(ball: Cutout) -> None:
    light = Light(azimuth=-100, elevation=30)
    before = rendered(ball, light).picture.rgb.astype(float)
    rendition = rendered(ball, light, relight={"amount": 1})
    assert rendition.relit["product"].hue_shift < 2
    after = rendition.picture.rgb.astype(float)
    core = cv2.erode(rendition.product, np.ones((9, 9), np.uint8)) == 255
    usable = core & (after.max(-1) < 250) & (before.min(-1) > 20)
    detail = [np.log(each[..., 1]) - cv2.GaussianBlur(np.log(np.maximum(each[..., 1], 1)), (0, 0), 6)
              for each in (np.maximum(before, 1), np.maximum(after, 1))]  # fmt: skip
    assert np.corrcoef(detail[0][usable], detail[1][usable])[0, 1] > 0.98


def test_a_warm_light_turns_no_hue_on_average() -> None:
    rendition = rendered(grey(), Light(azimuth=-100, elevation=30, warmth=1), relight={"amount": 1})
    mean = rendition.picture.rgb[rendition.product == 255].mean(0)
    assert mean[0] / mean[2] == pytest.approx(150 / 80, rel=0.06)
    left, right = rendition.picture.rgb[200, 140].astype(float), rendition.picture.rgb[200, 260].astype(float)
    assert left[0] / left[2] > 1.03 * right[0] / right[2]


def test_a_near_camera_shows_perspective_and_a_high_one_more_ground(box: Cutout) -> None:
    def extent(camera: Camera) -> tuple[int, int]:
        light = Light(azimuth=0, elevation=35, softness=0.1)
        dark = darkness(rendered(box, light, camera, cast={"kind": "ground"}, placement={"fill": 0.4, "y": 0.4}))
        rows = np.flatnonzero(dark[..., 1].max(1) > 20)
        last = np.flatnonzero(dark[rows[-1] - 4, :, 1] > 10)
        return int(rows[-1]), int(np.ptp(last))

    (near_end, near_width), (far_end, far_width) = extent(Camera(distance=1.5)), extent(Camera(distance=12))
    assert near_width > 1.15 * far_width  # what falls towards the camera grows
    assert near_end > far_end
    assert extent(Camera(pitch=40, distance=12))[0] > far_end + 20


def test_the_room_darkens_the_ground_around_the_product_evenly(box: Cutout) -> None:
    rendition = rendered(box, Light(azimuth=-90), ambient={"opacity": 0.8, "reach": 0.6})
    dark = darkness(rendition)[..., 1]
    x, y, width, height = rendition.boxes["product"]
    foot = dark[y + height - 12 : y + height + 40]
    left, right = foot[:, :x].sum(), foot[:, x + width :].sum()
    assert left == pytest.approx(right, rel=0.1)
    below = dark[y + height + 1 :, x + width // 2]
    assert below[0] > 20
    assert (np.diff(below.astype(int)) <= 1).all()
    assert dark[: y + height // 3].max() < 12

"""The photo's own shadow is told from its backdrop, and only where there is one to tell."""

import cv2
import numpy as np
import pytest

from studio.cutout import cut
from studio.cutout.own_shadow import own_shadow
from studio.model.matte import CutoutSettings, Matte
from studio.model.picture import Box, Picture

WIDTH, HEIGHT = 600, 450


def scene(
    *, horizon: bool = False, pattern: bool = False, thing: bool = False, joints: bool = False, fold: float = 1.0
) -> tuple[Picture, Matte, np.ndarray]:
    """A disc on an uneven backdrop with a known shadow to its right: the photo, its matte, the light lost."""
    y, x = np.mgrid[0 : 1 : HEIGHT * 1j, 0 : 1 : WIDTH * 1j]
    light = 0.55 + 0.2 * x - 0.15 * y + 0.1 * x * y
    if horizon:
        light = np.where(y > 0.4, light, 0.6 * light)
    if pattern:
        light = light * np.where((np.floor(x * 30) + np.floor(y * 22)) % 2, 1.0, 0.6)
    if joints:
        light = np.where((np.abs(x - 0.3) < 0.006) | (np.abs(y - 0.75) < 0.008), 0.5 * light, light)
    light = np.where((x > 0.5) & (x < 0.75), fold * light, light)
    lost = np.zeros((HEIGHT, WIDTH), np.uint8)
    cv2.ellipse(lost, (390, 300), (110, 35), -8, 0, 360, 255, -1)
    share = cv2.GaussianBlur(lost, (0, 0), 12).astype(float) / 255 * 0.5
    linear = (light * (1 - share))[..., None] * (1.0, 0.97, 0.9)
    if thing:
        linear[60:130, 480:560] = 0.05, 0.05, 0.3
    rgb = np.clip(linear ** (1 / 2.2) * 255 + np.random.default_rng(1).normal(0, 1.5, linear.shape), 0, 255)
    alpha = np.zeros((HEIGHT, WIDTH), np.uint8)
    cv2.circle(alpha, (280, 230), 90, 255, -1, cv2.LINE_AA)
    rgb[alpha > 0] = 180, 40, 40
    box = Box(190 / WIDTH, 140 / HEIGHT, 370 / WIDTH, 320 / HEIGHT)
    return Picture(rgb.astype(np.uint8)), Matte(alpha, 1.0, "drawn", box=box), share


@pytest.mark.parametrize("horizon", [False, True])
def test_the_light_lost_is_found_beside_the_product(horizon: bool) -> None:
    picture, matte, share = scene(horizon=horizon)
    found = own_shadow(picture, matte)
    assert found is not None
    size = found.lost.shape[::-1]
    true, product = (cv2.resize(plane, size, interpolation=cv2.INTER_AREA) for plane in (share, matte.alpha))
    beside = cv2.dilate(product, np.ones((7, 7), np.uint8)) == 0
    apart = np.abs(found.lost / 255 - true)[beside]
    assert apart.mean() < 0.02
    assert found.lost[beside].max() / 255 == pytest.approx(true[beside].max(), abs=0.08)
    assert found.lost[:20, :60].max() < 8  # nothing where none is


def test_the_shadow_goes_on_under_the_products_edge() -> None:
    picture, matte, _ = scene()
    found = own_shadow(picture, matte)
    assert found is not None
    scale = found.lost.shape[1] / WIDTH
    assert found.lost[int(300 * scale), int(325 * scale)] > 60


def test_joints_between_tiles_are_no_shadow() -> None:
    picture, matte, _ = scene(joints=True)
    found = own_shadow(picture, matte)
    assert found is not None
    height, width = found.lost.shape
    assert found.lost[: height // 4, int(0.25 * width) : int(0.35 * width)].max() < 12
    assert found.lost[int(0.6 * height) : int(0.72 * height), int(0.6 * width) : int(0.7 * width)].max() > 60


@pytest.mark.parametrize(("fold", "told"), [(0.65, "edge or a fold"), (0.85, "darkens"), (1.0, "")])
def test_a_step_of_tone_behind_the_product_is_told_of(fold: float, told: str) -> None:
    found = own_shadow(*scene(fold=fold)[:2])
    assert found is not None
    assert told in found.doubt
    assert bool(found.doubt) == bool(told)


def test_a_pattern_gives_none_and_neither_does_an_even_light() -> None:
    picture, matte, _ = scene(pattern=True)
    assert own_shadow(picture, matte) is None
    even = np.full((HEIGHT, WIDTH, 3), 235, np.uint8)
    even[matte.alpha > 0] = 180, 40, 40
    assert own_shadow(Picture(even), matte) is None


def test_a_dark_thing_of_another_colour_is_no_shadow() -> None:
    picture, matte, _ = scene(thing=True)
    found = own_shadow(picture, matte)
    assert found is not None
    scale = found.lost.shape[1] / WIDTH
    assert found.lost[int(95 * scale), int(520 * scale)] < 20


def test_a_cutout_carries_it_only_where_asked() -> None:
    picture, matte, _ = scene()
    settings = CutoutSettings(refine="off")
    assert cut(picture, matte, settings, (WIDTH, HEIGHT)).shadow is None
    carried = cut(picture, matte, settings, (WIDTH, HEIGHT), own_shadow=True).shadow
    assert carried is not None
    assert not carried.lost.flags.writeable

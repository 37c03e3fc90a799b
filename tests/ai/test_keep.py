"""The product's own pixels come through bit by bit, its edge is blended in linear light."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.ai.keep import matched, on_plain, put_back, resized, soft_keep, without_rim
from studio.model.picture import Picture


def product(width: int = 320, height: int = 240, seed: int = 1) -> Picture:
    """A disc of noise with a soft edge."""
    random = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width]
    away = np.hypot(x - width / 2, y - height / 2) - min(width, height) / 3
    alpha = (255 * np.clip(0.5 - away / 3, 0, 1)).astype(np.uint8)
    return Picture(random.integers(0, 256, (height, width, 3), dtype=np.uint8), alpha)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**31), st.integers(20, 700), st.integers(20, 700))
def test_locked_pixels_are_copied_whatever_came(seed: int, width: int, height: int) -> None:
    own = product(seed=seed)
    made = Picture(np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8))
    result = put_back(made, own)
    assert result.rgb.shape == own.rgb.shape
    assert own.alpha is not None
    locked = own.alpha == 255
    assert (result.rgb[locked] == own.rgb[locked]).all()
    away = own.alpha == 0
    assert (result.rgb[away] == resized(made, own.width, own.height).rgb[away]).all()


def test_the_edge_is_blended_in_linear_light() -> None:
    rgb = np.zeros((1, 3, 3), np.uint8)
    result = put_back(Picture(np.full((1, 3, 3), 255, np.uint8)), Picture(rgb, np.array([[255, 128, 0]], np.uint8)))
    assert result.rgb[0, 0, 0] == 0
    assert abs(int(result.rgb[0, 1, 0]) - 187) <= 1  # half the light of white is code 188, not 128
    assert result.rgb[0, 2, 0] == 255


def test_without_alpha_nothing_is_put_back() -> None:
    with pytest.raises(ValueError, match="alpha"):
        put_back(product(), Picture(product().rgb))


def test_a_blend_with_itself_changes_nothing_visible() -> None:
    own = product()
    same = put_back(Picture(own.rgb), own)
    assert np.abs(same.rgb.astype(int) - own.rgb.astype(int)).max() <= 2


def test_reducing_keeps_colours_at_a_transparent_edge() -> None:
    rgb = np.zeros((64, 64, 3), np.uint8)
    alpha = np.zeros((64, 64), np.uint8)
    rgb[:, :33], alpha[:, :33] = (200, 30, 30), 255
    small = resized(Picture(rgb, alpha), 31, 31)
    assert small.alpha is not None
    covered = small.alpha > 20
    assert np.abs(small.rgb[covered].astype(int) - (200, 30, 30)).max() <= 2  # no black bled in


def test_the_provider_sees_a_plain_ground() -> None:
    own = product()
    seen = on_plain(own)
    assert seen.alpha is None
    assert own.alpha is not None
    assert (seen.rgb[own.alpha == 0] == 232).all()


def test_a_mended_place_takes_the_photos_exposure() -> None:
    photo = Picture(np.full((120, 160, 3), (180, 150, 120), np.uint8))
    keep = np.full((120, 160), 255, np.uint8)
    keep[40:80, 60:100] = 0
    darker = Picture(cv2.convertScaleAbs(photo.rgb, alpha=0.9))
    result = put_back(matched(darker, photo, keep), Picture(photo.rgb, soft_keep(keep)))
    assert np.abs(result.rgb.astype(int) - photo.rgb.astype(int)).max() <= 2


def test_no_rim_of_the_providers_ground_stays() -> None:
    own = product(800, 600)
    assert own.alpha is not None
    near = cv2.dilate((own.alpha > 0).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    made = np.full((600, 800, 3), (60, 120, 60), np.uint8)
    made[near] = 232  # the plain ground that the provider was shown
    result = put_back(without_rim(Picture(made), own), own)
    ring = near & (own.alpha == 0)
    assert np.abs(result.rgb[ring].astype(int) - (60, 120, 60)).max() <= 6
    far = cv2.dilate(near.astype(np.uint8), np.ones((25, 25), np.uint8)) == 0
    assert (result.rgb[far] == made[far]).all()
    assert (result.rgb[own.alpha == 255] == own.rgb[own.alpha == 255]).all()


def test_what_stays_of_a_mark_is_soft_inside_only() -> None:
    keep = np.full((100, 100), 255, np.uint8)
    keep[30:70, 30:70] = 0
    soft = soft_keep(keep)
    assert (soft[keep == 255] == 255).all()
    assert soft[50, 50] == 0
    assert 0 < soft[31, 50] < 255

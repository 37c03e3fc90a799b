"""A proxy made from a photo that is whole in memory is the one that its file would give."""

from pathlib import Path

import numpy as np
import pytest

from studio.cutout import find_matte
from studio.intake import load, reduced
from studio.intake.resize import area
from studio.model.picture import Picture
from tests.app.shots import shot


@pytest.mark.parametrize(("name", "options"), [("a.jpg", {"quality": 92}), ("a.png", {})])
def test_the_proxy_of_a_decoded_photo_is_that_of_its_file(tmp_path: Path, name: str, options: dict[str, int]) -> None:
    path = shot(tmp_path / name, (1000, 750), **options)
    read, made = load(path, longest=400).picture, reduced(load(path).picture, 400)
    assert made.rgb.shape == read.rgb.shape == (300, 400, 3)
    difference = np.abs(made.rgb.astype(int) - read.rgb)
    assert difference.mean() < 0.8
    assert (difference > 30).mean() < 0.01  # at the sharp edge: decoders and Pillow place their areas a little aside
    one, other = find_matte(read).alpha > 127, find_matte(made).alpha > 127
    assert (one & other).sum() / (one | other).sum() > 0.99


def test_a_small_photo_stays_as_it_is() -> None:
    picture = Picture(np.zeros((30, 40, 3), np.uint8))
    assert reduced(picture, 40) is picture


def test_alpha_is_reduced_with_its_colours() -> None:
    rgb, alpha = np.zeros((100, 200, 3), np.uint8), np.zeros((100, 200), np.uint8)
    rgb[:, :100], rgb[:, 100:], alpha[:, :100] = (200, 10, 10), (10, 10, 200), 255
    small = reduced(Picture(rgb, alpha), 50)
    assert small.alpha is not None
    assert small.rgb.shape == (25, 50, 3)
    assert tuple(small.rgb[10, 24]) == (200, 10, 10)  # the clear side's blue does not mix in
    assert small.alpha[10, 24] == 255
    assert small.alpha[10, 26] == 0


@pytest.mark.parametrize("size", [(1600, 1200), (1400, 1050), (700, 525), (1000, 750), (3, 2)])
def test_quick_areas_are_near_exact_ones(size: tuple[int, int]) -> None:
    import cv2

    random = np.random.default_rng(0)
    coarse = random.integers(0, 256, (60, 80, 3), dtype=np.uint8)
    pixels = np.asarray(cv2.resize(coarse, (4000, 3000), interpolation=cv2.INTER_CUBIC), np.uint8)
    quick, exact = area(pixels, size), cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    difference = np.abs(quick.astype(int) - exact)
    assert quick.shape == (size[1], size[0], 3)
    assert difference.mean() < 0.5
    assert difference.max() <= 6

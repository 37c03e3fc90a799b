"""A sprite lands where it should, with its own colours, in little memory."""

import cv2
import numpy as np
import pytest

from studio.model.picture import Picture
from studio.model.scene import Light
from studio.scene.drawing import Stage
from studio.scene.placed import Place
from studio.scene.placing import place, settled
from studio.scene.sprite import Sprite, halved, sprite_of


def stage(width: int, height: int) -> Stage:
    return Stage(width, height, Light(), {}, {})


def square(size: int, side: int) -> Picture:
    """One colour in the middle of what is black and empty."""
    rgb, alpha = np.zeros((size, size, 3), np.uint8), np.zeros((size, size), np.uint8)
    inside = slice((size - side) // 2, (size + side) // 2)
    rgb[inside, inside], alpha[inside, inside] = (200, 40, 90), 255
    return Picture(rgb, alpha)


@pytest.mark.parametrize("scale", [0.07, 0.25, 0.5, 0.506, 0.61, 0.75, 0.93, 1.0, 1.012, 2.3])
@pytest.mark.parametrize("shift", [(0.0, 0.0), (0.25, 0.5), (0.4, 0.85)])
def test_the_middle_lands_where_it_is_sent(scale: float, shift: tuple[float, float]) -> None:
    where = Place(scale, 0, 300, 300, 400 + shift[0], 400 + shift[1])
    placed = settled(sprite_of(square(600, 320)), where, stage(800, 800))
    weight = placed.alpha.astype(float)
    columns, rows = placed.x + np.arange(weight.shape[1]) + 0.5, placed.y + np.arange(weight.shape[0]) + 0.5
    middle = (weight.sum(0) @ columns / weight.sum(), weight.sum(1) @ rows / weight.sum())
    assert middle == pytest.approx((where.to_x, where.to_y), abs=0.2)
    assert weight.sum() / 255 == pytest.approx((320 * scale) ** 2, rel=0.04)
    colours = placed.rgb[placed.alpha > 40].astype(int)
    assert np.abs(colours - (200, 40, 90)).max() <= 3


def test_places_of_one_phase_share_their_pixels() -> None:
    sprite, room = sprite_of(square(300, 200)), stage(500, 500)
    first, here = place(sprite, Place(0.8, 0, 150, 150, 200.25, 180.5), room)
    second, there = place(sprite, Place(0.8, 0, 150, 150, 231.27, 177.49), room)
    assert np.array_equal(first.alpha, second.alpha)
    assert here == there == Place(0.8, 0, 150, 150, 0.25, 0.5)


@pytest.mark.parametrize("side", [1, 2, 5, 40])
@pytest.mark.parametrize("turn", [0.0, 20.0])
def test_a_tiny_photo_is_enlarged_in_little_memory(side: int, turn: float) -> None:
    picture = Picture(np.full((side, side, 3), 90, np.uint8), np.full((side, side), 255, np.uint8))
    where = Place(900 / side, turn, side / 2, side / 2, 500, 500)
    placed, _ = place(sprite_of(picture), where, stage(1000, 1000))
    assert placed.alpha.size <= 2.5 * 1000 * 1000
    shown = settled(sprite_of(picture), where, stage(1000, 1000))
    assert np.abs(shown.rgb[shown.alpha > 100].astype(int) - 90).max() <= 3
    assert shown.alpha[500 - shown.y, 500 - shown.x] == 255


@pytest.mark.parametrize("size", [(64, 48), (33, 21)])
def test_halving_counts_each_pixel_by_its_alpha(size: tuple[int, int]) -> None:
    random = np.random.default_rng(2)
    width, height = size
    rgb = random.integers(0, 256, (height, width, 3), np.uint8)
    alpha = random.choice(np.array([0, 90, 255], np.uint8), (height, width))
    half = halved(Sprite(rgb, alpha, 0, 0))
    edges = (0, height % 2, 0, width % 2)
    weight = cv2.copyMakeBorder(alpha.astype(float), *edges, cv2.BORDER_CONSTANT)
    light = cv2.copyMakeBorder(rgb * alpha[..., None].astype(float), *edges, cv2.BORDER_CONSTANT)
    rows, columns = half.alpha.shape
    total = weight.reshape(rows, 2, columns, 2).sum((1, 3))
    expected = light.reshape(rows, 2, columns, 2, 3).sum((1, 3)) / np.maximum(total, 1)[..., None]
    seen = half.alpha > 0
    assert np.abs(half.alpha - total / 4).max() <= 0.75
    assert np.abs(half.rgb[seen] - expected[seen]).max() <= 1

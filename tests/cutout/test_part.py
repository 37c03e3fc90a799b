"""A region read on another raster shows what bringing the whole photo onto it shows."""

import cv2
import numpy as np
import pytest

from studio.cutout.part import Raster, part_of
from studio.model.picture import Box


@pytest.fixture(scope="module")
def photo() -> np.ndarray:
    noise = np.random.default_rng(3).integers(0, 256, (1500, 2000, 3), dtype=np.uint8)
    return np.asarray(cv2.GaussianBlur(noise, (0, 0), 3), np.uint8)


@pytest.mark.parametrize("scale", [0.623, 0.5, 0.7771, 1.0])
@pytest.mark.parametrize("begins", [(0.0, 0.0), (0.37, 0.81)])
@pytest.mark.parametrize("room", [Box(-0.1, -0.1, 1.1, 1.1), Box(0.3, 0.2, 0.8, 0.9), Box(0.5, 0.6, 1.0, 1.0)])
def test_a_part_is_what_the_whole_would_give_there(
    photo: np.ndarray, scale: float, begins: tuple[float, float], room: Box
) -> None:
    piece, region = part_of(photo, room, Raster(scale, *begins))
    assert (region.photo_width, region.photo_height) == (2000 * scale, 1500 * scale)
    for at, phase in ((region.x, begins[0]), (region.y, begins[1])):
        assert (at - phase) % 1 == pytest.approx(0, abs=1e-9)
    covered, size = region.box, 1 / (1500 * scale)  # a pixel's side as a share of the shorter side
    for edge, limit in ((covered.left, room.left), (covered.top, room.top)):
        assert edge <= max(limit, 0) + size
    for edge, limit in ((covered.right, room.right), (covered.bottom, room.bottom)):
        assert min(limit, 1) - size <= edge <= 1 + size
    assert piece.shape == (region.height, region.width, 3)
    columns = ((region.x + np.arange(region.width) + 0.5) / scale - 0.5).astype(np.float32)
    rows = ((region.y + np.arange(region.height) + 0.5) / scale - 0.5).astype(np.float32)
    there = cv2.remap(
        photo,
        *np.meshgrid(columns, rows),
        cv2.INTER_LINEAR if scale < 0.7 else cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REPLICATE,
    )
    inner = slice(3, -3), slice(3, -3)
    tight = 1 if min(columns[0], rows[0]) < 0 else 0  # no start on a whole pixel was to be had: a part of one off
    assert float(cv2.absdiff(piece, there)[inner].mean()) < (9 if tight else 1.2)


def test_a_product_of_one_pixel_in_the_corner_is_read(photo: np.ndarray) -> None:
    piece, region = part_of(photo, Box(0.9999, 0.9999, 1, 1), Raster(0.51, 0.5, 0.5))
    assert piece.shape[:2] == (region.height, region.width)
    assert min(piece.shape) >= 1


def test_where_many_pixels_become_one_all_of_them_count() -> None:
    """A fine weave would turn into stripes where some of its threads are left out."""
    weave = np.zeros((900, 1200, 3), np.uint8)
    weave[:, ::2] = 255
    piece, region = part_of(weave, Box(0.1, 0.1, 0.9, 0.9), Raster(0.313, 0.4, 0.7))
    assert float(piece[2:-2, 2:-2].std()) < 25
    slope = np.broadcast_to(np.linspace(0, 250, 1200)[None, :, None], (900, 1200, 3)).astype(np.uint8)
    piece, region = part_of(slope, Box(0.1, 0.1, 0.9, 0.9), Raster(0.313, 0.4, 0.7))
    exact = 250 * ((region.x + np.arange(region.width) + 0.5) / 0.313 - 0.5) / 1199
    assert np.abs(piece[50, 2:-2, 0] - exact[2:-2]).max() < 1.5

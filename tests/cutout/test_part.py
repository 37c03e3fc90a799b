"""A region read at a smaller scale shows what reducing the whole photo shows."""

import cv2
import numpy as np
import pytest

from studio.cutout.part import part_of
from studio.cutout.region import Region


@pytest.mark.parametrize("size", [(1246, 934), (1000, 700), (1333, 999)])
@pytest.mark.parametrize("place", [(0, 0), (333, 127), (500, 400)])
def test_a_part_is_what_the_whole_would_give_there(size: tuple[int, int], place: tuple[int, int]) -> None:
    noise = np.random.default_rng(3).integers(0, 256, (1500, 2000, 3), dtype=np.uint8)
    photo = np.asarray(cv2.GaussianBlur(noise, (0, 0), 3), np.uint8)
    whole = cv2.resize(photo, size, interpolation=cv2.INTER_LINEAR)
    x, y = place
    piece, region = part_of(photo, Region(x, y, size[0] - x, size[1] - y, *size))
    assert region.x <= x
    assert region.y <= y
    assert (region.x + region.width, region.y + region.height) == size
    assert piece.shape == (region.height, region.width, 3)
    there = whole[region.slices]
    assert int(cv2.absdiff(piece, np.asarray(there, np.uint8)).max()) <= 3

"""A cutout as a PNG of its photo's own size, written without a second picture of that size."""

import numpy as np
import pytest

from studio.app.cutouts import whole_photo, whole_photo_png
from studio.export import encode
from studio.model.matte import Cutout
from studio.model.picture import Box, Picture


@pytest.mark.parametrize("touches", [False, True])
def test_the_file_is_that_of_the_whole_photo(touches: bool) -> None:
    random = np.random.default_rng(0)
    rgb, alpha = random.integers(0, 256, (40, 60, 3), dtype=np.uint8), np.zeros((40, 60), np.uint8)
    alpha[0 if touches else 5 : 30, 8:50] = 200
    picture = Picture(rgb, alpha)
    region = Box(0.2, 0.3, 0.8, 0.7)
    made = Cutout(picture, region, region, 100, 100, 100, 100, 1.0, "drawn")
    whole = whole_photo(made)
    assert whole.rgb.shape == (100, 100, 3)
    assert np.array_equal(whole.alpha[30:70, 20:80], alpha)  # type: ignore[index]
    assert whole_photo_png(made, {}).data == encode(whole, format="png").data

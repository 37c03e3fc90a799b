"""Masks tidied by what products look like: drawn ones, in which the right answer is known."""

import numpy as np

from studio.cutout.embedded.tidy import tidied
from studio.model.matte import Mask


def product() -> Mask:
    mask = np.zeros((100, 100), np.float32)
    mask[10:50, 10:50] = 1
    return mask


def test_props_beside_the_product_are_left_out_and_its_fellow_is_kept() -> None:
    mask = product()
    mask[10:40, 60:85] = 1  # its fellow, nearly as large
    mask[70:80, 10:20] = mask[70:90, 80:100] = 1  # a small prop; a larger one that the frame cuts off
    kept = tidied(mask, mask)
    assert np.array_equal(kept[:60], mask[:60])
    assert not kept[60:].any()


def test_a_veil_far_from_the_product_goes_and_its_fur_stays() -> None:
    mask = product()
    mask[49:51, 14:46] = 0.4  # a soft rim
    mask[80:95, 10:50] = 0.2  # half-sureness that hangs in the air
    kept = tidied(mask, mask)
    assert np.array_equal(kept[:51], mask[:51])
    assert not kept[60:].any()


def test_a_hole_is_filled_only_where_the_network_doubts_it() -> None:
    mask, likely = product(), product()
    mask[20:30, 20:30] = mask[20:30, 35:45] = 0.0
    likely[20:30, 20:30], likely[20:30, 35:45] = 0.35, 0.02  # a pale label; the inside of a handle
    kept = tidied(mask, likely)
    assert (kept[20:30, 20:30] == 1).all()
    assert not kept[20:30, 35:45].any()


def test_a_limb_is_kept_where_the_network_is_sure_of_it() -> None:
    mask = product()
    mask[28:32, 50:75] = mask[28:32, 3:10] = 1  # a handle; a leaf that touches the product
    likely = mask.copy()
    likely[28:32, 3:10] = 0.4
    kept = tidied(mask, likely)
    assert (kept[28:32, 50:75] == 1).all()
    assert not kept[28:32, 3:6].any()
    thin = np.zeros((100, 100), np.float32)
    thin[48:52, 10:90] = 1
    assert np.array_equal(tidied(thin, thin / 2), thin)


def test_empty_and_full_masks_stay_as_they_are() -> None:
    for mask in (np.zeros((1, 1), np.float32), np.zeros((40, 3), np.float32), np.ones((30, 30), np.float32)):
        assert np.array_equal(tidied(mask, mask), mask)

"""The corridor: a product on a plain ground is found, cut and cropped."""

import cv2
import numpy as np

from studio.cutout import cut, find_matte
from studio.model.matte import CutoutSettings
from studio.model.picture import Picture


def red_disc() -> Picture:
    rgb = np.full((300, 400, 3), (90, 160, 100), np.uint8)
    cv2.circle(rgb, (200, 150), 80, (200, 30, 30), -1, cv2.LINE_AA)
    return Picture(rgb)


def test_disc_is_found_where_it_is() -> None:
    matte = find_matte(red_disc())
    truth = np.zeros((300, 400), np.uint8)
    cv2.circle(truth, (200, 150), 80, 1, -1)
    found = matte.alpha > 127
    assert (found & (truth > 0)).sum() / (found | (truth > 0)).sum() > 0.97
    assert abs(matte.box.left * 400 - 120) < 3
    assert abs(matte.box.bottom * 300 - 231) < 3


def test_cutout_covers_its_region_and_keeps_the_inside() -> None:
    picture = red_disc()
    cutout = cut(picture, find_matte(picture), CutoutSettings(), (400, 300))
    x, y, width, height = cutout.region.pixels(400, 300)
    assert (cutout.picture.width, cutout.picture.height) == (width, height)
    solid = cutout.picture.alpha == 255
    assert solid.sum() > 15000
    assert np.array_equal(cutout.picture.rgb[solid], picture.rgb[y : y + height, x : x + width][solid])
    assert not cutout.picture.rgb[cutout.picture.alpha == 0].any()

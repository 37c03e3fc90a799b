"""Crumbs beside a product go; its own small parts, and very small products, stay."""

import cv2
import numpy as np

from studio.cutout.crumbs import CRUMB, without_crumbs


def _disc(side: int = 1000) -> np.ndarray:
    return cv2.circle(np.zeros((side, side), np.uint8), (side // 2, side // 2), side // 4, 255, -1, cv2.LINE_AA)


def test_crumbs_go_and_nothing_else_changes() -> None:
    alpha = _disc()
    crumbed = alpha.copy()
    for at in ((100, 100), (700, 880), (20, 500)):
        cv2.circle(crumbed, at, 2, 180, -1)
    assert (without_crumbs(crumbed) == alpha).all()
    assert (without_crumbs(alpha) == alpha).all()


def test_crumbs_in_a_hole_go_as_well() -> None:
    ring = cv2.circle(np.zeros((1000, 1000), np.uint8), (500, 500), 300, 255, 60)
    crumbed = cv2.circle(ring.copy(), (500, 520), 2, 255, -1)
    assert (without_crumbs(crumbed) == ring).all()


def test_parts_and_threads_stay() -> None:
    alpha = _disc()
    cv2.circle(alpha, (100, 100), round(2 * CRUMB * 1000), 255, -1)  # an earring's second one
    cv2.line(alpha, (500, 250), (520, 40), 255, 1)  # a thread that hangs on it
    assert (without_crumbs(alpha) == alpha).all()


def test_a_product_as_small_as_a_crumb_stays() -> None:
    alpha = cv2.circle(np.zeros((1000, 1000), np.uint8), (500, 500), 2, 255, -1)
    assert (without_crumbs(alpha) == alpha).all()
    assert not without_crumbs(np.zeros((50, 50), np.uint8)).any()

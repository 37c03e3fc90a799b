"""Drawn products with holes, whose truth is known, and a matte that knows nothing of the holes."""

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.cutout.box import product_box
from studio.model.matte import Matte
from studio.model.picture import Bytes, Picture

WIDTH, HEIGHT = 800, 600
GROUND, WARE = (196, 178, 150), (40, 70, 130)


def photo_of(solid: Bytes, ware: tuple[int, int, int] = WARE) -> Picture:
    """Return a noisy photo of a product (255 where it is) before a ground that grows darker downwards."""
    noise = np.random.default_rng(3).normal(0, 3, (*solid.shape, 3))
    shade = np.linspace(8, -14, solid.shape[0])[:, None, None]
    share = cv2.GaussianBlur(solid, (0, 0), 0.8)[..., None] / 255
    mixed = share * np.array(ware) + (1 - share) * (np.array(GROUND) + shade) + noise
    return Picture(np.clip(mixed, 0, 255).astype(np.uint8))


def matte_of(alpha: Bytes) -> Matte:
    """Return a model's answer."""
    return Matte(alpha, 0.6, "drawn", reasons=("The background is busy.",), box=product_box(alpha))


def canvas() -> Bytes:
    return np.zeros((HEIGHT, WIDTH), np.uint8)


def ring() -> tuple[Bytes, Bytes]:
    """Return a ring and its hole."""
    solid, hole = canvas(), canvas()
    cv2.circle(solid, (400, 300), 200, 255, -1)
    cv2.circle(hole, (400, 300), 150, 255, -1)
    return solid & ~hole, hole


def chair() -> tuple[Bytes, Bytes]:
    """Return a chair, its legs apart, and the three gaps of its back."""
    solid, hole = canvas(), canvas()
    cv2.rectangle(solid, (250, 60), (550, 400), 255, -1)
    for left in (250, 500):
        cv2.rectangle(solid, (left, 400), (left + 50, 560), 255, -1)
    for left in (285, 372, 459):
        cv2.rectangle(hole, (left, 100), (left + 56, 270), 255, -1)
    return solid & ~hole, hole


def mug() -> tuple[Bytes, Bytes]:
    """Return a mug and the hole of its handle."""
    solid, hole = canvas(), canvas()
    cv2.rectangle(solid, (200, 150), (480, 480), 255, -1)
    cv2.ellipse(solid, (490, 310), (130, 120), 0, 0, 360, 255, -1)
    cv2.ellipse(hole, (500, 310), (85, 75), 0, 0, 360, 255, -1)
    hole[:, :482] = 0
    return solid & ~hole, hole


def overlap(one: NDArray[np.bool_], other: NDArray[np.bool_]) -> float:
    return float((one & other).sum() / max(1, (one | other).sum()))

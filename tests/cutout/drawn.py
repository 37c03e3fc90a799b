"""Drawn photos whose truth is known exactly."""

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.cutout.foreground import coded, linear
from studio.model.matte import Matte
from studio.model.picture import Box, Bytes, Picture

RED, GREEN = (200, 30, 30), (90, 160, 100)


def disc_alpha(width: int = 400, height: int = 300, radius: float = 80) -> Bytes:
    """Return an antialiased disc in the middle (exact coverage by eightfold sampling)."""
    big = np.zeros((height * 8, width * 8), np.uint8)
    cv2.circle(big, (width * 4, height * 4), round(radius * 8), 255, -1)
    return np.asarray(cv2.resize(big, (width, height), interpolation=cv2.INTER_AREA), dtype=np.uint8)


def hair_alpha() -> Bytes:
    """Return a disc with lines one to two pixels wide standing out of it."""
    big = np.zeros((300 * 8, 400 * 8), np.uint8)
    cv2.circle(big, (1600, 1200), 480, 255, -1)
    for number, turn in enumerate(np.linspace(0, 2 * np.pi, 24, endpoint=False)):
        end = (round(1600 + 880 * np.cos(turn)), round(1200 + 880 * np.sin(turn)))
        cv2.line(big, (1600, 1200), end, 255, 8 + number % 2 * 8)
    return np.asarray(cv2.resize(big, (400, 300), interpolation=cv2.INTER_AREA), dtype=np.uint8)


def photo_of(alpha: Bytes, product: tuple[int, int, int], ground: tuple[int, int, int]) -> Picture:
    """Return a photo in which light mixes as in a lens: in linear light."""
    share = alpha.astype(np.float32)[..., None] / 255
    front, back = linear(np.uint8([[product]])), linear(np.uint8([[ground]]))
    mixed = coded(front * share + back * (1 - share))
    mixed[alpha == 255] = product
    mixed[alpha == 0] = ground
    return Picture(mixed)


def matte_of(alpha: Bytes) -> Matte:
    """Return the truth as a matte."""
    x, y, width, height = cv2.boundingRect((alpha > 127).astype(np.uint8))
    rows, columns = alpha.shape
    return Matte(alpha, 1.0, "truth", box=Box(x / columns, y / rows, (x + width) / columns, (y + height) / rows))


def overlap(found: NDArray[np.bool_], truth: NDArray[np.bool_]) -> float:
    """Return intersection over union."""
    return float((found & truth).sum() / max(1, (found | truth).sum()))


def lab_difference(one: Bytes, other: Bytes) -> NDArray[np.float32]:
    """Return CIE76 ΔE of two lists of sRGB colours (n, 3)."""
    one_lab, other_lab = (
        cv2.cvtColor(part.reshape(-1, 1, 3).astype(np.float32) / 255, cv2.COLOR_RGB2LAB)[:, 0] for part in (one, other)
    )
    return np.asarray(np.linalg.norm(one_lab - other_lab, axis=1), dtype=np.float32)

"""Things that lie flat, drawn as outlines with folds: garments, leaves, tags, blobs, rings."""

import cv2
import numpy as np
from numpy.typing import NDArray
from textures import Planes, Random, noise

SUB = 8  # fixed-point bits of cv2's drawing


def silhouette(random: Random, size: int) -> NDArray[np.uint8]:
    """Return (size, size) uint8 coverage of a random thing that fills most of the square."""
    maker = random.choice([_garment, _garment, _trousers, _blob, _blob, _polygon, _ring, _long])
    mask = np.zeros((size * 2, size * 2), np.uint8)
    maker(random, mask)
    small = cv2.resize(mask, (size, size), interpolation=cv2.INTER_AREA)
    return _bent(random, small)


def folds(random: Random, size: int) -> Planes:
    """Return (size, size) float32 lightness factors of cloth that does not lie quite flat."""
    turn, y_x = random.uniform(0, np.pi), np.mgrid[0:size, 0:size].astype(np.float32) / size
    along = y_x[1] * np.cos(turn) + y_x[0] * np.sin(turn)
    wave = np.sin((along + 0.25 * noise(random, size, 3, 3)) * random.uniform(10, 60)) * np.clip(
        noise(random, size, 3, 2) + 0.3, 0, 1
    )
    return (1 + random.uniform(0.02, 0.2) * wave + random.uniform(0, 0.12) * noise(random, size, 5, 4)).astype(
        np.float32
    )


def _bent(random: Random, mask: NDArray[np.uint8]) -> NDArray[np.uint8]:
    size = mask.shape[0]
    y, x = np.mgrid[0:size, 0:size].astype(np.float32)
    strength = size * random.uniform(0, 0.025)
    return cv2.remap(
        mask, x + strength * noise(random, size, 4, 3), y + strength * noise(random, size, 4, 3), cv2.INTER_LINEAR
    )


def _fill(mask: NDArray[np.uint8], points: Planes, value: int = 255) -> None:
    scaled = np.rint((points * 0.5 + 0.5) * mask.shape[0] * (1 << SUB)).astype(np.int32)
    cv2.fillPoly(mask, [scaled], value, cv2.LINE_AA, SUB)


def _mirrored(half: list[tuple[float, float]]) -> Planes:
    left = [(-x, y) for x, y in reversed(half)]
    return np.array([*half, *left], np.float32)


def _garment(random: Random, mask: NDArray[np.uint8]) -> None:
    """A shirt, jumper or dress: neck, shoulder, sleeve, hem."""
    r = random.uniform
    neck, shoulder, chest, hem = r(0.08, 0.22), r(0.3, 0.5), r(0.25, 0.5), r(0.25, 0.75)
    length, sleeve, cuff, drop = r(0.3, 0.95), r(0.0, 0.6), r(0.08, 0.2), r(-0.2, 0.9)
    hand_x, hand_y = shoulder + sleeve * np.cos(drop), -0.75 + 0.1 + sleeve * np.sin(drop) * 1.6
    half = [(0, -0.85 + r(0, 0.25)), (neck, -0.88), (shoulder, -0.78)]
    if sleeve > 0.12:
        half += [
            (min(0.98, hand_x), hand_y),
            (min(0.98, hand_x) - cuff * np.sin(drop), min(0.95, hand_y + cuff * np.cos(drop) + 0.05)),
        ]
    half += [(chest, -0.4), (chest * r(0.8, 1.05), 0.0), (hem, length)]
    _fill(mask, _mirrored(half))


def _trousers(random: Random, mask: NDArray[np.uint8]) -> None:
    r = random.uniform
    waist, hip, crotch, inner, outer = r(0.25, 0.45), r(0.35, 0.55), r(-0.4, 0.3), r(0.02, 0.25), r(0.4, 0.75)
    _fill(
        mask,
        _mirrored(
            [
                (0, -0.9),
                (waist, -0.9 + r(-0.03, 0.03)),
                (hip, -0.45),
                (outer, 0.92),
                (max(inner, outer - r(0.2, 0.4)), 0.94),
                (0.015, crotch),
            ]
        ),
    )


def _blob(random: Random, mask: NDArray[np.uint8]) -> None:
    angle = np.linspace(0, 2 * np.pi, 160, endpoint=False)
    radius = np.ones_like(angle)
    for wave in range(1, int(random.integers(2, 9))):
        radius += random.normal(0, 0.25 / wave) * np.cos(wave * angle + random.uniform(0, 6.3))
    radius = np.abs(radius) / np.abs(radius).max() * 0.95
    wide = random.uniform(0.45, 1)
    _fill(mask, np.stack([radius * np.cos(angle), radius * np.sin(angle) * wide], 1).astype(np.float32))


def _polygon(random: Random, mask: NDArray[np.uint8]) -> None:
    count = int(random.integers(3, 9))
    angle = (
        np.sort(random.uniform(0, 2 * np.pi, count))
        if random.random() < 0.5
        else np.linspace(0, 2 * np.pi, count, endpoint=False)
    )
    radius = random.uniform(0.5, 0.95, count)
    _fill(mask, np.stack([radius * np.cos(angle), radius * np.sin(angle)], 1).astype(np.float32))
    if random.random() < 0.5:
        kernel = np.ones((3, 3), np.uint8)
        mask[:] = cv2.GaussianBlur(cv2.dilate(mask, kernel), (0, 0), random.uniform(2, 12))
        mask[:] = np.where(mask > 127, 255, 0)


def _ring(random: Random, mask: NDArray[np.uint8]) -> None:
    size = mask.shape[0]
    axes = (int(size * random.uniform(0.25, 0.45)), int(size * random.uniform(0.25, 0.45)))
    cv2.ellipse(
        mask,
        (size // 2, size // 2),
        axes,
        random.uniform(0, 180),
        0,
        random.choice([360, random.uniform(180, 340)]),
        255,
        int(size * random.uniform(0.015, 0.1)),
        cv2.LINE_AA,
    )


def _long(random: Random, mask: NDArray[np.uint8]) -> None:
    """Something slender that bends: a cable, belt, brush, spoon."""
    size, steps = mask.shape[0], np.linspace(-0.9, 0.9, 60)
    sway = random.uniform(0, 0.5) * np.sin(steps * random.uniform(0.5, 5) + random.uniform(0, 6)) * np.cos(steps)
    points = np.rint((np.stack([sway, steps], 1) * 0.5 + 0.5) * size).astype(np.int32)
    cv2.polylines(mask, [points], False, 255, int(size * random.uniform(0.015, 0.09)), cv2.LINE_AA)
    if random.random() < 0.7:
        end = points[0 if random.random() < 0.5 else -1]
        cv2.ellipse(
            mask,
            (int(end[0]), int(end[1])),
            (int(size * random.uniform(0.03, 0.15)), int(size * random.uniform(0.03, 0.12))),
            0,
            0,
            360,
            255,
            -1,
            cv2.LINE_AA,
        )

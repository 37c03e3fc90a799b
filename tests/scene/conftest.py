"""Cutouts to render, and the measure of colour difference."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from studio.model.matte import Cutout
from studio.model.picture import WHOLE, Box, Picture
from studio.scene.linear_light import LINEAR

Measure = Callable[[NDArray[Any], NDArray[Any]], NDArray[np.float64]]


def cutout_of(rgb: NDArray[np.uint8], alpha: NDArray[np.uint8], scale_of_file: float = 1.0) -> Cutout:
    height, width = alpha.shape
    x, y, wide, high = cv2.boundingRect(np.uint8(alpha > 127))
    box = Box(x / width, y / height, (x + wide) / width, (y + high) / height)
    full = round(width * scale_of_file), round(height * scale_of_file)
    return Cutout(Picture(rgb, alpha), WHOLE, box, width, height, *full, 1.0, "drawn")


def drawn(shape: str, width: int = 900, height: int = 700) -> Cutout:
    """A product of our own: coloured patches inside a soft-edged shape."""
    alpha = np.zeros((height, width), np.uint8)
    if shape == "box":
        cv2.rectangle(alpha, (int(width * 0.3), int(height * 0.15)), (int(width * 0.7), int(height * 0.85)), 255, -1)
    elif shape == "ball":
        cv2.circle(alpha, (width // 2, height // 2), int(height * 0.4), 255, -1, cv2.LINE_AA)
    else:  # a stool: a seat, two front legs, one further back
        cv2.rectangle(alpha, (int(width * 0.3), int(height * 0.15)), (int(width * 0.7), int(height * 0.25)), 255, -1)
        for x, foot in ((0.33, 0.78), (0.5, 0.88), (0.67, 0.78)):
            left, right = int((x - 0.025) * width), int((x + 0.025) * width)
            cv2.rectangle(alpha, (left, int(height * 0.2)), (right, int(height * foot)), 255, -1)
    alpha = cv2.GaussianBlur(alpha, (0, 0), 0.8)
    patches = np.random.default_rng(5).integers(20, 236, (16, 24, 3), np.uint8)
    return cutout_of(cv2.resize(patches, (width, height), interpolation=cv2.INTER_CUBIC), alpha)


@pytest.fixture
def ball() -> Cutout:
    return drawn("ball")


@pytest.fixture
def box() -> Cutout:
    return drawn("box")


@pytest.fixture
def stool() -> Cutout:
    return drawn("stool")


@pytest.fixture
def large_ball() -> Cutout:
    return drawn("ball", 3600, 2800)


@pytest.fixture
def photos(shared: Path) -> list[Cutout]:
    """Twenty real products with masks drawn by hand."""
    cutouts = []
    for path in sorted((shared / "handmask").glob("*.mask.png"))[::2][:20]:
        mask = cv2.GaussianBlur(cv2.imread(str(path), cv2.IMREAD_GRAYSCALE), (0, 0), 0.8)
        photo = cv2.cvtColor(cv2.imread(str(path).replace(".mask.png", ".jpg")), cv2.COLOR_BGR2RGB)
        cutouts.append(cutout_of(photo, mask))
    assert len(cutouts) == 20
    return cutouts


@pytest.fixture
def difference() -> Measure:
    """Return the function that gives CIEDE2000 for each pixel of two sRGB pictures."""

    def measure(first: NDArray[Any], second: NDArray[Any]) -> NDArray[np.float64]:
        result = np.zeros(first.shape[:2])
        unlike = (first != second).any(-1)
        result[unlike] = ciede2000(lab_of(first[unlike]), lab_of(second[unlike]))
        return result

    return measure


def lab_of(rgb: NDArray[Any]) -> NDArray[np.float64]:
    """sRGB bytes to CIE L*a*b*, D65."""
    to_xyz = np.array(
        [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
    )
    xyz = LINEAR[rgb].astype(np.float64) @ to_xyz.T / to_xyz.sum(1)
    cube = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    x, y, z = np.moveaxis(cube, -1, 0)
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], -1)


def ciede2000(first: NDArray[Any], second: NDArray[Any]) -> NDArray[np.float64]:
    """Sharma, Wu and Dalal, The CIEDE2000 color-difference formula, 2005; names as there."""
    l1, a1, b1 = np.moveaxis(np.asarray(first, float), -1, 0)
    l2, a2, b2 = np.moveaxis(np.asarray(second, float), -1, 0)
    mean_c = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    g = 0.5 * (1 - np.sqrt(mean_c**7 / (mean_c**7 + 25.0**7)))
    c1, c2 = np.hypot((1 + g) * a1, b1), np.hypot((1 + g) * a2, b2)
    h1 = np.degrees(np.arctan2(b1, (1 + g) * a1)) % 360
    h2 = np.degrees(np.arctan2(b2, (1 + g) * a2)) % 360
    grey = c1 * c2 == 0
    dh = np.where(grey, 0, (h2 - h1 + 180) % 360 - 180)
    dh = np.where(~grey & (dh == -180) & (h2 > h1), 180, dh)
    big_dh = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(dh / 2))
    mean_l, mean_c = (l1 + l2) / 2, (c1 + c2) / 2
    apart = np.abs(h1 - h2) > 180
    mean_h = np.where(apart, np.where(h1 + h2 < 360, (h1 + h2 + 360) / 2, (h1 + h2 - 360) / 2), (h1 + h2) / 2)
    mean_h = np.where(grey, h1 + h2, mean_h)
    t = 1 - 0.17 * np.cos(np.radians(mean_h - 30)) + 0.24 * np.cos(np.radians(2 * mean_h))
    t += 0.32 * np.cos(np.radians(3 * mean_h + 6)) - 0.20 * np.cos(np.radians(4 * mean_h - 63))
    turn = 30 * np.exp(-(((mean_h - 275) / 25) ** 2))
    r_t = -2 * np.sqrt(mean_c**7 / (mean_c**7 + 25.0**7)) * np.sin(np.radians(2 * turn))
    s_l = 1 + 0.015 * (mean_l - 50) ** 2 / np.sqrt(20 + (mean_l - 50) ** 2)
    dl, dc, dh = (l2 - l1) / s_l, (c2 - c1) / (1 + 0.045 * mean_c), big_dh / (1 + 0.015 * mean_c * t)
    return np.sqrt(dl**2 + dc**2 + dh**2 + r_t * dc * dh)

"""Cutouts to render, and the measure of colour difference."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from studio.model.colour_difference import ciede2000, lab_of
from studio.model.matte import Cutout
from studio.model.picture import WHOLE, Box, Picture

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

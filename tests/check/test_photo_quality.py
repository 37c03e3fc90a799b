from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from studio.check import analyse, read_finished
from studio.model.matte import Matte
from studio.model.picture import Picture, Source


def photo(size: int = 1200) -> np.ndarray:
    """Return a scene of grey and coloured tiles with crisp edges in fair light."""
    tiles = np.random.default_rng(5).integers(60, 210, (12, 12, 1)) + np.random.default_rng(6).integers(
        -25, 25, (12, 12, 3)
    )
    rgb = np.clip(tiles, 0, 255).astype(np.uint8).repeat(size // 12, 0).repeat(size // 12, 1)
    return cv2.GaussianBlur(rgb, (0, 0), 0.6)


def analysed(rgb: np.ndarray) -> tuple[dict[str, Any], set[str]]:
    facts, findings = analyse(Picture(rgb), Source(rgb.shape[1], rgb.shape[0], "jpeg"))
    return facts, {finding.check for finding in findings}


def test_a_fair_photo_stays_without_remark() -> None:
    facts, remarks = analysed(photo())
    assert remarks == set()
    assert facts["megapixels"] == 1.4
    assert facts["background"] == "busy"


@pytest.mark.parametrize("width", [1.5, 3.0, 6.0])
def test_edge_width_is_the_blur(width: float) -> None:
    facts, remarks = analysed(cv2.GaussianBlur(photo(), (0, 0), width))
    assert facts["edge_width"] == pytest.approx(np.hypot(width, 0.6), abs=0.45)
    assert ("photo-sharpness" in remarks) is (width > 2.5)


@pytest.mark.parametrize("sigma", [2.0, 5.0, 12.0])
def test_noise_is_measured(sigma: float) -> None:
    noise = np.random.default_rng(1).normal(0, sigma, (1200, 1200, 1))  # alike in all channels: grey keeps it whole
    facts, remarks = analysed(np.clip(photo() + noise, 0, 255).astype(np.uint8))
    assert facts["noise"] == pytest.approx(sigma, rel=0.3)
    assert ("photo-noise" in remarks) is (sigma > 8)


def test_light() -> None:
    assert "photo-exposure" in analysed(photo() // 4)[1]
    burnt = photo()
    burnt[200:700, 200:800] = 255
    assert "photo-exposure" in analysed(burnt)[1]


@pytest.mark.parametrize(("gain", "word"), [((1.0, 0.85, 0.6), "warm"), ((0.7, 0.9, 1.1), "cold")])
def test_coloured_light(gain: tuple[float, float, float], word: str) -> None:
    facts, remarks = analysed(np.clip(photo() * np.array(gain), 0, 255).astype(np.uint8))
    assert "photo-tint" in remarks
    assert word in facts["tint_towards"]


def test_with_a_matte_the_product_is_judged() -> None:
    rgb = photo()
    rgb[300:900, 300:900] //= 6
    alpha = np.zeros((1200, 1200), np.uint8)
    alpha[300:900, 300:900] = 255
    source = Source(1200, 1200, "jpeg")
    dark = analyse(Picture(rgb), source, Matte(alpha, 1.0, "hand"))
    assert [item.message for item in dark[1] if item.check == "photo-exposure"] == ["The photo is very dark."]
    assert analyse(Picture(rgb), source)[1] == []


def test_resolution_is_the_files_own() -> None:
    small = Picture(photo(480))
    assert [item.check for item in analyse(small, Source(480, 480, "jpeg"))[1]] == ["photo-resolution"]
    assert analyse(small, Source(4000, 4000, "jpeg"))[1] == []


def test_a_tiny_photo_is_no_trouble() -> None:
    facts, _ = analysed(np.full((3, 5, 3), 200, np.uint8))
    assert facts["edge_width"] is None


@pytest.mark.data
def test_real_photos_are_mostly_left_alone(shared: Path) -> None:
    files = sorted((shared / "ecommerce").glob("dreambooth_*.jpg"))[::4]
    grave = 0
    for path in files:
        file = read_finished(path)
        _, findings = analyse(file.picture, Source(file.width, file.height, file.format))
        grave += any(item.severity != "info" for item in findings)
    assert len(files) >= 5
    assert grave == 0

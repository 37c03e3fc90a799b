"""A photo is decoded once where once will do, and the same way whether its matte was known or not."""

from pathlib import Path

import numpy as np
import pytest

from studio.app.photo import decoding
from studio.app.photo.decoding import Decoding
from studio.model.picture import Loaded
from tests.app.shots import shot


@pytest.fixture
def decoded(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, int]]:
    """What every decoding asked for."""
    asked: list[dict[str, int]] = []
    load = decoding.load

    def noted(path: Path, **options: int) -> Loaded:
        asked.append(options)
        return load(path, **options)

    monkeypatch.setattr(decoding, "load", noted)
    return asked


def opened(path: Path) -> Decoding:
    photo = Decoding(path)
    photo.identify()
    return photo


@pytest.mark.parametrize(
    "case",
    [
        ("a.jpg", (1200, 900), 1200, 1),  # a proxy by itself
        ("a.jpg", (2400, 1800), 1700, 1),  # its proxy comes of the whole anyway
        ("a.jpg", (3600, 300), 1700, 2),  # half of it is cheaper for the proxy
        ("a.jpg", (3600, 300), 900, 1),  # the proxy will do
        ("a.png", (3600, 300), 2000, 1),
        ("a.png", (3600, 300), 1700, 2),  # half of it will do for the files
        ("a.png", (3600, 300), 900, 1),
    ],
)
def test_the_same_pixels_with_the_matte_at_hand_and_without(
    tmp_path: Path, decoded: list[dict[str, int]], case: tuple[str, tuple[int, int], int, int]
) -> None:
    name, size, needed, times = case
    path = shot(tmp_path / name, size)
    fresh = opened(path)
    assert max(fresh.proxy().rgb.shape) == min(max(size), 1600)
    assert fresh.proxy() is fresh.proxy()
    made = fresh.for_files(needed)
    assert len(decoded) == times
    again = opened(path).for_files(needed)
    assert len(decoded) == times + 1
    assert max(made.picture.rgb.shape) >= needed
    assert np.array_equal(made.picture.rgb, again.picture.rgb)
    assert (made.source.width, made.source.height) == size

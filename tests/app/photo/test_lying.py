"""Photos from above are told from photos of what stands: drawn ones, and real ones with outlines drawn by hand."""

import csv
from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.app.photo.lying import seems_to_lie


def scene(*, shade: int = 0, wall: int = 0, side: int = 120) -> tuple[np.ndarray, np.ndarray]:
    """A square product on grey; `shade`: how much darker the ground is at its foot; `wall`: than what is behind it."""
    photo = np.full((200, 200, 3), 150, np.uint8)
    photo[:100] += np.uint8(wall)
    matte = np.zeros((200, 200), np.uint8)
    low = 100 - side // 2
    matte[low : low + side, low : low + side] = 255
    photo[low + side : low + side + 8, low - 8 : low + side + 8] -= np.uint8(shade)
    photo[matte > 0] = (40, 60, 180)
    return photo, matte


def test_something_large_on_an_even_surface_without_a_shadow_lies() -> None:
    assert seems_to_lie(*scene())


@pytest.mark.parametrize("stands", [{"shade": 90}, {"wall": 100}, {"side": 80}])
def test_a_shadow_at_the_foot_a_wall_or_much_room_speak_for_standing(stands: dict[str, int]) -> None:
    assert not seems_to_lie(*scene(**stands))


def test_a_matte_at_another_size_means_the_same() -> None:
    photo, matte = scene()
    assert seems_to_lie(photo, matte[::2, ::2])


@pytest.mark.data
def test_two_garments_of_three_and_next_to_nothing_else_is_taken_to_lie(shared: Path) -> None:
    folder = shared / "handmask"
    found: dict[bool, list[bool]] = {True: [], False: []}
    with (folder / "manifest.csv").open() as file:
        for row in csv.DictReader(file):
            photo, matte = cv2.imread(str(folder / row["file"])), cv2.imread(str(folder / row["mask"]), 0)
            assert photo is not None
            assert matte is not None
            found[row["kind"] == "clothing"].append(seems_to_lie(photo, matte))
    assert np.mean(found[True]) >= 0.6  # 11 of 16
    assert sum(found[False]) <= 1  # none of 25

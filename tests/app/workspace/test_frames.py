"""Frames of the canvas: the painting process writes on them, the window shows them, and never both at once."""

import gc
from pathlib import Path

import pytest

from studio.app.workspace.frames import SPARE, Frames

SHAPE = (6, 8, 3)


def test_a_frame_is_lent_again_only_when_it_was_given_back(tmp_path: Path) -> None:
    frames = Frames(tmp_path)
    first, second = frames.lend(SHAPE), frames.lend(SHAPE)
    assert first.plate != second.plate
    first.give_back()
    assert frames.lend((3, 3, 3)) is not first
    assert frames.lend(SHAPE) is first


def test_what_another_process_writes_is_seen(tmp_path: Path) -> None:
    frame = Frames(tmp_path).lend(SHAPE)
    frame.plate.writable()[2, 3] = (1, 2, 3)  # mapped anew, as there
    assert frame.pixels[2, 3].tolist() == [1, 2, 3]


def test_plates_of_sizes_that_nobody_wants_any_more_are_removed(tmp_path: Path) -> None:
    frames = Frames(tmp_path)
    for frame in [frames.lend((side, 4, 3)) for side in range(1, 12)]:
        frame.give_back()
    frames.lend(SHAPE)
    assert len(list(tmp_path.iterdir())) == SPARE + 1


def test_an_image_keeps_its_frame_for_as_long_as_it_is_held(tmp_path: Path) -> None:
    pytest.importorskip("PySide6")
    from studio.ui.to_qimage import for_scaling, shown_over

    frames = Frames(tmp_path)
    frame = frames.lend(SHAPE)
    frame.pixels[:] = (10, 20, 30)
    image = shown_over(frame, False)
    assert image.pixelColor(7, 5).getRgb()[:3] == (10, 20, 30)
    copy = for_scaling(image)
    assert frames.lend(SHAPE) is not frame
    del image
    gc.collect()
    assert frames.lend(SHAPE) is frame
    frame.pixels[:] = 0
    assert copy.pixelColor(7, 5).getRgb()[:3] == (10, 20, 30)

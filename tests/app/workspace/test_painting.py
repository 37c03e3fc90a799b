"""What the painting process is sent again and again is known again there: a drag works from what is at hand."""

import pickle
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.app.photo.develop import KeptCutout
from studio.app.workspace.painting import paint
from studio.app.workspace.plates import plate_folder, put, remove_folder
from studio.model.matte import Cutout
from studio.model.picture import WHOLE, Box, Picture
from studio.model.scene import Scene
from studio.scene import ColourBackdrop, Product

SIDE = 400


@pytest.fixture
def folder() -> Iterator[Path]:
    folder = plate_folder()
    yield folder
    remove_folder(folder)


@pytest.fixture
def kept(folder: Path) -> KeptCutout:
    rgb = np.random.default_rng(5).integers(0, 256, (300, 300, 3), np.uint8)
    alpha = cv2.circle(np.zeros((300, 300), np.uint8), (150, 150), 120, (255,), -1, cv2.LINE_AA)
    pixel = Picture(np.zeros((1, 1, 3), np.uint8))
    facts = Cutout(pixel, WHOLE, Box(0.1, 0.1, 0.9, 0.9), 300, 300, 300, 300, 1.0, "drawn")
    return KeptCutout(facts, put(folder, rgb), put(folder, np.asarray(alpha, np.uint8)))


def sent(kept: KeptCutout) -> KeptCutout:
    """Return a cutout as it arrives in another process: a new copy for every frame."""
    copy: KeptCutout = pickle.loads(pickle.dumps(kept))
    return copy


def test_a_cutout_that_travelled_is_opened_once(kept: KeptCutout) -> None:
    assert sent(kept).opened() is sent(kept).opened()


def test_only_the_first_frames_of_a_drag_are_soft(kept: KeptCutout, folder: Path) -> None:
    def frame(exposure: float, *, quick: bool) -> bool:
        product = Product(placement={"fill": 0.53}, tone={"exposure": exposure})
        scene = Scene(elements=(ColourBackdrop(), product))
        return paint(scene, sent(kept), SIDE, folder, quick=quick).soft

    assert frame(0.0, quick=True)
    assert not frame(0.0, quick=False)
    assert not any(frame(0.05 * step, quick=True) for step in range(4))

"""The mockups that ship: whole, of one frame, small enough, and their print areas real."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.model.mockup import COLOUR, GLOSS, LIGHT, SCENE
from studio.scene.mockup import read_folder, read_passes

MOCKUPS = Path(__file__).resolve().parents[3] / "resources" / "mockups"
FOLDERS = sorted(path for path in MOCKUPS.iterdir() if path.is_dir())
MOST = 45_000_000  # bytes of all passes


def test_all_together_stay_small() -> None:
    assert sum(path.stat().st_size for folder in FOLDERS for path in folder.iterdir()) <= MOST


@pytest.mark.parametrize("folder", FOLDERS, ids=[folder.name for folder in FOLDERS])
def test_passes_fit_the_frame(folder: Path) -> None:
    mockup = read_folder(folder)
    assert min(mockup.size) >= 2000
    with Image.open(folder / SCENE) as scene:
        assert scene.size == mockup.size
    sizes = set()
    for name in (LIGHT, GLOSS, COLOUR):
        with Image.open(folder / name) as part:
            sizes.add(part.size)
    assert len(sizes) == 1
    assert {path.name for path in folder.iterdir()} == {
        SCENE,
        LIGHT,
        GLOSS,
        COLOUR,
        "mockup.toml",
        *(surface.file for surface in mockup.surfaces),
    }


@pytest.mark.parametrize("folder", FOLDERS, ids=[folder.name for folder in FOLDERS])
def test_a_print_belongs_to_the_item_and_keeps_its_shape(folder: Path) -> None:
    passes = read_passes(folder)
    share = np.zeros(passes.scene.shape[:2], np.int16)
    x, y = passes.at
    share[y : y + passes.colour.shape[0], x : x + passes.colour.shape[1]] = passes.colour
    for surface in passes.mockup.surfaces:
        area = passes.areas[surface.id]
        left, top = area.at
        below = share[top : top + area.cover.shape[0], left : left + area.cover.shape[1]]
        assert (area.cover.astype(np.int16) <= below + 2).all(), "what is printed is the item"
        whole = area.cover > 252
        assert whole.sum() > 5000
        u, v = area.uv[whole].T
        assert u.max() - u.min() > 0.3
        assert v.max() - v.min() > 0.3

"""Photos that no camera takes: each comes out, or is told with a sentence; touching them up breaks nothing."""

from pathlib import Path, PurePosixPath

import numpy as np
import pytest
from PIL import Image

import studio.scene  # noqa: F401  (makes the element kinds known)
from studio.app.photo.job import Target
from studio.app.photo.pipeline import process_photo
from studio.app.wishes import chosen_preset
from studio.app.workspace.hand import Hand, prepare
from studio.check import find_channel
from studio.model.matte import CutoutSettings
from studio.model.photo import Photo
from studio.model.touchup import CutHole, FillHole, Lasso, LeavePiece, Operation, Region, Stroke

WITH_PRODUCT = ("grey.jpg", "grey16.png", "grey-alpha.png", "cmyk.jpg", "wide.jpg")
WITHOUT = ("one-pixel.png", "line.png", "transparent.png")
CLICKS: tuple[Operation, ...] = (
    Region(keep=True, at=(0.5, 0.5)),
    Region(keep=False, at=(0.5, 0.5)),
    Lasso(keep=True, points=((0.1, 0.1), (0.9, 0.1), (0.5, 0.9))),
    FillHole(at=(0.5, 0.5)),
    CutHole(at=(0.5, 0.5)),
    LeavePiece(at=(0.5, 0.5)),
)


@pytest.fixture(scope="module")
def shoot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("odd")
    grey = np.full((300, 400), 235, np.uint8)
    grey[80:220, 120:280] = 60
    wide = np.full((200, 30_000, 3), 240, np.uint8)
    wide[40:160, 9_000:21_000] = (30, 60, 160)
    ink = np.zeros((300, 400, 4), np.uint8)
    ink[80:220, 120:280] = (200, 150, 0, 40)
    pictures = {
        "grey.jpg": Image.fromarray(grey),
        "grey16.png": Image.fromarray(grey.astype(np.uint16) * 257),
        "grey-alpha.png": Image.fromarray(np.dstack([grey, np.full_like(grey, 255)])),
        "cmyk.jpg": Image.fromarray(ink, "CMYK"),
        "wide.jpg": Image.fromarray(wide),
        "one-pixel.png": Image.new("RGB", (1, 1), (200, 0, 0)),
        "line.png": Image.new("RGB", (1, 3000), (200, 0, 0)),
        "transparent.png": Image.new("RGBA", (400, 300), (10, 20, 30, 0)),
    }
    for name, picture in pictures.items():
        picture.save(folder / name)
    return folder


@pytest.mark.parametrize("name", [*WITH_PRODUCT, *WITHOUT])
def test_odd_photos_come_out_or_are_flagged(shoot: Path, tmp_path: Path, name: str) -> None:
    photo = Photo(shoot / name, PurePosixPath(name))
    target = Target(find_channel("etsy-first"), PurePosixPath(f"{name}.jpg"))
    (item,) = process_photo(photo, chosen_preset("clean-white"), (target,), tmp_path)
    assert item.error is None
    with Image.open(tmp_path / f"{name}.jpg") as made:
        assert made.mode == "RGB"
        assert made.width == made.height
    missed = any("No product was found" in finding.message for finding in item.findings)
    assert missed == (name in WITHOUT)
    assert item.status == "flagged" or not missed


@pytest.mark.parametrize("name", ["wide.jpg", "one-pixel.png", "line.png", "transparent.png"])
def test_odd_photos_can_be_touched_up(shoot: Path, tmp_path: Path, name: str) -> None:
    hand = Hand(prepare(str(shoot / name), CutoutSettings(), tmp_path))
    for click in CLICKS:
        hand.tried(click)
    for follow in (True, False):
        hand.begin(Stroke(keep=True, points=((0.5, 0.5, 1.0),), radius=0.05, follow_edges=follow)).to(0.7, 0.6)
        assert isinstance(hand.end(), Stroke)
    assert len(hand.pieces()) == (1 if name in WITH_PRODUCT else 0)
    assert hand.holes() == ()

"""The sample shots and their truth belong together and are what samples.toml says."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from PIL import ExifTags, Image, ImageOps

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "resources" / "samples"
TRUTH = Path(__file__).parent
ROWS: list[dict[str, Any]] = tomllib.loads((SAMPLES / "samples.toml").read_text("utf-8"))["sample"]


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_photo_and_truth_show_the_same_frame(row: dict[str, Any]) -> None:
    with Image.open(SAMPLES / row["file"]) as photo, Image.open(TRUTH / f"{row['id']}.png") as truth:
        exif = photo.getexif()
        assert exif[ExifTags.Base.Make] == "Listing Studio"
        assert sorted(photo.size) == [3000, 4000]
        upright = (
            ImageOps.exif_transpose(photo.copy().reduce(8)) if exif.get(ExifTags.Base.Orientation, 1) > 4 else photo
        )
        assert truth.mode == "L"
        assert max(truth.size) <= 2000
        assert upright.width / upright.height == pytest.approx(truth.width / truth.height, abs=0.002)
        histogram = truth.histogram()
    whole = sum(histogram)
    assert 0.03 < histogram[255] / whole < 0.6, "the product fills a seller's share of the frame"
    assert histogram[0] / whole > 0.3, "there is ground around it"
    assert sum(histogram[1:255]) > 1000, "its edge is soft"


def test_every_file_is_listed_once() -> None:
    names = [row["file"] for row in ROWS]
    assert sorted(names) == sorted(path.name for path in SAMPLES.glob("*.jpg"))
    assert len({row["id"] for row in ROWS}) == len(ROWS)
    assert {path.stem for path in TRUTH.glob("*.png")} == {row["id"] for row in ROWS}


def test_samples_stay_small() -> None:
    assert sum(path.stat().st_size for path in SAMPLES.iterdir()) < 20e6


def test_one_product_has_two_photos() -> None:
    products = [row["sku"] for row in ROWS]
    assert len(set(products)) < len(products)

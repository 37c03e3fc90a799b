"""What a photo is compared with: chosen files before those in its folder; what cannot be used is told, not hidden."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.app.cutouts import How, cut_photo
from studio.app.photo.finding import Backdrops, backdrops_of, key_of_matte
from studio.intake import gather
from studio.model.matte import CutoutSettings
from studio.model.params import Params
from studio.store.presets import DEFAULT, load_preset, preset_as_toml


def glass_on(path: Path, ground: int) -> Path:
    """Write a photo of a half clear green pane in the middle of a smooth ground."""
    pixels = np.full((300, 400, 3), ground, np.float32)
    light = (pixels / 255) ** 2.2
    light[90:210, 130:270] = 0.5 * light[90:210, 130:270] + 0.5 * np.array([0.02, 0.3, 0.05])
    Image.fromarray((light ** (1 / 2.2) * 255).astype(np.uint8)).save(path)
    return path


@pytest.fixture
def shoot(tmp_path: Path) -> Path:
    """A photo, and the same on another backdrop under the name that says so."""
    glass_on(tmp_path / "GLASS-01.png", 235)
    glass_on(tmp_path / "GLASS-01_second-shot.png", 30)
    return tmp_path


def test_a_second_shot_is_no_photo_of_its_own_and_serves_the_first(shoot: Path, tmp_path: Path) -> None:
    photos = gather([shoot])
    assert [photo.path.name for photo in photos] == ["GLASS-01.png"]
    item = cut_photo(photos[0], How(CutoutSettings()), tmp_path / "out", Path("GLASS-01.png"))  # type: ignore[arg-type]
    assert item["model"] == "two-shot"
    alpha = np.asarray(Image.open(tmp_path / "out" / "GLASS-01.png").getchannel("A")).astype(float)
    assert abs(alpha[110:190, 150:250].mean() - 127) < 14, "the pane lets half of the light through"
    assert alpha[:60].mean() < 4
    assert alpha[240:].mean() < 4


def test_a_second_shot_without_a_first_is_an_ordinary_photo(tmp_path: Path) -> None:
    glass_on(tmp_path / "GLASS-01_second-shot.png", 235)
    assert [photo.path.name for photo in gather([tmp_path])] == ["GLASS-01_second-shot.png"]


def test_chosen_backdrops_come_before_those_in_the_folder(tmp_path: Path) -> None:
    photo, beside = tmp_path / "a.jpg", tmp_path / "clean-plate.jpg"
    for path in (photo, beside, tmp_path / "own.jpg"):
        path.touch()
    assert backdrops_of(photo, CutoutSettings()) == Backdrops(beside)
    chosen = CutoutSettings(clean_plate=str(tmp_path / "own.jpg"))
    assert backdrops_of(photo, chosen) == Backdrops(tmp_path / "own.jpg")
    assert backdrops_of(photo, chosen, tmp_path / "third.jpg").plate == tmp_path / "third.jpg"
    assert backdrops_of(beside, CutoutSettings()) == Backdrops(), "it does not serve itself"


def test_the_matte_is_known_by_the_content_of_what_was_compared(shoot: Path) -> None:
    second = shoot / "GLASS-01_second-shot.png"
    keys = {key_of_matte("0" * 64, "embedded", it) for it in (Backdrops(), Backdrops(second), Backdrops(None, second))}
    before = key_of_matte("0" * 64, "embedded", Backdrops(second))
    glass_on(second, 60)
    assert len(keys | {key_of_matte("0" * 64, "embedded", Backdrops(second))}) == 4
    assert before in keys


def test_a_backdrop_that_cannot_be_read_is_told_and_the_photo_still_cut(shoot: Path, tmp_path: Path) -> None:
    (shoot / "GLASS-01_second-shot.png").write_bytes(b"no picture")
    item = cut_photo(gather([shoot])[0], How(CutoutSettings()), tmp_path / "out", Path("g.png"))  # type: ignore[arg-type]
    assert item["model"] == "embedded"
    assert "GLASS-01_second-shot.png could not be compared" in item["reasons"][0]


def test_private_fields_do_not_travel_with_a_preset() -> None:
    preset = load_preset(DEFAULT)
    own = preset.model_copy(update={"cutout": preset.cutout.changed(clean_plate="/home/me/secret.jpg", refine="best")})
    text = preset_as_toml(own)
    assert "secret" not in text
    assert 'refine = "best"' in text
    assert issubclass(CutoutSettings, Params)
    assert "clean_plate" not in CutoutSettings().shareable()

"""A brand: kept with the settings, taken from a preset, shared as a file, and held to wherever nothing else is said."""

from pathlib import Path

import pytest

from studio.app.ai.brand import brand_of, brands_of_presets, keep_brand, read_brand, write_brand
from studio.cli.main import main
from studio.model.brand import Brand
from studio.model.errors import InvalidPresetError
from studio.model.kept import KeptLimits
from studio.store import spending
from studio.store.ai_settings import load_ai_settings
from studio.store.ledger_file import LedgerFile
from studio.store.presets import load_preset, save_preset

OURS = Brand(style='Wood, linen, "morning" light.\nNo plastic.', limits=KeptLimits(outline=0.02, hue=30, text=False))


def test_a_brand_is_kept_and_shared_as_a_file(tmp_path: Path) -> None:
    assert brand_of() == Brand()
    keep_brand(OURS)
    assert brand_of() == OURS
    assert read_brand(write_brand(OURS, tmp_path / "brand.toml")) == OURS
    keep_brand(Brand())
    assert load_ai_settings().brand == Brand()


def test_a_brand_travels_in_a_preset(tmp_path: Path) -> None:
    keep_brand(Brand(style="Mine."))
    preset = load_preset("clean-white").model_copy(update={"id": "ours", "name": "Ours", "brand": OURS})
    assert read_brand(save_preset(preset, tmp_path / "ours.toml")) == OURS
    save_preset(preset)
    assert brand_of("ours") == OURS
    assert brands_of_presets()["Ours"] == OURS
    assert brand_of("clean-white") == Brand()  # a preset without a brand says: none


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[brand", "no readable brand"),
        ("name = 'x'", "There is no brand in"),
        ("[brand]\nlimits = {outline = 3}", "limits.outline"),
        ("brand = 5", "no readable brand"),
        ("\x00\xff", "no readable brand"),
    ],
)
def test_what_is_no_brand_is_told_with_the_files_name(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "theirs.toml"
    file.write_text(text, "latin-1")
    with pytest.raises(InvalidPresetError, match=says) as caught:
        read_brand(file)
    assert "theirs.toml" in caught.value.message
    with pytest.raises(InvalidPresetError, match="theirs"):
        read_brand(tmp_path / "theirs")


def test_the_command_line_holds_to_the_sellers_own_style(tmp_path: Path) -> None:
    keep_brand(OURS)
    assert main(["make", "backdrop", "--words", "a shelf", "--out", str(tmp_path), "--quality", "low", "--demo"]) == 0
    file = LedgerFile()
    words = [piece["words"] for piece in spending.sent(file, spending.calls(file)[0]["id"])]
    assert any("Wood, linen" in each for each in words)

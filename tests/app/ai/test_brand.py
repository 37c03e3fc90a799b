"""A brand: kept with the settings, taken from a preset, shared as a file, and held to wherever nothing else is said."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

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


def told(capsys: pytest.CaptureFixture[str], *words: str | Path, code: int = 0) -> Any:
    assert main(["brand", *map(str, words), "--json"]) == code
    return json.loads(capsys.readouterr().out or "null")


def test_the_command_line_sets_shares_and_takes_a_brand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "show") == Brand().model_dump()
    told(capsys, "set", "--style", OURS.style, "--outline", "0.02", "--no-text")
    assert told(capsys, "set", "--hue", "30") == OURS.model_dump()  # the rest stays
    assert brand_of() == OURS
    assert main(["brand", "export", "--out", str(tmp_path / "ours.toml")]) == 0
    capsys.readouterr()
    assert told(capsys, "set", "--style", "", "--usual-limits") == Brand().model_dump()
    assert told(capsys, "import", tmp_path / "ours.toml") == OURS.model_dump()
    assert main(["brand", "set", "--outline", "3"]) == 2
    assert "The brand's outline" in capsys.readouterr().err
    assert main(["brand", "import", "nobodys"]) == 1
    assert brand_of() == OURS


def test_a_presets_brand_is_taken_by_a_program_that_did_nothing_else() -> None:
    keep_brand(OURS)
    command = [sys.executable, "-m", "studio", "brand", "import", "kitchen"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, "carries no brand" in done.stderr) == (1, True), done.stderr
    assert brand_of() == OURS  # what a preset does not say takes nothing away

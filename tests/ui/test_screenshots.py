"""The script of the judged screenshots still drives the window: one scene, at exactly the size asked for."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.window
def test_a_scene_is_photographed(tmp_path: Path) -> None:
    if shutil.which("Xvfb") is None:
        pytest.skip("Xvfb is not installed (apt-get install xvfb)")
    photos = tmp_path / "photos"
    photos.mkdir()
    Image.effect_noise((900, 700), 40).convert("RGB").save(photos / "thing.jpg")
    command = [
        sys.executable,
        str(ROOT / "packaging" / "screenshots.py"),
        str(tmp_path / "out"),
        "--photos",
        str(photos),
    ]
    command += ["--only", "first-run", "--themes", "light", "--sizes", "small"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    with Image.open(tmp_path / "out" / "light-1100x700-first-run.png") as picture:
        assert picture.size == (1100, 700)
        colours = picture.convert("RGB").getcolors(1 << 20) or []
        assert (31, 98, 208) in {colour for _, colour in colours}, "the button in the accent is missing"

"""The README opens with a real picture of the window, small enough to come with the page."""

import re
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent


def test_the_readme_shows_the_window() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    first = re.search(r"!\[[^\]]+\]\(([^)]+)\)", text)
    assert first is not None
    file = ROOT / first.group(1)
    assert file.stat().st_size <= 600_000
    with Image.open(file) as picture:
        assert picture.width >= 1000
        assert len(picture.convert("RGB").getcolors(1 << 24) or []) > 2000, "it is a drawing, not the window in use"

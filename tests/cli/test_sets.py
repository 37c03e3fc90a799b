"""`studio sets`: the places listed, and a product standing in one in its real size."""

import json
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from studio.cli.main import main


def call(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    code = main([str(word) for word in words])
    out, err = capsys.readouterr()
    return code, out, err


def test_sets_are_listed(studio_home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said, _ = call(capsys, "sets", "list", "--json")
    assert code == 0
    items = {item["id"]: item for item in json.loads(said)["items"]}
    assert items["oak-table"]["width_cm"] > 10


def test_a_product_stands_in_its_real_size(
    studio_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    product = Image.new("RGBA", (200, 300))
    ImageDraw.Draw(product).rectangle((40, 40, 160, 260), fill="#00d000")
    product.save(tmp_path / "vase.png")
    heights = []
    for real in (10, 20):
        out = tmp_path / f"{real}.png"
        code, said, err = call(
            capsys, "sets", "place", tmp_path / "vase.png", "--set", "oak-table", "--size-cm", real,
            "--size", "400x400", "--out", out,
        )  # fmt: skip
        assert (code, said, err) == (0, f"{out}\n", "")
        with Image.open(out) as picture:
            columns = [picture.convert("RGB").getpixel((200, row)) for row in range(400)]
        heights.append(sum(green > red + 60 and green > blue + 60 for red, green, blue in columns))
    assert heights[1] == pytest.approx(2 * heights[0], rel=0.06)


def test_an_unknown_set_is_named(studio_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = call(capsys, "sets", "place", "a.png", "--set", "oak-tabel", "--out", tmp_path / "x.jpg")
    assert code == 2
    assert "Did you mean oak-table" in err

"""`studio mockup` and `studio mockups` as the contract has them."""

import json
from pathlib import Path

import pytest
from PIL import Image
from psd_tools import PSDImage

from studio.app.mockups.shelf import own_folder
from studio.cli.main import main
from tests.intake import psd_drawn
from tests.scene.mockup import drawn


@pytest.fixture
def design(studio_home: Path, tmp_path: Path) -> Path:
    folder = own_folder()
    folder.mkdir(parents=True)
    drawn.card(120).write(folder / "card")
    path = tmp_path / "logo.svg"
    path.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4.5" cy="4.5" r="4"/></svg>')
    return path


def call(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    code = main([str(word) for word in words])
    out, err = capsys.readouterr()
    return code, out, err


def test_artwork_on_an_item(design: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "new" / "card.jpg"
    code, said, err = call(capsys, "mockup", "card", "--artwork", design, "--out", out, "--size", "160x120")
    assert (code, said, err) == (0, f"{out}\n", "")
    with Image.open(out) as picture:
        assert picture.size == (160, 120)
        assert picture.format == "JPEG"
    code, said, _ = call(capsys, "mockup", "card", "--artwork", f"front={design}", "--out", out, "--json")
    assert code == 0
    assert json.loads(said)["size"] == [120, 120]


def test_mockups_are_listed(design: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said, _ = call(capsys, "mockups", "list", "--json")
    assert code == 0
    card = next(item for item in json.loads(said)["items"] if item["id"] == "card")
    assert card["surfaces"][0]["width_cm"] == 12
    assert card["colours"][0]["id"] == "white"
    code, said, _ = call(capsys, "mockups", "list")
    assert code == 0
    assert "front 12×12 cm" in said


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("mockup", "crad", "--artwork", "ART", "--out", "x.jpg"), 1, "Did you mean card"),
        (("mockup", "card", "--artwork", "missing.png", "--out", "x.jpg"), 1, "missing.png"),
        (("mockup", "card", "--artwork", "ART", "--out", "x.doc"), 2, "x.doc"),
        (("mockup", "card", "--artwork", "ART", "--out", "x.jpg", "--size", "big"), 2, "1600x1200"),
        (("mockup", "card", "--artwork", "ART", "--out", "x.jpg", "--size", "9x9"), 2, "9x9"),
        (("mockup", "card", "--artwork", "ART", "--artwork", "ART", "--out", "x.jpg"), 2, "SURFACE=FILE"),
        (("mockup", "card", "--artwork", "sleeve=ART", "--out", "x.jpg"), 1, "front"),
        (("mockup", "card", "--artwork", "ART", "--out", "x.jpg", "--colour", "gold"), 1, "white"),
        (("mockup", "card"), 2, "artwork"),
    ],
)
def test_wrong_wishes_are_sentences(  # noqa: PLR0917
    words: tuple[str, ...], code: int, sentence: str, design: Path, tmp_path: Path, monkeypatch, capsys
) -> None:
    monkeypatch.chdir(tmp_path)
    got, said, err = call(capsys, *(word.replace("ART", str(design)) for word in words))
    assert (got, said) == (code, "")
    assert sentence in err
    assert not (tmp_path / "x.jpg").exists()


def test_a_batch_of_mockups(design: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said, _ = call(
        capsys, "mockups", "export", design, "--item", "card", "--colour", "all", "--colour", "#112233",
        "--size", "64x64", "--out", tmp_path / "out", "--format", "png", "--name", "{item}_{index:2}", "--json",
    )  # fmt: skip
    assert code == 0
    lines = json.loads(said)["items"]
    assert [line["output"] for line in lines] == ["card_01.png"]
    assert (tmp_path / "out" / "card_01.png").is_file()


def test_a_photo_becomes_a_mockup_of_ones_own(design: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    photo = tmp_path / "My table.png"
    Image.new("RGB", (200, 160), "#b0b0a8").save(photo)
    corners = [word for at in ("0.2,0.2", "0.8,0.25", "0.8,0.8", "0.2,0.8") for word in ("--corner", at)]
    code, said, err = call(capsys, "mockups", "add", photo, *corners, "--print-size", "21x29.7", "--json")
    assert (code, err) == (0, "")
    card = json.loads(said)
    assert (card["id"], card["surfaces"][0]["height_cm"]) == ("my-table", 29.7)
    out = tmp_path / "x.png"
    assert call(capsys, "mockup", "my-table", "--artwork", design, "--out", out)[0] == 0
    with Image.open(out) as picture:
        assert picture.size == (200, 160)
        assert sum(picture.getpixel((100, 80))) < 60, "black artwork in the middle of the area"
    assert call(capsys, "mockups", "add", photo, *corners)[1].startswith("my-table-2 ")
    assert call(capsys, "mockups", "remove", "my-table")[0] == 0
    assert call(capsys, "mockups", "remove", "../card")[0] == 1
    code, _, err = call(capsys, "mockups", "add", photo, *corners[:6])
    assert code == 2
    assert "corners" in err
    code, _, err = call(capsys, "mockups", "add", photo, *corners, "--print-size", "big")
    assert code == 2
    assert "30x40" in err


def test_a_psd_becomes_a_mockup_and_what_it_lacks_is_said(
    design: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    psd = PSDImage.new("RGB", (120, 120))
    psd.create_pixel_layer(Image.new("RGBA", (120, 120), "#c0c0b8"), name="Wall")
    layer = psd.create_pixel_layer(Image.new("RGBA", (60, 60), "#808080"), name="Design", top=30, left=30)
    psd_drawn.smart(layer, ((30, 30), (90, 30), (90, 90), (30, 90)), mesh=b"warpTwist")
    psd.save(tmp_path / "Frame.psd")
    code, said, err = call(capsys, "mockups", "add", tmp_path / "Frame.psd", "--print-size", "30x30", "--json")
    assert code == 0
    card = json.loads(said)
    assert (card["id"], card["surfaces"][0]["width_cm"]) == ("frame", 30)
    assert "twist" in card["unsupported"][0]
    assert "Not supported" in err
    assert call(capsys, "mockup", "frame", "--artwork", design, "--out", tmp_path / "x.png")[0] == 0
    with Image.open(tmp_path / "x.png") as picture:
        assert sum(picture.getpixel((60, 60))) < 30


def test_a_mockup_is_handed_on(design: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said, _ = call(capsys, "mockups", "share", "card", "--out", tmp_path / "Friend's card.zip")
    assert (code, said) == (0, str(tmp_path / "Friend's card.zip") + "\n")
    code, said, _ = call(capsys, "mockups", "add", tmp_path / "Friend's card.zip")
    assert code == 0
    assert said.startswith("friend-s-card ")

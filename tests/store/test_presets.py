"""Presets: the shipped ones are whole and different, own ones come first, hostile ones are refused."""

import os
from pathlib import Path

import pytest

import studio.scene  # makes the element kinds known
from studio.model.errors import InvalidPresetError, WriteError
from studio.model.preset import Preset
from studio.scene import Product, scene_hash
from studio.store import paths, presets

TRADES = {
    "electronics",
    "cosmetics",
    "fashion",
    "shoes",
    "bags",
    "jewellery",
    "watches",
    "home decor",
    "furniture",
    "kitchen",
    "food",
    "beverages",
    "toys",
    "books",
    "art",
    "sports",
    "tools",
    "automotive",
    "pet",
    "baby",
    "garden",
    "stationery",
    "health",
    "handmade",
    "vintage",
    "food and drink",
    "home",
}


def written(folder: Path, text: str | bytes, name: str = "mine.toml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_shipped_presets_are_whole() -> None:
    found, errors = presets.find_presets()
    assert errors == []
    assert len(found) >= 24
    assert found[0].id == presets.DEFAULT
    assert {preset.trade for preset in found} >= TRADES
    assert len({preset.name for preset in found}) == len(found)
    assert len({scene_hash(preset.scene) for preset in found}) == len(found)
    for preset in found:
        assert preset.description
        assert preset.scene.first(Product) is not None
        assert preset.version == 1


def test_the_default_is_what_marketplaces_ask_for() -> None:
    backdrop, product = presets.load_preset("clean-white").scene.elements
    assert backdrop.colour == "#ffffff"  # type: ignore[attr-defined]
    assert isinstance(product, Product)
    assert product.placement.fill >= 0.85
    assert (product.contact.opacity, product.cast.kind, product.reflection.opacity) == (0, "none", 0)


def test_saving_and_loading_keeps_everything(tmp_path: Path) -> None:
    for preset in presets.list_presets():
        assert presets.load_preset(presets.save_preset(preset, tmp_path / f"{preset.id}.toml")) == preset


def test_an_own_preset_comes_first_and_can_go_again() -> None:
    shipped = presets.load_preset("shoes")
    path = presets.save_preset(shipped.changed(name="My shoes"))
    assert path == paths.home() / "presets" / "shoes.toml"
    assert presets.load_preset("shoes").name == "My shoes"
    assert [preset.name for preset in presets.list_presets() if preset.id == "shoes"] == ["My shoes"]
    assert presets.delete_preset("shoes")
    assert presets.load_preset("shoes") == shipped
    assert not presets.delete_preset("shoes")


def test_the_name_of_the_file_is_the_id() -> None:
    written(paths.home() / "presets", 'id = "shoes"\nname = "Copied"\n', "shoes-2.toml")
    assert presets.load_preset("shoes-2").id == "shoes-2"
    assert presets.load_preset("shoes").name != "Copied"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name = 'x'\n[[scene.elements]\n", ["line 2"]),
        ("name = 'x'\n\n[[scene.elements]]\nkind = 'hologram'\n", ["line 3", "hologram"]),
        (
            "name = 'x'\n[[scene.elements]]\nkind='product'\n[scene.elements.placement]\nfill = nan\n",
            ["line 5", "fill"],
        ),
        (
            "name = 'x'\n[[scene.elements]]\nkind='product'\n[scene.elements.placement]\nfill = 3\n",
            ["line 5", "between"],
        ),
        ("name = 'x'\ncolor = 'red'\n", ["line 2", "color"]),
        ("id = '../../evil'\n", ["name"]),
        ("name = 'x'\nversion = 2\n", ["another version"]),
        ("name = ''\n", ["name"]),
        (b"\xff\xfe\x00name", ["not a text file"]),
        (b"name = 'x'\n#" + b"x" * 1_000_001, ["too large"]),
        ("name = " + "[" * 20_000, ["mine.toml"]),
        ("name = 'x'\nversion = " + "9" * 5000, ["mine.toml"]),
        ("", ["name"]),
    ],
)
def test_a_broken_preset_is_refused_with_file_and_line(tmp_path: Path, text: str | bytes, words: list[str]) -> None:
    path = written(tmp_path, text)
    before = path.read_bytes()
    with pytest.raises(InvalidPresetError) as caught:
        presets.load_preset(path)
    assert "mine.toml" in caught.value.message
    assert all(word in caught.value.message for word in words), caught.value.message
    assert caught.value.hint
    assert path.read_bytes() == before


def test_one_broken_file_does_not_hide_the_others() -> None:
    written(paths.home() / "presets", "name = ", "broken.toml")
    found, errors = presets.find_presets()
    assert len(found) >= 24
    assert len(errors) == 1
    assert "broken.toml" in errors[0].message


@pytest.mark.parametrize(
    "name", ["../secret", "a/b", "", ".", "..", "Ünïcode", "x" * 70, "no-such-preset", "a\nb", "a\0b"]
)
def test_only_ids_are_looked_up(name: str) -> None:
    written(paths.home() / "presets", "name = 'x'", "ok.toml")
    (paths.home() / "secret.toml").write_text("name = 'secret'")
    with pytest.raises(InvalidPresetError, match="no preset"):
        presets.load_preset(name)


@pytest.mark.parametrize("bad", ["../evil", "a/b", "", "A", "-x", "x.toml", "x" * 65])
def test_no_preset_can_be_saved_outside_its_folder(bad: str) -> None:
    with pytest.raises(InvalidPresetError):
        presets.validate_preset({"id": bad, "name": "x"})
    assert not presets.delete_preset(bad)


def test_what_is_not_a_file_is_refused(tmp_path: Path) -> None:
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.toml")
    (tmp_path / "folder.toml").mkdir()
    for name in ("pipe.toml", "folder.toml", "absent.toml"):
        with pytest.raises(InvalidPresetError, match="There is no preset file"):
            presets.load_preset(tmp_path / name)


def test_a_place_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    preset = Preset(id="x", name="x")
    with pytest.raises(WriteError):
        presets.save_preset(preset, tmp_path / "no" / "such" / "folder.toml")


assert studio.scene

"""Mockups handed on as a zip or a folder, and what is done to those made to harm."""

import zipfile
from pathlib import Path

import pytest

from studio.app.mockups import shared as shared_mockups
from studio.app.mockups.shared import is_shared, share, take_in
from studio.app.mockups.shelf import Item, find_mockup, find_mockups, own_folder
from studio.model.errors import StudioError
from tests.scene.mockup import drawn


@pytest.fixture
def item(studio_home: Path, tmp_path: Path) -> Item:
    return find_mockup(drawn.card(100).write(tmp_path / "card"))


def test_a_mockup_goes_through_a_zip_unchanged(item: Item, tmp_path: Path) -> None:
    zipped = share(item, tmp_path / "out" / "My card")
    assert zipped.name == "My card.zip"
    assert zipped.read_bytes() == share(item, tmp_path / "other.zip").read_bytes()
    assert is_shared(zipped)
    taken = take_in(zipped)
    assert (taken.id, taken.folder.parent) == ("my-card", own_folder())
    assert {it.name: it.read_bytes() for it in taken.folder.iterdir()} == {
        it.name: it.read_bytes() for it in item.folder.iterdir()
    }
    assert take_in(zipped).id == "my-card-2"
    assert "my-card" in {found.id for found in find_mockups()[0]}


def test_a_folder_is_taken_in_without_what_is_not_the_mockups(item: Item) -> None:
    (item.folder / "notes.txt").write_text("private")
    assert is_shared(item.folder)
    taken = take_in(item.folder)
    assert taken.id == "card"
    assert not (taken.folder / "notes.txt").exists()


def test_what_is_broken_or_made_to_harm_is_refused_and_leaves_nothing(item: Item, tmp_path: Path, monkeypatch) -> None:
    whole = share(item, tmp_path / "good.zip")
    (tmp_path / "no.zip").write_bytes(b"PK nothing")
    (tmp_path / "cut.zip").write_bytes(whole.read_bytes()[:2000])
    with zipfile.ZipFile(tmp_path / "climb.zip", "w") as archive:
        archive.writestr("../../mockup.toml", "format = 1")
        archive.writestr("../../scene.avif", "x")
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("card/mockup.toml", "format = 1")
        archive.writestr("card/scene.avif", bytes(3_000_000))
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.writestr("a/mockup.toml", "")
        archive.writestr("b/mockup.toml", "")
    monkeypatch.setattr(shared_mockups, "LARGEST_FILE", 2_000_000)
    for name in ("no", "cut", "climb", "bomb", "two"):
        with pytest.raises(StudioError, match=rf"{name}\.zip") as caught:
            take_in(tmp_path / f"{name}.zip")
        assert caught.value.hint
    (item.folder / "uv-front.png").unlink()
    with pytest.raises(StudioError, match=r"uv-front\.png is missing"):
        take_in(item.folder)
    assert list(own_folder().iterdir()) == []
    assert not (own_folder().parent / "mockup.toml").exists()
    with pytest.raises(StudioError):
        share(item, tmp_path / "broken.zip")
    assert not is_shared(tmp_path / "no.zip")


def test_a_link_in_a_folder_is_not_followed(item: Item, tmp_path: Path) -> None:
    secret = tmp_path / "secret.avif"
    secret.write_bytes(b"secret")
    (item.folder / "scene.avif").unlink()
    (item.folder / "scene.avif").symlink_to(secret)
    with pytest.raises(StudioError, match="link"):
        take_in(item.folder)

from pathlib import Path

import pytest

from studio.store import paths


def test_checkout_ships_from_its_root() -> None:
    assert paths.shipped("presets").parent == Path(__file__).resolve().parents[2]
    assert paths.shipped("resources", "channels").parts[-2:] == ("resources", "channels")


def test_wheel_ships_from_inside_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "studio" / "_shipped" / "resources").mkdir(parents=True)
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path / "studio")
    assert paths.shipped("resources") == tmp_path / "studio" / "_shipped" / "resources"


def test_home_is_the_one_asked_for(studio_home: Path) -> None:
    assert paths.home() == studio_home
    assert paths.cache().parent == studio_home
    assert paths.settings_file().parent == studio_home


def test_home_without_a_wish_is_the_persons_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STUDIO_HOME")
    assert paths.home().is_absolute()
    assert "listing-studio" in paths.home().parts


def test_relative_home_becomes_absolute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDIO_HOME", "here")
    assert paths.home() == Path.cwd() / "here"

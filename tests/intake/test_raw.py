from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from studio.intake import load, probe, thumbnail
from studio.model.errors import MissingReaderError, StudioError, UnreadablePhotoError

from .dng import dng

LINEAR = np.zeros((480, 640, 3))
LINEAR[:, :320], LINEAR[:, 320:] = (0.6, 0.1, 0.1), (0.1, 0.1, 0.6)


@pytest.mark.parametrize("name", ["a.dng", "a.DNG", "a.nef", "a.cr2"])
def test_without_the_reader_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr("studio.intake.raw.find_spec", lambda name: None)
    (tmp_path / name).write_bytes(dng(LINEAR))
    for read in (load, probe, thumbnail):
        with pytest.raises(MissingReaderError) as caught:
            read(tmp_path / name)
        assert name in caught.value.message
        assert "listing-studio[raw]" in caught.value.hint


@pytest.mark.parametrize(
    "head", [b"FUJIFILMCCD-RAW 0201", b"IIRO\x08\0\0\0", b"\0\0\0\x18ftypcrx ", b"II*\0\x10\0\0\0CR\2\0"]
)
def test_raw_is_known_by_its_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, head: bytes) -> None:
    monkeypatch.setattr("studio.intake.raw.find_spec", lambda name: None)
    (tmp_path / "photo").write_bytes(head.ljust(200, b"\0"))
    with pytest.raises(MissingReaderError):
        load(tmp_path / "photo")


@pytest.mark.skipif(find_spec("rawpy") is None, reason="the optional RAW reader is not installed")
def test_raw_is_developed_upright_at_any_size(tmp_path: Path) -> None:
    (tmp_path / "a.dng").write_bytes(dng(LINEAR))
    (tmp_path / "turned.dng").write_bytes(dng(LINEAR, orientation=6))
    loaded = load(tmp_path / "a.dng")
    assert loaded.source.format == "raw"
    assert (loaded.picture.width, loaded.picture.height) == (loaded.source.width, loaded.source.height) == (640, 480)
    left, right = loaded.picture.rgb[240, 80].astype(int), loaded.picture.rgb[240, 560].astype(int)
    assert left[0] > left[2] + 60
    assert right[2] > right[0] + 60
    turned = load(tmp_path / "turned.dng")
    assert (turned.picture.width, turned.picture.height) == (turned.source.width, turned.source.height) == (480, 640)
    assert turned.picture.rgb[80, 240, 0] > turned.picture.rgb[80, 240, 2]
    small = load(tmp_path / "a.dng", longest=100).picture
    assert (small.width, small.height) == (100, 75)
    assert thumbnail(tmp_path / "a.dng", 64).width == 64


@pytest.mark.skipif(find_spec("rawpy") is None, reason="the optional RAW reader is not installed")
def test_broken_raw_is_named(tmp_path: Path) -> None:
    (tmp_path / "cut.dng").write_bytes(dng(LINEAR)[:300])
    with pytest.raises(StudioError, match=r"cut\.dng") as caught:
        load(tmp_path / "cut.dng")
    assert isinstance(caught.value, UnreadablePhotoError)

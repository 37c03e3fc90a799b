import os
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from studio.intake import fingerprint, load, probe, thumbnail
from studio.model.errors import PhotoTooLargeError, UnreadablePhotoError
from studio.model.picture import Bytes

FORMATS = ["jpg", "png", "webp", "tiff", "bmp", "gif", "avif"]


def scene(width: int = 96, height: int = 64) -> Bytes:
    """A smooth picture of which no two corners look alike."""
    y, x = np.mgrid[0:height, 0:width]
    return np.stack([x * 255 // (width - 1), y * 255 // (height - 1), 128 + 0 * x], -1).astype(np.uint8)


def save(path: Path, pixels: Bytes, **options: object) -> Path:
    Image.fromarray(pixels).save(path, **({"quality": 95} | options))
    return path


def difference(one: Bytes, other: Bytes) -> float:
    assert one.shape == other.shape
    return float(np.abs(one.astype(int) - other).mean())


@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_loads_under_the_contract(tmp_path: Path, ending: str) -> None:
    loaded = load(save(tmp_path / f"a.{ending}", scene()))
    assert difference(loaded.picture.rgb, scene()) < (9 if ending == "gif" else 3)
    assert loaded.picture.alpha is None
    assert (loaded.source.width, loaded.source.height) == (96, 64)
    assert loaded.source.format == {"jpg": "jpeg"}.get(ending, ending)
    assert probe(tmp_path / f"a.{ending}") == loaded.source


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("longest", [1, 7, 48, 500])
def test_longest_is_a_cap_that_keeps_the_shape(tmp_path: Path, ending: str, longest: int) -> None:
    loaded = load(save(tmp_path / f"a.{ending}", scene(300, 200)), longest=longest)
    assert max(loaded.picture.width, loaded.picture.height) == min(longest, 300)
    assert abs(loaded.picture.height - loaded.picture.width * 2 / 3) <= 0.5
    assert (loaded.source.width, loaded.source.height) == (300, 200)
    expected = cv2.resize(scene(300, 200), (loaded.picture.width, loaded.picture.height), interpolation=cv2.INTER_AREA)
    assert difference(loaded.picture.rgb, expected.reshape(loaded.picture.rgb.shape)) < (9 if ending == "gif" else 4)


@pytest.mark.parametrize("ending", ["jpg", "png"])
def test_at_least_takes_a_cheaper_scale_but_never_a_smaller_one(tmp_path: Path, ending: str) -> None:
    path = save(tmp_path / f"a.{ending}", scene(802, 401))
    assert load(path, at_least=100).picture.width == 100
    assert 101 <= load(path, at_least=101).picture.width <= 200
    assert load(path, at_least=402).picture.width == 802
    assert load(path, at_least=5000).picture.width == 802


def test_the_name_does_not_decide(tmp_path: Path) -> None:
    save(tmp_path / "a.png", scene())
    (tmp_path / "a.png").rename(tmp_path / "a.jpg")
    assert load(tmp_path / "a.jpg").source.format == "png"


def test_too_many_pixels_are_refused_before_they_take_memory(tmp_path: Path) -> None:
    path = save(tmp_path / "a.png", scene())
    with pytest.raises(PhotoTooLargeError, match=r"a\.png") as caught:
        load(path, pixel_limit=96 * 64 - 1)
    assert caught.value.hint
    assert load(path, pixel_limit=96 * 64).picture.width == 96


def test_unreadable_files_are_named_with_a_cure(tmp_path: Path) -> None:
    (tmp_path / "empty.jpg").touch()
    (tmp_path / "page.jpg").write_text("<html>not found</html>")
    (tmp_path / "folder.jpg").mkdir()
    whole = save(tmp_path / "whole.jpg", scene(400, 300)).read_bytes()
    (tmp_path / "cut.jpg").write_bytes(whole[: len(whole) // 2])
    for name in ("empty.jpg", "page.jpg", "folder.jpg", "cut.jpg", "gone.jpg", "page.jpg/in-a-file.jpg", "x" * 300):
        for read in (load, thumbnail):
            with pytest.raises(UnreadablePhotoError) as caught:
                read(tmp_path / name)
            assert Path(name).name in caught.value.message
            assert caught.value.hint


@pytest.mark.skipif(sys.platform == "win32", reason="links, permissions and pipes of POSIX")
def test_links_permissions_and_pipes(tmp_path: Path) -> None:
    photo = save(tmp_path / "photo.jpg", scene())
    (tmp_path / "good.jpg").symlink_to(photo)
    assert load(tmp_path / "good.jpg").picture.width == 96
    (tmp_path / "broken.jpg").symlink_to(tmp_path / "nowhere.jpg")
    (tmp_path / "circle.jpg").symlink_to(tmp_path / "circle.jpg")
    os.mkfifo(tmp_path / "pipe.jpg")
    odd = tmp_path / os.fsdecode(b"\xff\n.jpg")
    odd.write_bytes(b"nothing")
    for path, word in (("broken.jpg", "link"), ("circle.jpg", "circle"), ("pipe.jpg", "ordinary")):
        with pytest.raises(UnreadablePhotoError, match=word):
            load(tmp_path / path)
    with pytest.raises(UnreadablePhotoError) as caught:
        load(odd)
    assert caught.value.message.encode("utf-8")
    assert "\n" not in caught.value.message
    if os.geteuid():
        photo.chmod(0)
        with pytest.raises(UnreadablePhotoError, match="may not be read"):
            load(photo)


def test_fingerprint_is_the_hash_of_the_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"abc")
    assert fingerprint(tmp_path / "a.jpg") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    with pytest.raises(UnreadablePhotoError, match="gone"):
        fingerprint(tmp_path / "gone.jpg")

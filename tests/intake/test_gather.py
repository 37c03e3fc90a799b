import sys
from pathlib import Path

import pytest

from studio.intake import gather
from studio.model.errors import UsageError

JPEG = b"\xff\xd8\xff\xe0"


def touch(*paths: Path, data: bytes = JPEG) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def test_folders_are_walked_in_natural_order_with_sub_folders_kept(tmp_path: Path) -> None:
    touch(*(tmp_path / name for name in ("IMG_10.jpg", "IMG_2.JPG", "img_1.png", "b/x.webp", "a/deep/y.heic")))
    assert [str(photo.relative) for photo in gather([tmp_path])] == [
        "img_1.png",
        "IMG_2.JPG",
        "IMG_10.jpg",
        "a/deep/y.heic",
        "b/x.webp",
    ]
    assert all(photo.path.is_absolute() and photo.path.is_file() for photo in gather([tmp_path]))


def test_what_is_no_picture_is_left_out_and_told(tmp_path: Path) -> None:
    touch(tmp_path / "a.jpg", tmp_path / "without-ending", tmp_path / ".hidden.jpg", tmp_path / "__MACOSX" / "b.jpg")
    touch(tmp_path / "notes.txt", tmp_path / "table.xlsx", tmp_path / "empty-ending", data=b"hello")
    told: list[str] = []
    photos = gather([tmp_path], skipped=lambda path, why: told.append(path.name))
    assert [photo.relative.name for photo in photos] == ["a.jpg", "without-ending"]
    assert sorted(told) == ["empty-ending", "notes.txt", "table.xlsx"]


def test_a_file_named_by_hand_is_kept_whatever_it_is(tmp_path: Path) -> None:
    touch(tmp_path / "notes.txt", data=b"hello")
    assert [photo.path for photo in gather([tmp_path / "notes.txt"])] == [tmp_path / "notes.txt"]


def test_nothing_comes_twice(tmp_path: Path) -> None:
    touch(tmp_path / "a.jpg", tmp_path / "b" / "c.jpg")
    assert len(gather([tmp_path, tmp_path / "a.jpg", tmp_path / "b", tmp_path / "." / "a.jpg"])) == 2


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"gone\.jpg"):
        gather([tmp_path / "gone.jpg"])


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_are_followed_but_never_in_circles(tmp_path: Path) -> None:
    touch(tmp_path / "shop" / "a.jpg", tmp_path / "elsewhere" / "b.jpg")
    (tmp_path / "shop" / "loop").symlink_to(tmp_path / "shop")
    (tmp_path / "shop" / "other").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "shop" / "broken.jpg").symlink_to(tmp_path / "nowhere.jpg")
    found = [str(photo.relative) for photo in gather([tmp_path / "shop"])]
    assert found == ["a.jpg", "broken.jpg", "other/b.jpg"]

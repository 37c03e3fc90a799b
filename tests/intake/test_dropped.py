import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.intake import load
from studio.intake.dropped import local_paths, save_pasted
from studio.model.errors import UnreadablePhotoError


def encoded(kind: str) -> bytes:
    file = io.BytesIO()
    Image.fromarray(np.arange(192, dtype=np.uint8).reshape(8, 8, 3)).save(file, kind)
    return file.getvalue()


@pytest.mark.parametrize(
    ("item", "path"),
    [
        ("file:///home/me/red%20shoe%20%231.jpg", "/home/me/red shoe #1.jpg"),
        ("file://localhost/home/me/a.jpg", "/home/me/a.jpg"),
        ("FILE:/home/me/a.jpg", "/home/me/a.jpg"),
        ("file:///home/me/Sch%C3%BCssel.jpg", "/home/me/Schüssel.jpg"),
        ("file:///home/me/100%25.jpg", "/home/me/100%.jpg"),
        ("file:///home/me/what?.jpg", "/home/me/what?.jpg"),
        ("/home/me/100%25.jpg", "/home/me/100%25.jpg"),
        ("file:///C:/Users/me/a.jpg", "C:/Users/me/a.jpg"),
        ("C:\\Users\\me\\a.jpg", "C:\\Users\\me\\a.jpg"),
    ],
)
def test_addresses_become_paths(item: str, path: str) -> None:
    assert local_paths([item]) == [Path(path)]


def test_a_list_of_addresses_is_read_line_by_line_once_each() -> None:
    elsewhere: list[str] = []
    text = "# from a file manager\r\nfile:///a.jpg\r\nhttps://shop.example/b.jpg\r\nfile:///a.jpg\r\n\r\nsmb://host/c.jpg\r\n"
    assert local_paths([text, Path("/d")], elsewhere) == [Path("/a.jpg"), Path("/d")]
    assert elsewhere == ["https://shop.example/b.jpg", "smb://host/c.jpg"]
    assert local_paths(["file://other-computer/share/a.jpg"]) == []


def test_pasted_data_is_kept_as_png(tmp_path: Path) -> None:
    folder = tmp_path / "home" / "pasted"
    photos = [save_pasted(encoded(kind), folder) for kind in ("PNG", "BMP", "TIFF", "PNG")]
    assert len({photo.id for photo in photos}) == 3
    for photo in photos:
        assert photo.path.suffix == ".png"
        assert np.array_equal(load(photo.path).picture.rgb.ravel(), np.arange(192))
    assert len(list(folder.iterdir())) == 3


def test_pasted_text_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(UnreadablePhotoError, match="pasted"):
        save_pasted(b"just text", tmp_path)
    assert list(tmp_path.iterdir()) == []

"""Whatever another program hands over: files, folders, addresses, text, or bare pixels."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from studio.ui import drop


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "späte Tasse #1 100%.jpg"
    path.write_bytes(b"x")
    return path


def test_files_and_folders_in_order_without_doubles_or_ghosts(photo: Path) -> None:
    mime = QMimeData()
    ghost = photo.parent / "gone.jpg"
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in (photo, photo.parent, photo, ghost)])
    assert drop.paths_of(mime) == [photo, photo.parent]
    assert drop.acceptable(mime)


@pytest.mark.parametrize("as_address", [True, False])
def test_programs_that_send_only_text(photo: Path, as_address: bool) -> None:
    mime = QMimeData()
    text = QUrl.fromLocalFile(str(photo)).toString(QUrl.ComponentFormattingOption.FullyEncoded)
    mime.setText(f"{text if as_address else photo}\r\n")
    assert drop.paths_of(mime) == [photo]


@pytest.mark.parametrize("text", ["", "hello", "relative/path.jpg", "/nowhere\0/x.jpg", "/" + "x" * 5000])
def test_other_text_is_no_photo(text: str) -> None:
    mime = QMimeData()
    mime.setText(text)
    assert drop.paths_of(mime) == []
    assert not drop.acceptable(mime)


def test_a_picture_on_the_internet_is_named_not_fetched() -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("https://shop.example/mug.jpg")])
    assert drop.paths_of(mime) == []
    assert [url.host() for url in drop.remote_addresses(mime)] == ["shop.example"]


def test_bare_pixels_get_a_file_each(qtbot: QtBot, tmp_path: Path) -> None:
    image = QImage(6, 4, QImage.Format.Format_ARGB32)
    image.fill(QColor(10, 200, 30, 120))
    mime = QMimeData()
    mime.setImageData(image)
    found = drop.image_of(mime)
    assert found is not None
    first, second = (drop.keep_image(found, tmp_path / "pasted") for _ in range(2))
    assert first != second
    assert QImage(str(first)).pixelColor(2, 2) == QColor(10, 200, 30, 120)

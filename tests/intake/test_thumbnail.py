import io
import struct
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.intake import thumbnail
from studio.model.picture import Bytes


def plain(width: int, height: int, colour: tuple[int, int, int]) -> Image.Image:
    return Image.new("RGB", (width, height), colour)


def entry(tag: int, kind: int, value: int) -> bytes:
    return struct.pack("<HHII", tag, kind, 1, value)


def save(path: Path, photo: Image.Image, inside: bytes, orientation: int = 1, profile: bytes | None = None) -> Path:
    """A JPEG with an EXIF block of our own making: orientation, and a thumbnail in the second folder."""
    second = 8 + 2 + 12 + 4
    at = second + 2 + 24 + 4
    exif = b"II*\0\x08\0\0\0\x01\0" + entry(0x112, 3, orientation) + second.to_bytes(4, "little")
    exif += b"\x02\0" + entry(0x201, 4, at) + entry(0x202, 4, len(inside)) + b"\0\0\0\0" + inside
    photo.save(path, exif=b"Exif\0\0" + exif, icc_profile=profile)
    return path


def jpeg(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "JPEG", quality=95)
    return file.getvalue()


def colour(rgb: Bytes) -> list[int]:
    return np.round(rgb.reshape(-1, 3).mean(axis=0), -1).astype(int).tolist()


RED, BLUE = (200, 0, 0), (0, 0, 200)


def test_the_files_own_thumbnail_is_taken_and_turned(tmp_path: Path) -> None:
    inside = plain(160, 120, RED)
    inside.paste(BLUE, (0, 0, 160, 40))
    path = save(tmp_path / "a.jpg", plain(800, 600, (0, 200, 0)), jpeg(inside), orientation=6)
    picture = thumbnail(path, 160)
    assert (picture.width, picture.height) == (120, 160)
    assert colour(picture.rgb[:, -30:]) == [0, 0, 200]  # the stored top is the right side
    assert (thumbnail(path, 80).width, thumbnail(path, 80).height) == (60, 80)


@pytest.mark.parametrize(
    "inside",
    [
        jpeg(plain(160, 120, RED)),  # black bars or an old crop: not the photo's shape
        jpeg(plain(90, 60, RED)),  # too small to be shown at this size
        jpeg(plain(240, 160, RED))[:500],
        b"\xff\xd8\xff nonsense",
        b"",
    ],
)
def test_a_thumbnail_that_cannot_be_trusted_is_left(tmp_path: Path, inside: bytes) -> None:
    picture = thumbnail(save(tmp_path / "a.jpg", plain(900, 600, (0, 200, 0)), inside), 240)
    assert (picture.width, picture.height) == (240, 160)
    assert colour(picture.rgb) == [0, 200, 0]


def test_a_small_photo_is_not_enlarged(tmp_path: Path) -> None:
    plain(30, 20, RED).save(tmp_path / "a.png")
    assert thumbnail(tmp_path / "a.png").width == 30


def test_its_colours_go_through_the_photos_profile(tmp_path: Path) -> None:
    from .profiles import P3, SRGB_CURVE, matrix_profile

    profile = matrix_profile(P3, SRGB_CURVE)
    path = save(tmp_path / "a.jpg", plain(800, 600, (150, 60, 60)), jpeg(plain(160, 120, (150, 60, 60))), 1, profile)
    red, green, _ = thumbnail(path, 160).rgb[60, 80].tolist()
    assert red > 155
    assert green < 60

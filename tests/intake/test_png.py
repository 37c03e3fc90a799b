import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from studio.intake import load
from studio.intake.png_mend import mended
from studio.model.errors import UnreadablePhotoError
from studio.model.picture import Bytes

PIXELS = np.random.default_rng(3).integers(0, 256, (40, 50, 3), dtype=np.uint8)


def encoded(pixels: Bytes = PIXELS, **options: object) -> bytes:
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG", **options)
    return file.getvalue()


def read(path: Path, data: bytes) -> Bytes:
    path.write_bytes(data)
    return load(path).picture.rgb


def test_a_missing_end_and_a_wrong_checksum_are_mended(tmp_path: Path) -> None:
    whole = encoded()
    checksum = whole.rindex(b"IEND") - 5
    for data in (whole[:-12], whole[:-14], whole[:checksum] + bytes([whole[checksum] ^ 1]) + whole[checksum + 1 :]):
        assert np.array_equal(read(tmp_path / "a.png", data), PIXELS)


@pytest.mark.parametrize("bands", [1, 2, 3, 4])
def test_a_wrong_chunk_length_is_mended(tmp_path: Path, bands: int) -> None:
    pixels = np.repeat(PIXELS[:, :, :1], bands, axis=2) if bands > 1 else PIXELS[:, :, 0]
    whole = encoded(pixels)
    at = whole.index(b"IDAT") - 4
    shorter = int.from_bytes(whole[at : at + 4]) - 300
    rgb = read(tmp_path / "a.png", whole[:at] + shorter.to_bytes(4) + whole[at + 4 :])
    assert np.array_equal(rgb[:, :, 0], PIXELS[:, :, 0])


def test_missing_rows_are_never_made_up(tmp_path: Path) -> None:
    whole = encoded()
    for share in (0.3, 0.7, 0.95):
        with pytest.raises(UnreadablePhotoError, match=r"a\.png"):
            read(tmp_path / "a.png", whole[: int(len(whole) * share)])
    assert mended(b"nonsense") is None
    assert mended(whole[:30]) is None


def test_monstrous_texts_and_profiles_do_not_keep_a_photo_out(tmp_path: Path) -> None:
    texts = PngInfo()
    texts.add_text("history", "x" * 2_000_000, zip=True)
    assert np.array_equal(read(tmp_path / "a.png", encoded(pnginfo=texts)), PIXELS)
    profile = np.random.default_rng(1).integers(0, 256, 1_500_000, dtype=np.uint8).tobytes()
    assert np.array_equal(read(tmp_path / "a.png", encoded(icc_profile=profile)), PIXELS)


def interlaced(grey: Bytes) -> bytes:
    """A grey PNG in the seven passes of Adam7, which no library here writes."""
    starts = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
    rows = b"".join(b"\0" + row.tobytes() for x, y, dx, dy in starts for row in grey[y::dy, x::dx] if row.size)
    header = struct.pack(">IIBBBBB", grey.shape[1], grey.shape[0], 8, 0, 0, 0, 1)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    packed = (struct.pack(">I", len(body)) + name + body + zlib.crc32(name + body).to_bytes(4) for name, body in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


@pytest.mark.parametrize("size", [(40, 50), (8, 8), (3, 5), (1, 1), (9, 2)])
def test_interlaced_files_are_mended_too(tmp_path: Path, size: tuple[int, int]) -> None:
    grey = PIXELS[: size[0], : size[1], 0].copy()
    for data in (interlaced(grey), interlaced(grey)[:-14]):
        assert np.array_equal(read(tmp_path / "a.png", data)[:, :, 0], grey)


def test_of_an_animation_the_first_frame_counts(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (9, 7), colour) for colour in ((200, 0, 0), (0, 200, 0))]
    for ending in ("png", "gif", "webp", "avif", "tiff"):
        frames[0].save(tmp_path / f"a.{ending}", save_all=True, append_images=frames[1:], quality=100)
        assert np.abs(load(tmp_path / f"a.{ending}").picture.rgb.astype(int) - [200, 0, 0]).max() < 12

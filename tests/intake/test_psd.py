import csv
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest

from studio.intake import load, probe, thumbnail
from studio.model.errors import StudioError, UnreadablePhotoError
from studio.model.picture import Bytes

RGB, GREY, CMYK, LAB, INDEXED, BITMAP = 3, 1, 4, 9, 2, 0


def psd(
    planes: Bytes, mode: int = RGB, depth: int = 8, *, compression: int = 0, wide: bool = False,
    transparent: bool = False, merged: bool = True, palette: bytes = b"",
) -> bytes:  # fmt: skip
    """A document without layers from planes (channels, height, width) of samples as they are stored."""
    channels, height, width = planes.shape
    if depth == 1:
        width *= 8
    head = struct.pack(">4sH6xHIIHH", b"8BPS", 2 if wide else 1, channels, height, width, depth, mode)
    version = struct.pack(">4sHHI", b"8BIM", 1057, 0, 6) + b"\0\0\0\1" + bytes([merged]) + b"\0"
    long = ">Q" if wide else ">I"
    layers = b""
    if transparent:
        info = struct.pack(">h", -1) + b"\0" * 40  # one layer: the count says that transparency follows
        layers = struct.pack(long, len(info)) + info + b"\0\0\0\0"
    body = {0: _raw, 1: _packed, 2: _zip, 3: _predicted}[compression](planes, wide)
    sections = struct.pack(">I", len(palette)) + palette + struct.pack(">I", len(version)) + version
    return head + sections + struct.pack(long, len(layers)) + layers + struct.pack(">H", compression) + body


def _raw(planes: Bytes, wide: bool) -> bytes:
    return planes.tobytes()


def _packed(planes: Bytes, wide: bool) -> bytes:
    rows = [b"".join(bytes([0, value]) for value in row.tobytes()) for plane in planes for row in plane]
    rows[0] = (
        bytes([257 - len(planes[0][0].tobytes()), planes[0][0].tobytes()[0]])
        if len(set(planes[0][0])) == 1
        else rows[0]
    )
    return b"".join(struct.pack(">I" if wide else ">H", len(row)) for row in rows) + b"".join(rows)


def _zip(planes: Bytes, wide: bool) -> bytes:
    return zlib.compress(planes.tobytes())


def _predicted(planes: Bytes, wide: bool) -> bytes:
    differences = np.diff(planes, axis=2, prepend=np.zeros_like(planes[:, :, :1]))
    return zlib.compress(differences.astype(planes.dtype).tobytes())


def read(path: Path, data: bytes) -> Bytes:
    path.write_bytes(data)
    return load(path).picture.rgb


PLANES = np.random.default_rng(1).integers(0, 256, (3, 20, 30), dtype=np.uint8)


@pytest.mark.parametrize("compression", [0, 1, 2, 3])
@pytest.mark.parametrize("wide", [False, True])
@pytest.mark.parametrize("depth", [8, 16])
def test_every_compression_and_depth(tmp_path: Path, compression: int, wide: bool, depth: int) -> None:
    stored = PLANES if depth == 8 else (PLANES.astype(">u2") * 257).astype(">u2")
    rgb = read(tmp_path / "a.psd", psd(stored, depth=depth, compression=compression, wide=wide))
    assert np.array_equal(rgb, PLANES.transpose(1, 2, 0))


def test_modes(tmp_path: Path) -> None:
    path = tmp_path / "a.psd"
    assert np.array_equal(read(path, psd(PLANES[:1], GREY))[:, :, 2], PLANES[0])
    ink_free = np.full((4, 8, 8), 255, np.uint8)  # inks are stored inverted
    assert read(path, psd(ink_free, CMYK)).min() == 255
    lab = np.stack([np.full((8, 8), value, np.uint8) for value in (137, 128, 128)])
    assert np.abs(read(path, psd(lab, LAB)).astype(int) - 128).max() <= 2
    palette = np.zeros((3, 256), np.uint8)
    palette[0, 5] = 200
    assert read(path, psd(np.full((1, 8, 8), 5, np.uint8), INDEXED, palette=palette.tobytes()))[0, 0].tolist() == [
        200,
        0,
        0,
    ]
    bits = read(path, psd(np.full((1, 4, 1), 0b10000000, np.uint8), BITMAP, depth=1))
    assert (bits[0, 0, 0], bits[0, 1, 0], bits.shape) == (0, 255, (4, 8, 3))
    linear = np.full((3, 4, 4), 0.2140, ">f4")  # half of sRGB's code range
    assert np.abs(read(path, psd(linear, depth=32)).astype(int) - 127).max() <= 1


def test_transparency_is_freed_of_the_white_below(tmp_path: Path) -> None:
    colour, cover = np.array([200, 40, 0.0]), 0.5
    planes = np.empty((4, 10, 10), np.uint8)
    planes[:3] = (colour * cover + 255 * (1 - cover)).round()[:, None, None]
    planes[3] = round(255 * cover)
    (tmp_path / "a.psd").write_bytes(psd(planes, transparent=True))
    for size in (None, 5):
        picture = load(tmp_path / "a.psd", longest=size).picture
        assert picture.alpha is not None
        assert np.abs(picture.rgb - colour).max() <= 2
        assert (picture.alpha == 128).all()
    assert read(tmp_path / "b.psd", psd(planes))[0, 0].tolist() == planes[:3, 0, 0].tolist()  # just a saved selection


def test_proxies_and_thumbnails(tmp_path: Path) -> None:
    (tmp_path / "a.psd").write_bytes(psd(PLANES))
    assert load(tmp_path / "a.psd", longest=15).picture.rgb.shape == (10, 15, 3)
    assert thumbnail(tmp_path / "a.psd", 15).rgb.shape == (10, 15, 3)
    assert probe(tmp_path / "a.psd").format == "psd"


def test_what_cannot_be_shown_is_said(tmp_path: Path) -> None:
    (tmp_path / "layers-only.psd").write_bytes(psd(PLANES, merged=False))
    with pytest.raises(UnreadablePhotoError, match=r"layers-only\.psd.*merged") as caught:
        load(tmp_path / "layers-only.psd")
    assert "compatibility" in caught.value.hint
    whole = psd(PLANES, compression=1)
    for cut in (10, 30, 60, 90, 200, len(whole) - 5):
        (tmp_path / "cut.psd").write_bytes(whole[:cut])
        with pytest.raises(UnreadablePhotoError, match=r"cut\.psd"):
            load(tmp_path / "cut.psd")


@pytest.mark.data
def test_the_merged_pictures_of_real_documents(shared: Path) -> None:
    from psd_tools import PSDImage

    compared = 0
    with (shared / "psd" / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        path = shared / "psd" / row["file"]
        try:
            picture = load(path).picture
        except StudioError:
            continue
        assert (picture.width, picture.height) == (int(row["width"]), int(row["height"]))
        if row["depth"] == "32" or row["mode"] == "LAB":
            continue  # psd-tools leaves those in their own space
        truth = PSDImage.open(path).topil()
        assert truth is not None
        colours = np.asarray(truth.convert("RGBA"))
        visible = colours[:, :, 3] > 8
        assert np.abs(picture.rgb[visible].astype(int) - colours[visible][:, :3]).max(initial=0) <= 2
        alpha = 255 if picture.alpha is None else picture.alpha
        assert np.array_equal(np.broadcast_to(alpha, visible.shape), colours[:, :, 3])
        compared += 1
    assert compared >= 65
    assert len(rows) - compared <= 17

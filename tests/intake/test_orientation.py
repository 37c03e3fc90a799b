from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.intake import load, probe, thumbnail
from studio.intake.exif import read_exif
from studio.model.picture import Bytes

STORED = {  # how an upright picture is stored under each tag, in Pillow's words
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def upright() -> Bytes:
    y, x = np.mgrid[0:80, 0:120]
    return np.stack([x * 2, y * 3, 255 - x - y], -1).astype(np.uint8)


def save_turned(path: Path, tag: int, alpha: bool = False) -> Path:
    image = Image.fromarray(upright())
    if alpha:
        image.putalpha(Image.fromarray((upright()[:, :, 0] // 2 + 60).astype(np.uint8)))
    turned = image if STORED[tag] is None else image.transpose(STORED[tag])
    exif = Image.Exif()
    exif[0x0112] = tag
    options = {"quality": 95} if path.suffix in (".jpg", ".avif", ".webp") else {}
    turned.save(path, exif=exif, **options, **({"lossless": True} if path.suffix == ".webp" else {}))
    return path


@pytest.mark.parametrize("ending", ["jpg", "png", "webp", "tiff", "avif"])
@pytest.mark.parametrize("tag", range(1, 9))
def test_every_orientation_in_every_format(tmp_path: Path, ending: str, tag: int) -> None:
    path = save_turned(tmp_path / f"a.{ending}", tag)
    loaded = load(path)
    assert np.abs(loaded.picture.rgb.astype(int) - upright()).mean() < 2.5
    assert (loaded.source.width, loaded.source.height) == (120, 80)
    assert probe(path) == loaded.source
    small = load(path, longest=30).picture
    assert (small.width, small.height) == (30, 20)
    assert (thumbnail(path, 30).width, thumbnail(path, 30).height) == (30, 20)
    assert not loaded.picture.rgb.flags.writeable
    assert loaded.picture.rgb.flags.c_contiguous


@pytest.mark.parametrize("ending", ["png", "webp"])
@pytest.mark.parametrize("tag", [3, 6, 7])
def test_alpha_turns_with_the_colours(tmp_path: Path, ending: str, tag: int) -> None:
    alpha = load(save_turned(tmp_path / f"a.{ending}", tag, alpha=True)).picture.alpha
    assert alpha is not None
    assert np.array_equal(alpha, upright()[:, :, 0] // 2 + 60)


@pytest.mark.parametrize("tag", [0, 9, 65535])
def test_a_senseless_tag_means_upright(tmp_path: Path, tag: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = tag
    Image.fromarray(upright()).save(tmp_path / "a.jpg", exif=exif)
    assert load(tmp_path / "a.jpg").picture.width == 120


def test_orientation_in_xmp_alone_counts(tmp_path: Path) -> None:
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description tiff:Orientation="6"/></x:xmpmeta>'
    Image.fromarray(upright()).save(tmp_path / "a.jpg", xmp=xmp)
    assert load(tmp_path / "a.jpg").picture.width == 80


def test_exif_behind_the_pixels_of_a_png_counts(tmp_path: Path) -> None:
    save_turned(tmp_path / "a.png", 6)
    data = (tmp_path / "a.png").read_bytes()
    at = data.index(b"eXIf") - 4
    chunk = data[at : at + 12 + int.from_bytes(data[at : at + 4])]
    rest = data.replace(chunk, b"")
    (tmp_path / "late.png").write_bytes(rest[:-12] + chunk + rest[-12:])
    assert load(tmp_path / "late.png").picture.width == 120
    assert probe(tmp_path / "late.png").width == 120


def test_broken_exif_is_never_fatal(tmp_path: Path) -> None:
    good = save_turned(tmp_path / "a.jpg", 6).read_bytes()
    start = good.index(b"Exif\0\0")
    random = np.random.default_rng(5)
    for round_ in range(60):
        data = bytearray(good)
        for place in random.integers(start + 6, start + 32, 1 + round_ % 6):
            data[place] = random.integers(256)
        (tmp_path / "b.jpg").write_bytes(data)
        assert {load(tmp_path / "b.jpg").picture.width, 80, 120} == {80, 120}


def test_exif_that_points_at_itself_ends() -> None:
    loop = b"II*\0\x08\0\0\0" + b"\xff\xff" + b"\x69\x87\x04\0\x01\0\0\0\x08\0\0\0" * 20
    assert read_exif(loop).orientation is None
    assert read_exif(b"").artist == ""

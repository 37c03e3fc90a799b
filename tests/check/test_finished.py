import io
from pathlib import Path

import numpy as np
import pytest
from finished_shots import encoded, finished, shot
from PIL import Image, ImageCms

from studio.check import read_finished
from studio.model.errors import StudioError, UnreadablePhotoError


@pytest.mark.parametrize("quality", [35, 60, 75, 85, 92, 98])
@pytest.mark.parametrize(("chroma", "name"), [(0, "4:4:4"), (2, "4:2:0")])
def test_a_jpegs_quality_is_read_from_its_tables(quality: int, chroma: int, name: str) -> None:
    file = finished(shot(120)[0], quality=quality, subsampling=chroma)
    assert abs((file.jpeg_quality or 0) - quality) <= 1
    assert file.chroma == name


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF", "BMP", "GIF"])
def test_every_format_is_decoded_and_named(kind: str) -> None:
    rgb, _ = shot(160)
    data = encoded(rgb, kind)
    file = read_finished(data, f"a.{kind.lower()}")
    assert (file.format, file.extension) == (kind.lower(), kind.lower())
    assert (file.width, file.height, file.size) == (160, 160, len(data))
    assert np.abs(file.picture.rgb.astype(int) - rgb).mean() < 12


def test_the_facts_of_a_file(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    image = Image.fromarray(shot(100)[0][:60])
    path = tmp_path / "Turned.JPG"
    image.save(path, exif=exif, dpi=(72, 72))
    file = read_finished(path)
    assert (file.width, file.height) == (60, 100)
    assert file.turned
    assert file.gps
    assert file.dpi == 72
    assert (file.name, file.extension) == ("Turned.JPG", "jpg")


def test_another_colour_space_is_named_and_converted() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    image = ImageCms.profileToProfile(
        Image.fromarray(shot(64)[0]), ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), outputMode="LAB"
    )
    buffer = io.BytesIO()
    assert image is not None
    image.save(buffer, "TIFF", icc_profile=lab)
    file = read_finished(buffer.getvalue(), "lab.tif")
    assert file.mode == "LAB"
    assert not file.is_srgb
    assert file.picture.rgb[0, 0].min() >= 254


def test_an_srgb_profile_is_srgb() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    file = finished(shot(64)[0], icc_profile=profile)
    assert file.is_srgb
    assert file.profile


def test_transparency_is_told_from_an_unused_channel() -> None:
    rgba = np.dstack([shot(64)[0], np.full((64, 64), 255, np.uint8)])
    assert not finished(rgba, "PNG").transparent
    rgba[:8, :8, 3] = 0
    assert finished(rgba, "PNG").transparent


def test_sixteen_bits_and_animation_are_seen() -> None:
    deep = Image.fromarray(np.full((40, 40), 65535, np.uint16))
    buffer = io.BytesIO()
    deep.save(buffer, "PNG")
    assert read_finished(buffer.getvalue(), "deep.png").bits == 16
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    buffer = io.BytesIO()
    frames[0].save(buffer, "GIF", save_all=True, append_images=frames[1:])
    assert read_finished(buffer.getvalue(), "a.gif").animated


def test_the_source_of_a_generated_picture_is_read() -> None:
    xmp = (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><Iptc4xmpExt:DigitalSourceType>'
        b"http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia<"
    )
    assert finished(shot(64)[0], xmp=xmp).ai_source == "trainedAlgorithmicMedia"
    assert finished(shot(64)[0]).ai_source == ""


@pytest.mark.parametrize("data", [b"", b"no picture at all", encoded(shot(200)[0])[:3000]])
def test_what_is_no_picture_is_a_sentence_with_its_name(data: bytes) -> None:
    with pytest.raises(UnreadablePhotoError, match=r"broken\.jpg"):
        read_finished(data, "broken.jpg")


@pytest.mark.data
def test_stray_bytes_between_markers_do_no_harm(shared: Path) -> None:
    for name in ("Pillow__junk_jpeg_header.jpg", "Pillow__truncated_app14.jpg"):
        assert read_finished(shared / "hostile" / name).width > 0


def test_a_missing_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnreadablePhotoError, match=r"gone\.jpg"):
        read_finished(tmp_path / "gone.jpg")


@pytest.mark.data
def test_hostile_files_are_read_or_refused_in_words(shared: Path) -> None:
    files = [path for path in sorted((shared / "hostile").iterdir()) if path.stat().st_size < 2_000_000]
    assert len(files) > 20
    for path in files[::5]:
        try:
            assert read_finished(path).width > 0
        except StudioError as error:
            assert path.name in error.message  # noqa: PT017

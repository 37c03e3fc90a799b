"""Every format: right pixels, sRGB profile, kept credits, no secrets, and never above a cap that can be kept."""

import io
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image, ImageCms

from studio.export import encode, extension, formats
from studio.export.profile import srgb_profile
from studio.model.errors import CannotEncodeError
from studio.model.picture import Picture
from tests.export.test_png import disc, noisy

CREDITS = {
    "artist": "Zoë Müller & Söhne <zm>",
    "copyright": "© 2026 Zoë",
    "credit": 'Studio "North"',
    "digital_source_type": "trainedAlgorithmicMedia",
    "subject": "contains-synthetic-performer",
}


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


@pytest.mark.parametrize("kind", formats())
@pytest.mark.parametrize("alpha", [False, True])
def test_each_format_carries_profile_and_credits(kind: str, alpha: bool) -> None:
    picture = Picture(noisy(120, 160), disc(120, 160) if alpha else None)
    data = encode(picture, format=kind, metadata=CREDITS).data
    image = opened(data)
    assert image.size == (160, 120)
    profile = ImageCms.ImageCmsProfile(io.BytesIO(image.info["icc_profile"]))
    assert "sRGB" in ImageCms.getProfileName(profile)
    exif = image.getexif()
    assert exif[0x8298].encode("latin-1").decode() == CREDITS["copyright"]
    assert not exif.get_ifd(0x8825), "no GPS"
    xmp = image.info["xmp"]
    description = ElementTree.fromstring(xmp.decode() if isinstance(xmp, bytes) else xmp)[0][0]
    values = {name.rpartition("}")[2]: value for name, value in description.items()}
    values |= {child.tag.rpartition("}")[2]: child[0][0].text for child in description}
    assert values["DigitalSourceType"].endswith("/trainedAlgorithmicMedia")
    assert values["creator"] == CREDITS["artist"]
    assert values["rights"] == CREDITS["copyright"]
    assert values["subject"] == CREDITS["subject"]
    assert values["Credit"] == CREDITS["credit"]


@pytest.mark.parametrize("kind", formats())
def test_the_same_picture_gives_the_same_bytes(kind: str) -> None:
    picture = Picture(noisy(60, 80), disc(60, 80))
    srgb_profile.cache_clear()
    first = encode(picture, format=kind, metadata=CREDITS).data
    srgb_profile.cache_clear()
    assert encode(picture, format=kind, metadata=CREDITS).data == first


@pytest.mark.parametrize("kind", formats())
def test_colours_stay_what_they_are(kind: str) -> None:
    rgb = np.zeros((64, 64, 3), np.uint8)
    rgb[:, :32], rgb[:, 32:] = (200, 40, 90), (20, 160, 60)
    image = opened(encode(Picture(rgb), format=kind, quality=95).data).convert("RGB")
    read = np.asarray(image).astype(int)
    assert np.abs(read[20:40, 8:24] - (200, 40, 90)).max() <= 4
    assert np.abs(read[20:40, 40:56] - (20, 160, 60)).max() <= 4


def test_jpeg_lays_clear_parts_on_exact_white_and_blends_in_linear_light() -> None:
    rgb = np.zeros((64, 96, 3), np.uint8)
    alpha = np.zeros((64, 96), np.uint8)
    alpha[:, 32:64], alpha[:, 64:] = 128, 255
    read = np.asarray(opened(encode(Picture(rgb, alpha), format="jpeg", quality=100).data))
    assert (read[:, :24] == 255).all()
    assert abs(int(read[32, 48, 0]) - 187) <= 1  # half the light of white is 188 in sRGB, not 127
    assert read[:, 72:].max() <= 1


@pytest.mark.parametrize("chroma", ["4:4:4", "4:2:0"])
def test_chroma_is_as_asked(chroma: str) -> None:
    from PIL import JpegImagePlugin

    image = opened(encode(Picture(noisy(64, 64)), format="jpeg", chroma=chroma).data)  # type: ignore[arg-type]
    assert JpegImagePlugin.get_sampling(image) == {"4:4:4": 0, "4:2:0": 2}[chroma]


@pytest.mark.parametrize("kind", ["jpeg", "webp", "avif"])
def test_the_best_quality_under_a_cap(kind: str) -> None:
    picture = Picture(noisy(200, 200))
    cap = len(encode(picture, format=kind, quality=80).data)
    found = encode(picture, format=kind, quality=95, max_bytes=cap)
    assert found.fits
    assert len(found.data) <= cap
    assert found.quality is not None
    assert found.quality >= 80
    next_better = encode(picture, format=kind, quality=found.quality + 1)
    assert len(next_better.data) > cap, "one step better must not fit, else the search stopped early"


def test_a_cap_that_cannot_be_kept_is_said() -> None:
    found = encode(Picture(noisy(300, 300)), format="jpeg", max_bytes=1000)
    assert not found.fits
    assert (found.quality, found.chroma) == (60, "4:2:0")


def test_what_a_format_cannot_hold_is_refused_in_words() -> None:
    wide = Picture(np.zeros((1, 17000, 3), np.uint8))
    with pytest.raises(CannotEncodeError, match="16383"):
        encode(wide, format="webp")
    with pytest.raises(CannotEncodeError, match="jpeg, png"):
        encode(wide, format="gif")
    assert extension("jpeg") == "jpg"


def test_opencv_stands_in_for_simplejpeg(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    picture = Picture(noisy(80, 80))
    usual = np.asarray(opened(encode(picture, format="jpeg", quality=95).data)).astype(int)
    monkeypatch.setitem(sys.modules, "simplejpeg", None)
    image = opened(encode(picture, format="jpeg", quality=95, metadata=CREDITS).data)
    assert image.info["icc_profile"] == srgb_profile()
    assert np.abs(np.asarray(image).astype(int) - usual).mean() < 1.5

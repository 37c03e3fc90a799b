import io
from dataclasses import replace

import numpy as np
import pytest
from finished_shots import channel, encoded, finished, found, shot
from PIL import Image

from studio.check import read_finished

RGB, ALPHA = shot(300)
JPEG = finished(RGB)


def test_formats() -> None:
    (finding,) = found("file-format", finished(RGB, "WEBP", "a.webp"), "etsy")
    assert finding.severity == "error"
    assert "WebP" in finding.message
    assert finding.mend == "reencode"
    assert found("file-format", JPEG, "etsy") == []
    (refused,) = found("file-format", finished(RGB, "GIF", "a.gif"), "walmart")
    assert "refuses" in refused.message


@pytest.mark.parametrize("name", ["a.jpg", "a.JPEG", "a.jpe", "a"])
def test_an_ending_that_fits(name: str) -> None:
    assert found("file-format", read_finished(encoded(RGB), name), "google") == []


def test_an_ending_that_lies() -> None:
    (finding,) = found("file-format", finished(RGB, "JPEG", "a.png"), "google")
    assert (finding.severity, finding.mend) == ("error", "rename")
    assert [item.severity for item in found("file-format", finished(RGB, "JPEG", "a.png"), "plain")] == ["warning"]


def test_animation_is_refused() -> None:
    buffer = io.BytesIO()
    Image.fromarray(RGB).save(buffer, "GIF", save_all=True, append_images=[Image.fromarray(255 - RGB)])
    moving = read_finished(buffer.getvalue(), "a.gif")
    assert [item.severity for item in found("animation", moving, "ebay")] == ["error"]
    assert found("animation", finished(RGB, "GIF", "a.gif"), "ebay") == []


def test_pages_are_layers() -> None:
    buffer = io.BytesIO()
    Image.fromarray(RGB).save(buffer, "TIFF", save_all=True, append_images=[Image.fromarray(RGB)])
    pages = read_finished(buffer.getvalue(), "a.tif")
    assert [item.severity for item in found("layers", pages, "amazon")] == ["warning"]
    assert found("layers", finished(RGB, "TIFF", "a.tif"), "amazon") == []


def test_a_foreign_profile_warns() -> None:
    assert found("colour-profile", JPEG, "amazon") == []
    (finding,) = found("colour-profile", replace(JPEG, profile="Display P3", is_srgb=False), "amazon")
    assert (finding.severity, finding.mend) == ("warning", "srgb")
    assert "Display P3" in finding.message


def test_modes() -> None:
    cmyk = io.BytesIO()
    Image.fromarray(RGB).convert("CMYK").save(cmyk, "JPEG")
    (finding,) = found("colour-mode", read_finished(cmyk.getvalue(), "a.jpg"), "ebay")
    assert (finding.severity, finding.mend) == ("warning", "srgb")
    grey = finished(RGB[..., 0])
    assert len(found("colour-mode", grey, "walmart")) == 1
    assert found("colour-mode", grey, "etsy") == []
    assert found("colour-mode", JPEG, "walmart") == []


def test_deep_colour_and_colourlessness() -> None:
    deep = io.BytesIO()
    Image.fromarray(RGB[..., 0].astype(np.uint16) * 257).save(deep, "PNG")
    messages = [item.message for item in found("colour-mode", read_finished(deep.getvalue(), "a.png"), "walmart")]
    assert any("16 bits" in message for message in messages)
    grey = finished(np.repeat(RGB[..., :1], 3, axis=2))
    assert any("no colour" in item.message for item in found("colour-mode", grey, "tiktok"))
    assert found("colour-mode", JPEG, "tiktok") == []


def test_jpeg_quality() -> None:
    (finding,) = found("jpeg-quality", finished(RGB, quality=80), "ebay")
    assert finding.severity == "warning"
    assert "80" in finding.message
    assert found("jpeg-quality", finished(RGB, quality=90), "ebay") == []
    assert len(found("jpeg-quality", finished(RGB, quality=50), "plain")) == 1
    assert found("jpeg-quality", finished(RGB, quality=80), "plain") == []
    assert found("jpeg-quality", finished(RGB, "PNG", "a.png"), "ebay") == []


def test_transparency() -> None:
    clear = finished(np.dstack([RGB, ALPHA]), "PNG", "a.png")
    (finding,) = found("transparency", clear, "etsy")
    assert (finding.severity, finding.mend) == ("error", "flatten")
    assert [item.severity for item in found("transparency", clear, "amazon")] == ["warning"]
    assert found("transparency", clear, "google") == []
    assert found("transparency", clear, "plain") == []
    assert found("transparency", finished(RGB, "PNG", "a.png"), "etsy") == []


def test_transparency_says_where() -> None:
    alpha = np.full(ALPHA.shape, 255, np.uint8)
    alpha[40:60, 10:50] = 0
    (finding,) = found("transparency", finished(np.dstack([RGB, alpha]), "PNG", "a.png"), "etsy")
    assert finding.where == (10, 40, 40, 20)


@pytest.mark.parametrize("name", ["B012345678.MAIN.jpg", "B012345678.jpg", "B012345678.PT01.png"])
def test_names_that_amazon_matches(name: str) -> None:
    assert found("file-name", read_finished(encoded(RGB), name), "amazon") == []


def test_names() -> None:
    (finding,) = found("file-name", finished(RGB, name="red shoe.jpg"), "amazon")
    assert (finding.severity, finding.mend) == ("info", "rename")  # only bulk uploads go by the name
    assert [item.severity for item in found("file-name", finished(RGB, name="red shoe.jpg"), "bigcommerce")] == [
        "warning"
    ]
    assert found("file-name", finished(RGB, name="red-shoe.jpg"), "bigcommerce") == []
    assert found("file-name", finished(RGB, name="red shoe.jpg"), "etsy") == []


def test_density() -> None:
    assert [item.severity for item in found("density", finished(RGB, dpi=(36, 36)), "amazon")] == ["warning"]
    assert found("density", finished(RGB, dpi=(300, 300)), "amazon") == []
    assert found("density", JPEG, "amazon") == []


def test_whereabouts() -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    assert [item.severity for item in found("whereabouts", finished(RGB, exif=exif), "plain")] == ["warning"]
    assert found("whereabouts", JPEG, channel()) == []

"""Pictures as providers may send them: whatever the file's kind, its pixels are read as they look."""

from base64 import b64encode
from io import BytesIO
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image, ImageCms

from studio.ai.pictures import decoded, picture_of
from studio.model.provider_errors import WrongPictureError

WARM = (200, 60, 40)


def file(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    data = BytesIO()
    image.save(data, kind, **options)
    return data.getvalue()


def plain(mode: str = "RGB", size: tuple[int, int] = (48, 32)) -> Image.Image:
    return Image.new("RGB", size, WARM).convert(mode)


def test_sixteen_bits_are_not_cut_off() -> None:
    steps = np.tile(np.linspace(0, 65535, 48).astype(np.uint16), (32, 1))
    seen = picture_of(cv2.imencode(".png", steps)[1].tobytes()).rgb[0, :, 0]
    assert np.abs(seen - np.linspace(0, 255, 48)).max() <= 1
    colours = cv2.merge([steps, steps // 2, steps // 4])
    seen = picture_of(cv2.imencode(".png", colours)[1].tobytes()).rgb[0]
    assert np.abs(seen[:, 2] - np.linspace(0, 255, 48)).max() <= 1


def test_a_profile_is_heeded_and_a_broken_one_does_no_harm() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert np.abs(picture_of(file(plain(), icc_profile=srgb)).rgb.astype(int) - WARM).max() <= 1
    wider = swapped(srgb)
    assert tuple(picture_of(file(plain(), icc_profile=wider)).rgb[0, 0]) != WARM
    for broken in (b"no profile" * 40, lab):
        assert tuple(picture_of(file(plain(), icc_profile=broken)).rgb[0, 0]) == WARM


def swapped(profile: bytes) -> bytes:
    """Return a profile whose red and blue primaries have changed places."""
    at = {profile[place : place + 4]: place + 4 for place in range(132, 132 + 12 * profile[131], 12)}
    red, blue = at[b"rXYZ"], at[b"bXYZ"]
    changed = bytearray(profile)
    changed[red : red + 8], changed[blue : blue + 8] = profile[blue : blue + 8], profile[red : red + 8]
    return bytes(changed)


@pytest.mark.parametrize(
    ("mode", "kind", "colour"),
    [
        ("RGB", "PNG", WARM),
        ("RGB", "WEBP", WARM),
        ("CMYK", "JPEG", WARM),
        ("P", "PNG", (204, 51, 51)),
        ("L", "PNG", None),
    ],
)
def test_modes(mode: str, kind: str, colour: tuple[int, int, int] | None) -> None:
    picture = picture_of(file(plain(mode), kind, **({"lossless": True} if kind == "WEBP" else {"quality": 95})))
    assert picture.alpha is None
    seen = picture.rgb[0, 0].astype(int)
    assert np.abs(seen - (colour or (seen[0],) * 3)).max() <= 3


def test_see_through_keeps_its_alpha_and_the_first_of_several_is_taken() -> None:
    half = plain("RGBA")
    half.putalpha(90)
    assert (picture_of(file(half)).alpha == 90).all()
    moving = file(plain(), "PNG", save_all=True, append_images=[Image.new("RGB", (48, 32), "blue")])
    assert tuple(picture_of(moving).rgb[0, 0]) == WARM


@pytest.mark.parametrize("kind", ["GIF", "TIFF", "BMP"])
def test_kinds_that_were_not_asked_for_are_refused(kind: str) -> None:
    with pytest.raises(WrongPictureError, match="damaged or no picture"):
        decoded(b64encode(file(plain(), kind)).decode(), (48, 32), "OpenAI")


def test_another_size_is_said_and_another_shape_refused() -> None:
    text = b64encode(file(plain())).decode()
    assert decoded(text, (48, 32), "OpenAI").notes == ()
    assert decoded(text, (96, 64), "OpenAI").notes == ("OpenAI made 48 × 32 pixels instead of 96 × 64.",)
    with pytest.raises(WrongPictureError, match="another shape"):
        decoded(text, (64, 64), "OpenAI")

import io
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageCms

from studio.intake import load, probe
from studio.intake.colour import Conversion, profile_name
from studio.intake.matrix_profile import read_matrix_profile
from studio.model.picture import Bytes

from .profiles import (
    ADOBE_RGB,
    P3,
    SRGB,
    SRGB_CURVE,
    cmyk_profile,
    gamma_curve,
    grey_profile,
    matrix_profile,
    table_curve,
)

COLOURS = np.random.default_rng(7).integers(0, 256, (40, 50, 3), dtype=np.uint8)


def by_hand(rgb: Bytes, colorants: NDArray[np.float64], gamma: float) -> NDArray[np.float64]:
    """sRGB codes of pixels with a plain gamma curve and these primaries, in exact arithmetic."""
    light = (rgb / 255) ** gamma @ (np.linalg.inv(SRGB) @ colorants).T
    light = light.clip(0, 1)
    return np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055) * 255


def through_little_cms(image: Image.Image, profile: bytes) -> Bytes:
    source, target = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
    converted = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
    assert converted is not None
    return np.asarray(converted)


@pytest.mark.parametrize(("colorants", "gamma"), [(ADOBE_RGB, 563 / 256), (P3, 1.8), (SRGB, 1.0)])
def test_matrix_profiles_are_exact(tmp_path: Path, colorants: NDArray[np.float64], gamma: float) -> None:
    profile = matrix_profile(colorants, gamma_curve(gamma))
    Image.fromarray(COLOURS).save(tmp_path / "a.png", icc_profile=profile)
    converted = load(tmp_path / "a.png").picture.rgb
    assert np.abs(converted - by_hand(COLOURS, colorants, round(gamma * 256) / 256)).max() < 1.01
    assert not np.array_equal(converted, COLOURS)


@pytest.mark.parametrize("curve", [SRGB_CURVE, gamma_curve(2.2), table_curve(2.2)])
@pytest.mark.parametrize("colorants", [P3, ADOBE_RGB])
def test_matrix_profiles_agree_with_little_cms(colorants: NDArray[np.float64], curve: bytes) -> None:
    profile = matrix_profile(colorants, curve)
    ours = Conversion("RGB", profile).array(COLOURS.copy())
    assert np.abs(ours.astype(int) - through_little_cms(Image.fromarray(COLOURS), profile)).max() <= 1


def test_white_black_and_greys_stay_what_they_are() -> None:
    ramp = np.repeat(np.arange(256, dtype=np.uint8)[None, :, None], 3, axis=2)
    converted = Conversion("RGB", matrix_profile(P3, SRGB_CURVE)).array(ramp.copy())
    assert converted[0, 255].tolist() == [255, 255, 255]
    assert converted[0, 0].tolist() == [0, 0, 0]
    assert np.abs(converted.astype(int) - ramp).max() <= 1


def test_srgb_itself_is_left_untouched() -> None:
    own = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for profile in (own, matrix_profile(SRGB, SRGB_CURVE)):
        conversion = Conversion("RGB", profile)
        assert not conversion.needed
        pixels = COLOURS.copy()
        assert conversion.array(pixels) is pixels
        assert np.array_equal(pixels, COLOURS)


@pytest.mark.parametrize("ending", ["jpg", "tiff"])
def test_cmyk_goes_through_its_profile(tmp_path: Path, ending: str) -> None:
    smooth = cv2.resize(np.random.default_rng(3).integers(0, 256, (3, 4, 4), dtype=np.uint8), (64, 48))
    image, profile = Image.fromarray(smooth, "CMYK"), cmyk_profile()
    image.save(tmp_path / f"a.{ending}", icc_profile=profile, **({"quality": 100} if ending == "jpg" else {}))
    loaded = load(tmp_path / f"a.{ending}")
    assert loaded.source.mode == "CMYK"
    assert loaded.source.profile == "test profile"
    assert np.abs(loaded.picture.rgb.astype(int) - through_little_cms(image, profile)).mean() < 2
    small = load(tmp_path / f"a.{ending}", longest=16).picture
    expected = cv2.resize(loaded.picture.rgb, (16, 12), interpolation=cv2.INTER_AREA)
    assert np.abs(small.rgb.astype(int) - expected).mean() < 4


def test_cmyk_without_a_profile_has_white_paper_and_black_ink(tmp_path: Path) -> None:
    inks = np.zeros((16, 16, 4), np.uint8)
    inks[:, 8:, 3] = 255
    Image.fromarray(inks, "CMYK").save(tmp_path / "a.jpg", quality=100)
    rgb = load(tmp_path / "a.jpg").picture.rgb
    assert rgb[:, :4].min() > 250
    assert rgb[:, 12:].max() < 5


def test_grey_profile(tmp_path: Path) -> None:
    ramp = np.tile(np.arange(256, dtype=np.uint8), (8, 1))
    profile = grey_profile(1.75)
    for ending in ("png", "tiff"):
        Image.fromarray(ramp).save(tmp_path / f"a.{ending}", icc_profile=profile)
        rgb = load(tmp_path / f"a.{ending}").picture.rgb
        assert np.abs(rgb[0, :, 0].astype(int) - by_hand(np.stack([ramp] * 3, -1), SRGB, 1.75)[0, :, 0]).max() < 2.5
        assert np.array_equal(rgb[:, :, 0], rgb[:, :, 2])


def test_lab(tmp_path: Path) -> None:
    lab = np.array([[[255, 128, 128], [0, 128, 128], [137, 128, 128], [136, 208, 195]]], np.uint8)
    Image.merge("LAB", [Image.fromarray(lab[:, :, band]) for band in range(3)]).save(tmp_path / "a.tiff")
    rgb = load(tmp_path / "a.tiff").picture.rgb[0].astype(int)
    assert np.abs(rgb[:3] - [[255] * 3, [0] * 3, [128] * 3]).max() <= 2  # L* 53.7 is sRGB's middle grey
    assert np.abs(rgb[3] - [255, 0, 0]).max() <= 12  # L* 53.2, a* 80, b* 67 is sRGB's red


@pytest.mark.parametrize("ending", ["png", "tiff"])
@pytest.mark.parametrize("bands", [1, 3, 4])
def test_sixteen_bits(tmp_path: Path, ending: str, bands: int) -> None:
    ramp = np.linspace(0, 65535, 300).round().astype(np.uint16)
    deep = np.repeat(np.tile(ramp, (4, 1))[:, :, None], bands, axis=2)
    if bands == 4:
        deep[:, :, 3] = 65535 - deep[:, :, 3]
    if ending == "tiff" and bands == 4:
        pytest.skip("OpenCV writes no alpha there")
    assert cv2.imwrite(str(tmp_path / f"a.{ending}"), deep)
    picture = load(tmp_path / f"a.{ending}").picture
    assert np.abs(picture.rgb[0, :, 1] - ramp / 257).max() < 1.01
    if bands == 4:
        assert picture.alpha is not None
        assert np.abs(picture.alpha[0] - (65535 - ramp) / 257.0).max() < 1.01


def test_twelve_bits_and_floats_reach_white(tmp_path: Path) -> None:
    Image.fromarray(np.linspace(0, 1, 64, dtype=np.float32)[None].repeat(4, 0)).save(tmp_path / "a.tiff")
    rgb = load(tmp_path / "a.tiff").picture.rgb
    assert rgb[0, 0].tolist() == [0, 0, 0]
    assert rgb[0, -1].tolist() == [255, 255, 255]


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGB", "RGBA"])
@pytest.mark.parametrize("ending", ["png", "webp", "tiff", "gif"])
def test_every_mode_keeps_colours_and_alpha(tmp_path: Path, mode: str, ending: str) -> None:
    rgba = np.zeros((20, 30, 4), np.uint8)
    rgba[:, :, :3], rgba[5:15, 5:25, :3], rgba[5:15, 5:25, 3] = 255, 0, 255
    image = Image.fromarray(rgba) if mode.endswith("A") else Image.fromarray(rgba[:, :, :3].copy())
    if mode == "LA" and ending in ("webp", "gif"):
        pytest.skip("cannot be written so")
    image.convert(mode).save(tmp_path / f"a.{ending}", lossless=True)
    picture = load(tmp_path / f"a.{ending}").picture
    assert picture.rgb[10, 15].tolist() == [0, 0, 0]
    assert mode.endswith("A") == (picture.alpha is not None)
    if picture.alpha is None:
        assert picture.rgb[0, 0].tolist() == [255, 255, 255]
    else:
        assert np.array_equal(picture.alpha, rgba[:, :, 3])


def test_transparent_palette_and_colour_keys(tmp_path: Path) -> None:
    codes = np.zeros((8, 8), np.uint8)
    codes[2:6, 2:6] = 1
    palette = Image.fromarray(codes, "P")
    palette.putpalette([255, 0, 0, 0, 0, 255])
    palette.save(tmp_path / "p.png", transparency=bytes([128, 255]))
    picture = load(tmp_path / "p.png").picture
    assert picture.alpha is not None
    assert (picture.alpha[0, 0], picture.alpha[3, 3]) == (128, 255)
    assert picture.rgb[3, 3].tolist() == [0, 0, 255]
    for mode, key in (("L", 0), ("RGB", (255, 0, 0))):
        palette.convert(mode).point(lambda value: value if value != 76 else 0).save(
            tmp_path / "k.png", transparency=key
        )
        alpha = load(tmp_path / "k.png").picture.alpha
        assert alpha is not None
        assert alpha[0, 0] == 0


@pytest.mark.parametrize("ending", ["png", "webp", "tiff"])
def test_a_smaller_picture_does_not_mix_in_what_is_invisible(tmp_path: Path, ending: str) -> None:
    rgba = np.zeros((90, 90, 4), np.uint8)
    rgba[:] = (0, 255, 0, 0)
    rgba[20:70, 20:70] = (200, 0, 0, 255)
    Image.fromarray(rgba).save(
        tmp_path / f"a.{ending}", **({"lossless": True, "exact": True} if ending == "webp" else {})
    )
    picture = load(tmp_path / f"a.{ending}", longest=13).picture
    assert picture.alpha is not None
    partly = (picture.alpha > 20) & (picture.alpha < 255)
    assert partly.any()
    assert np.abs(picture.rgb[picture.alpha > 20].astype(int) - [200, 0, 0]).max() <= 6


def test_an_opaque_alpha_is_no_alpha(tmp_path: Path) -> None:
    Image.new("RGBA", (4, 4), (1, 2, 3, 255)).save(tmp_path / "a.png")
    assert load(tmp_path / "a.png").picture.alpha is None


@pytest.mark.parametrize(
    "broken", [b"nonsense", b"", matrix_profile(P3, SRGB_CURVE)[:150], cmyk_profile(), b"\0" * 5000]
)
def test_a_broken_or_foreign_profile_counts_as_none(tmp_path: Path, broken: bytes) -> None:
    Image.fromarray(COLOURS).save(tmp_path / "a.png", icc_profile=broken)
    assert np.array_equal(load(tmp_path / "a.png").picture.rgb, COLOURS)
    assert isinstance(probe(tmp_path / "a.png").profile, str)


def test_senseless_matrices_are_not_trusted() -> None:
    assert read_matrix_profile(matrix_profile(P3 * 3, SRGB_CURVE)) is None
    assert read_matrix_profile(matrix_profile(P3, b"curv\0\0\0\0\xff\xff\xff\xff")) is None
    assert profile_name(None) == ""
    assert profile_name(b"nonsense") == "broken"

import numpy as np
import pytest
from finished_shots import channel, finished, found, rendition, shot

PURE = channel(background="pure_white")


@pytest.mark.parametrize("quality", [60, 75, 92, 100])
@pytest.mark.parametrize("chroma", [0, 2])
@pytest.mark.parametrize("known", [True, False])
def test_ringing_beside_the_product_is_no_background(quality: int, chroma: int, known: bool) -> None:
    rgb, alpha = shot(1000, 0.86)
    rgb[alpha > 250] = (0, 0, 0)  # the hardest edge there is
    file = finished(rgb, quality=quality, subsampling=chroma)
    assert file.picture.rgb[alpha == 0].min() < 255  # it does ring
    assert found("background-white", file, PURE, rendition(rgb, alpha) if known else None) == []


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_an_off_white_patch_is_found_where_it_is(known: bool, kind: str) -> None:
    rgb, alpha = shot(1000, 0.8)
    rgb[48:80, 64:112] = 249
    findings = found("background-white", finished(rgb, kind), PURE, rendition(rgb, alpha) if known else None)
    assert [item.severity for item in findings] == ["error"]
    x, y, width, height = findings[0].where or (0, 0, 0, 0)
    assert x <= 64
    assert y <= 48
    assert x + width >= 112
    assert y + height >= 80
    assert width <= 48 + 20
    assert height <= 32 + 20
    assert findings[0].mend == "white"


def test_one_level_less_is_not_white_in_a_lossless_file() -> None:
    rgb, alpha = shot(800, 0.8, backdrop=254)
    (finding,) = found("background-white", finished(rgb, "PNG"), PURE, rendition(rgb, alpha))
    assert finding.severity == "error"
    assert finding.message.startswith("The background is not white (down to RGB 254, 254, 254)")


def test_a_background_of_254_throughout_is_no_rounding() -> None:
    rgb, _ = shot(800, 0.8, backdrop=254)
    assert [item.severity for item in found("background-white", finished(rgb), PURE)] == ["error"]


def test_a_speck_only_warns() -> None:
    rgb, alpha = shot(800, 0.8)
    rgb[20:24, 30:34] = 250
    (finding,) = found("background-white", finished(rgb, "PNG"), PURE, rendition(rgb, alpha))
    assert finding.severity == "warning"
    assert "16 px" in finding.message


def test_a_remnant_on_the_frame_is_found() -> None:
    rgb, _ = shot(1000, 0.8)
    rgb[900:, :60] = (180, 170, 160)
    findings = found("background-white", finished(rgb), PURE)
    assert "error" in {item.severity for item in findings}
    x, y, width, height = findings[0].where or (0, 0, 0, 0)
    assert (x, y + height) == (0, 1000)
    assert y in range(880, 901)
    assert width in range(60, 80)


def test_a_patch_apart_is_no_shade() -> None:
    rgb, _ = shot(800, 0.86)
    rgb[40:60, 60:120] = 245
    findings = found("background-white", finished(rgb), PURE)
    assert [item.severity for item in findings] == ["error"]


def test_a_pale_piece_between_parts_of_a_product_only_warns() -> None:
    rgb, _ = shot(800, 0.5)
    rgb[600:640, 200:600], rgb[500:520, 240:270] = (90, 60, 40), 247
    assert {item.severity for item in found("background-white", finished(rgb, "PNG"), PURE)} <= {"warning", "error"}
    rgb[100:640, 180:200] = (90, 60, 40)  # now the parts enclose it
    assert {item.severity for item in found("background-white", finished(rgb, "PNG"), PURE)} == {"warning"}


def test_of_several_places_the_largest_is_marked() -> None:
    rgb, _ = shot(800, 0.7)
    rgb[20:40, 20:40] = rgb[700:760, 680:780] = 243
    (finding,) = found("background-white", finished(rgb, "PNG"), PURE)
    assert "2 places" in finding.message
    assert finding.where == (680, 700, 100, 60)


def test_a_grey_studio_background_is_not_white() -> None:
    (finding,) = found("background-white", finished(shot(800, 0.8, backdrop=236)[0]), PURE)
    assert finding.severity == "error"
    assert "236, 236, 236" in finding.message


def test_a_room_is_not_white() -> None:
    room = np.random.default_rng(3).integers(0, 255, (40, 40, 3), dtype=np.uint8).repeat(20, 0).repeat(20, 1)
    (finding,) = found("background-white", finished(room), PURE)
    assert finding.severity == "error"
    assert "surroundings" in finding.message


def _with_shadow() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rgb, alpha = shot(1000, 0.7)
    ys, xs = np.mgrid[:1000, :1000]
    depth = 60 * np.exp(-(((xs - 640) / 90) ** 2) - ((ys - 800) / 40) ** 2)
    dark = np.where(alpha > 0, 0, np.round(depth)).astype(np.uint8)
    return rgb - dark[..., None], alpha, np.maximum(alpha, (dark > 0) * np.uint8(1))


def test_our_own_soft_shadow_is_no_background() -> None:
    rgb, alpha, touched = _with_shadow()
    assert found("background-white", finished(rgb), PURE, rendition(rgb, alpha, touched)) == []


def test_shade_beside_a_product_from_elsewhere_only_warns() -> None:
    rgb, _, _ = _with_shadow()
    assert {item.severity for item in found("background-white", finished(rgb), PURE)} == {"warning"}


def test_white_without_a_figure_takes_near_white_and_says_so() -> None:
    rules = channel(background="white")
    assert found("background-white", finished(shot(800, 0.8, backdrop=255)[0]), rules) == []
    (near,) = found("background-white", finished(shot(800, 0.8, backdrop=247)[0]), rules)
    assert near.severity == "info"
    (grey,) = found("background-white", finished(shot(800, 0.8, backdrop=225)[0]), rules)
    assert grey.severity == "error"


def test_see_through_is_white_where_either_is_taken() -> None:
    rgb, alpha = shot(600, 0.8, backdrop=0)
    file = finished(np.dstack([rgb, alpha]), "PNG", "a.png")
    assert found("background-white", file, channel(background="white_or_transparent")) == []


def test_a_free_background_may_be_anything() -> None:
    assert found("background-white", finished(shot(600, 0.8, backdrop=90)[0]), channel(background="free")) == []
    assert found("background-white", finished(shot(600, 0.8, backdrop=90)[0]), channel()) == []

import cv2
import numpy as np
import pytest
from finished_shots import channel, finished, found, rendition, shot

from studio.model.scene import Element, Scene

AMAZON = channel(fill_min_pct=85, fill_max_pct={"value": 95, "level": "recommended"}, cropped_product="forbidden")


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize(("fill", "severities"), [(0.7, ["error"]), (0.85, []), (0.9, []), (0.99, ["warning"])])
def test_fill_is_judged_along_the_longest_axis(known: bool, fill: float, severities: list[str]) -> None:
    rgb, alpha = shot(1000, fill)
    findings = found("product-fill", finished(rgb), AMAZON, rendition(rgb, alpha) if known else None)
    assert [item.severity for item in findings] == severities
    for finding in findings:
        assert "longest axis" in finding.message
        assert "of its area" in finding.message
        x, y, width, height = finding.where or (0, 0, 0, 0)
        assert abs(height - fill * 1000) <= 8
        assert abs(x - (1000 - width) / 2) <= 8
        assert abs(y - (1000 - height) / 2) <= 8


def test_what_cannot_be_told_from_shade_only_warns_of_fill() -> None:
    rgb, _ = shot(1000, 0.6)
    rgb[880:940, 460:540] = np.linspace(252, 240, 60).astype(np.uint8)[:, None, None]
    assert [item.severity for item in found("product-fill", finished(rgb), channel(fill_min_pct=70))] == ["warning"]


@pytest.mark.parametrize("known", [True, False])
def test_a_product_beyond_the_frame_is_cut(known: bool) -> None:
    rgb, alpha = shot(1400, 0.8)
    rgb, alpha = rgb[300:], alpha[300:]  # the oval spans 140 … 1260
    made = rendition(rgb, alpha)
    made.boxes["product"] = (364, -160, 672, 1120)  # type: ignore[index]
    (finding,) = found("product-cut", finished(rgb), AMAZON, made if known else None)
    assert (finding.severity, finding.mend) == ("error", "refit")
    assert "top" in finding.message
    x, y, width, _ = finding.where or (0, 0, 0, 0)
    assert y == 0
    chord = np.flatnonzero(alpha[0] > 127)
    assert abs(x - chord[0]) <= 6
    assert abs(width - len(chord)) <= 12


def test_a_product_that_just_touches_is_not_called_cut() -> None:
    rgb, alpha = shot(1000, 1.0)
    (finding,) = found("product-cut", finished(rgb), AMAZON, rendition(rgb, alpha))
    assert finding.severity == "warning"
    assert "touches" in finding.message
    inside = shot(1000, 0.98)
    assert found("product-cut", finished(inside[0]), AMAZON, rendition(*inside)) == []
    assert found("product-cut", finished(shot(1000, 0.9)[0]), AMAZON) == []


def test_where_cropping_is_allowed_nothing_is_said() -> None:
    rgb, alpha = shot(1000, 0.8)
    made = rendition(rgb[300:], alpha[300:])
    assert found("product-cut", finished(rgb[300:]), channel(crop="allowed"), made) == []


def test_off_centre() -> None:
    rgb, alpha = shot(1000, 0.5)
    moved, cover = np.roll(rgb, (200, 150), (0, 1)), np.roll(alpha, (200, 150), (0, 1))
    for made in (None, rendition(moved, cover)):
        (finding,) = found("centring", finished(moved), channel(), made)
        assert finding.severity == "info"
        assert "15% to the right and 20% too low" in finding.message
    assert found("centring", finished(rgb), channel()) == []


def test_margins() -> None:
    rules = channel(margin_px={"value": 100, "level": "recommended"})
    (finding,) = found("centring", finished(shot(1000, 0.9)[0]), rules)
    assert "100 px" in finding.message
    assert found("centring", finished(shot(1000, 0.7)[0]), rules) == []


def test_enlargement_is_told_of_our_own_pictures() -> None:
    rgb, alpha = shot(600)
    rules = channel(upscaling={"value": "do not", "level": "recommended"})
    (finding,) = found("upscaling", finished(rgb), rules, rendition(rgb, alpha, enlarged=1.6))
    assert finding.severity == "warning"
    assert "1.6 times" in finding.message
    assert finding.where is not None
    assert found("upscaling", finished(rgb), rules, rendition(rgb, alpha, enlarged=1.0)) == []
    assert found("upscaling", finished(rgb), rules) == []


def _shaded(x: int = 600) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rgb, alpha = shot(800, 0.7)
    shade = np.zeros_like(alpha)
    cv2.ellipse(shade, (x, 640), (190, 60), 0, 0, 360, 70, -1)
    shade = np.where(alpha > 0, 0, cv2.GaussianBlur(shade, (0, 0), 20)).astype(np.uint8)
    return rgb - shade[..., None], alpha, np.maximum(alpha, shade)


def test_a_shadow_where_none_is_wanted() -> None:
    rgb, alpha, touched = _shaded(500)
    rules = channel(shadow="forbidden")
    (finding,) = found("shadow", finished(rgb), rules, rendition(rgb, alpha, touched))
    assert (finding.severity, finding.mend) == ("error", "no-shadow")
    x, y, width, height = finding.where or (0, 0, 0, 0)
    assert 430 <= x + width / 2 <= 680
    assert y >= 530
    assert y + height <= 760
    assert [item.severity for item in found("shadow", finished(rgb), rules)] == ["warning"]  # estimated
    plain, cover = shot(800, 0.7)
    assert found("shadow", finished(plain), rules, rendition(plain, cover)) == []
    assert found("shadow", finished(plain), rules) == []


def test_only_a_shadow_at_the_frame_concerns_amazon() -> None:
    near, far = _shaded(500), _shaded(680)
    assert found("shadow", finished(near[0]), "amazon", rendition(*near)) == []
    (finding,) = found("shadow", finished(far[0]), "amazon", rendition(*far))
    assert finding.severity == "warning"
    x, _, width, _ = finding.where or (0, 0, 0, 0)
    assert x + width == 800


def test_sharpness() -> None:
    rules = channel(blur="forbidden")
    rgb, alpha = shot(1000, 0.86)
    sharp, blurred = finished(rgb), cv2.GaussianBlur(rgb, (0, 0), 6)
    assert found("sharpness", sharp, rules) == []
    assert found("sharpness", sharp, rules, rendition(rgb, alpha)) == []
    stripes = np.where(np.arange(1000)[:, None] // 40 % 2, 60, 220).astype(np.uint8).repeat(1000, 1)
    for width, severity in ((0.5, None), (3.0, "warning"), (6.0, "error")):
        soft = cv2.GaussianBlur(stripes, (0, 0), width)[..., None].repeat(3, 2)
        cover = np.where(alpha > 127, 255, 0).astype(np.uint8)
        picture = np.where(cover[..., None] > 0, soft, 255).astype(np.uint8)  # a crisp cutout of a blurred photo
        findings = found("sharpness", finished(picture), rules, rendition(picture, cover))
        assert [item.severity for item in findings] == ([severity] if severity else [])
    assert blurred.shape == rgb.shape


def test_exposure() -> None:
    rgb, alpha = shot(600, 0.86)
    assert found("exposure", finished(rgb), channel()) == []
    dark = np.where(alpha[..., None] > 0, rgb // 8, 255).astype(np.uint8)
    (finding,) = found("exposure", finished(dark), channel(), rendition(dark, alpha))
    assert "dark" in finding.message
    burnt = rgb.copy()
    burnt[300:, :][alpha[300:] > 0] = 255
    (finding,) = found("exposure", finished(burnt), channel(), rendition(burnt, alpha))
    assert "burnt out" in finding.message


def _framed(width: int, colour: int, inset: int = 0) -> np.ndarray:
    rgb, _ = shot(600, 0.7)
    cv2.rectangle(rgb, (inset + width // 2,) * 2, (599 - inset - width // 2,) * 2, (colour,) * 3, width)
    return rgb


@pytest.mark.parametrize(("width", "colour", "inset"), [(12, 20, 0), (4, 200, 0), (3, 0, 14), (30, 120, 0)])
def test_frames_and_lines_are_seen(width: int, colour: int, inset: int) -> None:
    (finding,) = found("border", finished(_framed(width, colour, inset), "PNG"), "ebay")
    assert finding.severity == "error"
    assert found("border", finished(_framed(width, colour, inset), "PNG"), "etsy") == []


def test_bars_warn_and_a_clean_picture_does_not() -> None:
    bars, _ = shot(600, 0.7, backdrop=235)
    for width in (30, 120):
        bars[:width] = bars[-width:] = 0
        (finding,) = found("border", finished(bars), "ebay")
        assert finding.severity == "warning"
        assert "Bars" in finding.message
    assert found("border", finished(shot(600, 0.86)[0]), "ebay") == []


def test_a_box_that_fills_the_canvas_is_no_border() -> None:
    rgb, cover = np.full((600, 600, 3), 255, np.uint8), np.zeros((600, 600), np.uint8)
    rgb[18:-18, 18:-18], cover[18:-18, 18:-18] = (180, 140, 90), 255
    assert found("border", finished(rgb), "ebay", rendition(rgb, cover)) == []


class _AddedText(Element):
    kind = "text"
    opacity: float = 1.0


def test_text_that_the_scene_adds() -> None:
    rgb, alpha = shot(800, 0.7)
    written = rgb.copy()
    cv2.putText(written, "SALE", (40, 60), cv2.FONT_HERSHEY_SIMPLEX, 2, (200, 0, 0), 4)
    touched = np.where((written != rgb).any(axis=2), 255, alpha).astype(np.uint8)
    made, scene = rendition(written, alpha, touched), Scene.model_construct(elements=(_AddedText(),))
    (finding,) = found("overlay", finished(written), "amazon", made, scene=scene)
    assert finding.severity == "error"
    x, y, width, height = finding.where or (0, 0, 0, 0)
    assert x in range(34, 50)
    assert y + height in range(60, 72)
    assert x + width < 300
    assert found("overlay", finished(written), "amazon", made, scene=Scene()) == []
    faded = Scene.model_construct(elements=(_AddedText(opacity=0.0),))
    assert found("overlay", finished(written), "amazon", made, scene=faded) == []
    assert found("overlay", finished(written), "etsy", made, scene=scene) == []
    assert found("overlay", finished(written), "rakuten", made, scene=scene) == []  # few fields

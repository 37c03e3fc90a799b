import pytest
from finished_shots import channel, finished, found, rendition, shot

SMALL, LARGE = finished(shot(400)[0]), finished(shot(1200)[0])
UPRIGHT = finished(shot(800)[0][:, 200:600])  # 400 × 800


@pytest.mark.parametrize(("side", "fires"), [("longest", False), ("shortest", True), ("each", True), ("width", True)])
def test_pixels_are_counted_on_the_side_that_is_meant(side: str, fires: bool) -> None:
    assert bool(found("pixel-size", UPRIGHT, channel(min_px={"value": 500, "side": side}))) is fires
    assert found("pixel-size", LARGE, channel(min_px={"value": 500, "side": side})) == []


def test_width_and_height_have_their_own_minimum() -> None:
    rule = {"value": 400, "w": 400, "h": 900, "side": "width"}
    (finding,) = found("pixel-size", UPRIGHT, channel(min_px=rule))
    assert "400 × 900 px" in finding.message
    assert found("pixel-size", UPRIGHT, channel(min_px=rule | {"h": 800})) == []


def test_where_white_does_not_count_the_product_is_measured() -> None:
    rgb, alpha = shot(1000, 0.4)
    rules = channel(min_px={"value": 500, "side": "each", "measure": "product"})
    for made in (None, rendition(rgb, alpha)):
        (finding,) = found("pixel-size", finished(rgb), rules, made)
        assert "without the white" in finding.message
    large = shot(2000, 0.9)
    assert found("pixel-size", finished(large[0]), rules, rendition(*large)) == []


def test_a_minimum_to_come_warns_ahead() -> None:
    rule = {"value": 100, "side": "each", "coming": 500, "effective": "2027-01-31"}
    (finding,) = found("pixel-size", SMALL, channel(min_px=rule))
    assert finding.severity == "warning"
    assert "2027-01-31" in finding.message
    assert found("pixel-size", LARGE, channel(min_px=rule)) == []


def test_only_the_lowest_missed_recommendation_is_named() -> None:
    rules = channel(
        min_px=300,
        zoom_px={"value": 1000, "level": "recommended"},
        rec_px={"value": 1600, "level": "recommended"},
    )
    assert ["zoom" in item.message for item in found("recommended-size", SMALL, rules)] == [True]
    assert ["1600" in item.message for item in found("recommended-size", LARGE, rules)] == [True]
    assert found("recommended-size", finished(shot(1600)[0]), rules) == []
    assert found("recommended-size", finished(shot(200)[0]), rules) == []  # pixel-size speaks


def test_a_banner_has_exact_measures() -> None:
    assert found("recommended-size", finished(shot(970)[0][:300]), "amazon-aplus") == []
    (finding,) = found("recommended-size", LARGE, "amazon-aplus")
    assert "970 × 300 px or 1464 × 600 px" in finding.message


def test_the_largest_size() -> None:
    rules = channel(max_px={"value": 1000, "side": "each", "alt": 300})
    assert [item.severity for item in found("pixel-maximum", LARGE, rules)] == ["error"]
    assert [item.severity for item in found("pixel-maximum", SMALL, rules)] == ["info"]  # sources disagree
    assert found("pixel-maximum", finished(shot(200)[0]), rules) == []


def test_megapixels() -> None:
    rules = channel(max_mp={"value": 1.2, "alt": 0.5})
    (finding,) = found("megapixels", LARGE, rules)
    assert finding.severity == "error"
    assert "1.4" in finding.message
    assert [item.severity for item in found("megapixels", finished(shot(800)[0]), rules)] == ["info"]
    assert found("megapixels", SMALL, rules) == []


def test_bytes() -> None:
    size = SMALL.size / 1e6
    assert found("file-size", SMALL, channel(max_mb=size + 0.001, min_mb=size - 0.001)) == []
    (heavy,) = found("file-size", SMALL, channel(max_mb=size - 0.001))
    assert (heavy.severity, heavy.mend) == ("error", "reencode")
    (light,) = found("file-size", SMALL, channel(min_mb=size + 0.001))
    assert "only" in light.message


@pytest.mark.parametrize(
    ("rule", "severity"),
    [
        ({"value": "1:2", "ratio_wh": 0.5}, None),
        ({"value": "1:2", "ratio_wh": 0.4975}, None),
        ({"value": "1:1", "ratio_wh": 1.0}, "error"),
        ({"value": "1:1", "ratio_wh": 1.0, "other_ratios": [0.5], "alt": "1:2"}, "info"),
        ({"value": "1:1; 1:2", "ratios": [1.0, 0.5]}, None),
        ({"value": "landscape or square", "ratio_at_least": 1.0}, "error"),
        ({"value": "about 3:4"}, None),
    ],
)
def test_the_shape(rule: dict[str, object], severity: str | None) -> None:
    findings = found("aspect", UPRIGHT, channel(aspect=rule))
    assert [item.severity for item in findings] == ([severity] if severity else [])
    assert all(item.mend == "pad" for item in findings)


def test_zalandos_own_sizes_have_its_shape() -> None:
    for height, width in ((1100, 762), (2600, 1801)):
        rgb = shot(height)[0][:, :width]
        assert found("aspect", finished(rgb), "zalando") == []
    assert len(found("aspect", finished(shot(900)[0]), "zalando")) == 1

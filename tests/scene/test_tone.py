"""Tone: gentle, bounded, and nothing at all where nothing is asked."""

import numpy as np
import pytest

from studio.scene.tone import Tone, toned

RAMP = np.repeat(np.arange(256, dtype=np.uint8)[None, :, None], 3, 2)


def test_nothing_asked_leaves_the_very_bytes() -> None:
    assert toned(RAMP, Tone()) is RAMP


@pytest.mark.parametrize(
    "tone",
    [
        {"exposure": 2},
        {"exposure": -2},
        {"contrast": 0.5},
        {"contrast": -0.5},
        {"highlights": 1},
        {"highlights": -1},
        {"shadows": 1},
        {"shadows": -1},
        {"temperature": 1, "tint": -1},
        {"exposure": 2, "contrast": 0.5, "highlights": 1, "shadows": 1},
    ],
)
def test_curves_rise_and_keep_black(tone: dict[str, float]) -> None:
    result = toned(RAMP, Tone(**tone)).astype(int)
    assert (np.diff(result[0], axis=0) >= 0).all()
    assert (result[0, 0] == 0).all()
    assert (result != RAMP).any()


def test_brightening_lifts_the_middle_and_does_not_burn_the_light_parts() -> None:
    result = toned(RAMP, Tone(exposure=1.0))[0, :, 0].astype(int)
    assert result[118] == pytest.approx(160, abs=3)  # twice the light
    assert result[255] == 255
    assert (result == 255).sum() < 12


def test_warmth_and_tint_leave_the_lightness_of_grey() -> None:
    weights = np.array([0.2126, 0.7152, 0.0722])
    linear = lambda rgb: ((rgb / 255 + 0.055) / 1.055) ** 2.4 @ weights  # noqa: E731
    grey = np.full((1, 1, 3), 128, np.uint8)
    for tone in (Tone(temperature=0.6), Tone(temperature=-0.6), Tone(tint=0.6)):
        result = toned(grey, tone)
        assert linear(result[0, 0]) == pytest.approx(linear(grey[0, 0]), rel=0.02)
    warm, pink = toned(grey, Tone(temperature=0.5))[0, 0], toned(grey, Tone(tint=0.5))[0, 0]
    assert warm[0] > 128 > warm[2]
    assert pink[1] < 128 < pink[0]


def test_without_colourfulness_all_is_grey_and_white_stays_white() -> None:
    colours = np.random.default_rng(1).integers(0, 256, (20, 20, 3), np.uint8)
    grey = toned(colours, Tone(saturation=-1)).astype(int)
    assert np.ptp(grey, axis=-1).max() <= 1
    white = np.full((2, 2, 3), 255, np.uint8)
    for saturation in (-1.0, 0.5, 1.0):
        assert (toned(white, Tone(saturation=saturation)) == 255).all()

"""Text can be read and edges seen in both themes, by computation."""

import pytest

from studio.ui.theme import DARK, LIGHT, Colours, contrast

GROUNDS = ("window", "panel", "field")
TEXTS = ("text", "quiet", "accent", "error", "warning", "success")


def test_contrast_knows_the_ends_of_the_scale() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)  # the well-known near miss


@pytest.mark.parametrize("colours", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize("ground", [*GROUNDS, "selected", "hover", "surround"])
@pytest.mark.parametrize("text", TEXTS)
def test_text_is_readable(colours: Colours, ground: str, text: str) -> None:
    assert contrast(getattr(colours, text), getattr(colours, ground)) >= 4.5


@pytest.mark.parametrize("colours", [DARK, LIGHT], ids=["dark", "light"])
def test_text_upon_the_accent_is_readable(colours: Colours) -> None:
    assert contrast(colours.on_fill, colours.fill) >= 4.5


@pytest.mark.parametrize("colours", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_edges_and_focus_ring_are_visible(colours: Colours, ground: str) -> None:
    assert contrast(colours.edge, getattr(colours, ground)) >= 3
    assert contrast(colours.accent, getattr(colours, ground)) >= 3


@pytest.mark.parametrize("colours", [DARK, LIGHT], ids=["dark", "light"])
def test_greys_around_the_picture_are_neutral(colours: Colours) -> None:
    for name in ("window", "panel", "field", "surround", "line", "hover"):
        value = getattr(colours, name)
        assert value[1:3] == value[3:5] == value[5:7], name

"""Lettering is read by the real text recognition, where it is installed; no model is fetched."""

import cv2
import numpy as np
import pytest

from studio.check import label_text
from studio.check.kept import kept
from studio.check.label_text import compared
from studio.model.kept import KeptLimits
from studio.model.picture import Picture

pytestmark = pytest.mark.skipif(not label_text.can_read(), reason="text recognition is not installed")
WIDTH, HEIGHT = 420, 300


def soap(text: str = "LAVENDER", ground: int = 232) -> Picture:
    rgb = np.full((HEIGHT, WIDTH, 3), ground, np.uint8)
    rgb[60:240, 40:380] = (150, 120, 170)
    cv2.putText(rgb, text, (62, 165), cv2.FONT_HERSHEY_SIMPLEX, 1.8, (250, 250, 245), 5, cv2.LINE_AA)
    alpha = np.zeros((HEIGHT, WIDTH), np.uint8)
    alpha[60:240, 40:380] = 255
    return Picture(rgb, alpha)


def test_a_word_that_a_model_spoilt_is_named_and_refused() -> None:
    own, spoilt = soap(), soap("LVAEMDER", 120)
    seen, provider = Picture(own.rgb), Picture(spoilt.rgb)
    measured = kept(own, seen, provider, provider, KeptLimits(colour=10, outline=0.05))
    assert measured.text_read
    assert measured.words == ("lavender",)
    assert measured.words_lost == ("lavender",)
    assert measured.figures["words_kept"] == 0
    assert measured.refused is not None
    assert "lavender" in measured.refused
    told = kept(own, seen, provider, provider, KeptLimits(colour=10, outline=0.05, text=False))
    assert (told.text_read, told.words_lost, told.figures["words_kept"]) == (False, (), -1)


def test_the_same_pixels_are_not_read_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    own, elsewhere = soap(), soap(ground=90)
    assert own.alpha is not None
    engine, readings = label_text._engine(), []

    def counted(picture: np.ndarray) -> object:
        readings.append(picture.shape)
        return engine(picture)

    monkeypatch.setattr(label_text, "_engine", lambda: counted)
    found = compared(Picture(own.rgb), Picture(elsewhere.rgb), own.alpha)
    assert found is not None
    assert (found.words, found.lost, found.kept) == (("lavender",), (), 1)
    assert len(readings) == 1


def test_without_a_product_there_are_no_words() -> None:
    own = soap()
    found = compared(own, own, np.zeros((HEIGHT, WIDTH), np.uint8))
    assert found is not None
    assert (found.words, found.kept) == ((), 1)

"""Items are found as people call them."""

from pathlib import Path

import pytest

from studio.app.mockups.shelf import Item, is_meant
from studio.model.mockup import Colourway, Mockup, Surface

POSTER = Mockup(
    id="poster-sofa",
    name="Framed poster over a sofa",
    category="wall art",
    keywords=("poster", "print", "50 × 70 cm"),
    size=(2000, 2000),
    colourways=(Colourway(id="oak", name="Oak", colour="#c8a878"),),
    surfaces=(Surface(id="print", name="Print", width_cm=50, height_cm=70),),
)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", True),
        ("Post", True),
        ("WALL  art", True),
        ("sofa print", True),
        ("50", True),
        ("oster", False),
        ("poster mug", False),
    ],
)
def test_every_word_begins_a_word_of_the_item(words: str, found: bool) -> None:
    assert is_meant(Item(POSTER, Path(), own=False), words) is found

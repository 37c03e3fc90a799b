"""Items are found as people call them."""

from pathlib import Path

import pytest

from studio.app.mockups.shelf import Item, find_mockup, is_meant
from studio.model.mockup import Colourway, InvalidMockupError, Mockup, Surface, UnknownMockupError

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


def test_a_folder_that_is_no_mockup_is_named_as_one(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InvalidMockupError, match=r"empty has no mockup\.toml"):
        find_mockup(str(tmp_path / "empty"))
    with pytest.raises(UnknownMockupError, match="There is no mockup"):
        find_mockup(str(tmp_path / "nowhere"))

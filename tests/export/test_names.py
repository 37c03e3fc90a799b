"""File names: templates, what systems refuse, and two photos that want one name."""

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.export.names import LONGEST_BYTES, Wanted, expand_name, plan_names, safe_name
from studio.model.errors import UsageError

FIELDS = {"sku": "RED-01", "variant": "MAIN", "stem": "photo 1", "ext": "jpg", "channel": "amazon-main", "index": "3"}


@pytest.mark.parametrize(
    ("template", "name"),
    [
        ("{stem}.{ext}", "photo 1.jpg"),
        ("{sku}.{variant}.{ext}", "RED-01.MAIN.jpg"),
        ("{asin}.{variant}.{ext}", "MAIN.jpg"),
        ("{sku}_{index:3}.{ext}", "RED-01_003.jpg"),
        ("{sku}-{channel}", "RED-01-amazon-main.jpg"),
        ("{asin}_{sku}_{asin}.{ext}", "RED-01.jpg"),
    ],
)
def test_templates(template: str, name: str) -> None:
    assert expand_name(template, FIELDS) == name


@pytest.mark.parametrize("stem", ["Pillow__hopper", "_a--b..c", "a  b", "{sku}", "-x", "1.2.3"])
def test_a_photos_own_name_is_kept(stem: str) -> None:
    assert expand_name("{stem}.{ext}", FIELDS | {"stem": stem}) == f"{stem}.jpg"


def test_amazons_own_pattern() -> None:
    assert expand_name("{asin}.{variant}.{ext}", FIELDS | {"asin": "B000123456"}) == "B000123456.MAIN.jpg"


@pytest.mark.parametrize("template", ["{colour}.{ext}", "{stem", "stem}.{ext}", "{}", "{stem.__class__}"])
def test_a_wrong_template_is_refused_in_words(template: str) -> None:
    with pytest.raises(UsageError) as raised:
        expand_name(template, FIELDS)
    assert "{sku}" in raised.value.hint


@pytest.mark.parametrize(
    ("given_name", "safe"),
    [
        ("CON.jpg", "_CON.jpg"),
        ("nul.tar.jpg", "_nul.tar.jpg"),
        ("lpt1.jpg", "_lpt1.jpg"),
        ("console.jpg", "console.jpg"),
        ('a<b>:"c|d?*.jpg', "a_b___c_d__.jpg"),
        ("../../etc/passwd.jpg", "_.._etc_passwd.jpg"),
        ("trailing. .jpg", "trailing.jpg"),
        (".jpg", "photo.jpg"),
        ("red\u202egpj.exe.jpg", "redgpj.exe.jpg"),
        ("line\nbreak\x00.jpg", "linebreak.jpg"),
        ("حذاء أحمر.jpg", "حذاء أحمر.jpg"),
        ("赤い靴.jpg", "赤い靴.jpg"),
        ("e\u0301te\u0301.jpg", "e\u0301te\u0301.jpg"),  # as it is on disk; only collisions look through its form
    ],
)
def test_safe_names(given_name: str, safe: str) -> None:
    assert safe_name(given_name).lstrip(".") == safe


@given(st.text(max_size=300))
def test_any_text_gives_a_name_that_systems_take(text: str) -> None:
    name = safe_name(f"{text}.jpg")
    assert name.endswith(".jpg")
    assert 0 < len(name.encode()) <= LONGEST_BYTES
    assert not set(name) & set('<>:"/\\|?*')
    assert all(sign >= " " for sign in name)
    assert safe_name(name) == name


@given(
    st.lists(st.sampled_from(["a.jpg", "A.jpg", "a-2.jpg", "é.jpg", "e\u0301.jpg", "a.jpg.receipt.json"]), max_size=12)
)
def test_no_two_results_share_a_place(names: list[str]) -> None:
    planned = plan_names(Wanted(str(at), PurePosixPath("x"), name) for at, name in enumerate(names))
    places = [safe_name(place.output.name).casefold() for place in planned]
    assert len(set(places)) == len(names)
    assert not {f"{place}.receipt.json" for place in places} & set(places)


def test_a_collision_says_with_whom() -> None:
    first, second = plan_names(
        [Wanted("a/red.jpg", PurePosixPath("c"), "red.jpg"), Wanted("b/Red.png", PurePosixPath("c"), "Red.jpg")]
    )
    assert (str(first.output), first.collided_with) == ("c/red.jpg", "")
    assert (str(second.output), second.collided_with) == ("c/Red-2.jpg", "a/red.jpg")

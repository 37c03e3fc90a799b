"""Schemas that providers take, and answers that are believed only when they fit."""

from contextlib import suppress
from typing import Annotated, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, Field

from studio.ai.answers import ANTHROPIC_KEEPS, OPENAI_KEEPS, read_answer, schema_of
from studio.ai.demo.answers import Seen as Look
from studio.ai.demo.answers import answer
from studio.ai.demo.contract import check_strict
from studio.ai.sizes import size_text
from studio.model.provider_errors import WrongAnswerError


class Part(BaseModel):
    name: Annotated[str, Field(max_length=20)]
    share: Annotated[float, Field(ge=0, le=1)] = 0.5


class Whole(BaseModel):
    kind: Literal["mug", "bottle"]
    parts: Annotated[list[Part], Field(min_length=1, max_length=4)]
    note: str | None = None


@pytest.mark.parametrize(("keeps", "bounds"), [(OPENAI_KEEPS, True), (ANTHROPIC_KEEPS, False)])
def test_a_schema_is_strict_and_loses_no_bound(keeps: frozenset[str], bounds: bool) -> None:
    schema = schema_of(Whole, keeps)
    check_strict(schema, bounds=bounds)
    part = schema["$defs"]["Part"]["properties"]
    assert "maxLength: 20" in part["name"]["description"]
    assert ("maximum: 1" in part["share"].get("description", "")) is not bounds
    assert schema["required"] == ["kind", "parts", "note"]


def test_the_demo_answers_any_schema_within_its_bounds() -> None:
    for keeps in (OPENAI_KEEPS, ANTHROPIC_KEEPS):
        Whole.model_validate(answer(schema_of(Whole, keeps), Look("red")))


GOOD = '{"kind": "mug", "parts": [{"name": "handle", "share": 0.2}], "note": null}'


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        f"```json\n{GOOD}\n```",
        f"```\n{GOOD}```",
        f"Here you are:\n{GOOD}\nGood luck!",
        f"\ufeff {GOOD}\n",
        f"Of course!\n```json\n{GOOD}\n```\nAnything else?",
    ],
)
def test_what_is_meant_well_is_read(text: str) -> None:
    assert read_answer(text, Whole, "It").parts[0].name == "handle"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "nothing"),
        ("A mug.", "no JSON"),
        (GOOD[:-9], "no JSON"),
        (GOOD.replace("0.2", "7"), "parts.0.share"),
        (GOOD.replace("0.2", "NaN"), "no JSON"),
        (GOOD.replace('"mug"', '"cup"'), "kind"),
        (GOOD.replace("handle", "x" * 30), "parts.0.name"),
        ("[1, 2]", "the answer"),
        ('{"kind": ' * 100_000, "no JSON"),
        ("{" + '"a":{' * 50_000 + "}" * 50_001, "no JSON"),
    ],
)
def test_what_does_not_fit_is_named(text: str, word: str) -> None:
    with pytest.raises(WrongAnswerError) as caught:
        read_answer(text, Whole, "It")
    assert word in caught.value.message


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    with suppress(WrongAnswerError):
        read_answer(text, Whole, "It")


@settings(max_examples=300, deadline=None)
@given(st.integers(1, 9000), st.integers(1, 9000))
def test_every_size_asked_for_can_be_made(width: int, height: int) -> None:
    from studio.ai.demo.contract import check_size

    for model in ("gpt-image-2.5-flare", "gpt-image-1.5"):
        check_size(model, size_text(model, width, height))


def shape(width: int, height: int) -> float:
    w, _, h = size_text("gpt-image-2.5-flare", width, height).partition("x")
    return int(w) / int(h)


@pytest.mark.parametrize(("width", "height"), [(2000, 2000), (1600, 1200), (1080, 1350), (1200, 628)])
def test_the_shape_is_kept(width: int, height: int) -> None:
    assert shape(width, height) == pytest.approx(width / height, rel=0.01)

"""identify: what is in the photo, of which kind, in which condition, with which attributes."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from studio.ai.tasks.brief import Brief, asking, prose
from studio.model.ai import Request

Share = Annotated[float, Field(ge=0, le=1)]
Word = Annotated[str, Field(max_length=80)]


class Object(BaseModel):
    """One thing in the photo."""

    model_config = ConfigDict(extra="forbid")
    name: Word
    count: Annotated[int, Field(ge=0, le=500)]
    is_product: bool
    confidence: Share


class Attribute(BaseModel):
    """One property: colour, material, pattern, closure, size as printed…"""

    model_config = ConfigDict(extra="forbid")
    name: Word
    value: Annotated[str, Field(max_length=160)]
    basis: Literal["photo", "sheet"]
    confidence: Share


class Condition(BaseModel):
    """How worn the item is: what buyers of used goods ask first."""

    model_config = ConfigDict(extra="forbid")
    grade: Literal["new", "like new", "good", "fair", "poor", "cannot tell"]
    flaws: Annotated[list[Annotated[str, Field(max_length=160)]], Field(max_length=12)]
    confidence: Share


class Identified(BaseModel):
    """The answer."""

    model_config = ConfigDict(extra="forbid")
    objects: Annotated[list[Object], Field(max_length=20)]
    category: Annotated[str, Field(max_length=160, description="From general to special, parted by >")]
    category_confidence: Share
    condition: Condition
    attributes: Annotated[list[Attribute], Field(max_length=24)]
    text_on_product: Annotated[list[Annotated[str, Field(max_length=200)]], Field(max_length=12)]


def request(brief: Brief, card: Mapping[str, Any]) -> Request:
    """Return the call for one photo (and the sheet, where there is one)."""
    wish = (
        "Name the objects, the product's category as a path from general to special, its visible attributes, its "
        "condition with every visible flaw, and the text that can be read on it, letter by letter."
    )
    return asking(brief, card, task="identify", prompt=prose(wish, brief.sheet(), brief.words), answer=Identified)

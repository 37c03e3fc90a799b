"""alt-text: one sentence for those who cannot see the picture, within a channel's length."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, create_model

from studio.ai.tasks.brief import Brief, asking, prose
from studio.model.ai import Request

USUAL = 125  # characters: what screen readers speak in one go


@lru_cache(maxsize=32)
def answer_of(longest: int) -> type[BaseModel]:
    """Return the answer with the bound that the channel sets: {"alt_text": …}."""
    text = Annotated[str, Field(min_length=1, max_length=longest)]
    return create_model("AltText", __config__=ConfigDict(extra="forbid"), alt_text=(text, ...))


def request(brief: Brief, card: Mapping[str, Any]) -> Request:
    """Return the call for one photo."""
    longest = brief.limits.get("alt_text", USUAL)
    wish = (
        f"Write the alt text of this product picture in {brief.language}: one sentence of at most {longest} "
        f"characters that "
        "says what the product is, its colour, material and view. No “image of”, no praise, no price, no hashtags."
    )
    words = prose(wish, brief.sheet(), brief.words)
    return asking(brief, card, task="alt-text", prompt=words, answer=answer_of(longest), max_output_tokens=1024)

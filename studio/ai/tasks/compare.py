"""compare: judges pictures of one product against the brand's written style."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from studio.ai.tasks.brief import Brief, asking, prose
from studio.ai.tasks.identify import Share
from studio.model.ai import Request

USUAL_STYLE = "Clean, true to the product, calm background, believable light and shadow, nothing that distracts."


class Verdict(BaseModel):
    """What is said of one picture, in the order in which they were sent."""

    model_config = ConfigDict(extra="forbid")
    picture: Annotated[int, Field(ge=1, le=8)]
    style: Share
    realism: Share
    product_true: Annotated[Share, Field(description="1: the product looks the same in all pictures")]
    reasons: Annotated[list[Annotated[str, Field(max_length=200)]], Field(min_length=1, max_length=5)]


class Compared(BaseModel):
    """The answer; `best` is the number of a picture, 0 for none better than another."""

    model_config = ConfigDict(extra="forbid")
    verdicts: Annotated[list[Verdict], Field(min_length=1, max_length=8)]
    best: Annotated[int, Field(ge=0, le=8)]


def request(brief: Brief, card: Mapping[str, Any]) -> Request:
    """Return the call for 1 to 8 pictures. Models favour a place in the order: ask again with the order turned."""
    wish = (
        f"These are {len(brief.pictures)} pictures of the same product, numbered from 1 in the order given. Judge "
        f"each for "
        "a shop: how far it follows the style, how believable it is (light, shadow, scale, edges), whether the product "
        "looks the same in all. Then name the best, or 0."
    )
    words = prose(wish, f"The style:\n{(brief.style or USUAL_STYLE)[:2000]}", brief.words)
    return asking(brief, card, task="compare", prompt=words, answer=Compared)


def fits(answer: Compared, count: int) -> bool:
    """Whether an answer speaks of just the pictures that were sent, each once."""
    return sorted(verdict.picture for verdict in answer.verdicts) == list(range(1, count + 1)) and answer.best <= count

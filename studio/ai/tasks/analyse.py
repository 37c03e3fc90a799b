"""analyse: how good the photo is, beside what was measured on this computer; and what is in it."""

import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from studio.ai.tasks.brief import Brief, asking, prose
from studio.ai.tasks.identify import Identified, Share
from studio.model.ai import Request


class Judged(BaseModel):
    """One side of a photo's quality, 0 (unusable) to 1 (as by a professional)."""

    model_config = ConfigDict(extra="forbid")
    score: Share
    remark: Annotated[str, Field(max_length=240)]


class Place(BaseModel):
    """A rectangle in shares of the photo; an object, as no schema of every provider can say "just four numbers"."""

    model_config = ConfigDict(extra="forbid")
    left: Share
    top: Share
    right: Share
    bottom: Share


class Problem(BaseModel):
    """What a seller should mend, and where."""

    model_config = ConfigDict(extra="forbid")
    kind: Literal["composition", "light", "focus", "colour", "dirt", "crease", "clutter", "reflection", "text", "other"]
    what: Annotated[str, Field(max_length=200)]
    cure: Annotated[str, Field(max_length=200)]
    where: Place


class Analysed(Identified):
    """The answer: quality, problems, alt text, and all that `identify` says."""

    composition: Judged
    lighting: Judged
    technical: Judged
    problems: Annotated[list[Problem], Field(max_length=12)]
    alt_text: Annotated[str, Field(min_length=1, max_length=250)]


def request(brief: Brief, card: Mapping[str, Any]) -> Request:
    """Return the call for one photo; the local measures go along, so that it need not guess them."""
    wish = (
        "Judge this photo for a marketplace listing: composition, lighting, technical quality. List the problems "
        "that a "
        "seller can mend, most important first, with the place and the cure. Then name objects, category, condition "
        f"and attributes, and write an alt text in {brief.language} of one sentence."
    )
    measured = f"Measured on the file: {json.dumps(dict(brief.measures))[:2000]}" if brief.measures else ""
    words = prose(wish, measured, brief.sheet(), brief.words)
    return asking(brief, card, task="analyse", prompt=words, answer=Analysed)

"""copy: title, bullets, description and tags within a channel's limits, grounded in the photo and the product sheet."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from studio.ai.tasks.brief import Brief, asking, prose
from studio.model.ai import Request

USUAL = {"title": 120, "bullets": 5, "bullet": 200, "description": 1500, "tags": 13, "tag": 20}


class Claim(BaseModel):
    """A statement that a buyer will rely on, and where it comes from."""

    model_config = ConfigDict(extra="forbid")
    text: Annotated[str, Field(min_length=1, max_length=200)]
    basis: Literal["photo", "sheet", "neither"]


@lru_cache(maxsize=32)
def answer_of(limits: tuple[tuple[str, int], ...]) -> type[BaseModel]:
    """Return the answer with the channel's bounds: title, bullets, description, tags, claims."""
    most = {**USUAL, **dict(limits)}

    def text(name: str) -> Any:
        return Annotated[str, Field(min_length=1, max_length=most[name])]

    def texts(name: str, item: str) -> Any:
        return Annotated[list[text(item)], Field(max_length=most[name])]  # type: ignore[misc]

    fields: dict[str, Any] = {
        "title": (text("title"), ...),
        "bullets": (texts("bullets", "bullet"), ...),
        "description": (text("description"), ...),
        "tags": (texts("tags", "tag"), ...),
        "claims": (Annotated[list[Claim], Field(max_length=40)], ...),
    }
    return create_model("Copy", __config__=ConfigDict(extra="forbid"), **fields)


def request(brief: Brief, card: Mapping[str, Any]) -> Request:
    """Return the call for one listing."""
    limits = {name: value for name, value in brief.limits.items() if name in USUAL}
    most = USUAL | limits
    wish = (
        f"Write a marketplace listing in {brief.language}: a title of at most {most['title']} characters, up to "
        f"{most['bullets']} bullets of at most {most['bullet']} characters, a description of at most "
        f"{most['description']} characters and up to {most['tags']} tags of at most {most['tag']} characters. "
        f"State nothing "
        "about size, weight, material, origin, safety, health or compatibility that neither the photo shows nor "
        "the sheet "
        "states. No superlatives, no emoji, no capitals for emphasis. List under claims every statement that a buyer "
        "could rely on, with its basis."
    )
    style = f"The brand's style:\n{brief.style[:2000]}" if brief.style else ""
    answer = answer_of(tuple(sorted(limits.items())))
    words = prose(wish, style, brief.sheet(), brief.words)
    return asking(brief, card, task="copy", prompt=words, answer=answer)


NEEDS_PROOF = (
    "organic|natural|sustainable|eco-?friendly|biodegradable|recycled|vegan|cruelty-?free|hypoallergenic|non-?toxic|"
    "food-?safe|bpa-?free|dermatologically|clinically|medical|antibacterial|waterproof|water-?resistant|fireproof|"
    "unbreakable|child-?safe|certified|patented|handmade|genuine leather|pure silk|solid gold|sterling|guaranteed?|"
    "lifetime|best|no\\.? ?1|number one|cheapest|award-?winning|made in \\w+"
)
"""Words that law or channels want proof for."""
_PROOF = re.compile(rf"\b({NEEDS_PROOF})\b", re.IGNORECASE)
_FIGURE = re.compile(r"\d+(?:[.,]\d+)?[ \u00a0]?(?:%|°|[a-zA-Zµ″\"]{1,4}\b)?")


def doubts(copy: BaseModel, facts: Mapping[str, str]) -> list[str]:
    """Return sentences about what the seller must check before publishing: found by rule, whatever the model says."""
    data = copy.model_dump()
    text = "\n".join([data["title"], *data["bullets"], data["description"], *data["tags"]])
    known = " ".join(facts.values()).lower()
    flat = re.sub(r"\s", "", known).replace(",", ".")
    loose = [claim["text"] for claim in data["claims"] if claim["basis"] == "neither"]
    found = [f"“{text}” is neither in the photo nor in the sheet." for text in loose]
    for word in dict.fromkeys(match.group(0).lower() for match in _PROOF.finditer(text)):
        if word not in known:
            found.append(f"“{word}” needs proof, and the sheet does not say it.")
    for figure in dict.fromkeys(match.group(0).strip() for match in _FIGURE.finditer(text)):
        if re.sub(r"\s", "", figure).lower().replace(",", ".") not in flat:
            found.append(f"The figure “{figure}” is not in the sheet.")
    return found

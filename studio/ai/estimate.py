"""What a call will probably cost, said before it is made."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from studio.ai.image_tokens import image_tokens
from studio.ai.prices import NOTHING_TO_PAY, SIZES, Prices, cost_usd, picture_usd
from studio.model.ai import Request
from studio.model.usage import Usage

if TYPE_CHECKING:
    from pydantic import BaseModel

BYTES_A_TOKEN = 4  # English text; other writing systems count more
USUAL_ANSWER = 400  # tokens

Basis = Literal["free", "your own calls", "formula", "published price", "unknown"]


@dataclass(frozen=True)
class Estimate:
    """`usd`: None where it is not known. `at_least`: a part of it is not known, so that it will be more."""

    usd: float | None
    basis: Basis
    at_least: bool = False
    why: str = ""

    def __mul__(self, count: int) -> "Estimate":
        """Return the estimate for so many of the same."""
        return Estimate(None if self.usd is None else self.usd * count, self.basis, self.at_least, self.why)

    def __add__(self, other: "Estimate") -> "Estimate":
        """Return the estimate for both; what is not known of one is not known of both."""
        usd = None if self.usd is None or other.usd is None else self.usd + other.usd
        weaker = other if other.usd is None else self
        return Estimate(usd, weaker.basis, self.at_least or other.at_least, self.why or other.why)


def estimate(
    request: Request,
    prices: Prices | None,
    card: Mapping[str, Any],
    *,
    past: Usage | None = None,
    answer_tokens: int = USUAL_ANSWER,
    batch: bool = False,
) -> Estimate:
    """Estimate a call. `card`: the model's `image_tokens` and `picture_tokens` tables; `past`: what such calls used.

    `past` is the median of the seller's own settled calls of the same task, model, size and quality.
    """
    if prices is NOTHING_TO_PAY:
        return Estimate(0.0, "free")
    if prices is None or not prices.known:
        return Estimate(None, "unknown", why="No price of this model is known.")
    if past is not None:
        usd = cost_usd(prices, past, batch=batch)
        if usd is not None:
            return Estimate(usd, "your own calls")
    return (_picture if request.wants_picture else _text)(request, prices, card, answer_tokens, batch)


def _text(request: Request, prices: Prices, card: Mapping[str, Any], answer_tokens: int, batch: bool) -> Estimate:
    seen = _seen(request, card)
    if seen is None:
        return Estimate(None, "unknown", why="It is not published how this model counts a photo.")
    out = min(answer_tokens, request.max_output_tokens)
    usd = cost_usd(prices, Usage(text_in=_words(request), image_in=seen, text_out=out), batch=batch)
    assumed = card.get("image_tokens", {}).get("basis") == "assumed"
    why = "Its way of counting a photo is assumed to be that of its sister models." if assumed else ""
    return Estimate(usd, "formula" if usd is not None else "unknown", why=why)


def _picture(request: Request, prices: Prices, card: Mapping[str, Any], _answer: int, batch: bool) -> Estimate:
    sent = bool(request.pictures or request.mask)
    size = request.size or SIZES[0]
    tokens = card.get("picture_tokens", {}).get(request.quality, ())
    why = "How the pictures that are sent count is not published." if sent else ""
    if size in SIZES and len(tokens) == len(SIZES):
        used = Usage(text_in=_words(request), image_out=tokens[SIZES.index(size)])
        usd = cost_usd(prices, used, batch=batch)
        return Estimate(usd, "formula" if usd is not None else "unknown", at_least=sent, why=why)
    published = picture_usd(prices, size, request.quality)
    if published is None:
        return Estimate(None, "unknown", why="No price of a picture is published; your own calls will tell.")
    if batch:
        published = published * prices.batch_share if prices.batch_share is not None else None
    return Estimate(published, "published price" if published is not None else "unknown", at_least=sent, why=why)


def _seen(request: Request, card: Mapping[str, Any]) -> int | None:
    counts = [image_tokens(sent.width, sent.height, card.get("image_tokens", {})) for sent in request.pictures]
    return None if None in counts else sum(count or 0 for count in counts)


def _words(request: Request) -> int:
    schema = _schema_bytes(request.answer) if request.answer else 0
    return -(-(len((request.prompt + request.instructions).encode()) + schema) // BYTES_A_TOKEN)


@lru_cache(64)
def _schema_bytes(answer: "type[BaseModel]") -> int:
    return len(str(answer.model_json_schema()).encode())

"""What calls will cost: the estimate on the button, from formulas, published prices and the seller's own calls."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, get_args

from studio.ai.estimate import Estimate, estimate
from studio.ai.prices import Prices, picture_usd
from studio.ai.sizes import made_size
from studio.app.ai.cards import TYPICAL, all_tasks, prices_for
from studio.app.ai.loads import Load
from studio.model.ai import Request, Sent, Task
from studio.model.errors import UsageError
from studio.model.usage import Usage

if TYPE_CHECKING:
    from pydantic import BaseModel

Quality = Literal["low", "medium", "high"]
SQUARE = (1024, 1024)  # px: of what is made where nothing is known of it


def known_quality(name: str) -> Quality:
    """Return a quality by its name; raises UsageError."""
    for quality in get_args(Quality):
        if quality == name:
            return quality
    raise UsageError(f"There is no quality {name}.", f"There are {', '.join(get_args(Quality))}.")


def usual_photo(card: Mapping[str, Any], prices: Prices | None) -> Estimate:
    """Return what one call about one usual photo costs: looking at it, or making a picture of medium quality."""
    if "vision" in card.get("abilities", ()):
        request = Request("identify", card["id"], "p" * 1600, pictures=(_usual(),), max_output_tokens=4096)
        request = _with_answer(request)
        return estimate(request, prices, card, answer_tokens=all_tasks()["identify"].expects)
    if "image-generation" in card.get("abilities", ()):
        request = Request("backdrop", card["id"], "p" * 800, size=(1024, 1024), quality="medium")
        told = estimate(request, prices, card)
        if told.usd is None and picture_usd(prices, (1024, 1024), "medium") is not None:
            return Estimate(picture_usd(prices, (1024, 1024), "medium"), "published price")
        return told
    return Estimate(None, "unknown")


def estimate_call(request: Request, card: Mapping[str, Any], past: Usage | None, *, batch: bool = False) -> Estimate:
    """Estimate a call of a model; `past`: the median use of such calls until now."""
    expected = all_tasks()[request.task].expects
    try:
        prices = prices_for(card)
    except ValueError:
        return Estimate(None, "unknown", why="The price that you entered is no number.")
    return estimate(request, prices, card, past=past, answer_tokens=expected, batch=batch)


def estimate_ahead(
    task: Task,
    card: Mapping[str, Any],
    loads: Sequence[Load],
    past: Callable[[str], Usage | None] = lambda size: None,
    *,
    batch: bool = False,
    quality: Quality = "medium",
) -> Estimate:
    """Estimate calls before any photo of them was opened.

    `past`: what such calls used until now, by the size of what was made ("1024x1536"; "" for words).
    """
    needs = all_tasks()[task]
    made = bool(needs.needs & {"image-generation", "image-edit"})
    total = Estimate(0.0, "formula")
    for load, count in Counter(loads).items():
        request = Request(task, card["id"], "p" * 1600, quality=quality)
        size = made_size(card["id"], *(load.made or SQUARE)) if made else None
        if needs.longest:
            request = replace(request, pictures=(Sent(b"", "image/jpeg", *load.leaves(needs.longest)),))
        request = replace(request, size=size) if made else _with_answer(request)
        used = past(f"{size[0]}x{size[1]}" if size else "")
        one = estimate_call(request, card, used, batch=batch) * count
        total = one if total.usd == 0 and total.basis == "formula" else total + one
    return total


def money(told: Estimate) -> str:
    """Return an estimate as a seller reads it: "≈ $0.003", "free", "price unknown"."""
    if told.usd is None:
        return "price unknown"
    if told.basis == "free":
        return "free"
    return f"{'≥' if told.at_least else '≈'} {dollars(told.usd)}"


def dollars(usd: float | None) -> str:
    """Return a sum with as many digits as it needs: $12.40, $0.053, $0.00038; "unknown" for None."""
    if usd is None:
        return "unknown"
    if usd == 0:
        return "$0"
    if usd >= 1:
        return f"${usd:,.2f}"
    digits = next(count for count in range(2, 12) if round(usd, count) >= 10 ** (1 - count) or count == 11)
    return f"${usd:.{digits}f}"


def _usual() -> Sent:
    return Sent(b"", "image/jpeg", *TYPICAL)


def _with_answer(request: Request) -> Request:
    return replace(request, answer=_plain_answer())


@lru_cache(1)
def _plain_answer() -> "type[BaseModel]":
    from pydantic import BaseModel

    return type("Answer", (BaseModel,), {})

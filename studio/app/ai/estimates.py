"""What calls will cost: the estimate on the button, from formulas, published prices and the seller's own calls."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal

from studio.ai.estimate import Estimate, estimate
from studio.ai.prices import Prices, picture_usd
from studio.ai.sizes import made_size
from studio.app.ai.cards import TYPICAL, all_tasks, prices_for
from studio.model.ai import Request, Sent, Task
from studio.model.usage import Usage


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
    count: int,
    past: Usage | None = None,
    *,
    batch: bool = False,
    size: tuple[int, int] = (1024, 1024),
    quality: Literal["low", "medium", "high"] = "medium",
) -> Estimate:
    """Estimate a task for so many photos before any of them was opened; `size`: pixels of what is to be made."""
    needs = all_tasks()[task]
    made = bool(needs.needs & {"image-generation", "image-edit"})
    asked = made_size(card["id"], *size) if made else None
    request = Request(task, card["id"], "p" * 1600, size=asked, quality=quality)
    if needs.longest:
        request = replace(request, pictures=(_usual(needs.longest),))
    return estimate_call(request if made else _with_answer(request), card, past, batch=batch) * count


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


def _usual(longest: int = TYPICAL[0]) -> Sent:
    return Sent(b"", "image/jpeg", longest, round(longest * TYPICAL[1] / TYPICAL[0]))


def _with_answer(request: Request) -> Request:
    from pydantic import BaseModel

    return replace(request, answer=type("Answer", (BaseModel,), {}))

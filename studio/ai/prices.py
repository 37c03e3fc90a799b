"""What tokens cost: a dated table for each model, and the sum for a call. What is not known stays unknown, never 0."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from studio.model.usage import Usage

SIZES = ((1024, 1024), (1024, 1536), (1536, 1024))
"""The sizes, in pixels, for which providers publish a price of a picture."""

_RATES = ("text_in", "image_in", "cached_in", "cache_write", "text_out", "image_out")
_MILLION = 1_000_000


@dataclass(frozen=True)
class Prices:
    """USD for a million tokens of each kind of `Usage`; None: not known.

    `batch_share`: what a call costs in a batch, as a share. `long_prompt`: above so many tokens in, factors for in and
    out. `picture`: published USD for one picture by quality, in the order of `SIZES`, its tokens in not counted.
    `read`: the day of the table; `basis`: where it comes from; `own`: changed by the seller.
    """

    text_in: float | None = None
    image_in: float | None = None
    cached_in: float | None = None
    cache_write: float | None = None
    text_out: float | None = None
    image_out: float | None = None
    batch_share: float | None = None
    long_prompt: Mapping[str, float] = field(default_factory=dict)
    picture: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    read: date | None = None
    basis: str = ""
    own: bool = False

    @property
    def known(self) -> bool:
        """Whether any rate is known."""
        return any(getattr(self, name) is not None for name in _RATES)


NOTHING_TO_PAY = Prices(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, basis="runs on this computer")


def prices_of(table: Mapping[str, Any] | None) -> Prices | None:
    """Return the `[price]` table of a card; None where there is none. Raises ValueError for what is no price."""
    if not table:
        return None
    picture = {quality: tuple(map(_rate, values)) for quality, values in table.get("picture", {}).items()}
    return Prices(
        **{name: _rate(table[name]) for name in (*_RATES, "batch_share") if name in table},
        long_prompt={name: float(value) for name, value in table.get("long_prompt", {}).items()},
        picture=picture,
        read=_day(table.get("read")),
        basis=str(table.get("basis", "")),
        own=bool(table.get("own", False)),
    )


def cost_usd(prices: Prices | None, usage: Usage, *, batch: bool = False) -> float | None:
    """Return what a call cost; None where a rate that it needs is not known, or it is not known what was used."""
    if prices is None:
        return None
    used = {name: getattr(usage, name) for name in _RATES if getattr(usage, name)}
    if not used and prices is not NOTHING_TO_PAY:
        return None
    total = 0.0
    for name, count in used.items():
        rate = getattr(prices, name)
        if rate is None:
            return None
        total += count * rate * _factor(prices, usage, name) / _MILLION
    if batch:
        return None if prices.batch_share is None else total * prices.batch_share
    return total


def picture_usd(prices: Prices | None, size: tuple[int, int], quality: str) -> float | None:
    """Return the published price of one picture, without what is sent for it; None for sizes without one."""
    values = prices.picture.get(quality) if prices else None
    return values[SIZES.index(size)] if values and size in SIZES and len(values) == len(SIZES) else None


def _factor(prices: Prices, usage: Usage, name: str) -> float:
    tokens_in = usage.text_in + usage.image_in + usage.cached_in + usage.cache_write
    if not prices.long_prompt or tokens_in <= prices.long_prompt["above"]:
        return 1.0
    return prices.long_prompt["out_factor" if name.endswith("_out") else "in_factor"]


def _rate(value: object) -> float:
    rate = float(value) if isinstance(value, int | float) and not isinstance(value, bool) else -1.0
    if not 0 <= rate < 1e6:
        raise ValueError(f"{value!r} is no price")
    return rate


def _day(value: object) -> date | None:
    if isinstance(value, str):
        return date.fromisoformat(value)
    return value if isinstance(value, date) else None

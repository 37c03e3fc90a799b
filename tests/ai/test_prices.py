"""Token formulas against the worked examples of the providers' pages, and sums of money."""

from datetime import date

import pytest

from studio.ai.estimate import estimate
from studio.ai.image_tokens import image_tokens
from studio.ai.prices import NOTHING_TO_PAY, Prices, cost_usd, prices_of
from studio.model.ai import Request, Sent
from studio.model.usage import Usage

MINI_4O = {"rule": "tiles", "base": 2833, "tile": 5667}
FIRST_4O = {"rule": "tiles", "base": 85, "tile": 170}
PATCHES = {"rule": "patches", "multiplier": 1.2, "budget": 2500, "longest": 65535}
SMALLER = {"rule": "patches", "multiplier": 1.2, "budget": 2500, "longest": 2048}
STANDARD = {"rule": "squares", "longest": 1568, "most": 1568}
HIGH = {"rule": "squares", "longest": 2576, "most": 4784}


@pytest.mark.parametrize(
    ("width", "height", "rule", "tokens"),
    [
        (1024, 1024, MINI_4O, 25501),
        (4032, 3024, MINI_4O, 25501),
        (1024, 1024, FIRST_4O, 765),
        (2048, 4096, FIRST_4O, 1105),
        (500, 300, FIRST_4O, 255),  # never enlarged: one tile
        (1024, 1024, PATCHES, 1229),
        (2048, 2048, PATCHES, 3000),
        (4096, 512, PATCHES, 2458),
        (1536, 1536, SMALLER, 2765),
        (4032, 3024, PATCHES, 2942),
        (4032, 3024, SMALLER, 2942),
        (1024, 1024, STANDARD, 1369),
        (1536, 1536, STANDARD, 1521),
        (4032, 3024, STANDARD, 1564),
        (3840, 2160, STANDARD, 1560),
        (1920, 1080, HIGH, 2691),
        (1536, 1536, HIGH, 3025),
        (3840, 2160, HIGH, 4784),
        (4032, 3024, HIGH, 4740),
        (1, 1, HIGH, 1),
        (1, 1, PATCHES, 2),
    ],
)
def test_a_photo_counts_as_documented(width: int, height: int, rule: dict[str, object], tokens: int) -> None:
    assert image_tokens(width, height, rule) == tokens


def test_no_rule_is_unknown() -> None:
    assert image_tokens(1024, 1024, {}) is None


def test_the_old_small_model_is_thirty_times_dearer_a_photo() -> None:
    old = cost_usd(Prices(text_in=0.15, image_in=0.15), Usage(image_in=25501))
    new = cost_usd(Prices(text_in=0.10, image_in=0.10), Usage(image_in=1229))
    assert old == pytest.approx(0.0038, abs=5e-5)
    assert new == pytest.approx(0.00012, abs=5e-6)
    assert old is not None
    assert new is not None
    assert 30 < old / new < 32


def test_a_missing_rate_makes_the_sum_unknown_and_not_smaller() -> None:
    prices = Prices(text_in=1.0, text_out=5.0)
    assert cost_usd(prices, Usage(text_in=1000, text_out=100)) == pytest.approx(0.0015)
    assert cost_usd(prices, Usage(text_in=1000, text_out=100, image_in=1)) is None
    assert cost_usd(None, Usage(text_in=1)) is None
    assert cost_usd(prices, Usage()) is None  # nothing was said of what was used
    assert cost_usd(prices, Usage(text_in=1000), batch=True) is None  # no price of a batch is known
    assert cost_usd(NOTHING_TO_PAY, Usage()) == 0.0


def test_long_prompts_and_batches_have_their_own_rates() -> None:
    prices = Prices(
        text_in=1.0, text_out=5.0, batch_share=0.5, long_prompt={"above": 100, "in_factor": 2.0, "out_factor": 3.0}
    )
    assert cost_usd(prices, Usage(text_in=100, text_out=10)) == pytest.approx(150e-6)
    assert cost_usd(prices, Usage(text_in=101, text_out=10)) == pytest.approx((202 + 150) * 1e-6)
    assert cost_usd(prices, Usage(text_in=100), batch=True) == pytest.approx(50e-6)


@pytest.mark.parametrize("bad", ["free", -1, True, float("nan"), float("inf"), None])
def test_what_is_no_price_is_refused(bad: object) -> None:
    with pytest.raises(ValueError, match="is no price"):
        prices_of({"text_in": bad})


def test_tables_are_dated() -> None:
    prices = prices_of({"text_in": 1, "read": "2026-11-20", "basis": "the provider's page"})
    assert prices is not None
    assert prices.read == date(2026, 11, 20)
    assert prices_of({}) is None


def test_an_estimate_says_what_it_rests_on() -> None:
    from pydantic import BaseModel

    class Answer(BaseModel):
        text: str

    photo = Sent(b"x", "image/jpeg", 1024, 1024)
    request = Request("alt-text", "gpt-6-luna", "Describe.", pictures=(photo,), answer=Answer)
    prices = Prices(text_in=0.1, image_in=0.1, text_out=0.5)
    told = estimate(request, prices, {"image_tokens": {**PATCHES, "basis": "assumed"}})
    assert told.basis == "formula"
    assert "assumed" in told.why
    assert told.usd is not None
    assert 1229 * 1e-7 < told.usd < 1229 * 1e-7 + 400 * 5e-7 + 100 * 1e-7
    own = estimate(request, prices, {}, past=Usage(text_in=10, image_in=1229, text_out=80))
    assert own.basis == "your own calls"
    assert own.usd == pytest.approx((1239 * 0.1 + 80 * 0.5) * 1e-6)
    assert estimate(request, prices, {}).usd is None
    assert estimate(request, None, {}).usd is None
    assert (own * 10).usd == pytest.approx(10 * (own.usd or 0))


def test_a_picture_is_priced_as_published_or_not_at_all() -> None:
    prices = Prices(text_in=5, image_in=8, image_out=30, picture={"medium": (0.053, 0.041, 0.041)})
    empty = Request("backdrop", "gpt-image-2", "A table.", size=(1536, 1024))
    assert estimate(empty, prices, {}).usd == 0.041
    assert not estimate(empty, prices, {}).at_least
    edit = Request(
        "scene-edit", "gpt-image-2", "A table.", size=(1024, 1024), pictures=(Sent(b"x", "image/png", 9, 9),)
    )
    assert estimate(edit, prices, {}).at_least
    odd = Request("backdrop", "gpt-image-2", "A table.", size=(2048, 2048))
    assert estimate(odd, prices, {}).usd is None
    by_tokens = estimate(empty, Prices(text_in=2, image_out=8), {"picture_tokens": {"medium": [1056, 1584, 1568]}})
    assert by_tokens.usd == pytest.approx(1568 * 8e-6, rel=0.01)

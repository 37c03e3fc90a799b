"""Cards of models: an end date that has passed retires a model by itself, and its successor is named."""

from datetime import date

import pytest

from studio.app.ai.cards import ending, lifecycle
from studio.app.ai.order import why_not
from studio.app.models import find_card, model_cards


@pytest.mark.parametrize(
    ("today", "state"),
    [(date(2027, 1, 13), "deprecated"), (date(2027, 1, 14), "retired"), (date(2030, 1, 1), "retired")],
)
def test_an_end_date_retires_a_model_by_itself(today: date, state: str) -> None:
    card = {"status": "deprecated", "ends": "2027-01-14", "successor": "gpt-6-luna"}
    assert lifecycle(card, today) == state
    assert ending({**card, "status": state}, today, {"gpt-6-luna": "GPT-6 Luna"}).endswith("replaced by GPT-6 Luna")


def test_what_has_ended_by_now_cannot_be_picked_and_names_its_successor() -> None:
    today = date.today()
    for card in model_cards():
        ends = card.get("ends")
        gone = card["status"] == "retired"
        assert gone or ends is None or date.fromisoformat(ends) > today, card["id"]
        if gone:
            assert card["successor"] in (why_not(card, "identify") or ""), card["id"]
            assert find_card(card["successor"])["title"]

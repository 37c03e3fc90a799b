"""Calls through the real SDKs to the demonstration server: choice, fallback, budget, results kept, cancels."""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pydantic import BaseModel

from studio.ai.demo.server import KEY, DemoServer
from studio.ai.pictures import reduced
from studio.ai.policy import Policy
from studio.app.ai.calls import Calls, Outcome, Wish
from studio.app.ai.order import choose, order_for
from studio.model.ai import Request
from studio.model.errors import UsageError
from studio.model.picture import Picture
from studio.model.provider_errors import KeyMissingError, OutOfCreditError, OverBudgetError, ProviderDownError
from studio.store import spending
from studio.store.ai_settings import AiSettings, Budget, save_ai_settings
from studio.store.batch_rules import BatchRules, save_rules
from studio.store.ledger import UnsettledError
from studio.store.ledger_file import LedgerFile

QUICK = Policy(first_wait=0.01)


class Alt(BaseModel):
    """What is asked for here."""

    text: str


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[DemoServer]:
    with DemoServer() as server:
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        monkeypatch.setenv("OPENAI_BASE_URL", server.openai_address)
        monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
        monkeypatch.setenv("ANTHROPIC_BASE_URL", server.anthropic_address)
        yield server


def photo(grey: int = 90) -> Picture:
    import numpy as np

    return Picture(np.full((90, 120, 3), grey, np.uint8))


def words(card: Mapping[str, Any], grey: int = 90) -> Request:
    picture = reduced(photo(grey))
    return Request("alt-text", card.get("remote_id", card["id"]), "Describe it.", pictures=(picture,), answer=Alt)


def scene(card: Mapping[str, Any]) -> Request:
    return Request("backdrop", card["id"], "An empty table.", size=(1024, 1024), quality="low")


def asked(wish: Wish, *greys: int) -> list[Outcome | BaseException]:
    async def run() -> list[Outcome | BaseException]:
        make = scene if wish.task == "backdrop" else None
        async with Calls(rules=QUICK) as calls:
            asks = [calls.ask(make or (lambda card, grey=grey: words(card, grey)), wish) for grey in greys or (90,)]
            return await asyncio.gather(*asks, return_exceptions=True)

    return asyncio.run(run())


def one(wish: Wish) -> Outcome:
    (found,) = asked(wish)
    if isinstance(found, BaseException):
        raise found
    return found


ALT = Wish("alt-text")


def test_a_task_asks_its_usual_model_and_the_price_is_known(server: DemoServer) -> None:
    found = one(ALT)
    assert found.card["id"] == "gpt-6-luna"
    assert isinstance(found.reply.value, Alt)
    assert found.cost_usd is not None
    assert 0 < found.cost_usd < 0.01
    (line,) = spending.calls(LedgerFile())
    assert (line["state"], line["model"]) == ("done", "gpt-6-luna")
    assert line["cost_usd"] == pytest.approx(found.cost_usd)
    assert server.billed == 1


def test_nothing_is_paid_twice(server: DemoServer) -> None:
    first = one(ALT)
    again = one(ALT)
    assert again.reply.cached
    assert again.cost_usd == 0
    assert again.reply.value == first.reply.value
    assert server.billed == 1
    assert one(replace(ALT, fresh=True)).reply.cached is False
    assert server.billed == 2


def test_the_same_photo_twice_in_a_batch_is_asked_once(server: DemoServer) -> None:
    found = asked(ALT, 90, 90, 200, 90)
    assert all(isinstance(each, Outcome) for each in found)
    assert server.billed == 2


def test_another_model_steps_in_and_the_result_says_so(server: DemoServer) -> None:
    server.misbehave("quota")
    found = one(ALT)
    assert found.card["id"] == "claude-haiku-5-5"
    assert "in place of GPT-6 Luna" in found.notes[0]
    assert [line["state"] for line in spending.calls(LedgerFile())] == ["done", "failed"]
    assert server.billed == 1


def test_where_nobody_can_be_asked_every_reason_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI", "ANTHROPIC"):
        monkeypatch.delenv(f"{name}_API_KEY", raising=False)
    with pytest.raises(KeyMissingError) as caught:
        one(ALT)
    assert "OpenAI" in caught.value.message
    assert "Anthropic" in caught.value.message
    assert str(caught.value).startswith(caught.value.message)


def test_a_model_that_was_named_is_not_replaced(server: DemoServer) -> None:
    server.misbehave(always="quota")
    with pytest.raises(OutOfCreditError):
        one(replace(ALT, models=("gpt-6-luna",)))
    assert server.billed == 0


def test_the_sellers_choice_comes_first(server: DemoServer) -> None:
    choose("alt-text", ["claude-sonnet-5-5", "gpt-6-luna"])
    assert one(ALT).card["id"] == "claude-sonnet-5-5"
    server.misbehave(always="500")
    with pytest.raises(ProviderDownError):
        one(replace(ALT, fresh=True))


def test_what_cannot_be_done_cannot_be_picked() -> None:
    with pytest.raises(UsageError, match="lacks image-generation"):
        choose("backdrop", ["gpt-4o-mini"])
    with pytest.raises(UsageError, match=r"retired by Anthropic\. Its successor is claude-haiku-5-5"):
        order_for("alt-text", ["claude-3-5-haiku"])
    with pytest.raises(UsageError, match="no model 'nonsense'"):
        order_for("copy", ["nonsense"])
    assert [card["id"] for card in order_for("backdrop", ["gpt-image-2.5-flare-2026-09-08"])] == ["gpt-image-2.5-flare"]
    save_ai_settings(AiSettings({"copy": ("claude-3-5-haiku", "gone", "gpt-6-astra")}))
    assert [card["id"] for card in order_for("copy")] == ["gpt-6-astra"]  # what was chosen once may end


def test_without_a_key_nothing_is_sent_and_the_cure_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.delenv("ANTHROPIC_API_KEY", raising=False)
    with pytest.raises(KeyMissingError, match="ANTHROPIC_API_KEY"):  # the last of the order
        one(ALT)
    assert spending.calls(LedgerFile()) == []


def test_a_budget_ends_a_batch_before_it_is_sent(server: DemoServer) -> None:
    save_ai_settings(AiSettings(budget=Budget(batch_usd=0.001, over="ask")))
    wish = Wish("alt-text", ("gpt-6-luna",), batch="one")
    found = asked(wish, *range(10, 250, 10))
    made = [each for each in found if isinstance(each, Outcome)]
    refused = [each for each in found if isinstance(each, OverBudgetError)]
    assert len(made) + len(refused) == 24
    assert refused
    assert server.billed == len(made)
    assert spending.spent_since(LedgerFile(), date.today()) <= 0.001
    asked(replace(wish, agreed=True), 5)
    assert server.billed == len(made) + 1


def test_a_picture_that_broke_off_is_not_bought_again_unasked(server: DemoServer) -> None:
    server.misbehave("reset", "reset", "reset", "reset")
    wish = Wish("backdrop", ("gpt-image-2",))
    first = asked(wish)[0]
    assert isinstance(first, Exception)
    served = server.billed
    server.misbehave()
    with pytest.raises(UnsettledError):
        one(wish)
    assert server.billed == served <= 1
    assert one(replace(wish, again=True)).reply.picture


def test_the_house_rules_limit_calls_at_the_same_time(server: DemoServer) -> None:
    server.delay = 0.05
    greys = range(20, 140, 20)
    assert not any(isinstance(each, BaseException) for each in asked(ALT, *greys))
    assert server.most_at_once > 2
    server.most_at_once = 0
    save_rules(BatchRules(calls=2))
    assert not any(isinstance(each, BaseException) for each in asked(replace(ALT, fresh=True), *greys))
    assert 1 <= server.most_at_once <= 2


def test_calling_off_is_written_down_at_once(server: DemoServer) -> None:
    server.misbehave(always="hang")

    async def run() -> None:
        async with Calls(rules=QUICK) as calls:
            task = asyncio.create_task(calls.ask(words, ALT))
            while not any(call.path.endswith("/responses") for call in server.calls):
                await asyncio.sleep(0.01)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    asyncio.run(run())
    (line,) = spending.calls(LedgerFile())
    assert (line["state"], line["error"], line["billed"]) == ("failed", "called-off", "unknown")


def test_a_server_of_ones_own_costs_nothing(server: DemoServer, monkeypatch: pytest.MonkeyPatch) -> None:
    from studio.app.ai.accounts import account, list_models

    save_ai_settings(AiSettings(servers={"ollama": server.openai_address}, budget=Budget(month_usd=0.0, over="stop")))
    monkeypatch.setenv("OLLAMA_API_KEY", KEY)
    listed = asyncio.run(list_models(account("compatible", "ollama")))
    found = one(Wish("alt-text", (f"ollama/{listed[0].id}",)))
    assert found.cost_usd == 0
    assert spending.calls(LedgerFile())[0]["place"] == "local"

"""The ledger comes first, what was paid is kept, and another model stands in only where nothing was charged."""

import asyncio
from collections.abc import Callable

import pytest

from studio.ai.calling import Choice, Opened, ask, ask_in_order
from studio.ai.demo import KEY, DemoServer
from studio.ai.policy import Policy
from studio.model import provider_errors as errors
from studio.model.ai import Reply, Request
from studio.model.provider_errors import ProviderError

QUICK = Policy(deadline=20, attempts=2, first_wait=0.01)


class Book:
    """A ledger in memory that keeps results, and can forbid."""

    def __init__(self, server: DemoServer, *, forbids: bool = False) -> None:
        self.server, self.forbids = server, forbids
        self.lines: list[Reply | ProviderError | None] = []
        self.calls_when_opened: list[int] = []
        self.kept: dict[str, Reply] = {}

    def opened(self, request: Request, provider: str) -> int:
        if self.forbids:
            raise errors.OverBudgetError("This month's budget is used up.", "Raise it under Spend.")
        self.lines.append(None)
        self.calls_when_opened.append(len(self.server.calls))
        return len(self.lines) - 1

    def closed(self, line: int, outcome: Reply | ProviderError) -> None:
        self.lines[line] = outcome
        if isinstance(outcome, Reply):
            self.kept[outcome.request_id] = outcome

    def earlier(self, request: Request, provider: str) -> Reply | None:
        return next(iter(self.kept.values()), None)


def in_order(server: DemoServer, book: Book, *requests: tuple[str, Request]) -> Reply:
    async def work() -> Reply:
        async with Opened() as opened:
            address = {"openai": server.openai_address, "anthropic": server.anthropic_address}
            choices = [
                Choice(lambda name=name: opened.get(name, KEY, address[name]), request) for name, request in requests
            ]
            return await ask_in_order(choices, ledger=book, policy=QUICK)

    return asyncio.run(work())


def test_the_line_is_written_before_anything_is_sent_and_nothing_is_paid_twice(
    server: DemoServer, vision: Callable[..., Request]
) -> None:
    book = Book(server)
    first = in_order(server, book, ("openai", vision("openai")))
    again = in_order(server, book, ("openai", vision("openai")))
    assert book.calls_when_opened == [0]
    assert again.cached
    assert not first.cached
    assert again.value == first.value
    assert server.billed == 1


@pytest.mark.parametrize("fault", ["401", "402", "quota", "403", "404", "503", "529"])
def test_the_next_model_stands_in_and_it_is_said(
    fault: str, server: DemoServer, vision: Callable[..., Request]
) -> None:
    server.misbehave(fault, fault if fault in ("503", "529") else None)
    book = Book(server)
    reply = in_order(server, book, ("openai", vision("openai")), ("anthropic", vision("anthropic")))
    assert reply.provider == "anthropic"
    assert reply.notes[0].startswith("claude-haiku-5-5 was asked instead of gpt-6-luna: ")
    assert isinstance(book.lines[0], ProviderError)
    assert server.billed == 1


@pytest.mark.parametrize("fault", ["reset", "refusal", "not-json", "html"])
def test_no_one_stands_in_where_the_call_may_have_been_charged(
    fault: str, server: DemoServer, vision: Callable[..., Request]
) -> None:
    server.misbehave(fault)
    book = Book(server)
    with pytest.raises(ProviderError):
        in_order(server, book, ("openai", vision("openai")), ("anthropic", vision("anthropic")))
    assert len(server.calls) == 1
    assert isinstance(book.lines[0], ProviderError)


def test_without_budget_nothing_is_sent(server: DemoServer, vision: Callable[..., Request]) -> None:
    with pytest.raises(errors.OverBudgetError):
        in_order(server, Book(server, forbids=True), ("openai", vision("openai")), ("anthropic", vision("anthropic")))
    assert not server.calls


def test_no_model_chosen() -> None:
    with pytest.raises(errors.UnknownRemoteModelError):
        asyncio.run(ask_in_order([], ledger=Book(DemoServer())))


def test_the_key_of_a_request_is_what_decides_the_result(vision: Callable[..., Request]) -> None:
    base = vision("openai")
    assert base.key == vision("openai", photo="another name.jpg", max_cost_usd=1.0).key
    changed = [{"prompt": "Else?"}, {"model": "gpt-6.1-sol"}, {"pictures": ()}, {"effort": "low"}, {"instructions": ""}]
    keys = {vision("openai", **change).key for change in changed}
    assert len(keys | {base.key}) == len(changed) + 1


def test_one_connection_serves_many_calls(server: DemoServer, vision: Callable[..., Request]) -> None:
    async def work() -> list[Reply]:
        async with Opened() as opened:
            replies = []
            for number in range(3):
                provider = opened.get("openai", KEY, server.openai_address)
                replies.append(await ask(provider, vision("openai", prompt=str(number)), ledger=Book(server)))
            return replies

    seconds = [reply.seconds for reply in asyncio.run(work())]
    assert seconds[0].connect > 0
    assert seconds[1].connect == seconds[2].connect == 0

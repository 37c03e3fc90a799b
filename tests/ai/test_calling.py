"""The ledger comes first, every end is written down, and what was paid is kept."""

import asyncio
from collections.abc import Callable

import pytest

from studio.ai.calling import ask
from studio.ai.demo import KEY, DemoServer
from studio.ai.policy import Policy
from studio.ai.providers.openai import OpenAI
from studio.model import provider_errors as errors
from studio.model.ai import Reply, Request
from studio.model.provider_errors import ProviderError
from tests.ai.asking import closing

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


def asked(server: DemoServer, book: Book, *requests: Request) -> list[Reply]:
    async def work() -> list[Reply]:
        async with closing(OpenAI(KEY, server.openai_address)) as provider:
            return [await ask(provider, request, ledger=book, policy=QUICK) for request in requests]

    return asyncio.run(work())


def test_the_line_is_written_before_anything_is_sent_and_nothing_is_paid_twice(
    server: DemoServer, vision: Callable[..., Request]
) -> None:
    book = Book(server)
    first, again = asked(server, book, vision("openai"), vision("openai"))
    assert book.calls_when_opened == [0]
    assert again.cached
    assert not first.cached
    assert again.value == first.value
    assert server.billed == 1


@pytest.mark.parametrize("fault", ["401", "reset", "refusal", "html", "529"])
def test_every_failure_closes_its_line(fault: str, server: DemoServer, vision: Callable[..., Request]) -> None:
    server.misbehave(always=fault)
    book = Book(server)
    with pytest.raises(ProviderError) as caught:
        asked(server, book, vision("openai"))
    assert book.lines == [caught.value]


def test_without_budget_nothing_is_sent(server: DemoServer, vision: Callable[..., Request]) -> None:
    with pytest.raises(errors.OverBudgetError):
        asked(server, Book(server, forbids=True), vision("openai"))
    assert not server.calls


def test_the_key_of_a_request_is_what_decides_the_result(vision: Callable[..., Request]) -> None:
    base = vision("openai")
    assert base.key == vision("openai", photo="another name.jpg", max_cost_usd=1.0).key
    changed = [{"prompt": "Else?"}, {"model": "gpt-6.1-sol"}, {"pictures": ()}, {"effort": "low"}, {"instructions": ""}]
    keys = {vision("openai", **change).key for change in changed}
    assert len(keys | {base.key}) == len(changed) + 1


def test_one_connection_serves_many_calls(server: DemoServer, vision: Callable[..., Request]) -> None:
    class Forgetful(Book):
        def earlier(self, request: Request, provider: str) -> Reply | None:
            return None

    replies = asked(server, Forgetful(server), *(vision("openai", prompt=str(number)) for number in range(3)))
    assert replies[0].seconds.connect > 0
    assert replies[1].seconds.connect == replies[2].seconds.connect == 0

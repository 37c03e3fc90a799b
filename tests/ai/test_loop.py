"""Many calls at once from a thread of their own: none lost, cancelled at once, nothing left when the studio closes."""

import asyncio
import gc
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, wait

import pytest

from studio.ai.calling import ask
from studio.ai.demo import KEY, DemoServer
from studio.ai.loop import CallLoop
from studio.ai.policy import Policy, call
from studio.ai.providers.openai import OpenAI
from studio.model.ai import Provider, Reply, Request
from studio.model.provider_errors import CalledOffError, ProviderError
from tests.ai.asking import Opener, closing


@pytest.fixture
def loop() -> Iterator[CallLoop]:
    running = CallLoop(at_once=300)
    yield running
    assert running.close(20)


def test_two_hundred_at_once(
    loop: CallLoop, server: DemoServer, opener: Opener, vision: Callable[..., Request]
) -> None:
    server.delay = 1.0  # all of them are under way together
    requests = [vision("openai", prompt=f"Photo {number}", pictures=()) for number in range(200)]

    async def open_one() -> Provider:
        return opener("openai")

    provider = loop.submit(open_one).result(30)
    futures = [loop.submit(lambda it=it: call(provider, it, Policy(deadline=60))) for it in requests]
    done, late = wait(futures, 60)
    assert not late
    assert all(isinstance(future.result(), Reply) for future in done)
    assert server.billed == 200
    assert server.most_at_once > 100
    assert len({future.result().request_id for future in done}) == 200
    loop.submit(provider.close).result(10)


def test_no_more_than_allowed_at_once(server: DemoServer, opener: Opener, vision: Callable[..., Request]) -> None:
    loop = CallLoop(at_once=4)
    server.delay = 0.05

    async def open_one() -> Provider:
        return opener("openai")

    provider = loop.submit(open_one).result(30)
    futures = [loop.submit(lambda it=it: call(provider, vision("openai", prompt=str(it)))) for it in range(12)]
    assert not wait(futures, 60).not_done
    assert server.most_at_once <= 4
    loop.submit(provider.close).result(10)
    assert loop.close(20)


class Book:
    """A ledger that remembers."""

    def __init__(self) -> None:
        self.lines: list[Reply | ProviderError | None] = []

    def opened(self, request: Request, provider: str) -> int:
        self.lines.append(None)
        return len(self.lines) - 1

    def closed(self, line: int, outcome: Reply | ProviderError) -> None:
        self.lines[line] = outcome

    def earlier(self, request: Request, provider: str) -> Reply | None:
        return None


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end, "waited for 30 seconds"
        time.sleep(0.01)


@pytest.mark.parametrize("trouble", ["hang", "429-absurd", "drip"])
def test_cancelling_ends_a_call_at_once(
    trouble: str, loop: CallLoop, server: DemoServer, vision: Callable[..., Request]
) -> None:
    server.misbehave(always=trouble)
    server.drip = 5.0
    book = Book()

    async def work() -> Reply:
        async with closing(OpenAI(KEY, server.openai_address)) as provider:
            return await ask(provider, vision("openai"), ledger=book, policy=Policy(deadline=300, longest_wait=200))

    future = loop.submit(work)
    until(lambda: len(server.calls) == 1)
    began = time.perf_counter()
    assert future.cancel()
    until(lambda: book.lines[0] is not None)
    assert time.perf_counter() - began < 5
    assert isinstance(book.lines[0], CalledOffError)
    assert book.lines[0].billed == "unknown"
    with pytest.raises(CancelledError):
        future.result(5)


def test_quitting_with_calls_pending(server: DemoServer, vision: Callable[..., Request]) -> None:
    server.misbehave(always="hang")
    loop, book = CallLoop(at_once=100), Book()

    async def work() -> Reply:
        async with closing(OpenAI(KEY, server.openai_address)) as provider:
            return await ask(provider, vision("openai"), ledger=book, policy=Policy(deadline=300))

    futures = [loop.submit(work) for _ in range(20)]
    until(lambda: len(server.calls) == 20)
    began = time.perf_counter()
    assert loop.close(30)
    assert time.perf_counter() - began < 15
    assert all(future.cancelled() for future in futures)
    assert all(isinstance(line, CalledOffError) for line in book.lines)
    assert "ai-calls" not in [thread.name for thread in threading.enumerate()]
    with pytest.raises(RuntimeError):
        loop.submit(lambda: asyncio.sleep(0))
    assert loop.close()


def test_the_window_gets_its_turn_while_calls_are_under_way(loop: CallLoop) -> None:
    usual, turn = gc.get_threshold(), sys.getswitchinterval()
    begin = threading.Event()

    async def work() -> tuple[int, float]:
        while not begin.is_set():
            await asyncio.sleep(0.005)
        return gc.get_threshold()[2], sys.getswitchinterval()

    futures = [loop.submit(work) for _ in range(3)]
    begin.set()
    found = [future.result(20) for future in futures]
    assert all(search > usual[2] for search, _ in found), "old objects are searched"
    assert all(seconds < turn / 5 for _, seconds in found), "a waiting thread is kept waiting"
    until(lambda: gc.get_threshold() == usual and sys.getswitchinterval() == turn)

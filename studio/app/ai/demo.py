"""The demonstration: a provider on this computer that makes everything up, so that all can be tried without a key."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from studio.app.ai.accounts import Account
from studio.store.secrets import Key

NOTICE = "Demonstration: the answers are made up on this computer. Nothing is sent, nothing is charged."


@contextmanager
def demonstration(*, delay: float = 0.4) -> Iterator[Callable[[Mapping[str, Any]], Account]]:
    """Yield what `Wish.accounts` takes: every model is then answered by the demonstration server.

    `delay`: seconds that an answer takes, pictures four times as long.
    """
    from studio.ai.demo import KEY, DemoServer

    with DemoServer(delay=delay) as server:

        def accounts(card: Mapping[str, Any]) -> Account:
            provider = "anthropic" if card["provider"] == "anthropic" else "openai"
            address = server.anthropic_address if provider == "anthropic" else server.openai_address
            return Account(provider, Key(KEY, "environment"), address, demo=True)

        yield accounts

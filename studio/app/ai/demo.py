"""The demonstration: a provider on this computer that makes everything up, so that all can be tried without a key."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from studio.app.ai.accounts import Account
from studio.store import paths
from studio.store.secrets import Key

NOTICE = "Demonstration: the answers are made up on this computer. Nothing is sent, nothing is charged."

NIGHT = 15.0  # seconds


@contextmanager
def demonstration(*, delay: float = 0.4) -> Iterator[Callable[[Mapping[str, Any]], Account]]:
    """Yield what `Wish.accounts` takes: every model is then answered by the demonstration server.

    `delay`: seconds that an answer takes, pictures four times as long. What is handed in overnight stays in the
    studio's home, and is done a quarter of a minute later.
    """
    from studio.ai.demo import KEY, DemoServer

    server = DemoServer(delay=delay, memory=paths.home() / "demo-batches.json")
    server.shelf.patience = NIGHT
    with server:

        def accounts(card: Mapping[str, Any]) -> Account:
            provider = "anthropic" if card["provider"] == "anthropic" else "openai"
            address = server.anthropic_address if provider == "anthropic" else server.openai_address
            return Account(provider, Key(KEY, "environment"), address, demo=True)

        yield accounts

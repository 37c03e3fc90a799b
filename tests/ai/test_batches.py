"""Overnight calls: handed in, asked for after a restart, collected by our own ids whatever their order."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from studio.ai.demo import DemoServer
from studio.model.ai import BatchState, Reply, Request
from studio.model.provider_errors import NotAcceptedError, ProviderDownError, ProviderError
from tests.ai.asking import Opener, Seen, with_provider


def run(opener: Opener, name: str, work: Callable[[Any], Any]) -> Any:
    """Each step with a provider of its own, as after a restart."""
    return asyncio.run(with_provider(opener(name), work))


@pytest.mark.parametrize("name", ["openai", "anthropic"])
def test_a_night(name: str, opener: Opener, server: DemoServer, vision: Callable[..., Request]) -> None:
    requests = {f"photo-{number}": vision(name, prompt=f"Photo {number}?") for number in range(3)}
    server.shelf.held = True
    begun: BatchState = run(opener, name, lambda provider: provider.submit_batch(requests))
    assert begun.status == "waiting"
    assert begun.total == 3
    assert run(opener, name, lambda provider: provider.batch_state(begun.id)).status == "waiting"
    assert server.billed == 0
    server.shelf.held = False
    assert run(opener, name, lambda provider: provider.batch_state(begun.id)).status == "done"
    found = run(opener, name, lambda provider: provider.collect_batch(begun.id, requests))
    assert set(found) == set(requests)
    assert all(isinstance(reply, Reply) and isinstance(reply.value, Seen) for reply in found.values())
    assert all(reply.usage.text_out > 0 for reply in found.values())
    assert server.billed == 3


@pytest.mark.parametrize("name", ["openai", "anthropic"])
def test_one_bad_call_leaves_the_others(
    name: str, opener: Opener, server: DemoServer, vision: Callable[..., Request]
) -> None:
    requests = {"good": vision(name), "bad": vision(name, model="gpt-image-1")}
    begun = run(opener, name, lambda provider: provider.submit_batch(requests))
    run(opener, name, lambda provider: provider.batch_state(begun.id))
    more = requests | {"never sent": vision(name)}
    found = run(opener, name, lambda provider: provider.collect_batch(begun.id, more))
    assert isinstance(found["good"], Reply)
    assert isinstance(found["bad"], NotAcceptedError)
    assert isinstance(found["never sent"], ProviderDownError)
    assert all(outcome.hint for outcome in found.values() if isinstance(outcome, ProviderError))


def test_places_are_made_overnight_too(opener: Opener, server: DemoServer, scene: Callable[..., Request]) -> None:
    requests = {"kitchen": scene()}
    begun = run(opener, "openai", lambda provider: provider.submit_batch(requests))
    run(opener, "openai", lambda provider: provider.batch_state(begun.id))
    found = run(opener, "openai", lambda provider: provider.collect_batch(begun.id, requests))
    assert found["kitchen"].picture


@pytest.mark.parametrize("name", ["openai", "anthropic"])
def test_called_off(name: str, opener: Opener, server: DemoServer, vision: Callable[..., Request]) -> None:
    server.shelf.held = True
    begun = run(opener, name, lambda provider: provider.submit_batch({"one": vision(name)}))
    run(opener, name, lambda provider: provider.cancel_batch(begun.id))
    assert run(opener, name, lambda provider: provider.batch_state(begun.id)).status == "cancelled"
    assert server.billed == 0


def test_kinds_are_not_mixed(
    opener: Opener, server: DemoServer, vision: Callable[..., Request], scene: Callable[..., Request]
) -> None:
    with pytest.raises(NotAcceptedError):
        run(opener, "openai", lambda provider: provider.submit_batch({"a": vision("openai"), "b": scene()}))
    assert not server.calls

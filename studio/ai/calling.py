"""One wish, one payment: the ledger's line before the call, the kept result instead of a second call."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Self

from studio.ai.policy import USUAL, Policy, call, called_off
from studio.ai.providers import open_provider
from studio.model import provider_errors as errors
from studio.model.ai import Ledger, OnWait, Provider, Reply, Request
from studio.model.provider_errors import ProviderError

NEXT_MAY_HELP = (
    errors.KeyMissingError,
    errors.KeyRefusedError,
    errors.NotAllowedError,
    errors.OutOfCreditError,
    errors.OverBudgetError,
    errors.UnknownRemoteModelError,
    errors.BusyError,
    errors.ProviderDownError,
    errors.UnreachableError,
)
"""Failures after which the next model in the seller's order is asked, as long as nothing was charged."""


class Opened:
    """The providers of one piece of work on one event loop: opened when first needed, closed together.

    `async with Opened() as opened: … opened.get("openai", key)`; a connection then serves all photos of the work.
    """

    def __init__(self) -> None:
        self._open: dict[tuple[str, str | None, str | None], Provider] = {}

    def get(self, provider: str, key: str | None, address: str | None = None) -> Provider:
        """Return the provider; raises UsageError, KeyMissingError, UnreachableError."""
        which = (provider, key, address)
        if which not in self._open:
            self._open[which] = open_provider(provider, key, address)
        return self._open[which]

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        for provider in self._open.values():
            await provider.close()
        self._open.clear()


@dataclass(frozen=True)
class Choice:
    """A model in the order for a task: how to reach it, and the request made for it."""

    open: Callable[[], Provider]
    request: Request
    title: str = ""  # how a seller knows the model

    @property
    def name(self) -> str:
        """What a note calls it."""
        return self.title or self.request.model


async def ask(
    provider: Provider,
    request: Request,
    *,
    ledger: Ledger,
    policy: Policy = USUAL,
    on_wait: OnWait | None = None,
) -> Reply:
    """Return the reply, the kept one where the same was paid for before; raises ProviderError, CancelledError.

    The ledger is told of every end, cancelling too: a line that stays open means that the computer stopped.
    """
    kept = ledger.earlier(request, provider.id)
    if kept is not None:
        return replace(kept, cached=True)
    line = ledger.opened(request, provider.id)
    began = time.perf_counter()
    try:
        reply = await call(provider, request, policy, on_wait=on_wait)
    except ProviderError as error:
        ledger.closed(line, error)
        raise
    except BaseException:  # cancelled, or a bug of ours: in both cases nobody knows what the provider did
        ledger.closed(line, called_off(time.perf_counter() - began))
        raise
    ledger.closed(line, reply)
    return reply


async def ask_in_order(
    choices: Sequence[Choice],
    *,
    ledger: Ledger,
    policy: Policy = USUAL,
    on_wait: OnWait | None = None,
) -> Reply:
    """Ask the first that can answer; the reply's notes say who stood in for whom and why; raises the last error."""
    notes: list[str] = []
    for place, choice in enumerate(choices):
        try:
            reply = await ask(choice.open(), choice.request, ledger=ledger, policy=policy, on_wait=on_wait)
            return replace(reply, notes=(*notes, *reply.notes))
        except NEXT_MAY_HELP as error:
            if error.billed != "no" or place + 1 == len(choices):
                raise
            notes.append(f"{choices[place + 1].name} was asked instead of {choice.name}: {error.message}")
    raise errors.UnknownRemoteModelError("No model is chosen for this task.", "Pick one under Models.")

"""One wish, one payment: the ledger's line before the call, the kept result instead of a second call."""

import time
from dataclasses import replace

from studio.ai.policy import USUAL, Policy, call, called_off
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

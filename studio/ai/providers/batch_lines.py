"""What both providers' batches have in common: lines of JSON, told apart by our own ids."""

import json
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from typing import Any

from studio.ai.failures import failure
from studio.ai.stopwatch import Stopwatch
from studio.model.provider_errors import ProviderDownError, ProviderError

LIMIT = 400_000_000  # bytes: 50,000 answers, or pictures of a night


def as_lines(items: list[dict[str, Any]]) -> bytes:
    """Return JSON lines."""
    return b"".join(json.dumps(item).encode() + b"\n" for item in items)


def of_lines(data: bytes) -> list[dict[str, Any]]:
    """Return the objects of JSON lines; a damaged line is left out, and its call counts as not answered."""
    found = []
    for line in data.splitlines():
        try:
            item = json.loads(line)
        except ValueError:
            continue
        if isinstance(item, dict):
            found.append(item)
    return found


async def fetched(call: Callable[[], AbstractAsyncContextManager[Any]], name: str) -> bytes:
    """Return a file of results; raises ProviderError."""
    try:
        async with call() as response:
            parts = [part async for part in response.iter_bytes()]
    except Exception as error:
        raise failure(error, name, "", Stopwatch()) from None
    return b"".join(parts)


def unanswered(name: str) -> ProviderError:
    """Return the error of a call that a finished batch says nothing about."""
    return ProviderDownError(f"{name}'s batch ended without an answer for this photo.", "Send this photo again.")


def failed(name: str, said: str) -> ProviderError:
    """Return the error of a call that failed inside a batch; failed lines are not charged."""
    from studio.model.provider_errors import NotAcceptedError

    return NotAcceptedError(
        f"{name} could not do this one of the batch: {said[:240] or 'no reason given'}", "Send it again on its own."
    )


def missing(requests: Mapping[str, Any], found: Mapping[str, Any]) -> list[str]:
    """Return the ids without an answer."""
    return [number for number in requests if number not in found]

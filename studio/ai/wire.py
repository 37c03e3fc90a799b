"""One HTTP call through an SDK, read to the end by ourselves: nothing that comes back is believed unchecked."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any

from studio.ai.failures import failure
from studio.ai.large import parsed
from studio.ai.stopwatch import CURRENT, Stopwatch
from studio.model.ai import Seconds
from studio.model.provider_errors import NotTheProviderError, ProviderError, WrongAnswerError

TEXT_LIMIT = 4_000_000  # bytes: a hundred times the longest answer that is asked for
PICTURE_LIMIT = 80_000_000  # bytes: a 3840 × 2160 PNG of noise in base64 and some room


@dataclass(frozen=True)
class Answered:
    """A reply that is JSON and an object, nothing more is known of it."""

    data: dict[str, Any]
    request_id: str
    seconds: Seconds


async def exchange(
    call: Callable[[], AbstractAsyncContextManager[Any]], *, name: str, model: str, limit: int = TEXT_LIMIT
) -> Answered:
    """Make the call and read its JSON; raises ProviderError (and CancelledError) only.

    `call`: an SDK's `….with_streaming_response.…(…)`, so that a reply without end can be dropped at `limit` bytes.
    """
    stopwatch = Stopwatch()
    token = CURRENT.set(stopwatch)
    try:
        async with call() as response:
            body = await _body(response, limit, name)
            headers = response.headers
    except ProviderError:
        raise
    except Exception as error:  # each SDK and the network have families of their own
        raise failure(error, name, model, stopwatch) from None  # the SDK's error holds the request with its key
    finally:
        CURRENT.reset(token)
    request_id = headers.get("x-request-id") or headers.get("request-id") or ""
    return Answered(_object(body, headers.get("content-type", ""), name), request_id, stopwatch.seconds())


async def _body(response: Any, limit: int, name: str) -> bytes:
    parts: list[bytes] = []
    size = 0
    async for part in response.iter_bytes():
        size += len(part)
        if size > limit:
            raise WrongAnswerError(
                f"{name} sent more than {limit // 1_000_000} MB, far more than was asked for; it was dropped.",
                "Look at the provider's usage page before trying again: this call may have been charged.",
                billed="unknown",
            )
        parts.append(part)
    return b"".join(parts)


def _object(body: bytes, content_type: str, name: str) -> dict[str, Any]:
    start = body[:200].lstrip().lower()
    if "html" in content_type or start.startswith((b"<!doctype", b"<html")):
        raise NotTheProviderError(
            f"A web page came back instead of an answer from {name}.",
            "Sign in to the network you are in (hotel, café, proxy), or correct the address under Models.",
        )
    try:
        data = parsed(body)
    except (ValueError, RecursionError):
        raise WrongAnswerError(
            f"The reply of {name} is damaged: it is not JSON.",
            "Look at the provider's usage page before trying again: this call may have been charged.",
            billed="unknown",
        ) from None
    if not isinstance(data, dict):
        raise WrongAnswerError(f"The reply of {name} has the wrong shape.", "Pick another model.", billed="unknown")
    return data

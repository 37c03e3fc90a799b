"""Anthropic's Message Batches: many calls in one, half the price, within a day (POST /v1/messages/batches)."""

from collections.abc import Mapping
from typing import Any, Literal

from studio.ai.providers import messages
from studio.ai.providers.batch_lines import failed, fetched, missing, of_lines, unanswered
from studio.ai.reading import at, count
from studio.ai.wire import Answered, exchange
from studio.model.ai import BatchState, Reply, Request, Seconds
from studio.model.provider_errors import ProviderError

NAME = messages.NAME
_ENDED = ("succeeded", "errored", "canceled", "expired")


async def submit(client: Any, requests: Mapping[str, Request]) -> BatchState:
    """Hand in calls; raises ProviderError."""
    lines = [{"custom_id": number, "params": messages.body_of(request)} for number, request in requests.items()]
    begun = await exchange(
        lambda: client.messages.batches.with_streaming_response.create(requests=lines), name=NAME, model=""
    )
    return _state(begun.data)


async def state(client: Any, batch: str) -> BatchState:
    """Ask how far a batch is."""
    batches = client.messages.batches.with_streaming_response
    return _state((await exchange(lambda: batches.retrieve(batch), name=NAME, model="")).data)


async def cancel(client: Any, batch: str) -> BatchState:
    """Call a batch off."""
    batches = client.messages.batches.with_streaming_response
    return _state((await exchange(lambda: batches.cancel(batch), name=NAME, model="")).data)


async def collect(client: Any, batch: str, requests: Mapping[str, Request]) -> dict[str, Reply | ProviderError]:
    """Fetch the answers, which come in any order."""
    found: dict[str, Reply | ProviderError] = {}
    content = await fetched(lambda: client.messages.batches.with_streaming_response.results(batch), NAME)
    for line in of_lines(content):
        number = at(line, "custom_id", kind=str, default="")
        if number in requests:
            found[number] = _outcome(line, requests[number])
    return found | {number: unanswered(NAME) for number in missing(requests, found)}


def _outcome(line: dict[str, Any], request: Request) -> Reply | ProviderError:
    result = at(line, "result", kind=dict, default={})
    if result.get("type") != "succeeded":
        said = at(result, "error", "error", "message", kind=str, default=str(result.get("type") or ""))
        return failed(NAME, said)
    message = at(result, "message", kind=dict, default={})
    try:
        return messages.read(Answered(message, at(message, "id", kind=str, default=""), Seconds()), request)
    except ProviderError as error:
        return error


def _state(data: dict[str, Any]) -> BatchState:
    counts = {key: count(data, "request_counts", key) for key in ("processing", *_ENDED)}
    ended = at(data, "processing_status", kind=str, default="") == "ended"
    status: Literal["waiting", "done", "cancelled", "expired"] = "done" if ended else "waiting"
    if ended and not counts["succeeded"] and not counts["errored"]:
        status = "expired" if counts["expired"] else "cancelled"
    return BatchState(
        id=at(data, "id", kind=str, default=""),
        status=status,
        total=sum(counts.values()),
        finished=counts["succeeded"],
        failed=counts["errored"] + counts["expired"],
    )

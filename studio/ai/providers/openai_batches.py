"""OpenAI's Batch API: a file of calls, half the price, within a day (POST /files, /batches)."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Literal

from studio.ai.providers import images, responses
from studio.ai.providers.batch_lines import as_lines, failed, fetched, missing, of_lines, unanswered
from studio.ai.reading import at, count
from studio.ai.wire import Answered, exchange
from studio.model.ai import BatchState, Reply, Request, Seconds
from studio.model.provider_errors import NotAcceptedError, ProviderError

NAME = responses.NAME
BYTES_LIMIT = 200_000_000
CALLS_LIMIT = 50_000

_STATES: dict[str, Literal["waiting", "done", "failed", "expired", "cancelled"]] = {
    "completed": "done",
    "failed": "failed",
    "expired": "expired",
    "cancelled": "cancelled",
}


async def submit(client: Any, requests: Mapping[str, Request]) -> BatchState:
    """Hand in calls of one kind; raises ProviderError. Edits are not taken: their pictures travel as a form."""
    urls = {_url(request) for request in requests.values()}
    if len(urls) != 1:
        raise NotAcceptedError("A batch takes calls of one kind.", "Send descriptions and pictures as two batches.")
    (url,) = urls
    lines = [
        {"custom_id": number, "method": "POST", "url": url, "body": _body(request)}
        for number, request in requests.items()
    ]
    data = as_lines(lines)
    if len(data) > BYTES_LIMIT or len(lines) > CALLS_LIMIT:
        raise NotAcceptedError(
            f"The batch is too large ({len(lines)} calls, {len(data) // 1_000_000} MB); {NAME} takes 200 MB.",
            "Send it in parts of about 400 photos.",
        )
    uploaded = await exchange(
        lambda: client.files.with_streaming_response.create(
            file=("calls.jsonl", data, "application/jsonl"), purpose="batch"
        ),
        name=NAME,
        model="",
    )
    begun = await exchange(
        lambda: client.batches.with_streaming_response.create(
            input_file_id=str(uploaded.data.get("id")), endpoint=url, completion_window="24h"
        ),
        name=NAME,
        model="",
    )
    return _state(begun.data)


async def state(client: Any, batch: str) -> BatchState:
    """Ask how far a batch is."""
    return _state((await _retrieved(client, batch)).data)


async def cancel(client: Any, batch: str) -> BatchState:
    """Call a batch off; what was done by then is charged and can be collected."""
    answered = await exchange(lambda: client.batches.with_streaming_response.cancel(batch), name=NAME, model="")
    return _state(answered.data)


async def collect(client: Any, batch: str, requests: Mapping[str, Request]) -> dict[str, Reply | ProviderError]:
    """Fetch the answers, in any order, and the failures, which lie in a file of their own."""
    data = (await _retrieved(client, batch)).data
    found: dict[str, Reply | ProviderError] = {}
    for key in ("output_file_id", "error_file_id"):
        file = at(data, key, kind=str, default="")
        if not file:
            continue
        content = await fetched(partial(client.files.with_streaming_response.content, file), NAME)
        for line in of_lines(content):
            number = at(line, "custom_id", kind=str, default="")
            if number in requests:
                found[number] = _outcome(line, requests[number])
    return found | {number: unanswered(NAME) for number in missing(requests, found)}


def _outcome(line: dict[str, Any], request: Request) -> Reply | ProviderError:
    body = at(line, "response", "body", kind=dict, default={})
    if at(line, "response", "status_code", kind=int, default=0) != 200:
        said = at(body, "error", "message", kind=str, default="") or at(line, "error", "message", kind=str, default="")
        return failed(NAME, said)
    answered = Answered(body, at(line, "response", "request_id", kind=str, default=""), Seconds())
    try:
        return (images if request.wants_picture else responses).read(answered, request)
    except ProviderError as error:
        return error


def _url(request: Request) -> str:
    if not request.wants_picture:
        return "/v1/responses"
    if images.is_edit(request):
        raise NotAcceptedError("Edits cannot be sent overnight.", "Send them one by one, or make a place instead.")
    return "/v1/images/generations"


def _body(request: Request) -> dict[str, Any]:
    return (images if request.wants_picture else responses).body_of(request)


async def _retrieved(client: Any, batch: str) -> Answered:
    return await exchange(lambda: client.batches.with_streaming_response.retrieve(batch), name=NAME, model="")


def _state(data: dict[str, Any]) -> BatchState:
    return BatchState(
        id=at(data, "id", kind=str, default=""),
        status=_STATES.get(at(data, "status", kind=str, default=""), "waiting"),
        total=count(data, "request_counts", "total"),
        finished=count(data, "request_counts", "completed"),
        failed=count(data, "request_counts", "failed"),
    )

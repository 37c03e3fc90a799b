"""OpenAI's Responses API: pictures and words in, checked JSON out (POST /responses)."""

from base64 import b64encode
from typing import Any

from studio.ai.answers import OPENAI_KEEPS, schema_of
from studio.ai.providers.checked import Provided, checked
from studio.ai.reading import at, blocks, count
from studio.ai.wire import Answered
from studio.model.ai import Reply, Request, Sent
from studio.model.provider_errors import (
    CutShortError,
    ProviderDownError,
    RefusedError,
    WrongAnswerError,
)
from studio.model.usage import Usage

NAME = "OpenAI"


def data_url(picture: Sent) -> str:
    """Return a picture as a data: URL."""
    return f"data:{picture.media_type};base64,{b64encode(picture.data).decode()}"


def body_of(request: Request) -> dict[str, Any]:
    """Return the call's body; `detail` is always said, as "auto" means full size on newer models."""
    assert request.answer is not None
    content: list[dict[str, Any]] = [
        {"type": "input_image", "image_url": data_url(picture), "detail": "high"} for picture in request.pictures
    ]
    content.append({"type": "input_text", "text": request.prompt})
    body: dict[str, Any] = {
        "model": request.model,
        "input": [{"role": "user", "content": content}],
        "text": {
            "format": {
                "type": "json_schema",
                "name": request.answer.__name__,
                "schema": schema_of(request.answer, OPENAI_KEEPS),
                "strict": True,
            }
        },
        "max_output_tokens": max(16, request.max_output_tokens),
        "store": False,
    }
    if request.instructions:
        body["instructions"] = request.instructions
    if request.effort is not None:
        body["reasoning"] = {"effort": request.effort}
    return body


def read(answered: Answered, request: Request) -> Reply:
    """Return the checked reply; raises RefusedError, CutShortError, WrongAnswerError with the usage in them."""
    return checked(answered, request, Provided("openai", NAME, usage_of, _text))


def usage_of(data: dict[str, Any]) -> Usage:
    """Return the tokens as billed: OpenAI counts cached ones inside the input, thinking inside the output."""
    if not isinstance(data.get("usage"), dict):
        return Usage(estimated=True)
    cached = count(data, "usage", "input_tokens_details", "cached_tokens")
    written = count(data, "usage", "input_tokens_details", "cache_write_tokens")
    return Usage(
        text_in=max(0, count(data, "usage", "input_tokens") - cached - written),
        cached_in=cached,
        cache_write=written,
        text_out=count(data, "usage", "output_tokens"),
    )


def _text(data: dict[str, Any]) -> str:
    if data.get("status") == "failed":
        raise ProviderDownError(
            f"{NAME} could not finish: {at(data, 'error', 'message', kind=str, default='no reason given')[:200]}",
            "Try again in a few minutes, or pick another model.",
        )
    parts = [part for item in blocks(data, "output") for part in blocks(item, "content")]
    refusal = [at(part, "refusal", kind=str, default="") for part in parts if part.get("type") == "refusal"]
    if refusal:
        raise RefusedError(
            f"{NAME}'s model declined: “{refusal[0][:200]}”", "Use another photo or another model for this task."
        )
    if data.get("status") == "incomplete":
        if at(data, "incomplete_details", "reason", kind=str, default="") == "content_filter":
            raise RefusedError(f"{NAME}'s safety check stopped the answer.", "Use another photo or another model.")
        raise CutShortError(
            f"The answer of {NAME} ended before it was complete.", "Try again with another model; this one runs long."
        )
    if not isinstance(data.get("output"), list):
        raise WrongAnswerError(f"The reply of {NAME} has the wrong shape.", "Pick another model.", billed="unknown")
    return "".join(at(part, "text", kind=str, default="") for part in parts if part.get("type") == "output_text")

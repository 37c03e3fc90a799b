"""Anthropic's Messages API: pictures and words in, checked JSON out (POST /v1/messages)."""

from base64 import b64encode
from typing import Any

from studio.ai.answers import ANTHROPIC_KEEPS, schema_of
from studio.ai.providers.checked import Provided, checked
from studio.ai.reading import at, blocks, count
from studio.ai.wire import Answered
from studio.model.ai import Reply, Request
from studio.model.provider_errors import (
    CutShortError,
    NotAcceptedError,
    RefusedError,
    WrongAnswerError,
)
from studio.model.usage import Usage

NAME = "Anthropic"


def body_of(request: Request) -> dict[str, Any]:
    """Return the call's body: pictures before words. Older models see them reduced, as the estimates count them.

    Models of today refuse `temperature` and a prefilled answer, so neither is sent.
    """
    if request.answer is None:
        raise NotAcceptedError(f"No model of {NAME} makes pictures.", "Pick an image model for this task.")
    content: list[dict[str, Any]] = [
        {
            "type": "image",
            "source": {
                "type": "base64",
                "media_type": picture.media_type,
                "data": b64encode(picture.data).decode(),
            },
        }
        for picture in request.pictures
    ]
    content.append({"type": "text", "text": request.prompt})
    config: dict[str, Any] = {"format": {"type": "json_schema", "schema": schema_of(request.answer, ANTHROPIC_KEEPS)}}
    if request.effort not in (None, "none"):
        config["effort"] = request.effort
    body: dict[str, Any] = {
        "model": request.model,
        "max_tokens": max(1024, request.max_output_tokens),
        "messages": [{"role": "user", "content": content}],
        "output_config": config,
    }
    if request.instructions:
        body["system"] = request.instructions
    return body


def read(answered: Answered, request: Request) -> Reply:
    """Return the checked reply; raises RefusedError, CutShortError, WrongAnswerError with the usage in them."""
    return checked(answered, request, Provided("anthropic", NAME, usage_of, _text))


def usage_of(data: dict[str, Any]) -> Usage:
    """Return the tokens as billed: Anthropic counts cached ones beside the input, thinking inside the output."""
    if not isinstance(data.get("usage"), dict):
        return Usage(estimated=True)
    return Usage(
        text_in=count(data, "usage", "input_tokens"),
        cached_in=count(data, "usage", "cache_read_input_tokens"),
        cache_write=count(data, "usage", "cache_creation_input_tokens"),
        text_out=count(data, "usage", "output_tokens"),
    )


def _text(data: dict[str, Any]) -> str:
    reason = at(data, "stop_reason", kind=str, default="")
    if reason == "refusal":
        why = at(data, "stop_details", "explanation", kind=str, default="")[:200]
        raise RefusedError(
            f"{NAME}'s model declined{f': “{why}”' if why else ' and gave no reason'}.",
            "Use another photo or another model for this task.",
        )
    if reason in ("max_tokens", "model_context_window_exceeded"):
        raise CutShortError(
            f"The answer of {NAME} ended before it was complete.", "Try again with another model; this one runs long."
        )
    if not isinstance(data.get("content"), list):
        raise WrongAnswerError(f"The reply of {NAME} has the wrong shape.", "Pick another model.", billed="unknown")
    # The reply may begin with a block of thinking.
    texts = [block for block in blocks(data, "content") if block.get("type") == "text"]
    return "".join(at(block, "text", kind=str, default="") for block in texts)

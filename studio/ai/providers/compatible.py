"""Servers on one's own computer or network that speak OpenAI's chat protocol: Ollama, LM Studio, llama.cpp."""

from functools import partial
from typing import Any
from urllib.parse import urlsplit

from studio.ai.answers import OPENAI_KEEPS, schema_of
from studio.ai.providers.checked import Provided, checked
from studio.ai.providers.clients import clean_address, is_loopback, openai_client
from studio.ai.providers.responses import data_url
from studio.ai.reading import at, blocks, count
from studio.ai.wire import Answered, exchange
from studio.model.ai import RemoteModel, Reply, Request, Where
from studio.model.provider_errors import (
    CutShortError,
    NotAcceptedError,
    RefusedError,
    WrongAnswerError,
)
from studio.model.usage import Usage


class Compatible:
    """A server by its address (with /v1); calls are free where it is on this computer, and then nothing leaves it."""

    id = "compatible"

    def __init__(self, key: str | None, address: str) -> None:
        self.name = "The server at " + (urlsplit(address).netloc or address)
        self.address = clean_address(address, self.name)
        self.where: Where = "local" if is_loopback(self.address) else "cloud"
        self.client = openai_client((key or "").strip() or "none", self.address)

    async def ask(self, request: Request) -> Reply:
        """Make one call; raises ProviderError."""
        if request.answer is None:
            raise NotAcceptedError(f"{self.name} makes no pictures.", "Pick an image model for this task.")
        body = body_of(request)
        answered = await exchange(
            lambda: self.client.chat.completions.with_streaming_response.create(**body),
            name=self.name,
            model=request.model,
        )
        return _read(answered, request, self.name)

    async def models(self) -> list[RemoteModel]:
        """List the models that the server has; free."""
        answered = await exchange(self.client.models.with_streaming_response.list, name=self.name, model="")
        return [RemoteModel(item["id"]) for item in blocks(answered.data, "data") if isinstance(item.get("id"), str)]

    async def close(self) -> None:
        """Drop open connections."""
        await self.client.close()


def body_of(request: Request) -> dict[str, Any]:
    """Return a plain chat completion: without store, reasoning or detail "original", which such servers refuse."""
    assert request.answer is not None
    content: list[dict[str, Any]] = [
        {"type": "image_url", "image_url": {"url": data_url(picture)}} for picture in request.pictures
    ]
    content.append({"type": "text", "text": request.prompt})
    messages: list[dict[str, Any]] = [{"role": "user", "content": content}]
    if request.instructions:
        messages.insert(0, {"role": "system", "content": request.instructions})
    schema = schema_of(request.answer, OPENAI_KEEPS)
    return {
        "model": request.model,
        "messages": messages,
        "max_tokens": request.max_output_tokens,
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": request.answer.__name__, "schema": schema, "strict": True},
        },
    }


def _read(answered: Answered, request: Request, name: str) -> Reply:
    return checked(answered, request, Provided("compatible", name, _usage, partial(_text, name=name)))


def _usage(data: dict[str, Any]) -> Usage:
    if not isinstance(data.get("usage"), dict):
        return Usage(estimated=True)
    cached = count(data, "usage", "prompt_tokens_details", "cached_tokens")
    return Usage(
        text_in=max(0, count(data, "usage", "prompt_tokens") - cached),
        cached_in=cached,
        text_out=count(data, "usage", "completion_tokens"),
    )


def _text(data: dict[str, Any], name: str) -> str:
    choices = blocks(data, "choices")
    if not choices or not isinstance(choices[0].get("message"), dict):
        raise WrongAnswerError(f"The reply of {name} has the wrong shape.", "Pick another model.", billed="unknown")
    refusal = at(choices[0], "message", "refusal", kind=str, default="")
    reason = at(choices[0], "finish_reason", kind=str, default="")
    if refusal or reason == "content_filter":
        said = f": “{refusal[:200]}”" if refusal else ""
        raise RefusedError(f"{name} declined{said}.", "Use another photo or another model.")
    if reason == "length":
        raise CutShortError(f"The answer of {name} ended before it was complete.", "Pick another model.")
    return at(choices[0], "message", "content", kind=str, default="")

"""Anthropic: vision with checked JSON by the Messages API."""

from typing import Any, Literal

from studio.ai.providers import messages
from studio.ai.providers.clients import anthropic_client, clean_address, clean_key
from studio.ai.providers.openai import day
from studio.ai.reading import at, blocks
from studio.ai.wire import exchange
from studio.model.ai import RemoteModel, Reply, Request, Where

ADDRESS = "https://api.anthropic.com"
NAME = messages.NAME


class Anthropic:
    """An account at Anthropic."""

    id = "anthropic"
    where: Where = "cloud"

    def __init__(self, key: str | None, address: str | None = None) -> None:
        # the SDK adds /v1 itself; people who copy an address often do too
        self.address = clean_address(address or ADDRESS, NAME).removesuffix("/v1")
        self.client = anthropic_client(clean_key(key, NAME), self.address)

    async def ask(self, request: Request) -> Reply:
        """Make one call; raises ProviderError."""
        import warnings

        body = messages.body_of(request)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # the seller chose; the card carries the date
            answered = await exchange(
                lambda: self.client.messages.with_streaming_response.create(**body), name=NAME, model=request.model
            )
        return messages.read(answered, request)

    async def models(self) -> list[RemoteModel]:
        """List the models with the dates on which they retire; free."""
        answered = await exchange(
            lambda: self.client.models.with_streaming_response.list(limit=100), name=NAME, model=""
        )
        return [_remote(item) for item in blocks(answered.data, "data") if isinstance(item.get("id"), str)]

    async def close(self) -> None:
        """Drop open connections."""
        await self.client.close()


def _remote(item: dict[str, Any]) -> RemoteModel:
    lifecycle = item.get("lifecycle")
    status: Literal["active", "deprecated", "retired"] = (
        "deprecated" if lifecycle == "deprecated" else "retired" if lifecycle == "retired" else "active"
    )
    ends = day(at(item, "retires_at", kind=str, default=""))
    return RemoteModel(item["id"], ends, status, at(item, "display_name", kind=str, default=""))

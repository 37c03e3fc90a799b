"""Anthropic: vision with checked JSON by the Messages API."""

from collections.abc import Mapping
from typing import Any, Literal

from studio.ai.providers import anthropic_batches, messages
from studio.ai.providers.clients import anthropic_client, clean_address, clean_key
from studio.ai.providers.openai import day
from studio.ai.reading import at, blocks
from studio.ai.wire import exchange
from studio.model.ai import BatchState, RemoteModel, Reply, Request, Where
from studio.model.provider_errors import ProviderError

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

    async def submit_batch(self, requests: Mapping[str, Request]) -> BatchState:
        """Hand in calls for half the price, done within a day."""
        return await anthropic_batches.submit(self.client, requests)

    async def batch_state(self, batch: str) -> BatchState:
        """Ask how far a batch is."""
        return await anthropic_batches.state(self.client, batch)

    async def collect_batch(self, batch: str, requests: Mapping[str, Request]) -> dict[str, Reply | ProviderError]:
        """Fetch what is done."""
        return await anthropic_batches.collect(self.client, batch, requests)

    async def cancel_batch(self, batch: str) -> BatchState:
        """Call a batch off."""
        return await anthropic_batches.cancel(self.client, batch)

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

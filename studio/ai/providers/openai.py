"""OpenAI: vision with checked JSON by the Responses API, pictures by the Images API."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from studio.ai.providers import images, openai_batches, responses
from studio.ai.providers.clients import clean_address, clean_key, openai_client
from studio.ai.reading import at, blocks
from studio.ai.wire import PICTURE_LIMIT, exchange
from studio.model.ai import BatchState, RemoteModel, Reply, Request, Where
from studio.model.provider_errors import ProviderError

ADDRESS = "https://api.openai.com/v1"
NAME = responses.NAME


class OpenAI:
    """An account at OpenAI, or at an address that speaks its protocol in full."""

    id = "openai"
    where: Where = "cloud"

    def __init__(self, key: str | None, address: str | None = None) -> None:
        self.address = clean_address(address or ADDRESS, NAME)
        self.client = openai_client(clean_key(key, NAME), self.address)

    async def ask(self, request: Request) -> Reply:
        """Make one call; raises ProviderError."""
        if not request.wants_picture:
            streamed = self.client.responses.with_streaming_response
            return responses.read(await self._call(streamed.create, responses.body_of(request), request), request)
        streamed = self.client.images.with_streaming_response
        call = streamed.edit if images.is_edit(request) else streamed.generate
        return images.read(await self._call(call, images.body_of(request), request, PICTURE_LIMIT), request)

    async def _call(self, call: Any, body: dict[str, Any], request: Request, limit: int = 4_000_000) -> Any:
        return await exchange(lambda: call(**body), name=NAME, model=request.model, limit=limit)

    async def models(self) -> list[RemoteModel]:
        """List the models with their shutdown dates; free."""
        answered = await exchange(self.client.models.with_streaming_response.list, name=NAME, model="")
        return [_remote(item) for item in blocks(answered.data, "data") if isinstance(item.get("id"), str)]

    async def submit_batch(self, requests: Mapping[str, Request]) -> BatchState:
        """Hand in calls for half the price, done within a day."""
        return await openai_batches.submit(self.client, requests)

    async def batch_state(self, batch: str) -> BatchState:
        """Ask how far a batch is."""
        return await openai_batches.state(self.client, batch)

    async def collect_batch(self, batch: str, requests: Mapping[str, Request]) -> dict[str, Reply | ProviderError]:
        """Fetch what is done."""
        return await openai_batches.collect(self.client, batch, requests)

    async def cancel_batch(self, batch: str) -> BatchState:
        """Call a batch off."""
        return await openai_batches.cancel(self.client, batch)

    async def close(self) -> None:
        """Drop open connections."""
        await self.client.close()


def _remote(item: dict[str, Any]) -> RemoteModel:
    ends = day(at(item, "shutdown_date", kind=str, default=""))
    return RemoteModel(id=item["id"], ends=ends, status="deprecated" if ends else "active")


def day(text: str) -> date | None:
    """Return the day of an ISO date or date-time, None for anything else."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None

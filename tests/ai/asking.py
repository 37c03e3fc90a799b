"""What the tests of AI calls share."""

from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from studio.model.ai import Provider


class Seen(BaseModel):
    model_config = ConfigDict(extra="forbid")
    title: Annotated[str, Field(min_length=1, max_length=60)]
    confidence: Annotated[float, Field(ge=0, le=1)]
    tags: Annotated[list[str], Field(min_length=1, max_length=3)]


MODELS = {"openai": "gpt-6-luna", "anthropic": "claude-haiku-5-5", "compatible": "llava"}

Opener = Callable[[str], Provider]


async def with_provider(provider: Provider, work: Callable[[Provider], Coroutine[Any, Any, Any]]) -> Any:
    try:
        return await work(provider)
    finally:
        await provider.close()


@asynccontextmanager
async def closing(provider: Provider) -> AsyncIterator[Provider]:
    try:
        yield provider
    finally:
        await provider.close()

"""The nouns of AI calls: what is asked, what comes back, what it used, and who can be asked."""

import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, Protocol, get_args

from pydantic import BaseModel

from studio.model.provider_errors import ProviderError
from studio.model.usage import Usage

Task = Literal[
    "cutout",
    "analyse",
    "identify",
    "alt-text",
    "copy",
    "backdrop",
    "scene-edit",
    "model-shot",
    "retouch",
    "upscale",
    "compare",
]
TASKS: tuple[Task, ...] = get_args(Task)

Ability = Literal["vision", "json", "image-generation", "image-edit", "mask", "cutout", "upscale"]
"""What a model can do; a task names the abilities it needs, and a model that has them all can be picked for it."""

Where = Literal["local", "cloud"]


@dataclass(frozen=True)
class ModelCard:
    """A model that can be chosen, as its TOML entry says; only what a call needs, prices live beside it."""

    id: str
    provider: str  # "openai" | "anthropic" | "compatible" | "local" | …
    abilities: frozenset[Ability]
    where: Where = "cloud"
    status: Literal["active", "deprecated", "retired"] = "active"
    ends: date | None = None
    successor: str | None = None
    max_output_tokens: int | None = None
    thinks: Literal["no", "low", "always"] = "no"  # "low": can be told to think little; "always": cannot be stopped
    detail: dict[str, Any] = field(default_factory=dict)  # the entry's further keys as written


@dataclass(frozen=True, eq=False)
class Sent:
    """A picture as it leaves the computer: already reduced and encoded, without any metadata."""

    data: bytes
    media_type: str  # "image/jpeg" | "image/png" | "image/webp"
    width: int
    height: int
    name: str = "photo.jpg"  # never the seller's own file name

    @property
    def sha256(self) -> str:
        """The hash of the bytes."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, eq=False)
class Request:
    """One call: complete, so that its `key` says whether it was already paid for.

    `answer`: the pydantic model of the JSON that is wanted; None: a picture is wanted. `size`: of that picture, pixels.
    `mask`: where the provider may paint is transparent; only guidance to it. `photo`: how errors name the photo.
    `max_cost_usd`: what the seller agreed to; whoever estimates checks it before the call.
    """

    task: Task
    model: str
    prompt: str
    instructions: str = ""
    pictures: tuple[Sent, ...] = ()
    mask: Sent | None = None
    answer: type[BaseModel] | None = None
    size: tuple[int, int] | None = None
    quality: Literal["low", "medium", "high"] = "medium"
    transparent: bool = False
    effort: Literal["none", "low", "medium", "high"] | None = None  # for models that think; None: not said
    max_output_tokens: int = 4096
    max_cost_usd: float | None = None
    photo: str = ""

    @property
    def wants_picture(self) -> bool:
        """Whether a picture is asked for, not data."""
        return self.answer is None

    @property
    def sent_bytes(self) -> int:
        """How many bytes leave the computer, the answer's form among them; encoding for the wire not counted."""
        pictures = sum(len(picture.data) for picture in (*self.pictures, *((self.mask,) if self.mask else ())))
        return pictures + sum(len(words.encode()) for words in (self.prompt, self.instructions, self.form))

    @property
    def form(self) -> str:
        """The JSON schema that the answer is asked in, as text; "" for a picture."""
        return json.dumps(self.answer.model_json_schema()) if self.answer else ""

    @property
    def key(self) -> str:
        """The hash of everything that decides the result: the same key need never be paid twice."""
        parts = [self.task, self.model, self.prompt, self.instructions, self.quality, str(self.size)]
        parts += [str(self.transparent), str(self.effort), str(self.max_output_tokens)]
        parts += [picture.sha256 for picture in self.pictures]
        parts.append(self.mask.sha256 if self.mask else "")
        parts.append(str(self.answer.model_json_schema()) if self.answer else "")
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@dataclass(frozen=True)
class Seconds:
    """How long a call took: `connect` 0 on a connection that was open already; `total` all attempts and waits."""

    connect: float = 0.0
    first_byte: float = 0.0
    total: float = 0.0
    attempts: int = 1


@dataclass(frozen=True, eq=False)
class Reply:
    """What came back: `value` (checked against `Request.answer`) or `picture` (encoded bytes, checked to be one)."""

    provider: str
    model: str  # as billed
    value: BaseModel | None = None
    picture: bytes | None = None
    media_type: str = ""
    usage: Usage = field(default_factory=Usage)
    seconds: Seconds = Seconds()
    request_id: str = ""
    cached: bool = False  # taken from an earlier call, nothing was sent
    notes: tuple[str, ...] = ()  # what the seller should know: "Answered by claude-haiku-5-5: OpenAI was down."


@dataclass(frozen=True)
class RemoteModel:
    """A model as its provider lists it today."""

    id: str
    ends: date | None = None
    status: Literal["active", "deprecated", "retired"] = "active"
    title: str = ""


class Provider(Protocol):
    """One account at one place. One object serves one event loop."""

    id: str
    where: Where

    async def ask(self, request: Request) -> Reply:
        """Make exactly one HTTP call, never a second; raises ProviderError only."""
        ...

    async def models(self) -> list[RemoteModel]:
        """List the models on offer: free, and so the test of a key; raises ProviderError."""
        ...

    async def close(self) -> None:
        """Drop open connections."""
        ...


@dataclass(frozen=True)
class BatchState:
    """A batch of calls at half the price, done within a day."""

    id: str
    status: Literal["waiting", "done", "failed", "expired", "cancelled"]
    total: int = 0
    finished: int = 0
    failed: int = 0


class BatchProvider(Provider, Protocol):
    """A provider that also takes batches; ids are the caller's own and come back in any order."""

    async def submit_batch(self, requests: Mapping[str, Request]) -> BatchState:
        """Hand in calls; the id in the answer is all that must be kept over a restart."""
        ...

    async def batch_state(self, batch: str) -> BatchState:
        """Ask how far a batch is."""
        ...

    async def collect_batch(self, batch: str, requests: Mapping[str, Request]) -> dict[str, Reply | ProviderError]:
        """Fetch what is done, each with the request it answers."""
        ...

    async def cancel_batch(self, batch: str) -> BatchState:
        """Call a batch off."""
        ...


class Ledger(Protocol):
    """Who writes down each call before it is made, and what it came to."""

    def opened(self, request: Request, provider: str) -> int:
        """Write the line before the call and return its number; raises OverBudgetError to forbid the call."""
        ...

    def closed(self, line: int, outcome: Reply | ProviderError) -> None:
        """Write what came of it: a cancelled or broken call is closed too, with what is known of its cost."""
        ...

    def earlier(self, request: Request, provider: str) -> Reply | None:
        """Return the kept result of the same request, or None; it was paid for already."""
        ...


OnWait = Callable[[float, str], Awaitable[None] | None]
"""Told (seconds, reason) before each wait, for a visible countdown."""

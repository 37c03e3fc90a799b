"""Registering webhooks, and seeing what could not be sent."""

from datetime import UTC, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request, Response
from fastapi import Path as PathField
from pydantic import BaseModel, ConfigDict, Field

from studio.server.access import need_token
from studio.server.problems import Refused, responses
from studio.server.webhooks.address import Addresses
from studio.server.webhooks.outbox import Endpoint, Outbox

_MOST = 100
router = APIRouter(prefix="/v1/webhooks", tags=["webhooks"], dependencies=[Depends(need_token)])
Id = Annotated[str, PathField(max_length=80, pattern=r"^[a-z]+_[0-9a-f]+$")]


class Wish(BaseModel):
    """Where to send, and what; `*` is everything."""

    model_config = ConfigDict(extra="forbid")

    url: Annotated[str, Field(min_length=8, max_length=2000)]
    events: Annotated[
        list[Literal["*", "item.finished", "job.completed", "job.cancelled", "job.held", "job.review", "job.alert"]],
        Field(min_length=1, max_length=10),
    ] = ["*"]


class Webhook(BaseModel):
    """A registered webhook; `secret` is told once, when it is made."""

    id: str
    url: str
    events: list[str]
    state: Literal["active", "gone"]
    secret: str | None = None

    @classmethod
    def of(cls, endpoint: Endpoint, *, secret: bool = False) -> "Webhook":
        """Return the document of an endpoint."""
        return cls(
            id=endpoint.id,
            url=endpoint.url,
            events=list(endpoint.events),
            state="gone" if endpoint.state == "gone" else "active",
            secret=endpoint.secret if secret else None,
        )


class Webhooks(BaseModel):
    """All webhooks."""

    items: list[Webhook]


class DeadLetter(BaseModel):
    """A message that was given up: `body` is what was sent, `problem` why the last attempt failed."""

    id: str
    webhook: str
    type: str
    created: datetime
    attempts: int
    problem: str
    body: str


class DeadLetters(BaseModel):
    """What could not be sent, oldest first."""

    items: list[DeadLetter]


class Queued(BaseModel):
    """The id of a message that will be sent."""

    id: str


def _outbox(request: Request) -> Outbox:
    outbox: Outbox = request.app.state.outbox
    return outbox


@router.post("", status_code=201, responses=responses(409))
def register(request: Request, wish: Wish) -> Webhook:
    """Register a webhook. Messages are signed as Standard Webhooks asks, with the secret that is told here, once."""
    addresses: Addresses = request.app.state.addresses
    addresses.resolve(wish.url)
    if len(_outbox(request).endpoints()) >= _MOST:
        raise Refused(409, "too-many", f"There are {_MOST} webhooks already.", "Remove one first.")
    return Webhook.of(_outbox(request).add_endpoint(wish.url, wish.events), secret=True)


@router.get("", responses=responses())
def webhooks(request: Request) -> Webhooks:
    """List the webhooks."""
    return Webhooks(items=[Webhook.of(endpoint) for endpoint in _outbox(request).endpoints()])


@router.get("/dead-letters", responses=responses())
def dead_letters(request: Request) -> DeadLetters:
    """List what could not be sent after all attempts, or because the receiver said that it is gone (410)."""
    return DeadLetters(
        items=[
            DeadLetter(
                id=message.id,
                webhook=message.endpoint,
                type=message.type,
                created=datetime.fromtimestamp(message.created, UTC),
                attempts=message.attempts,
                problem=message.problem,
                body=message.body,
            )
            for message in _outbox(request).dead_letters()
        ]
    )


@router.post("/dead-letters/{message_id}/retry", status_code=202, responses=responses(404))
def retry(request: Request, message_id: Id) -> Queued:
    """Send a dead letter again under the same id, with all its attempts."""
    if not _outbox(request).revive(message_id):
        raise Refused(404, "not-found", f"There is no dead letter {message_id!r}.", "GET …/dead-letters lists them.")
    return Queued(id=message_id)


@router.post("/{webhook_id}/test", status_code=202, responses=responses(404))
def test(request: Request, webhook_id: Id) -> Queued:
    """Send a message of type webhook.test."""
    if webhook_id not in {endpoint.id for endpoint in _outbox(request).endpoints()}:
        raise _unknown(webhook_id)
    return Queued(id=_outbox(request).put_test(webhook_id))


@router.delete("/{webhook_id}", status_code=204, response_class=Response, responses=responses(404))
def remove(request: Request, webhook_id: Id) -> None:
    """Forget a webhook, and what was to be sent to it."""
    if not _outbox(request).remove_endpoint(webhook_id):
        raise _unknown(webhook_id)


def _unknown(webhook_id: str) -> Refused:
    return Refused(404, "not-found", f"There is no webhook {webhook_id!r}.", "GET /v1/webhooks lists them.")

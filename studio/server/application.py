"""The server put together: routes, who may use them, and how errors are told."""

import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import APIRouter, Depends, FastAPI

from studio import __version__
from studio.app.queue import Queue
from studio.check import load_channels
from studio.server import job_routes, uploads
from studio.server.access import need_token
from studio.server.documents import Choice, Choices, Health
from studio.server.idempotency import Idempotency
from studio.server.problems import responses, tell_problems
from studio.server.records import open_records
from studio.server.roots import Roots
from studio.server.uploads import Uploads
from studio.server.webhooks import routes as webhooks
from studio.server.webhooks.address import Addresses
from studio.server.webhooks.outbox import SCHEDULE, Outbox
from studio.server.webhooks.sender import SECONDS, Sender
from studio.server.working import Working
from studio.store import paths
from studio.store.presets import list_presets

_general = APIRouter(prefix="/v1", tags=["general"])


def create_app(
    queue: Queue,
    *,
    token: str,
    workers: int | None = None,
    working: bool = True,
    roots: Sequence[Path] = (),
    results: Path | None = None,
    largest_upload: int = uploads.LARGEST,
    webhook_hosts: Sequence[str] = (),
    webhook_schedule: Sequence[float] = SCHEDULE,
    webhook_seconds: float = SECONDS,
) -> FastAPI:
    """Return the application; raises UsageError for a root that is not there.

    `working`: the application works the queue off itself, else another runner must. `webhook_hosts` may be called
    although they are not public; the others describe how webhooks are tried.
    """
    app = FastAPI(
        title="Listing Studio",
        version=__version__,
        description=__doc__,
        docs_url=None,  # both would load their pages from elsewhere
        redoc_url=None,
        lifespan=_lifespan,
    )
    home = paths.home() / "server"
    app.state.queue, app.state.token = queue, token
    app.state.working = Working(queue, workers=workers) if working else None
    app.state.roots = Roots(roots)
    app.state.uploads = Uploads(home / "uploads", largest_upload)
    app.state.results = (results or home / "results").absolute()
    app.state.records = open_records(home)
    app.state.idempotency = Idempotency(app.state.records)
    app.state.addresses = Addresses(webhook_hosts)
    app.state.outbox = Outbox(app.state.records, schedule=webhook_schedule)
    app.state.sender = Sender(queue, app.state.outbox, app.state.addresses, seconds=webhook_seconds)
    app.state.closing = threading.Event()
    tell_problems(app)
    for router in (_general, uploads.router, job_routes.router, webhooks.router):
        app.include_router(router)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    working: Working | None = app.state.working
    app.state.sender.start()
    if working is not None:
        working.start()
    yield
    app.state.closing.set()
    if working is not None:
        working.close()
    app.state.sender.close()
    app.state.records.close()
    app.state.queue.catalogue.close()


@_general.get("/health")
def health() -> Health:
    """Tell that the server is there; the only route that needs no token."""
    return Health(ok=True, version=__version__)


@_general.get("/presets", responses=responses(), dependencies=[Depends(need_token)])
def presets() -> Choices:
    """List the presets that a job may name."""
    import studio.scene  # noqa: F401  (makes the element kinds known, which presets name)

    return Choices(items=[Choice(id=preset.id, name=preset.name) for preset in list_presets()])


@_general.get("/channels", responses=responses(), dependencies=[Depends(need_token)])
def channels() -> Choices:
    """List the channels that a job may name."""
    return Choices(
        items=[Choice(id=channel.id, name=f"{channel.platform} {channel.slot}") for channel in load_channels().values()]
    )

"""Submitting jobs, following them, and fetching what they made."""

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import Annotated, Any

from anyio import sleep, to_thread
from fastapi import APIRouter, Depends, Header, Query, Request, Response
from fastapi import Path as PathField
from fastapi.responses import FileResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent

from studio.export.receipts import ENDING
from studio.server.access import need_token
from studio.server.documents import Item, Job, Jobs, Results
from studio.server.idempotency import Key
from studio.server.jobs import JobState, Queue
from studio.server.orders import JobWish, Wish, plan_of
from studio.server.problems import Refused, responses

router = APIRouter(prefix="/v1/jobs", tags=["jobs"], dependencies=[Depends(need_token)])
_BEAT = 0.2  # seconds between two looks for news
JobId = Annotated[str, PathField(min_length=1, max_length=80, pattern=r"^[\w.-]+$")]


def _queue(request: Request) -> Queue:
    queue: Queue = request.app.state.queue
    return queue


def _known(request: Request, job_id: JobId) -> JobState:
    job = _queue(request).job(job_id)
    if job is None:
        raise Refused(404, "not-found", f"There is no job {job_id!r}.", "GET /v1/jobs lists them.")
    return job


Known = Annotated[JobState, Depends(_known)]


@router.post("", status_code=202, responses=responses(403, 409, 500))
def submit(request: Request, response: Response, wish: JobWish, key: Key = None) -> Job:
    """Queue photos for channels. Answers at once; follow the job's events or register a webhook."""
    state = request.app.state

    def queued() -> str:
        plan = plan_of(wish, state.roots, state.uploads, state.results)
        job_id: str = state.queue.submit(plan, name=wish.name, priority=wish.priority, mark=key)
        return job_id

    job_id, replayed = state.idempotency.once(key, wish.model_dump_json().encode(), queued)
    response.headers["Location"] = f"/v1/jobs/{job_id}"
    if replayed:
        response.headers["Idempotency-Replayed"] = "true"
    return Job.of(_known(request, job_id))


@router.get("", responses=responses())
def jobs(request: Request, limit: Annotated[int, Query(ge=1, le=1000)] = 100) -> Jobs:
    """List jobs, newest first."""
    return Jobs(items=[Job.of(job) for job in _queue(request).jobs()[:limit]])


@router.get("/{job_id}", responses=responses(404))
def job(known: Known) -> Job:
    """Tell how far a job is."""
    return Job.of(known)


@router.post("/{job_id}/{wish}", responses=responses(404))
def control(request: Request, known: Known, wish: Wish) -> Job:
    """Pause a job, let it run on, or cancel it for good. What is finished stays."""
    _queue(request).wish(known.id, wish)
    return Job.of(_known(request, known.id))


@router.get("/{job_id}/results", responses=responses(404))
def results(request: Request, known: Known) -> Results:
    """Return what is finished so far, as in batch.json."""
    items = [Item.model_validate(item) for item in _queue(request).items(known.id)]
    return Results(job=Job.of(known), items=items)


@router.get("/{job_id}/events", response_class=EventSourceResponse, responses=responses(404))
async def events(
    request: Request,
    known: Known,
    last: Annotated[int, Header(alias="Last-Event-ID", ge=0, le=2**62, description="Go on after this event.")] = 0,
) -> AsyncIterator[ServerSentEvent]:
    """Tell progress as it happens: events `progress`, `item` (as in batch.json) and, last of all, `end`."""
    queue, after = _queue(request), last
    while not request.app.state.closing.is_set():
        # asked first: what happened before the job was over is then among the news
        over = (found := await to_thread.run_sync(queue.job, known.id)) is None or found.over
        news = await to_thread.run_sync(partial(queue.events, known.id, after=after))
        for event in news:
            after = event.number
            yield ServerSentEvent(data=event.data, event=event.kind, id=str(event.number))
        if over and not news:
            return
        if not news:
            await sleep(_BEAT)


@router.get(
    "/{job_id}/files/{output:path}",
    response_class=FileResponse,
    responses={
        200: {"content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}},
        **responses(404),
    },
)
def file(request: Request, known: Known, output: Annotated[str, PathField(max_length=1000)]) -> Any:
    """Fetch a finished file by its item's `output`, or its receipt (`….receipt.json`)."""
    made = {item["output"] for item in _queue(request).items(known.id) if item["output"]}
    path = Path(known.out_dir) / output
    if output.removesuffix(ENDING) not in made or not path.is_file() or path.is_symlink():
        raise Refused(404, "not-found", f"The job made no file {output[:200]!r}.", "GET …/results lists them.")
    return FileResponse(path, headers={"X-Content-Type-Options": "nosniff"})

"""Submitting jobs, following them, and fetching what they made."""

import shutil
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import Annotated, Any

from anyio import sleep, to_thread
from fastapi import APIRouter, Depends, Header, Query, Request, Response
from fastapi import Path as PathField
from fastapi.responses import FileResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent

from studio.app.queue import Batch, Queue, UnknownBatchError
from studio.app.queue import Wish as QueueWish
from studio.export.receipts import ENDING
from studio.server.access import need_token
from studio.server.documents import Item, Job, Jobs, Results
from studio.server.idempotency import Key
from studio.server.orders import JobWish, Steer, plan_of
from studio.server.problems import STATUSES, Refused, responses

router = APIRouter(prefix="/v1/jobs", tags=["jobs"], dependencies=[Depends(need_token)])
_BEAT = 0.2  # seconds between two looks for news
JobId = Annotated[str, PathField(min_length=1, max_length=80, pattern=r"^[\w.-]+$")]


def _queue(request: Request) -> Queue:
    queue: Queue = request.app.state.queue
    return queue


def _known(request: Request, job_id: JobId) -> Batch:
    """Return a job of this server's; batches that came from elsewhere are none of its clients' business."""
    try:
        batch = _queue(request).batch(job_id)
    except UnknownBatchError:
        batch = None
    if batch is None or not _own(request, batch):
        raise Refused(404, "not-found", f"There is no job {job_id!r}.", "GET /v1/jobs lists them.")
    return batch


def _own(request: Request, batch: Batch) -> bool:
    results: Path = request.app.state.results
    return batch.out_dir.parent == results


Known = Annotated[Batch, Depends(_known)]


@router.post("", status_code=202, responses=responses(403, 409, 500))
def submit(request: Request, response: Response, wish: JobWish, key: Key = None) -> Job:
    """Queue photos for channels. Answers at once; follow the job's events or register a webhook."""
    state = request.app.state

    def queued() -> str:
        plan = plan_of(wish, state.roots, state.uploads, state.results)
        mark = f"server {key}" if key is not None else None
        return _queue(request).submit(plan, QueueWish(name=wish.name, priority=wish.priority, mark=mark)).id

    def exists(job: str) -> bool:
        try:
            return _own(request, _queue(request).batch(job))
        except UnknownBatchError:
            return False

    job_id, replayed = state.idempotency.once(key, wish.model_dump_json().encode(), queued, exists)
    response.headers["Location"] = f"/v1/jobs/{job_id}"
    if replayed:
        response.headers["Idempotency-Replayed"] = "true"
    return Job.of(_known(request, job_id))


@router.get("", responses=responses())
def jobs(request: Request, limit: Annotated[int, Query(ge=1, le=1000)] = 100) -> Jobs:
    """List jobs, newest first."""
    return Jobs(items=[Job.of(batch) for batch in _queue(request).batches() if _own(request, batch)][:limit])


@router.get("/{job_id}", responses=responses(404))
def job(known: Known) -> Job:
    """Tell how far a job is."""
    return Job.of(known)


@router.post("/{job_id}/{steer}", responses=responses(404))
def control(request: Request, known: Known, steer: Steer) -> Job:
    """Pause a job, let it go on, cancel it, or try its failed and cancelled photos again. What is finished stays."""
    queue = _queue(request)
    {"pause": queue.pause, "resume": queue.resume, "cancel": queue.cancel, "retry": queue.retry}[steer](known.id)
    return Job.of(_known(request, known.id))


@router.get("/{job_id}/results", responses=responses(404))
def results(request: Request, known: Known) -> Results:
    """Return what is finished so far, as in batch.json."""
    items = [Item.model_validate(item.as_json()) for item in _queue(request).items(known.id)]
    return Results(job=Job.of(known), items=items)


@router.delete("/{job_id}", status_code=204, response_class=Response, responses=responses(404, 409))
def remove(request: Request, known: Known) -> None:
    """Forget a job that is over, and remove what it made."""
    if not known.over:
        raise Refused(409, "not-over", f"The job {known.id} is not finished.", "Cancel it first.")
    _queue(request).forget(known.id)
    shutil.rmtree(known.out_dir, ignore_errors=True)


_problem = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}  # not an event stream


@router.get(
    "/{job_id}/events",
    response_class=EventSourceResponse,
    responses={status: {"description": STATUSES[status], "content": _problem} for status in (400, 401, 404, 422)},
)
async def events(
    request: Request,
    known: Known,
    last: Annotated[int, Header(alias="Last-Event-ID", ge=0, le=2**62, description="Go on after this event.")] = 0,
) -> AsyncIterator[ServerSentEvent]:
    """Tell what happens when it does: submitted, started, item, paused, held, review, alert; ended or cancelled."""
    queue, after = _queue(request), last
    while not request.app.state.closing.is_set():
        # asked first: what happened before the job was over is then among the news
        try:
            over = (await to_thread.run_sync(queue.batch, known.id)).over
        except UnknownBatchError:  # removed meanwhile
            return
        news = await to_thread.run_sync(partial(queue.events, after, batch=known.id))
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
    made = {item.output for item in _queue(request).items(known.id) if item.output}
    path = known.out_dir / output
    if output.removesuffix(ENDING) not in made or not path.is_file() or path.is_symlink():
        raise Refused(404, "not-found", f"The job made no file {output[:200]!r}.", "GET …/results lists them.")
    return FileResponse(path, headers={"X-Content-Type-Options": "nosniff"})

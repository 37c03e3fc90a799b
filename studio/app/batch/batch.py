"""Every photo × every channel, over the computer's cores; one bad photo never stops the rest.

An output appears by rename only, its receipt after it: what has a receipt that fits is done, whatever happened then.
"""

import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any

from studio.app.batch.cluster_task import ClusterGoneError
from studio.app.batch.plan import Plan, make_plan, photos_in
from studio.app.batch.report import Item, Report, as_error
from studio.app.batch.workers import Workers, worker_count
from studio.app.photo import mattes
from studio.app.photo.job import Job
from studio.model.channel import Channel
from studio.model.errors import Cancelled, WriteError
from studio.model.preset import Preset
from studio.store import atomic, runners

MEMORY_LIMIT = 4_000_000_000
"""Bytes a worker may take; a 250 MP photo in full needs about half of that."""
_SECONDS_A_PHOTO, _SECONDS_A_CHANNEL = 120.0, 15.0
_BEAT = 0.2  # seconds after which a pause or a cancellation is noticed


Tell = Callable[[int, int, Sequence[Item]], object]
"""Called on the batch's own thread after each photo: photos finished, photos in all, and that photo's items."""


def export(
    photos: Sequence[Path],
    preset: Preset,
    channels: Sequence[Channel],
    out_dir: Path,
    *,
    workers: int | None = None,
    resume: bool = False,
    progress: Tell | None = None,
    before: Callable[[Plan], None] | None = None,
) -> Report:
    """Export files and folders of photos, write `batch.json`, and return the report.

    `before` is shown the plan before work starts. Raises UsageError (no photos, an original in danger, a bad name
    template), WriteError where the folder cannot be written to at all.
    """
    plan = make_plan(photos_in(photos, out_dir), preset, channels, out_dir)
    if before is not None:
        before(plan)
    return run_plan(plan, workers=workers, resume=resume, progress=progress)


def run_plan(
    plan: Plan,
    *,
    workers: int | None = None,
    resume: bool = False,
    progress: Tell | None = None,
    cancelled: threading.Event | None = None,
    go: threading.Event | None = None,
    timeout: float | None = None,
    crew: Any = None,
) -> Report:
    """Work a plan off and write `batch.json`; raises Cancelled (what is finished stays, and is in `batch.json`).

    While `go` is not set no further photo is begun. `crew` may be any object with the methods of Workers, such as a
    cluster's; it is shut down at the end. Raises ClusterGoneError where that cluster goes away for good.
    """
    start = perf_counter()
    prepare_folder(plan.out_dir)
    me = runners.Runner()
    folders = {(plan.out_dir / target.output).parent for job in plan.jobs for target in job.targets}
    runners.sweep([*mattes.folders(), plan.out_dir, *folders])
    count = min(worker_count(workers), len(plan.jobs) or 1)
    crew = crew or Workers(count, memory_limit=MEMORY_LIMIT, owner=me.id)
    results: dict[int, Sequence[Item]] = {}
    complete = False
    try:
        for at, future in each(
            crew,
            _calls(plan, resume),
            timeout=timeout or _longest(plan),
            cancelled=cancelled,
            go=go,
        ):
            items = _items(future, plan.jobs[at])
            results[at] = items
            if progress is not None:
                progress(len(results), len(plan.jobs), items)
        complete = True
    finally:
        crew.shutdown(kill=not complete)
        runners.sweep([*mattes.folders(), *folders], own=me.id)
        me.end()
        report = Report(
            items=tuple(item for at in sorted(results) for item in results[at]),
            photos=len(plan.jobs),
            seconds=perf_counter() - start,
            peak_bytes=crew.peak_memory(),
            collisions=plan.collisions,
            left_out=plan.left_out,
        )
        report.write(plan.out_dir)
    mattes.prune()
    return report


def prepare_folder(out_dir: Path) -> None:
    """Make the output folder and see that it can be written to, before hours of work; raises WriteError."""
    try:
        out_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise atomic.could_not_write(out_dir, error) from error
    if not os.access(out_dir, os.W_OK | os.X_OK):
        raise WriteError(f"{out_dir} may not be written to.", "Choose another output folder.")


def _calls(plan: Plan, resume: bool) -> Iterator[tuple[Callable[..., Any], tuple[Any, ...]]]:
    return ((work_off, (job, plan.out_dir, resume)) for job in plan.jobs)


def _longest(plan: Plan) -> float:
    return patience(max((len(job.targets) for job in plan.jobs), default=1))


def patience(channels: int) -> float:
    """Return the seconds after which a photo for so many channels is given up."""
    return _SECONDS_A_PHOTO + _SECONDS_A_CHANNEL * channels


def each(
    crew: Workers,
    calls: Iterable[tuple[Callable[..., Any], tuple[Any, ...]]],
    *,
    timeout: float = _SECONDS_A_PHOTO,
    cancelled: threading.Event | None = None,
    go: threading.Event | None = None,
) -> Iterator[tuple[int, "Future[Any]"]]:
    """Yield (place, finished future) of each call as it ends; raises Cancelled.

    No more calls are handed out than there are processes, so that memory does not grow with the number of photos, and
    none while `go` is not set.
    """
    waiting = enumerate(calls)
    running: dict[Future[Any], int] = {}
    while True:
        if not (paused := go is not None and not go.is_set()):
            for at, (function, arguments) in islice(waiting, crew.count - len(running)):
                running[crew.submit(function, *arguments, timeout=timeout)] = at
        if not running and not paused:
            return
        if not running:
            time.sleep(_BEAT)
        for future in wait(running, timeout=_BEAT, return_when=FIRST_COMPLETED).done:
            yield running.pop(future), future
        if cancelled is not None and cancelled.is_set():
            raise Cancelled


def work_off(job: Job, out_dir: Path, resume: bool) -> list[Item]:
    """Do one job; called inside a worker process, where the heavy imports happen."""
    from studio.app.photo.pipeline import process_photo

    return process_photo(
        job.photo, job.preset, job.targets, out_dir, resume=resume, touchup=job.touchup, plate=job.plate
    )


def _items(future: "Future[Any]", job: Job) -> Sequence[Item]:
    """Return a job's items; where its process died, failed ones that say so."""
    error = future.exception()
    if error is None:
        items: Sequence[Item] = future.result()
        return items
    if isinstance(error, ClusterGoneError):
        raise error
    told = as_error(error, job.photo.relative.name)
    return [
        Item(
            photo=job.photo.relative.as_posix(),
            sha256="",
            channel=target.channel.id,
            output=None,
            status="failed",
            model=job.preset.cutout.model,
            error=told,
        )
        for target in job.targets
    ]

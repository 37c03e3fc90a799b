"""What commands that work on photos one by one have in common."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from studio.cli.output import progress_bar
from studio.model.photo import Photo

Result = TypeVar("Result")


def work_through(
    function: Callable[..., Result],
    photos: Sequence[Photo],
    *,
    what: str,
    arguments: Callable[[Photo], Sequence[Any]],
    failed: Callable[[Photo, BaseException], Result],
    workers: int | None = None,
) -> list[Result]:
    """Call a module's function for each photo in worker processes; return the results in the photos' order."""
    from studio.app.batch.batch import MEMORY_LIMIT, each
    from studio.app.batch.workers import Workers, worker_count

    results: dict[int, Result] = {}
    crew = Workers(min(worker_count(workers), len(photos)), memory_limit=MEMORY_LIMIT)
    with progress_bar(what) as advance, crew:
        calls = [(function, tuple(arguments(photo))) for photo in photos]
        for at, future in each(crew, calls):
            error = future.exception()
            results[at] = future.result() if error is None else failed(photos[at], error)
            advance(len(results), len(photos))
    return [results[at] for at in range(len(photos))]


def gathered(paths: Sequence[Path], out: Path | None = None) -> list[Photo]:
    """Return the photos below some paths; raises UsageError where there are none."""
    from studio.app.batch.plan import photos_in

    return photos_in(paths, out)

"""Photos worked on by many machines: a crew like `Workers`, over dask.distributed.

    crew = ClusterCrew("tcp://scheduler:8786")
    run_plan(plan, resume=True, crew=crew)                 # or Runner(queue, crew=crew).run(stop)

Each photo is a parcel for one of the workers (started with dask's own `dask worker`). What comes back is taken only if
its hashes and its key are those that this machine expects; it is written here, so that journal, receipts and "done"
mean what they always mean. A lost worker's photos go to another one; a photo that ends three of them is given up.
"""

import contextvars
import hashlib
import logging
import os
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Any

from studio.app.batch.cluster_task import ClusterError, ClusterGoneError, Made, Original, Parcel, work_parcel
from studio.app.batch.report import Item, as_error
from studio.app.batch.worker_process import peak_memory
from studio.app.photo.job import Job, Target
from studio.export.receipts import receipt_path
from studio.model.errors import StudioError, WorkerCrashedError
from studio.model.receipt import Receipt
from studio.store import atomic

_PATIENCE = 60.0  # seconds to wait for a scheduler that has gone away
_BEAT = 0.2
_LARGE = "200 MB"  # dask warns of parcels above this; photos are large


class ClusterCrew:
    """See the module. `count` photos are under way at once: one a worker process.

    `share_paths`: try the photo's path on the other machines before its bytes are sent. `patience`: seconds to wait for
    a cluster that went away; then photos under way end in ClusterGoneError. Raises ClusterError where the scheduler or
    its workers are not there at all, after `seconds`.
    """

    def __init__(
        self, address: str, *, share_paths: bool = True, patience: float = _PATIENCE, seconds: float = _PATIENCE
    ) -> None:
        self._address, self._patience = address, patience
        self._share_paths = share_paths
        self._client = _connected(address, seconds=seconds)
        self._mending = threading.Lock()
        self.count = max(1, len(self._workers()))
        self._threads = ThreadPoolExecutor(self.count, "cluster")
        self._calls: dict[Future[Any], threading.Event] = {}
        self._peak = 0

    def submit(self, function: Callable[..., Any], *arguments: Any, timeout: float | None = None) -> "Future[Any]":
        """Do `batch.work_off(job, out_dir, resume)` on another machine; the future gives its items."""
        job, out_dir, resume = arguments
        called_off = threading.Event()
        context = contextvars.copy_context()  # unfinished files carry the runner's name
        future = self._threads.submit(context.run, self._work_off, job, out_dir, resume, timeout, called_off)
        self._calls[future] = called_off
        future.add_done_callback(lambda done: self._calls.pop(done, None))
        return future

    def call_off(self, future: "Future[Any]") -> None:
        """Let go of one call; the future raises an error."""
        if not future.cancel() and (called_off := self._calls.get(future)) is not None:
            called_off.set()

    def living(self) -> set[int]:
        """Return the ids of the processes that write here: this one."""
        return {os.getpid()}

    def peak_memory(self) -> int:
        """Return bytes: this process's most, and the sum of the workers' largest."""
        return peak_memory() + self._peak * self.count

    def shutdown(self, *, kill: bool = False) -> None:
        """End the connection; the cluster itself goes on. With `kill` what is under way is called off."""
        if kill:
            for called_off in list(self._calls.values()):
                called_off.set()
        self._threads.shutdown(wait=True, cancel_futures=kill)
        self._client.close()

    def _workers(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self._client.scheduler_info(n_workers=-1)["workers"]
        return found

    def _work_off(
        self, job: Job, out_dir: Path, resume: bool, timeout: float | None, called_off: threading.Event
    ) -> list[Item]:
        from studio.app.photo.questions import known_items

        empty = out_dir if resume else Path(os.devnull)  # under which nothing was ever made
        try:
            sha256, items, keys = known_items(
                job.photo, job.preset, job.targets, empty, touchup=job.touchup, plate=job.plate
            )
        except StudioError as error:
            return [_failed(job, target, "", error) for target in job.targets]
        todo = {at: job.targets[at] for at in keys}
        if todo:
            made = self._made(job, sha256, tuple(todo.values()), timeout, called_off)
            if called_off.is_set():
                raise WorkerCrashedError("The work was called off.")
            self._peak = max(self._peak, made.peak)
            for at, item in zip(todo, made.items, strict=True):
                try:
                    _keep(item, made, out_dir, todo[at], keys[at])
                    items[at] = item
                except StudioError as error:
                    items[at] = _failed(job, todo[at], sha256, error)
        return [items[at] for at in range(len(job.targets))]

    def _made(
        self, job: Job, sha256: str, targets: tuple[Target, ...], timeout: float | None, called_off: threading.Event
    ) -> Made:
        """Send a parcel, first by path, then by content."""
        if self._share_paths:
            made = self._sent(parcel_of(job, sha256, targets, data=False), timeout, called_off)
            if not made.missing:
                return made
            self._share_paths = False  # other machines do not see this disk
        return self._sent(parcel_of(job, sha256, targets, data=True), timeout, called_off)

    def _sent(self, parcel: Parcel, timeout: float | None, called_off: threading.Event) -> Made:
        """Send a parcel until it is done, anew where the scheduler was away for a while."""
        from distributed import KilledWorker
        from distributed.client import FutureCancelledError
        from distributed.comm import CommClosedError

        while True:
            try:
                return self._answer(parcel, timeout, called_off)
            except KilledWorker as error:
                raise WorkerCrashedError(
                    f"{Path(parcel.relative).name} ended the process that worked on it, on several machines.",
                    "The photo may be damaged or too large for their memory; save it anew in another program.",
                ) from error
            except (FutureCancelledError, CommClosedError, OSError):
                if called_off.is_set():
                    raise WorkerCrashedError("The work was called off.") from None
                self._connect_again(called_off)

    def _answer(self, parcel: Parcel, timeout: float | None, called_off: threading.Event) -> Made:
        from dask import config
        from distributed import TimeoutError as NotYet
        from distributed.comm import CommClosedError

        with config.set({"distributed.admin.large-graph-warning-threshold": _LARGE}):
            remote = self._client.submit(work_parcel, parcel, pure=False)
        end = monotonic() + timeout if timeout is not None else float("inf")
        try:
            while True:
                try:
                    made: Made = remote.result(timeout=_BEAT)
                    return made
                except NotYet:
                    if called_off.is_set():
                        raise WorkerCrashedError("The work was called off.") from None
                    if monotonic() > end and not self._workers():
                        raise CommClosedError("no worker is left") from None
                    if monotonic() > end:
                        raise WorkerCrashedError(
                            f"The work took longer than {timeout:.0f} seconds and was given up.",
                            "Try a smaller photo or a faster model, or look after the machines.",
                        ) from None
        finally:
            remote.cancel() if not remote.done() else remote.release()

    def _connect_again(self, called_off: threading.Event) -> None:
        """Come back with a living connection; raises ClusterGoneError when patience ends."""
        end = monotonic() + self._patience
        with self._mending:
            while self._client.status != "running" or not self._workers():
                if called_off.is_set():
                    return
                if monotonic() > end:
                    raise ClusterGoneError(
                        f"The cluster at {self._address} is gone.",
                        "What is finished stays; start the cluster again and go on with --resume.",
                    )
                called_off.wait(_BEAT)
                with suppress(ClusterError):
                    fresh = _connected(self._address, seconds=2.0)
                    self._client.close()
                    self._client = fresh


def cluster_crew(address: str | None, *, patience: float = _PATIENCE) -> ClusterCrew | None:
    """Return the crew of a scheduler's address, None without one; raises ClusterError."""
    return ClusterCrew(address, patience=patience) if address else None


def workers_at(address: str, *, seconds: float = 10.0) -> int:
    """Return how many worker processes a scheduler has; raises ClusterError where none is there after `seconds`."""
    client = _connected(address, seconds=seconds)
    try:
        return len(client.scheduler_info(n_workers=-1)["workers"])
    finally:
        client.close()


def parcel_of(job: Job, sha256: str, targets: tuple[Target, ...], *, data: bool) -> Parcel:
    """Return a job's parcel, with the files' bytes where `data`; raises StudioError where one cannot be read."""
    from studio.app.photo.engine import engine
    from studio.app.photo.finding import backdrops_of
    from studio.app.photo.pictures import picture_files
    from studio.intake import fingerprint

    backdrops = backdrops_of(job.photo.path, job.preset.cutout, job.plate)
    files = {"photo": job.photo.path, "plate": backdrops.plate, "second": backdrops.second}
    originals = {
        role: Original(
            str(path.absolute()),
            path.name,
            sha256 if role == "photo" else fingerprint(path),
            path.read_bytes() if data else None,
        )
        for role, path in files.items()
        if path is not None
    }
    return Parcel(
        relative=job.photo.relative.as_posix(),
        originals=originals,
        preset=job.preset,
        targets=targets,
        touchup=job.touchup,
        engine=engine(),
        pictures={name: fingerprint(path) for name, path in picture_files(job.preset.scene).items()},
    )


def _keep(item: Item, made: Made, out_dir: Path, target: Target, key: str) -> None:
    """Verify what came back and write it: the file, then its receipt; raises ClusterError, WriteError."""
    if item.output is None:
        return
    output = target.output.as_posix()
    data, text = made.files.get(output, (b"", b""))
    try:
        receipt = Receipt.model_validate_json(text)
    except ValueError:
        receipt = None
    good = item.output == output and receipt is not None and receipt.key == key
    if not good or receipt is None or hashlib.sha256(data).hexdigest() != receipt.output_sha256:
        raise ClusterError(
            f"{output} came back damaged, or is not what was asked for.", "Try again; look after that machine."
        )
    path = out_dir / target.output
    atomic.write_bytes(path, data, parents=True)
    atomic.write_bytes(receipt_path(path), text)


def _failed(job: Job, target: Target, sha256: str, error: StudioError) -> Item:
    name = job.photo.relative
    told = as_error(error, name.name)
    return Item(name.as_posix(), sha256, target.channel.id, None, "failed", job.preset.cutout.model, error=told)


def _connected(address: str, *, seconds: float = _PATIENCE) -> Any:
    """Return a client of a scheduler that has workers; raises ClusterError."""
    try:
        from distributed import Client
    except ImportError as error:
        raise ClusterError(
            "Working on many machines is not installed.", 'Install it: pip install "listing-studio[cluster]".'
        ) from error
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)  # what it would print is told by our own errors
    if not address.startswith(("tcp://", "tls://")):
        raise ClusterError(f"{address!r} is no address of a scheduler.", "Write it as tcp://host:8786.")
    try:
        client = Client(address, timeout=min(seconds, 10.0), set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterError(f"No scheduler answers at {address}.", "Start it there with: dask scheduler.") from error
    try:
        client.wait_for_workers(1, timeout=seconds)
    except Exception as error:
        client.close()
        raise ClusterError(
            f"The scheduler at {address} has no workers.", f"Start some: dask worker {address} --nthreads 1."
        ) from error
    return client

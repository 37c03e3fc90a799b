"""Processes that work on photos, so that one bad file can end a process and nothing else.

Each lane is one thread here and one process there. A process that dies, or takes longer than it may, fails only the
call it was working on; its lane starts another one with the next call.
"""

import os
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from queue import SimpleQueue
from typing import Any

from studio.app.batch.worker_process import Call, Reply, peak_memory, serve
from studio.model.errors import WorkerCrashedError

ReportProgress = Callable[[float, str], None]


@dataclass(eq=False)
class _Task:
    call: Call
    future: "Future[Any]"
    timeout: float | None
    on_progress: ReportProgress | None
    called_off: bool = False


def worker_count(wanted: int | None = None) -> int:
    """Return how many processes make sense: what was asked for, else one a core that this process may use."""
    if wanted is not None:
        return max(1, wanted)
    try:
        return len(os.sched_getaffinity(0))  # type: ignore[attr-defined,unused-ignore]
    except AttributeError:
        return os.cpu_count() or 1


class Workers:
    """`count` processes behind one queue. A context manager: leaving it ends them all."""

    def __init__(
        self, count: int, *, timeout: float | None = None, memory_limit: int | None = None, owner: str = ""
    ) -> None:
        """`timeout` in seconds is for each call that names none of its own; `memory_limit` in bytes a process.

        `owner`: the runner whose name the processes' unfinished files carry.
        """
        self.count = max(1, count)
        self._queue: SimpleQueue[_Task | None] = SimpleQueue()
        self._timeout = timeout
        self._closed = False
        threads = max(1, worker_count() // self.count)
        self._lanes = [_Lane(self._queue, (threads, memory_limit, owner)) for _ in range(self.count)]

    def submit(
        self,
        function: Callable[..., Any],
        *arguments: Any,
        timeout: float | None = None,
        on_progress: ReportProgress | None = None,
    ) -> "Future[Any]":
        """Run a module's function in one of the processes.

        The future raises what the function raised, or WorkerCrashedError where its process died or took longer than
        `timeout` seconds. With `on_progress` (called from a thread of ours) the function gets a keyword `progress`.
        """
        if self._closed:
            raise RuntimeError("the workers were shut down")
        future: Future[Any] = Future()
        call = Call(function, arguments, on_progress is not None)
        self._queue.put(_Task(call, future, timeout or self._timeout, on_progress))
        return future

    def call_off(self, future: "Future[Any]") -> None:
        """Stop one call at once, by ending its process where it has begun; the future raises an error."""
        if not future.cancel():
            for lane in self._lanes:
                lane.call_off(future)

    def living(self) -> set[int]:
        """Return the ids of the processes at work."""
        return {lane.process_id for lane in self._lanes} - {0}

    def peak_memory(self) -> int:
        """Return the sum in bytes of the largest resident memory of this process and of each lane's largest."""
        return peak_memory() + sum(lane.peak for lane in self._lanes)

    def shutdown(self, *, kill: bool = False) -> None:
        """End all processes: after the calls already submitted, or at once with `kill`, which cancels them."""
        self._closed = True
        if kill:
            while not self._queue.empty():
                task = self._queue.get()
                if task is not None:
                    task.future.cancel()
        for _ in self._lanes:
            self._queue.put(None)
        for lane in self._lanes:
            lane.end(kill=kill)

    def __enter__(self) -> "Workers":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_rest: object) -> None:
        self.shutdown(kill=kind is not None)


class _Lane:
    """One thread that feeds one process at a time."""

    def __init__(self, queue: "SimpleQueue[_Task | None]", settings: tuple[int, int | None, str]) -> None:
        self.peak = 0
        self._queue = queue
        self._settings = settings
        self.process_id = 0
        self._task: _Task | None = None
        self._guard = threading.Lock()
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self._killed = False
        self._thread = threading.Thread(target=self._feed, name="worker lane", daemon=True)
        self._thread.start()

    def end(self, *, kill: bool) -> None:
        if kill:
            self._killed = True
            if self._process is not None:
                self._process.kill()
        self._thread.join()

    def call_off(self, future: "Future[Any]") -> None:
        with self._guard:
            if self._task is not None and self._task.future is future:
                self._task.called_off = True
                if self._process is not None:
                    self._process.kill()

    def _feed(self) -> None:
        while (task := self._queue.get()) is not None:
            with self._guard:
                self._task = task
            if not task.future.set_running_or_notify_cancel():
                continue
            try:
                result = self._guarded(task)
            except BaseException as error:
                task.future.set_exception(error)
            else:
                task.future.set_result(result)
        self._stop()

    def _guarded(self, task: _Task) -> Any:
        try:
            return self._work(task)
        finally:
            with self._guard:
                self._task = None
            if task.called_off:  # its process may be dying only just now: the next call must not be blamed
                self._stop(kill=True)

    def _work(self, task: _Task) -> Any:
        if self._killed:
            raise WorkerCrashedError("The work was called off.")
        process, pipe = self._running()
        if self._killed or task.called_off:
            raise WorkerCrashedError("The work was called off.")
        try:
            pipe.send(task.call)
        except (BrokenPipeError, ConnectionResetError):  # it died while idle: this call is not to blame
            self._stop()
            process, pipe = self._running()
            pipe.send(task.call)
        while True:
            reply = self._reply(process, pipe, task.timeout)
            if reply.kind == "progress":
                if task.on_progress is not None:
                    task.on_progress(*reply.value)
                continue
            self.peak = max(self.peak, reply.peak)
            if reply.kind == "error":
                raise reply.value
            return reply.value

    def _reply(self, process: SpawnProcess, pipe: Connection, timeout: float | None) -> Reply:
        """Wait for the next word of the process; raises WorkerCrashedError when none comes."""
        ready = wait([pipe, process.sentinel], timeout)
        if not ready:
            self._stop(kill=True)
            raise WorkerCrashedError(
                f"The work took longer than {timeout:.0f} seconds and was stopped.",
                "Try a smaller photo or a faster model.",
            )
        try:
            if pipe not in ready and not pipe.poll():
                raise EOFError
            reply: Reply = pipe.recv()
        except (EOFError, OSError):
            raise self._crash(process) from None
        return reply

    def _crash(self, process: SpawnProcess) -> WorkerCrashedError:
        process.join(5)
        code = process.exitcode
        self._stop(kill=True)
        if self._killed or (self._task is not None and self._task.called_off):
            return WorkerCrashedError("The work was called off.")
        how = f"by signal {-code}" if code is not None and code < 0 else f"with exit code {code}"
        return WorkerCrashedError(
            f"The process that worked on it ended unexpectedly ({how}).",
            "The photo may be damaged or too large for this computer's memory; save it anew in another program.",
        )

    def _running(self) -> tuple[SpawnProcess, Connection]:
        """Return the living process and its pipe, started anew where there is none."""
        if self._process is not None and self._pipe is not None and self._process.is_alive():
            return self._process, self._pipe
        self._stop(kill=True)
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=serve, args=(theirs, *self._settings), daemon=True)
        process.start()
        theirs.close()  # so that the pipe ends with the process
        self._process, self._pipe, self.process_id = process, ours, process.pid or 0
        return process, ours

    def _stop(self, *, kill: bool = False) -> None:
        process, pipe = self._process, self._pipe
        self._process = self._pipe = None
        self.process_id = 0
        if pipe is not None:
            pipe.close()
        if process is not None:
            if kill:
                process.kill()
            process.join(10)
            if process.is_alive():
                process.kill()
                process.join()
            process.close()

"""The inside of a worker process: takes a call from the pipe, answers, takes the next. Imports nothing heavy itself."""

import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from typing import Any, Literal

from studio.app.memory import keep_freed_memory
from studio.model.progress import Progress
from studio.store import atomic

IDLE = 120.0  # seconds without a call


@dataclass(frozen=True)
class Call:
    """A function of a module (found again by its name), its arguments, and whether it wants to tell its progress."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    progress: bool = False


@dataclass(frozen=True)
class Reply:
    """`value` is the result, the exception, or (share, what); `peak` the process's largest memory in bytes so far."""

    kind: Literal["result", "error", "progress"]
    value: Any
    peak: int = 0


def serve(pipe: Connection, threads: int, memory_limit: int | None, owner: str = "") -> None:
    """Answer calls until the pipe closes: when the parent ends, however it ends, so does this process.

    `owner` is the runner whose name unfinished files carry.
    """
    threading.Thread(target=_end_with_parent, name="parent watch", daemon=True).start()
    atomic.sign(owner)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches the whole group; the parent decides
    _be_quiet()
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OPENCV_FOR_THREADS_NUM"):
        os.environ[name] = str(threads)
    if memory_limit is not None:
        _limit_memory(memory_limit)
    keep_freed_memory()
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            if not pipe.poll(IDLE):
                _rest()
            _answer(pipe, pipe.recv())


def _end_with_parent() -> None:
    """End at once when the parent is killed: what is being written stays unfinished, and its next runner clears up."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _rest() -> None:
    """Let go of the large networks that a call has opened: nobody has asked for a while."""
    networks = sys.modules.get("studio.cutout.networks")
    if networks is not None:
        networks.close_idle(IDLE)


def _answer(pipe: Connection, call: Call) -> None:
    try:
        if call.progress:
            tell = Progress(lambda share, what: pipe.send(Reply("progress", (share, what))))
            value = call.function(*call.arguments, progress=tell)
        else:
            value = call.function(*call.arguments)
        reply = Reply("result", value, peak_memory())
    except Exception as error:
        error.add_note("".join(traceback.format_exception(error)))
        reply = Reply("error", error, peak_memory())
    try:
        pipe.send(reply)
    except (BrokenPipeError, ConnectionResetError):
        raise
    except Exception as error:  # a result or exception that cannot travel
        pipe.send(Reply("error", TypeError(f"{type(reply.value).__name__} cannot travel: {error}"), peak_memory()))


def _be_quiet() -> None:
    """Let nothing that a C library prints reach the document on stdout or the progress on stderr."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for number in (1, 2):
        with suppress(OSError):
            os.dup2(nowhere, number)


def _limit_memory(limit: int) -> None:
    """Make allocations beyond `limit` bytes fail in Python instead of the whole computer slowing down."""
    if not sys.platform.startswith("linux"):
        return  # macOS does not honour it, Windows has no such limit
    import resource

    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


def peak_memory() -> int:
    """Return the largest resident memory of this process in bytes, 0 where the system does not tell."""
    with suppress(OSError), open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123
        for line in status:  # ru_maxrss would count the parent's memory before exec
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    if sys.platform == "win32":
        return _peak_on_windows()
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _peak_on_windows() -> int:
    import ctypes

    fields = ["PageFaultCount"]
    sizes = ["PeakWorkingSetSize", "WorkingSetSize", "a", "b", "c", "d", "PagefileUsage", "PeakPagefileUsage"]

    class Counters(ctypes.Structure):
        _fields_ = (
            [("cb", ctypes.c_uint32)]
            + [(name, ctypes.c_uint32) for name in fields]
            + [(name, ctypes.c_size_t) for name in sizes]
        )

    counters = Counters(cb=ctypes.sizeof(Counters))
    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    process = ctypes.c_void_p(kernel.GetCurrentProcess())
    kernel.K32GetProcessMemoryInfo(process, ctypes.byref(counters), counters.cb)
    return int(counters.PeakWorkingSetSize)

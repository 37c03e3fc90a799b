"""Opening a weight file with onnxruntime on the device that really answers, and soonest; closed when it idles."""

import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any

from studio.cutout.networks.devices import CPU, OPENVINO, TWINS, candidates, missing, short, soonest
from studio.cutout.networks.twin import twin_file, twin_of
from studio.model.errors import BrokenModelError

SMALL = 20_000_000  # bytes of a weight file
MOST_OPEN = 2  # networks take 0.2–2 GB each


@dataclass(frozen=True)
class Session:
    """A loaded network. `device` is what it really runs on, `why` a sentence; `note`: `why`, where it is bad news."""

    network: Any  # onnxruntime.InferenceSession
    device: str
    why: str
    note: str = ""


_open: dict[tuple[Path, int], Session] = {}
_used: dict[tuple[Path, int], float] = {}
_lock = Lock()


def open_session(path: Path) -> Session:
    """Return the network of a weight file, kept open between photos; raises BrokenModelError."""
    key = (path, path.stat().st_mtime_ns)
    with _lock:
        if key not in _open:
            _close_all_but(MOST_OPEN - 1)
            _open[key] = _opened(path)
        _used[key] = monotonic()
        return _open[key]


def reopen_on_cpu(path: Path, reason: str) -> Session:
    """Return the network on the processor, after the better device failed; `reason`: a sentence why."""
    key = (path, path.stat().st_mtime_ns)
    session = Session(opened_on(path, CPU), short(CPU), reason, reason)
    with _lock:
        _open[key], _used[key] = session, monotonic()
    return session


def close_idle(seconds: float) -> int:
    """Let go of networks that nobody has used for so long; returns how many."""
    with _lock:
        late = [key for key, used in _used.items() if monotonic() - used >= seconds]
        for key in late:
            _open.pop(key, None)
            _used.pop(key, None)
        return len(late)


def _close_all_but(count: int) -> None:
    for key in sorted(_used, key=lambda each: _used[each])[: max(0, len(_open) - count)]:
        _open.pop(key, None)
        _used.pop(key, None)


def forget(path: Path) -> None:
    """Let go of a network: its file or its int8 twin is another by now."""
    with _lock:
        for key in [key for key in _open if key[0] == path]:
            _open.pop(key, None)
            _used.pop(key, None)


def _opened(path: Path) -> Session:
    """Open on every device that onnxruntime names, and the int8 twin; keep the one that answers soonest."""
    working: dict[str, Any] = {}
    silent: list[str] = []
    for provider in candidates():
        network = opened_on(path, provider)
        if network.get_providers()[0] == provider:
            working[provider] = network
        else:
            silent.append(provider)
    if (twin := twin_of(path)) is not None:
        working |= _twins(path, [name for name, provider in TWINS.items() if provider in working])
    chosen, why = soonest(working, path) if len(working) > 1 else (next(iter(working), CPU), "")
    if chosen not in working:
        working[chosen] = opened_on(path, CPU)
    if twin is not None and chosen in TWINS:
        why = f"{why} {twin.words()}"
    if silent:
        told = f"{short(silent[0])} was asked for, but the model runs on {short(chosen)}: {missing(silent[0])}."
        return Session(working[chosen], short(chosen), told, told)
    return Session(working[chosen], short(chosen), why or f"{short(chosen)}: {missing(None)}.")


def _twins(path: Path, names: list[str]) -> dict[str, Any]:
    """Return the int8 twin on the devices that answer with it; a damaged twin is none."""
    opened: dict[str, Any] = {}
    for name in names:
        with suppress(BrokenModelError):
            network = opened_on(twin_file(path), TWINS[name])
            if network.get_providers()[0] == TWINS[name]:
                opened[name] = network
    return opened


def opened_on(path: Path, provider: str) -> Any:
    """Return onnxruntime's session of a weight file on one device; raises BrokenModelError."""
    import onnxruntime

    options, threads = onnxruntime.SessionOptions(), int(os.environ.get("OMP_NUM_THREADS") or 0)
    options.intra_op_num_threads = threads
    # Small networks keep their memory between photos: a fifth less time, and without the memory pattern no more at the
    # peak (U²-Net small 0.49 s and 269 MB; 0.61 s and 297 MB without arena). Large ones would hold gigabytes for ever.
    options.enable_cpu_mem_arena = path.stat().st_size < SMALL
    options.enable_mem_pattern = False
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 4
    try:
        first = (OPENVINO, _of_openvino(threads)) if provider == OPENVINO else provider
        return onnxruntime.InferenceSession(str(path), options, providers=[first, *([CPU] if provider != CPU else [])])
    except Exception as error:  # onnxruntime's errors have no common base
        raise BrokenModelError(
            f"{path.name} cannot be loaded as a model ({type(error).__name__}).", "Delete the file and get it again."
        ) from error


@lru_cache(maxsize=64)
def _digest(path: Path, changed: int, algorithm: str) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.new(algorithm, usedforsecurity=False)).hexdigest()


def is_published(path: Path, md5: str, sha256: str = "") -> bool:
    """Whether the file is the one that its card describes; True where the card names no checksum."""
    changed = path.stat().st_mtime_ns
    if sha256:
        return _digest(path, changed, "sha256") == sha256
    return not md5 or _digest(path, changed, "md5") == md5


def _of_openvino(threads: int) -> dict[str, str]:
    """Return what OpenVINO must be told by itself: it does not hear of the number of threads."""
    return {"device_type": "CPU", **({"num_of_threads": str(threads)} if threads else {})}

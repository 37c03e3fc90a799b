"""Opening a weight file with onnxruntime, on the best device that really answers."""

import hashlib
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from studio.model.errors import BrokenModelError

ORDER = ("CUDAExecutionProvider", "OpenVINOExecutionProvider", "DmlExecutionProvider", "CPUExecutionProvider")
"""Devices in the order they are tried. CoreML is left out: reported 6–8 × slower on these networks."""


@dataclass(frozen=True)
class Session:
    """A loaded network. `device` is what it really runs on; `note` says where that is not what was asked for."""

    network: Any  # onnxruntime.InferenceSession
    device: str
    note: str


@lru_cache(maxsize=2)  # networks take 0.2–2 GB
def _opened(path: Path, changed: int) -> Session:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = int(os.environ.get("OMP_NUM_THREADS") or 0)
    options.enable_cpu_mem_arena = False  # it only ever grows
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 4
    asked = [name for name in ORDER if name in onnxruntime.get_available_providers()]
    try:
        network = onnxruntime.InferenceSession(str(path), options, providers=asked)
    except Exception as error:  # onnxruntime's errors have no common base
        raise BrokenModelError(
            f"{path.name} cannot be loaded as a model ({type(error).__name__}).", "Delete the file and get it again."
        ) from error
    wanted, got = asked[0], network.get_providers()[0]
    note = "" if wanted == got else f"{_short(wanted)} was asked for, but the model runs on {_short(got)}."
    return Session(network, _short(got), note)


def _short(provider: str) -> str:
    return provider.removesuffix("ExecutionProvider")


def open_session(path: Path) -> Session:
    """Return the network of a weight file, kept open between photos; raises BrokenModelError."""
    return _opened(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _digest(path: Path, changed: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()


def is_published(path: Path, md5: str) -> bool:
    """Whether the file is the one that its card describes; True where the card names no checksum."""
    return not md5 or _digest(path, path.stat().st_mtime_ns) == md5

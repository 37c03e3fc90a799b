"""Asking an open network: called off when asked to, and asked again on the processor where a better device fails."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Any

import numpy as np

from studio.cutout.networks.session import Session, open_session, reopen_on_cpu
from studio.model.errors import BrokenModelError
from studio.model.progress import SILENT, Progress

FRACTIONS = {"tensor(float)": np.float32, "tensor(float16)": np.float16}
"""What networks may be fed with, by onnxruntime's names."""


@dataclass(frozen=True)
class Answers:
    """`planes`: what the network gave, in its order; `device` it ran on; `remarks`: what a person should know."""

    planes: tuple[Any, ...]
    device: str
    remarks: tuple[str, ...] = ()


def ask(path: Path, inputs: Mapping[str, Any], progress: Progress = SILENT) -> Answers:
    """Run a weight file on named inputs ("" for its first); raises BrokenModelError and Cancelled."""
    session = open_session(path)
    remarks = [session.note] if session.note else []
    try:
        planes = run(session, inputs, path.name, progress)
    except BrokenModelError:
        if session.device == "CPU":
            raise
        reason = f"{session.device} failed on this photo (out of memory, perhaps); the model now runs on the CPU."
        session = reopen_on_cpu(path, reason)
        remarks.append(reason)
        planes = run(session, inputs, path.name, progress)
    return Answers(planes, session.device, tuple(remarks))


def run(session: Session, inputs: Mapping[str, Any], name: str, progress: Progress = SILENT) -> tuple[Any, ...]:
    """Run an open network, fractions fed as it wants them; `name` for messages. Raises as `ask`."""
    import onnxruntime

    options = onnxruntime.RunOptions()
    try:
        with _stopping(options, progress.cancelled):
            wanted = session.network.get_inputs()
            types = {entry.name: FRACTIONS.get(entry.type, np.float32) for entry in wanted}
            fed = {key or wanted[0].name: value for key, value in inputs.items()}
            fed = {key: np.asarray(value).astype(types[key], copy=False) for key, value in fed.items()}
            return tuple(session.network.run(None, fed, options))
    except Exception as error:  # onnxruntime's errors have no common base
        progress.at(0.2)  # raises Cancelled where that is the reason
        raise BrokenModelError(
            f"{name} could not work on this photo ({type(error).__name__}).", "Get the model again or choose another."
        ) from error


@contextmanager
def _stopping(options: Any, cancelled: Event | None) -> Iterator[None]:
    """Stop a run within 50 ms of being called off."""
    done = Event()

    def watch() -> None:
        while not done.wait(0.05):
            if cancelled is not None and cancelled.is_set():
                options.terminate = True

    watcher = Thread(target=watch, daemon=True)
    if cancelled is not None:
        watcher.start()
    try:
        yield
    finally:
        done.set()
        if cancelled is not None:
            watcher.join()

"""A network's raw answer for a photo."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any

import cv2
import numpy as np

from studio.cutout.networks.architecture import Architecture, Planes, architectures
from studio.cutout.networks.cards import Weights, weight_file
from studio.cutout.networks.session import Session, is_published, open_session, reopen_on_cpu
from studio.model.errors import BrokenModelError
from studio.model.matte import Mask
from studio.model.picture import Bytes
from studio.model.progress import SILENT, Progress

FRACTIONS = {"tensor(float)": np.float32, "tensor(float16)": np.float16}
"""What networks may be fed with, by onnxruntime's names."""
LEAST_ANSWER = 8  # pixels a side: less is a number, no mask


def try_out(path: Path, architecture: str, side: int) -> None:
    """Show a network a drawn disc; raises BrokenModelError where it cannot work on it or answers nonsense."""
    rows, columns = np.mgrid[:64, :64]
    disc = (rows - 32) ** 2 + (columns - 32) ** 2 < 400
    drawn = np.where(disc[..., None], 40, 225).astype(np.uint8).repeat(3, axis=2)
    known = architectures()[architecture]
    answer = _run(open_session(path), _prepared(drawn, known, side), path.name, SILENT)
    _read(answer, known, path.name)


def find_mask(rgb: Bytes, weights: Weights, progress: Progress = SILENT) -> tuple[Mask, str, tuple[str, ...]]:
    """Return the mask (side, side) float32, the device it ran on, and remarks; the mask covers the whole photo.

    Raises MissingModelError where the file is not on this computer, BrokenModelError where it cannot be loaded or
    answers nonsense, and Cancelled.
    """
    path = weight_file(weights)
    progress.at(0.05, f"loading {weights.id}")
    session = open_session(path)
    remarks = [session.note] if session.note else []
    if not is_published(path, weights.md5, weights.sha256):
        remarks.append(f"The model file {path.name} is not the published one.")
    architecture = architectures()[weights.architecture]
    progress.at(0.2, "looking for the product")
    planes = _prepared(rgb, architecture, weights.input)
    try:
        answer = _run(session, planes, path.name, progress)
    except BrokenModelError:
        if session.device == "CPU":
            raise
        reason = f"{session.device} failed on this photo (out of memory, perhaps); the model now runs on the CPU."
        session = reopen_on_cpu(path, reason)
        remarks.append(reason)
        answer = _run(session, planes, path.name, progress)
    progress.at(0.8)
    return _read(answer, architecture, path.name), session.device, tuple(remarks)


def _prepared(rgb: Bytes, architecture: Architecture, side: int) -> Planes:
    reduced = np.asarray(cv2.resize(rgb, (side, side), interpolation=cv2.INTER_AREA), dtype=np.float32)
    reduced = reduced / max(1.0, float(reduced.max()))  # as the networks were trained and rembg feeds them
    even = (reduced - np.array(architecture.mean)) / np.array(architecture.deviation)
    return np.ascontiguousarray(even.transpose(2, 0, 1)[None], dtype=np.float32)


def _run(session: Session, planes: Planes, name: str, progress: Progress) -> Any:
    import onnxruntime

    options = onnxruntime.RunOptions()
    try:
        with _stopping(options, progress.cancelled):
            entry = session.network.get_inputs()[0]
            fed = planes.astype(FRACTIONS.get(entry.type, np.float32), copy=False)
            return session.network.run(None, {entry.name: fed}, options)[0]
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


def _read(answer: Any, architecture: Architecture, name: str) -> Mask:
    plane = np.asarray(answer)
    while plane.ndim > 2 and len(plane):
        plane = plane[0]
    fractions = np.issubdtype(plane.dtype, np.floating)
    if plane.ndim != 2 or not fractions or min(plane.shape) < LEAST_ANSWER or not np.isfinite(plane).all():
        raise BrokenModelError(f"{name} answered nonsense.", "Get the model again or choose another.")
    return np.clip(architecture.read(plane.astype(np.float32, copy=False)), 0, 1)

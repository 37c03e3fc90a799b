"""A network's raw answer for a photo."""

from pathlib import Path
from typing import Any

import cv2
import numpy as np

from studio.cutout.networks.architecture import Architecture, Planes, architectures
from studio.cutout.networks.cards import Weights, weight_file
from studio.cutout.networks.running import ask, run
from studio.cutout.networks.session import is_published, open_session
from studio.model.errors import BrokenModelError
from studio.model.matte import Mask
from studio.model.picture import Bytes
from studio.model.progress import SILENT, Progress

LEAST_ANSWER = 8  # pixels a side: less is a number, no mask


def try_out(path: Path, architecture: str, side: int) -> None:
    """Show a network a drawn disc; raises BrokenModelError where it cannot work on it or answers nonsense."""
    rows, columns = np.mgrid[:64, :64]
    disc = (rows - 32) ** 2 + (columns - 32) ** 2 < 400
    drawn = np.where(disc[..., None], 40, 225).astype(np.uint8).repeat(3, axis=2)
    known = architectures()[architecture]
    answers = run(open_session(path), {"": prepared(drawn, known, side)}, path.name)
    read(answers[0], known, path.name)


def find_mask(rgb: Bytes, weights: Weights, progress: Progress = SILENT) -> tuple[Mask, str, tuple[str, ...]]:
    """Return the mask (side, side) float32, the device it ran on, and remarks; the mask covers the whole photo.

    Raises MissingModelError where the file is not on this computer, BrokenModelError where it cannot be loaded or
    answers nonsense, and Cancelled.
    """
    path = weight_file(weights)
    progress.at(0.05, f"loading {weights.id}")
    open_session(path)
    architecture = architectures()[weights.architecture]
    progress.at(0.2, "looking for the product")
    answers = ask(path, {"": prepared(rgb, architecture, weights.input)}, progress)
    progress.at(0.8)
    mask = read(answers.planes[0], architecture, path.name)
    return mask, answers.device, (*answers.remarks, *unpublished(path, weights))


def unpublished(path: Path, weights: Weights) -> tuple[str, ...]:
    """Return a remark where a file is not the one that its card describes."""
    if is_published(path, weights.md5, weights.sha256):
        return ()
    return (f"The model file {path.name} is not the published one.",)


def prepared(rgb: Bytes, architecture: Architecture, side: int) -> Planes:
    """Return a photo (sRGB, any size) as a network is fed it: (1, 3, side, side) float32, evened as it was trained."""
    reduced = np.asarray(cv2.resize(rgb, (side, side), interpolation=cv2.INTER_AREA), dtype=np.float32)
    reduced = reduced / max(1.0, float(reduced.max()))  # as the networks were trained and rembg feeds them
    even = (reduced - np.array(architecture.mean)) / np.array(architecture.deviation)
    return np.ascontiguousarray(even.transpose(2, 0, 1)[None], dtype=np.float32)


def read(answer: Any, architecture: Architecture, name: str) -> Mask:
    """Return the mask (height, width) float32, 0–1, in a network's raw answer; `name`: of its file.

    Raises BrokenModelError where the answer holds no finite plane of probabilities.
    """
    planes = np.asarray(answer)
    while planes.ndim > (3 if architecture.classes else 2) and len(planes):
        planes = planes[0]
    fractions = np.issubdtype(planes.dtype, np.floating)
    plane = planes
    if architecture.classes and planes.ndim == 3 and fractions and len(planes) > max(architecture.classes):
        plane = _share_of(planes.astype(np.float32, copy=False), architecture.classes)
    if plane.ndim != 2 or not fractions or min(plane.shape) < LEAST_ANSWER or not np.isfinite(plane).all():
        raise BrokenModelError(f"{name} answered nonsense.", "Get the model again or choose another.")
    return np.clip(architecture.read(plane.astype(np.float32, copy=False)), 0, 1)


def _share_of(planes: Planes, classes: tuple[int, ...]) -> Planes:
    """Return the probability of some classes, of probabilities (classes, height, width), or of logits."""
    with np.errstate(invalid="ignore", over="ignore"):
        already = planes.min() >= 0 and np.allclose(planes.sum(axis=0), 1, atol=0.01)
        shares = planes if already else np.exp(planes - planes.max(axis=0))
        return np.asarray(shares[list(classes)].sum(axis=0) / shares.sum(axis=0), dtype=np.float32)

"""Segment Anything (Kirillov et al., ICCV 2023) in the two files that rembg publishes.

The encoder looks at the photo once, for seconds; the decoder answers each click or box in a fraction of one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.cutout.networks.architecture import sigmoid
from studio.cutout.networks.cards import Weights, decoder_file, weight_file
from studio.cutout.networks.predict import unpublished
from studio.cutout.networks.running import Answers, ask
from studio.cutout.sizes import averaged
from studio.model.errors import BrokenModelError
from studio.model.matte import Mask
from studio.model.picture import Box, Bytes
from studio.model.progress import SILENT, Progress

PROMPTED = "sam"
"""The architecture that cards of such networks name."""
FRAME = (684, 1024)
"""Rows and columns of the encoder's picture; the photo lies in its upper left corner."""
ADDED, LEFT_OUT, CORNER, OTHER_CORNER, NOTHING = 1.0, 0.0, 2.0, 3.0, -1.0
"""What a point means to the decoder."""
Point = tuple[float, float, float]
"""x, y in shares of the photo, and what it means."""


@dataclass(frozen=True, eq=False)
class Encoded:
    """What the encoder saw of a photo: `features` float32, `width` and `height` of the photo within the frame."""

    features: NDArray[np.float32]
    width: int
    height: int
    device: str = "CPU"
    remarks: tuple[str, ...] = ()


def encoded(rgb: Bytes, weights: Weights, progress: Progress = SILENT) -> Encoded:
    """Look at a photo of any size; raises MissingModelError, BrokenModelError and Cancelled."""
    path = weight_file(weights)
    progress.at(0.1, f"looking at the photo with {weights.id}")
    height, width = rgb.shape[:2]
    scale = min(FRAME[1] / width, FRAME[0] / height)
    wide, high = max(1, min(FRAME[1], round(width * scale))), max(1, min(FRAME[0], round(height * scale)))
    frame = np.zeros((*FRAME, 3), np.float32)
    larger = wide > width or high > height
    frame[:high, :wide] = cv2.resize(rgb, (wide, high)) if larger else averaged(rgb, wide, high)
    answers = ask(path, {"": frame}, progress)
    features = np.asarray(answers.planes[0], dtype=np.float32)
    if features.ndim != 4 or not np.isfinite(features).all():
        raise _nonsense(path.name)
    return Encoded(features, wide, high, answers.device, (*answers.remarks, *unpublished(path, weights)))


def region(seen: Encoded, points: Sequence[Point], weights: Weights, progress: Progress = SILENT) -> Mask:
    """Return the mask (rows, columns) float32 of the whole photo that the points ask for; raises as `encoded`."""
    path = decoder_file(weights)
    places = [(x * seen.width, y * seen.height) for x, y, _ in points]
    inputs = {
        "image_embeddings": seen.features,
        "point_coords": np.array([[*places, (0, 0)]], np.float32),
        "point_labels": np.array([[*(meaning for *_, meaning in points), NOTHING]], np.float32),
        "mask_input": np.zeros((1, 1, 256, 256), np.float32),
        "has_mask_input": np.zeros(1, np.float32),
        "orig_im_size": np.array(FRAME, np.float32),
    }
    best = _best(ask(path, inputs, progress), path.name)[: seen.height, : seen.width]
    return sigmoid(best)


def boxed(seen: Encoded, box: Box, weights: Weights, progress: Progress = SILENT) -> Mask:
    """Return the mask of what fills a box (shares of the photo); raises as `encoded`."""
    corners = [(box.left, box.top, CORNER), (box.right, box.bottom, OTHER_CORNER)]
    return region(seen, corners, weights, progress)


def _best(answers: Answers, name: str) -> NDArray[np.float32]:
    """Return the logits of the mask that the decoder itself thinks best."""
    masks: NDArray[Any] = np.asarray(answers.planes[0])
    if masks.ndim != 4 or masks.shape[2:] != FRAME or not masks.shape[1] or not np.isfinite(masks).all():
        raise _nonsense(name)
    worth = np.asarray(answers.planes[1]).reshape(-1) if len(answers.planes) > 1 else np.zeros(1)
    chosen = int(worth.argmax()) if len(worth) == masks.shape[1] else 0
    return np.asarray(masks[0, chosen], dtype=np.float32)


def _nonsense(name: str) -> BrokenModelError:
    return BrokenModelError(f"{name} answered nonsense.", "Get the model again or choose another.")

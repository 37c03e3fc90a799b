"""Running the embedded network: colours and cues in, the probability of product out."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.cutout.embedded.cues import cues_of
from studio.model.errors import BrokenModelError
from studio.model.matte import Mask
from studio.model.picture import Bytes

SIDE = 256  # pixels of the square it looks at: what it was trained for
LIGHT, SPREAD = 0.45, 0.25  # as in packaging/cutout_model/train.py
Planes = NDArray[np.float32]
_PACKAGE = Path(__file__).resolve().parents[2]
CURE = "Install Listing Studio again."


def model_file() -> Path:
    """Return where the shipped network lies."""
    packed = _PACKAGE / "_shipped"
    return (packed if packed.is_dir() else _PACKAGE.parent) / "resources" / "cutout_model" / "cutout.onnx"


@lru_cache(maxsize=1)
def model_digest() -> str:
    """Return the sha256 of the shipped network, for receipts and caches."""
    return hashlib.sha256(model_file().read_bytes()).hexdigest()


@lru_cache(maxsize=1)
def _network() -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 2  # a few milliseconds of work: more threads wait longer than they compute
    options.enable_cpu_mem_arena = False
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 4
    path = model_file()
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's errors have no common base
        raise BrokenModelError(f"The cutout model {path.name} is damaged ({type(error).__name__}).", CURE) from error


def probabilities(rgb: Bytes) -> tuple[Mask, Mask]:
    """Return two (SIDE, SIDE) float32 masks, 0–1, of an sRGB picture of any size, stretched to a square.

    The second was found in the mirror image and turned back: the two err in different places. Raises BrokenModelError.
    """
    photo = np.asarray(cv2.resize(rgb, (SIDE, SIDE), interpolation=cv2.INTER_AREA), dtype=np.uint8)
    cues = cv2.resize(cues_of(photo), (SIDE, SIDE), interpolation=cv2.INTER_LINEAR)
    colours = (photo.astype(np.float32) / 255 - LIGHT) / SPREAD
    entry = np.concatenate([colours, cues.astype(np.float32) / 255], axis=-1).transpose(2, 0, 1)
    both: Planes = np.ascontiguousarray(np.stack([entry, entry[:, :, ::-1]]), dtype=np.float32)
    answer = np.clip(_answer(both), 0, 1)
    return answer[0, 0], np.ascontiguousarray(answer[1, 0, :, ::-1])


def _answer(entry: Planes) -> Planes:
    try:
        answer = np.asarray(_network().run(None, {"entry": entry})[0], dtype=np.float32)
    except Exception as error:  # onnxruntime's errors have no common base
        if isinstance(error, BrokenModelError):
            raise
        raise BrokenModelError(f"The cutout model does not work ({type(error).__name__}).", CURE) from error
    if answer.shape != (len(entry), 1, SIDE, SIDE) or not np.isfinite(answer).all():
        raise BrokenModelError("The cutout model answered nonsense.", CURE)
    return answer

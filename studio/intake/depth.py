"""Samples of more than eight bits → eight bits."""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from studio.model.picture import Bytes

if TYPE_CHECKING:
    from PIL.Image import Image

_BITS_PER_SAMPLE = 258


def is_deep(mode: str) -> bool:
    """Whether a Pillow mode holds more than eight bits a sample."""
    return mode.startswith("I") or mode == "F"


def white_of(image: "Image") -> float:
    """Return the sample value that means white: by the file's bit depth, else by the range."""
    if image.mode.startswith("I;16"):
        bits = getattr(image, "tag_v2", {}).get(_BITS_PER_SAMPLE, (16,))[0]
        return float((1 << bits) - 1) if 8 < bits <= 16 else 65535.0
    low_high: Any = image.getextrema()
    high = float(low_high[1])
    limits = ((16.0, 1.0), (255.0, 255.0), (65535.0, 65535.0))  # floats beyond 1 are mostly highlights, to be clipped
    return next((white for limit, white in limits if image.mode == "F" and high <= limit), max(high, 65535.0))


def to_eight_bit(samples: NDArray[Any], white: float) -> Bytes:
    """Return samples of any type as uint8, rounded, white at 255; what is outside 0…white is clipped."""
    scaled = np.nan_to_num(samples.astype(np.float32)) * (255 / white) + 0.5
    return scaled.clip(0, 255).astype(np.uint8)

"""upscale: a larger picture from the photo's own pixels, on this computer; nothing is invented."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.errors import UsageError
from studio.model.picture import Bytes, Picture

MOST = 4.0
PIXEL_LIMIT = 120_000_000
METHODS = {"back-projection": 3, "lanczos": 0}
"""By model: rounds of back-projection."""


def enlarged(picture: Picture, factor: float, model: str = "back-projection") -> Picture:
    """Return the picture enlarged 1 to 4 times; `model`: one of METHODS. Raises UsageError.

    Lanczos, then iterative back-projection (Irani and Peleg, Improving Resolution by Image Registration, 1991): the
    result, made small again, is the photo. Overshoot is held within the neighbourhood's own range: no halo.
    """
    if not 1 <= factor <= MOST:
        raise UsageError(f"A picture can be enlarged 1 to {MOST:.0f} times, not {factor:g} times.")
    size = (round(picture.width * factor), round(picture.height * factor))
    if size[0] * size[1] > PIXEL_LIMIT:
        raise UsageError(f"{size[0]} × {size[1]} pixels are too many.", "Enlarge it less.")
    if size == (picture.width, picture.height):
        return picture
    rounds = METHODS[model]
    rgb = _back_projected(picture.rgb, size, rounds)
    alpha = None if picture.alpha is None else _back_projected(picture.alpha, size, rounds)
    return Picture(rgb, alpha)


def _back_projected(plane: Bytes, size: tuple[int, int], rounds: int) -> Bytes:
    own = plane.astype(np.float32)
    small = (plane.shape[1], plane.shape[0])
    low, high = _range(own, size)
    large: NDArray[Any] = cv2.resize(own, size, interpolation=cv2.INTER_LANCZOS4)
    for _ in range(rounds):
        missing = own - cv2.resize(large, small, interpolation=cv2.INTER_AREA)
        large = large + cv2.resize(missing, size, interpolation=cv2.INTER_CUBIC)
        large = np.clip(large, low, high)
    return np.asarray(np.rint(np.clip(large, 0, 255)), np.uint8)


def _range(own: NDArray[Any], size: tuple[int, int]) -> tuple[NDArray[Any], NDArray[Any]]:
    kernel = np.ones((3, 3), np.uint8)
    bounds = [operation(own, kernel) for operation in (cv2.erode, cv2.dilate)]
    low, high = (cv2.resize(bound, size, interpolation=cv2.INTER_NEAREST) for bound in bounds)
    return low, high


def returns(picture: Picture, large: Picture) -> float:
    """Return how far the enlarged picture, made small again, is from the photo: mean difference of codes (0–255)."""
    back = cv2.resize(large.rgb, (picture.width, picture.height), interpolation=cv2.INTER_AREA)
    return float(np.abs(back.astype(np.int16) - picture.rgb.astype(np.int16)).mean())

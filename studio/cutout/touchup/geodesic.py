"""How much colour changes on the way from a seed: distance along the picture (Toivanen 1996; Criminisi et al. 2008)."""

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.picture import Bytes

Planes = NDArray[np.float32]
FAR = np.float32(1e6)


def steps_of(lab: Bytes, floor: float) -> tuple[Planes, Planes]:
    """Return the cost of a step to the right (height, width - 1) and down (height - 1, width): the change of colour.

    `floor`: change of colour (8-bit Lab units) that is grain and costs nothing.
    """
    planes = lab.astype(np.float32)
    across, down = planes[:, 1:] - planes[:, :-1], planes[1:] - planes[:-1]
    return _cost(across, floor), _cost(down, floor)


def _cost(step: Planes, floor: float) -> Planes:
    length = np.sqrt(np.einsum("ijk,ijk->ij", step, step))
    return np.asarray(np.maximum(length - np.float32(floor), np.float32(0.05)), dtype=np.float32)


def distance(steps: tuple[Planes, Planes], seeds: NDArray[np.bool_], rounds: int = 4) -> Planes:
    """Return (height, width) float32: the least cost of a way from the seeds, over rows and columns in turn.

    Each round sweeps all rows both ways, then all columns both ways; a way of more turns comes out too long.
    """
    found = np.where(seeds, np.float32(0), FAR)
    across, down = _summed(steps[0], 1), _summed(steps[1], 0)
    for _ in range(rounds):
        _swept(found, across, 1)
        _swept(found, down, 0)
    return found


def _summed(steps: Planes, axis: int) -> Planes:
    """Return what a straight way from the first pixel of each line costs."""
    padding = [(1, 0) if each == axis else (0, 0) for each in range(2)]
    return np.asarray(np.pad(np.cumsum(steps, axis=axis), padding), dtype=np.float32)


def _swept(found: Planes, summed: Planes, axis: int) -> None:
    """Lower `found` by ways along one axis, in both directions."""
    np.minimum(found, summed + np.minimum.accumulate(found - summed, axis=axis), out=found)
    behind = np.flip(np.minimum.accumulate(np.flip(found + summed, axis), axis=axis), axis)
    np.minimum(found, behind - summed, out=found)


def edges_of(lab: Bytes) -> Planes:
    """Return (height, width) float32: how much colour changes across each pixel (8-bit Lab units)."""
    kernel = np.ones((3, 3), np.uint8)
    spread = cv2.dilate(lab, kernel).astype(np.float32) - cv2.erode(lab, kernel).astype(np.float32)
    return np.asarray(np.sqrt(np.einsum("ijk,ijk->ij", spread, spread)), dtype=np.float32)

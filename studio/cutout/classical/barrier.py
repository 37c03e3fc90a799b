"""Minimum barrier distance to the frame: how large a step of colour separates a pixel from the photo's border.

The barrier of a path is the largest minus the smallest value met on it; the distance is the least barrier over
all paths to the border. Raster scans in alternating directions approximate it (Zhang et al., "Minimum Barrier Salient
Object Detection at 80 FPS", ICCV 2015); here each scan moves a whole row or column at once, so that numpy does the
inner loop.
"""

import numpy as np
from numpy.typing import NDArray

Planes = NDArray[np.float32]


def barrier_distance(image: Planes, seeds: NDArray[np.bool_], rounds: int = 3) -> Planes:
    """Return the minimum barrier distance from each pixel to the seeds, summed over the channels.

    `image`: (height, width, channels) float32 in any even colour space (Lab here). `seeds`: (height, width), True where
    the distance is 0. Result: (height, width) float32 in the image's units.
    """
    value = np.ascontiguousarray(image.transpose(0, 2, 1))  # (height, channels, width): one row is one block
    distance = np.where(seeds[:, None, :], np.float32(0), np.float32(1e9)) + np.zeros_like(value)
    state = [value, value.copy(), value.copy(), distance]  # value, highest and lowest on the best path, distance
    for _ in range(rounds):
        _sweep(state)
        state = [np.ascontiguousarray(part.transpose(2, 1, 0)) for part in state]
        _sweep(state)
        state = [np.ascontiguousarray(part.transpose(2, 1, 0)) for part in state]
    return np.asarray(state[3].sum(axis=1), dtype=np.float32)


def _sweep(state: list[Planes]) -> None:
    """Walk down and up again, updating each row from its neighbour."""
    rows = len(state[0])
    for order in (range(1, rows), range(rows - 2, -1, -1)):
        step = -1 if order.step > 0 else 1
        for row in order:
            _relax(state, row, row + step)


def _relax(state: list[Planes], row: int, source: int) -> None:
    value, highest, lowest, distance = state
    high = np.maximum(highest[source], value[row])
    low = np.minimum(lowest[source], value[row])
    through = high - low
    better = through < distance[row]
    np.copyto(distance[row], through, where=better)
    np.copyto(highest[row], high, where=better)
    np.copyto(lowest[row], low, where=better)

"""How firmly a patch belongs to the background: what is much of its like at the frame, for its size, is background.

After Zhu, Liang, Wei & Sun, "Saliency Optimization from Robust Background Detection", CVPR 2014.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.cutout.classical.superpixels import Patches

Table = NDArray[np.float64]
ALIKE = 9.0  # Lab units up to which neighbours count as one thing
REACH = 7.0  # Lab units along a path up to which patches count as one surface
NEAR = 0.4  # shares of the longest side within which contrast counts


def standing_out(patches: Patches) -> NDArray[np.float32]:
    """Return how much each patch stands out from the background, (patches,) float32, 0–1."""
    colour = np.asarray(patches.colour, dtype=np.float64)
    apart = np.linalg.norm(colour[:, None] - colour[None], axis=2)
    background = _background(patches, apart)
    place = np.asarray(patches.place, dtype=np.float64)
    between = np.linalg.norm(place[:, None] - place[None], axis=2)
    contrast = _even((apart * np.exp(-(between**2) / (2 * NEAR**2)) * background).sum(axis=1))
    return np.asarray(_even(_agreed(patches, apart, background, contrast)), dtype=np.float32)


def _even(values: Table) -> Table:
    return (values - values.min()) / (np.ptp(values) + 1e-9)


def _background(patches: Patches, apart: Table) -> Table:
    """Return the probability of background, by how much of a patch's own surface lies at the frame."""
    edges = patches.touching | np.outer(patches.border, patches.border)
    path = np.where(edges, apart, 1e9).astype(np.float32)
    np.fill_diagonal(path, 0)
    for middle in range(len(path)):  # Floyd's shortest paths
        np.minimum(path, path[:, middle, None] + path[middle], out=path)
    same = np.exp(-(path.astype(np.float64) ** 2) / (2 * REACH**2))
    at_frame = (same * patches.border).sum(axis=1) / np.sqrt(same.sum(axis=1))
    return np.asarray(1 - np.exp(-(at_frame**2) / 2))


def _agreed(patches: Patches, apart: Table, background: Table, contrast: Table) -> Table:
    """Let neighbours of one colour agree: least squares of background, contrast and smoothness."""
    near = patches.touching.astype(np.int32)
    linked = (near + near @ near > 0) | np.outer(patches.border, patches.border)
    np.fill_diagonal(linked, False)
    weight = np.where(linked, np.exp(-(apart**2) / (2 * ALIKE**2)) + 0.07, 0)
    stiffness = np.diag(weight.sum(axis=1) + 5 * background + contrast) - weight
    # Not numpy's solver: its threads spin longer on so small a matrix than the sum takes.
    solved, agreed = cv2.solve(stiffness, contrast[:, None], flags=cv2.DECOMP_CHOLESKY)
    return np.asarray(agreed[:, 0] if solved else np.linalg.solve(stiffness, contrast))

"""Light that the ground loses, on a part of the silhouette's grid that is as large as it needs to be."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from studio.scene.silhouette import Field


@dataclass(frozen=True, eq=False)
class Patch:
    """`lost`: (rows, columns) float32, the share (0–1, linear) of light that is lost.

    Its first pixel covers the `step` × `step` cells of the silhouette's grid that begin at column `left`, row `top`,
    which may lie outside that grid.
    """

    lost: Field
    left: int
    top: int
    step: int = 1

    @property
    def right(self) -> int:
        """The first column of cells beyond it."""
        return self.left + self.lost.shape[1] * self.step

    @property
    def bottom(self) -> int:
        """The first row of cells beyond it."""
        return self.top + self.lost.shape[0] * self.step


def joined(shadows: Sequence[tuple[Patch, float]], rim: int) -> Patch | None:
    """Return one patch of single cells of patches by their share, with `rim` empty cells around them.

    Each takes its part of the light that the others have left.
    """
    if not shadows:
        return None
    patches = [patch for patch, _ in shadows]
    left, top = min(each.left for each in patches) - rim, min(each.top for each in patches) - rim
    right, bottom = max(each.right for each in patches) + rim, max(each.bottom for each in patches) + rim
    through = np.ones((bottom - top, right - left), np.float32)
    for each, share in shadows:
        let = 1 - each.lost * np.float32(share)
        if each.step > 1:
            size = (let.shape[1] * each.step, let.shape[0] * each.step)
            let = np.asarray(cv2.resize(let, size, interpolation=cv2.INTER_LINEAR), np.float32)
        part = through[each.top - top : each.bottom - top, each.left - left : each.right - left]
        cv2.multiply(part, let, dst=part)
    return Patch(1 - through, left, top)

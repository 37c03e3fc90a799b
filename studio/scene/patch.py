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

    def faded(self, share: float) -> "Patch":
        """Return the same with `share` of the loss."""
        return Patch(self.lost * np.float32(share), self.left, self.top, self.step)


def joined(patches: Sequence[Patch], rim: int) -> Patch | None:
    """Return one patch of single cells with `rim` empty cells around it, each taking its share of what is left."""
    if not patches:
        return None
    left, top = min(each.left for each in patches) - rim, min(each.top for each in patches) - rim
    right, bottom = max(each.right for each in patches) + rim, max(each.bottom for each in patches) + rim
    through = np.ones((bottom - top, right - left), np.float32)
    for each in patches:
        fine = each.lost
        if each.step > 1:
            size = (fine.shape[1] * each.step, fine.shape[0] * each.step)
            fine = np.asarray(cv2.resize(fine, size, interpolation=cv2.INTER_LINEAR), np.float32)
        part = through[each.top - top : each.bottom - top, each.left - left : each.right - left]
        cv2.multiply(part, 1 - fine, dst=part)
    return Patch(np.clip(1 - through, 0, 1), left, top)

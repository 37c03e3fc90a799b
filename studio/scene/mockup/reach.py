"""Where on a print area artwork can fall, so that nothing is worked on that stays bare."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from studio.model.picture import Bytes
from studio.scene.mockup.passes import Floats, Rect
from studio.scene.mockup.placing import Matrix

BLOCK = 16  # pixels
FAR = 1e9  # of (u, v): no artwork reaches there
BLOCKS = 3  # rows of them that are worked on at once: what 48 rows need stays in the processor's cache


@dataclass(frozen=True)
class Reach:
    """A box of the frame, and the bands in it that artwork can fall into: boxes of the frame, one below the other."""

    rect: Rect
    bands: tuple[Rect, ...]

    @property
    def pixels(self) -> int:
        """How many pixels the bands have."""
        return sum(width * height for _, _, width, height in self.bands)


class Blocks:
    """The least and greatest (u, v) of each block of pixels and its neighbours', and what of it is seen."""

    def __init__(self, u: Floats, v: Floats, cover: Bytes) -> None:
        self._size = cover.shape[1], cover.shape[0]
        unseen = (cv2.dilate(cover, np.ones((3, 3), np.uint8)) == 0).astype(np.float32)
        low, high = (
            [_by_blocks(least, cv2.scaleAdd(unseen, far, plane)) for plane in (u, v)]
            for least, far in ((np.minimum, FAR), (np.maximum, -FAR))
        )
        self._seen = low[0] <= high[0]
        for plane in (*low, *high):
            plane[~self._seen] = FAR
        self._low, self._high = (np.stack(it, -1).reshape(-1, 2) for it in (low, high))

    def all_seen(self, corner: tuple[int, int]) -> Reach:
        """Return all that is seen of the area, whose upper left corner is given in the frame."""
        return self._reach(self._seen, corner)

    def met(self, matrix: Matrix, corner: tuple[int, int]) -> Reach:
        """Return the pixels into which artwork can fall that (u, v) are mapped to 0–1 over."""
        middle, half = (self._low + self._high) / 2, (self._high - self._low) / 2
        places = middle @ matrix[:, :2].T + matrix[:, 2]
        reach = half @ np.abs(matrix[:, :2]).T + 0.5
        return self._reach((np.abs(places - 0.5) <= reach).all(axis=1).reshape(self._seen.shape), corner)

    def _reach(self, met: Any, corner: tuple[int, int]) -> Reach:
        bands = tuple(self._bands(met, corner))
        if not bands:
            return Reach((*corner, 0, 0), ())
        left, top = min(band[0] for band in bands), bands[0][1]
        right, bottom = max(band[0] + band[2] for band in bands), bands[-1][1] + bands[-1][3]
        return Reach((left, top, right - left, bottom - top), bands)

    def _bands(self, met: Any, corner: tuple[int, int]) -> Iterator[Rect]:
        """Yield bands of blocks, each as wide as what is met of it."""
        for row in range(0, met.shape[0], BLOCKS):
            x, y, width, height = cv2.boundingRect(met[row : row + BLOCKS].astype(np.uint8))
            if width:
                left, top = x * BLOCK, (row + y) * BLOCK
                right, bottom = min(left + width * BLOCK, self._size[0]), min(top + height * BLOCK, self._size[1])
                yield corner[0] + left, corner[1] + top, right - left, bottom - top


def _by_blocks(least: Any, plane: Floats) -> Floats:
    """Return the least (or greatest) of each block; blocks at the end take in what is beside them once more."""
    height, width = plane.shape
    padded = cv2.copyMakeBorder(plane, 0, -height % BLOCK, 0, -width % BLOCK, cv2.BORDER_REPLICATE)
    down = least.reduce(padded.reshape(-1, BLOCK, padded.shape[1]), axis=1)
    return np.asarray(least.reduce(down.reshape(len(down), -1, BLOCK), axis=2), np.float32)
